"""Integrity: vetting, declarations, recusals, access reviews and what a corrupt official could see."""
