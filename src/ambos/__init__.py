"""Ambos: the working system of a security partnership between sovereign governments."""

__version__ = "0.1.0"
