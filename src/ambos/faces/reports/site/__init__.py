"""The public site: static pages in both languages, the data, and what a citizen needs to verify them."""
