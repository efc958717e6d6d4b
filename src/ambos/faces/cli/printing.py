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
    *,
    above: bool = False,
) -> None:
    """Print rows under a head; of no rows nothing.

    The columns ``right`` hold numbers; the columns ``whole`` are never broken. Where the columns do not fit
    beside each other, the first stands above the others; where they still do not, each row is a list.
    With ``above`` the first does so even where there is room, for the sake of the others.
    """
    listed = [tuple(row) for row in rows]
    unbroken = {*whole, *right}
    if not listed:
        return
    if not above and (given := widths([head, *listed], width(), unbroken)):
        _beside(head, listed, given, right)
    elif given := widths([row[1:] for row in (head, *listed)], width() - GAP, {at - 1 for at in unbroken}):
        _above(head, listed, given, {at - 1 for at in right})
    else:
        _blocks(head, listed)


def _beside(
    head: Sequence[str], rows: Sequence[Sequence[str]], given: Sequence[int], right: Collection[int]
) -> None:
    """Print a plain table, its rows apart where one of them takes several lines."""
    laid = [row_lines(row, given, right) for row in rows]
    for text in row_lines(head, given, right):
        line(text, "bold")
    line("─" * (sum(given) + GAP * (len(given) - 1)), "dim")
    _apart(laid, any(len(lines) > 1 for lines in laid))


def _above(
    head: Sequence[str], rows: Sequence[Sequence[str]], given: Sequence[int], right: Collection[int]
) -> None:
    """Print a table whose first column stands above the others."""
    line(head[0], "bold")
    for text in row_lines(head[1:], given, right):
        line(" " * GAP + text, "bold")
    line("─" * (GAP + sum(given) + GAP * (len(given) - 1)), "dim")
    _apart([[row[0], *(" " * GAP + text for text in row_lines(row[1:], given, right))] for row in rows], True)


def _apart(laid: Sequence[Sequence[str]], apart: bool) -> None:
    for place, lines in enumerate(laid):
        if apart and place:
            line("")
        for text in lines:
            console().print(Text(text))


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
