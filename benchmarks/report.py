"""Rows as tables: for the terminal as they come, and as a dated section of a page."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.measuring import Row
from benchmarks.targets import Target

TITLE: Final = """# Performance

Every figure on this page was printed by one run of `make bench-ledger WRITE=docs/performance.md`, which
measures Ambos and its peers side by side and adds a section below. Nothing here is typed by hand.
"""
HEAD: Final = (
    "| what | where | n | seconds | per second | per CPU s | peak MiB | peer (n) | its per second | ratio |\n"
    "|---|---|--:|--:|--:|--:|--:|---|--:|--:|"
)


def section(rows: Sequence[Row], about: Iterable[str], targets: Iterable[Target]) -> str:
    """Give a dated section with the machine, the targets and all rows."""
    parts = [f"## {datetime.now(UTC).date().isoformat()}", ""]
    parts += [f"- {line}" for line in about]
    parts += ["", "| target | wanted | measured | |", "|---|---|---|---|"]
    parts += [f"| {t.what} | {t.wanted} | {t.measured} | {'met' if t.met else 'NOT MET'} |" for t in targets]
    parts += ["", HEAD, *_lines(rows), ""]
    return "\n".join(parts)


def add(page: Path, text: str) -> None:
    """Put a section at the top of the page, before the older ones."""
    page.parent.mkdir(exist_ok=True)
    old = page.read_text(encoding="utf-8").removeprefix(TITLE) if page.exists() else ""
    page.write_text(f"{TITLE}\n{text}{old}", encoding="utf-8")


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        peer = _peer(row, rows)
        yield (
            f"| {row.what} | {row.place} | {row.n:,} | {row.wall:.2f} | {row.per_wall:,.0f} "
            f"| {row.per_cpu:,.0f} | {row.peak:,.0f} | {_beside(row, peer) if peer else ' | | '} |"
        )


def _peer(row: Row, rows: Sequence[Row]) -> Row | None:
    """Give the peer's row of the same place and size."""
    found = (peer for peer in rows if (peer.what, peer.place, peer.size) == (row.peer, row.place, row.size))
    return next(found, None)


def _beside(row: Row, peer: Row) -> str:
    ratio = row.per_wall / peer.per_wall
    return f"{peer.what} ({peer.n:,}) | {peer.per_wall:,.0f} | {ratio:.2f}"
