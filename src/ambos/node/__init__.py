"""The whole wired: the only place that knows every part, and the one door that the faces hold."""
