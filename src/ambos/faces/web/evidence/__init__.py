"""Evidence in the browser: files handed in and looked at, sets, figures with their pedigree, jobs."""
