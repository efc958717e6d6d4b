"""Definitions of indicators that no single file gives: expressions over evidence sets and domain tables."""
