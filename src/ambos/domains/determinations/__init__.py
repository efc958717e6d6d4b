"""Determinations: decisions that law sets a date for, with criteria that point at agreed indicators."""
