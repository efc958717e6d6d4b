"""Tables and lists on the terminal, as wide as it is; where a table does not fit, each row is a list."""

import shutil
from collections.abc import Collection, Iterable, Sequence

from rich.console import Console
from rich.text import Text

from ambos.faces.cli.layout import GAP, folded, row_lines, widths

WIDTH = 100  # where nobody says how wide it is
NARROWEST = 40


def console() -> Console:
    """Give standard output with its width; colour only on a terminal that wants it."""
    return Console(width=width(), highlight=False, emoji=False, markup=False)


def width() -> int:
    """Give how many signs stand on a line."""
    return max(NARROWEST, shutil.get_terminal_size((WIDTH, 24)).columns)


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Collection[int] = (),
    whole: Collection[int] = (0,),
) -> None:
    """Print rows under a head; of no rows nothing.

    The columns ``right`` hold numbers; the columns ``whole`` are never broken.
    """
    listed = [tuple(row) for row in rows]
    if not listed:
        return
    given = widths([head, *listed], width(), {*whole, *right})
    if given is None:
        _blocks(head, listed)
        return
    tall = any(len(row_lines(row, given, right)) > 1 for row in listed)
    for line_ in row_lines(head, given, right):
        line(line_, "bold")
    line("─" * (sum(given) + GAP * (len(given) - 1)), "dim")
    for place, row in enumerate(listed):
        if tall and place:
            line("")
        for line_ in row_lines(row, given, right):
            line(line_)


def _blocks(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print each row as a list of its cells that hold something."""
    for place, row in enumerate(rows):
        if place:
            line("")
        pairs((name, cell) for name, cell in zip(head, row, strict=True) if cell)


def pairs(rows: Iterable[tuple[str, str]]) -> None:
    """Print names with their values beside them; a long value goes on below itself."""
    listed = list(rows)
    named = max((len(name) for name, _ in listed), default=0)
    screen = console()
    for name, value in listed:
        first, *more = folded(value, screen.width - named - GAP)
        begin = Text(name.ljust(named + GAP), style="dim")
        screen.print(begin.append(first, style="not dim") if first else Text(name, style="dim"))
        for line_ in more:
            screen.print(Text(" " * (named + GAP) + line_))


def heading(text: str) -> None:
    """Print a heading after an empty line."""
    line("")
    line(text, "bold")


def line(text: str, style: str = "") -> None:
    """Print a paragraph, broken at its words."""
    screen = console()
    for part in folded(text, screen.width) if len(text) > screen.width else [text]:
        screen.print(Text(part, style=style))
