"""The border process: it runs on the border's folder alone, and needs nothing of the node."""

import asyncio
from pathlib import Path

from ambos.exchange.http.listening import Journal, serve

__all__ = ["Journal", "run_border"]


def run_border(border: Path, journal: Journal) -> None:
    """Serve every partner that the folder tells of until the process is asked to end; see ``serve``."""
    asyncio.run(serve(border, journal))
