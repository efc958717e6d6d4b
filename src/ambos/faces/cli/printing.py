"""Tables and two-column lists on the terminal, as wide as it is."""

import shutil
from collections.abc import Iterable, Sequence
from typing import Literal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH = 100  # where nobody says how wide it is
NARROWEST = 40


def console() -> Console:
    """Give standard output with its width; colour only on a terminal that wants it."""
    width = max(NARROWEST, shutil.get_terminal_size((WIDTH, 24)).columns)
    return Console(width=width, highlight=False, emoji=False, markup=False, soft_wrap=False)


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = (), keep: int = -1
) -> None:
    """Print rows under a head; the columns ``right`` are numbers, the column ``keep`` is never broken."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", padding=(0, 1))
    for place, name in enumerate(head):
        side: Literal["left", "right"] = "right" if place in right else "left"
        made.add_column(Text(name), justify=side, no_wrap=place == keep, overflow="fold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    console().print(made)


def pairs(rows: Iterable[tuple[str, str]], indent: int = 0) -> None:
    """Print names with their values beside them; a value that is long goes on below itself."""
    made = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    if indent:
        made.add_column(width=indent)
    made.add_column(no_wrap=True, style="dim")
    made.add_column(overflow="fold")
    for name, value in rows:
        cells = (Text(name), Text(value))
        made.add_row(*((Text(""), *cells) if indent else cells))
    console().print(made)


def heading(text: str) -> None:
    """Print a heading after an empty line."""
    screen = console()
    screen.print()
    screen.print(Text(text, style="bold"))


def line(text: str, style: str = "") -> None:
    """Print a paragraph, wrapped at words."""
    console().print(Text(text, style=style))
