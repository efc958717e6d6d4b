"""What every face shows alike: the review in the terminal, as a page, as plain data."""
