"""Drugs: seizures, samples, substances and their control, precursors, laboratories, destruction."""
