"""Lets ``python -m ambos.faces.cli`` stand for ``ambos``."""

from ambos.faces.cli.start import main

main()
