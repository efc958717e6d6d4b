"""The border process: it runs on the border's folder alone, and needs nothing of the node."""

import asyncio
from pathlib import Path

from ambos.exchange.http.listening import Journal, serve
from ambos.exchange.http.service import Asked
from ambos.exchange.outbox import Outbox
from ambos.exchange.post import Post, outbox_of, read_posts

__all__ = ["Asked", "Journal", "posts", "run_border"]


def run_border(border: Path, journal: Journal) -> None:
    """Serve every partner that the folder tells of until the process is asked to end; see ``serve``."""
    asyncio.run(serve(border, journal))


def posts(border: Path) -> list[tuple[Post, Outbox]]:
    """Give every partner that the border was told of, with what lies there for it."""
    return [(post, outbox_of(border, post.party)) for post in read_posts(border)]
