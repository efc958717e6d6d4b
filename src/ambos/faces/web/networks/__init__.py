"""Networks: organisations, people as pseudonyms, graded ties, methods of operation."""
