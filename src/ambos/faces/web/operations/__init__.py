"""The day-to-day work: one card for each of its rooms."""
