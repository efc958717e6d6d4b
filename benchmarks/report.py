"""Rows as tables, aligned for the eye: for the terminal, and as a dated section of a page."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.measuring import Row
from benchmarks.targets import Target

TITLE: Final = """# Performance

Each section was printed, and put here with `WRITE=docs/performance.md`, by the command that it names, which
measures Ambos and its peers on the same work in the same run: `make bench-ledger`, `bench-exchange`,
`bench-web`, `bench-operations`, `bench-figures`, `bench-forecast`, `bench-effects`. Where a section came
about otherwise, it says so. In the tables of ledger and exchange:

- *per second* is by the clock on the wall, *per CPU s* by the processor time of this process and of the
  database server together; *peak* is the most memory that this process held.
- *ratio* is Ambos's rate by the clock over the peer's. The peers do the comparable part of the work only:
  `eventsourcing` stores the same bytes without signing, sealing or proving anything, `pymerkle` keeps the
  same tree without records.
- Writing *signed one by one* is what people's decisions cost, *signed 4,096 at a time* what machines' figures
  cost. Receiving includes strict parsing, every signature, every body, sealing under own keys, and one synced
  transaction a section.
- *At this pace*: rented machines of one name differ by half from day to day. A bar is scaled by how many
  signatures libsodium checks in a second on one core, against the machine that the bars were set on.
"""
HEAD: Final = (
    "what",
    "where",
    "n",
    "seconds",
    "per second",
    "per CPU s",
    "peak MiB",
    "peer (n)",
    "its per second",
    "ratio",
)
TARGETS: Final = ("target", "wanted", "at this pace", "measured", "", "at this pace")


def section(
    rows: Sequence[Row], about: Iterable[str], targets: Iterable[Target], name: str = "ledger"
) -> str:
    """Give the dated section of a command with the machine, the targets and all rows."""
    parts = [f"## {datetime.now(UTC).date().isoformat()}: {name}", ""]
    parts += [f"Printed by `make bench-{name}`.", "", *(f"- {line}" for line in about), ""]
    parts += [*table(TARGETS, [_judgement(target) for target in targets], "lrrrll"), ""]
    for size in dict.fromkeys(row.size for row in rows):
        parts += [f"### {f'{size:,} records' if size else 'Official files'}", ""]
        parts += [*table(HEAD, [_cells(row, rows) for row in rows if row.size == size], "llrrrrrlrr"), ""]
    return "\n".join(parts)


def add(page: Path, text: str) -> None:
    """Put a section at the top of the page, below what it begins with; one of the same heading goes."""
    page.parent.mkdir(exist_ok=True)
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    heading = text.partition("\n")[0]
    kept = [f"## {part}" for part in old.split("\n## ")[1:] if f"## {part}".partition("\n")[0] != heading]
    page.write_text("\n".join([TITLE, text, *kept]).rstrip("\n") + "\n", encoding="utf-8")


def _judgement(target: Target) -> Sequence[str]:
    verdicts = ("met" if met else "NOT MET" for met in (target.met, target.met_at_pace))
    return target.what, target.wanted, target.paced, target.measured, *verdicts


def _cells(row: Row, rows: Sequence[Row]) -> Sequence[str]:
    same = (peer for peer in rows if (peer.what, peer.place, peer.size) == (row.peer, row.place, row.size))
    peer = next(same, None)
    beside = ("", "", "")
    if peer is not None:
        ratio = row.per_wall / peer.per_wall
        beside = (f"{peer.what} ({peer.n:,})", f"{peer.per_wall:,.0f}", f"{ratio:.2f}")
    rates = (f"{row.per_wall:,.0f}", f"{row.per_cpu:,.0f}", f"{row.peak:,.0f}")
    return row.what, row.place, f"{row.n:,}", f"{row.wall:.2f}", *rates, *beside


def table(head: Sequence[str], rows: Sequence[Sequence[str]], sides: str) -> Iterator[str]:
    """Print a Markdown table with aligned columns; ``sides`` has an r for each column of numbers."""
    widths = [max(3, *(len(row[i]) for row in (head, *rows))) for i in range(len(head))]
    rule = [("-" * (w - 1) + ":") if side == "r" else "-" * w for w, side in zip(widths, sides, strict=True)]
    for row in (head, rule, *rows):
        cells = zip(row, widths, sides, strict=True)
        yield "| " + " | ".join(c.rjust(w) if side == "r" else c.ljust(w) for c, w, side in cells) + " |"
