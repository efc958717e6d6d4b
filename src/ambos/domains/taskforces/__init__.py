"""Task forces: their terms of reference, joint targets, operations, deconfliction and critical incidents."""
