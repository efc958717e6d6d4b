"""Illicit finance: from a report to forfeiture, and how long freezes survive."""
