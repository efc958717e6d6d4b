"""Private matching: which of our things meet the partner's, and nothing else (spec/deconfliction)."""
