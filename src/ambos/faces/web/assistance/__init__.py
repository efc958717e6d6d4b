"""Assistance: programmes, funding, deliveries and results."""
