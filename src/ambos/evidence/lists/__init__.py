"""Official lists of persons, organisations and firms: readers, versions, and what changed between two."""
