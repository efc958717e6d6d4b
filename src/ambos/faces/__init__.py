"""The only floor that speaks sentences to people: web, api and cli over reports."""
