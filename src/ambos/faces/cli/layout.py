"""How wide the columns of a table may be: no word is broken while there is room, and no id ever."""

from collections.abc import Collection, Sequence
from itertools import zip_longest
from re import compile as pattern
from textwrap import wrap

GAP = 2
JOINTS = pattern(r"[^/-]*[/-]|[^/-]+")
LONGEST_WORD = 24  # a longer word may be broken


def widths(rows: Sequence[Sequence[str]], room: int, whole: Collection[int]) -> list[int] | None:
    """Give each column's width, or None where the rows do not fit into the room.

    The columns ``whole`` keep their cells on one line; the others share what is left by how much they need.
    """
    columns = list(zip_longest(*rows, fillvalue=""))
    wanted = [max(len(cell) for cell in cells) for cells in columns]
    least = [
        want if place in whole else min(want, LONGEST_WORD, longest_word(cells))
        for place, (want, cells) in enumerate(zip(wanted, columns, strict=True))
    ]
    room -= GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    return shared(wanted, least, room)


def shared(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Let the columns grow from their least to what they want, sign by sign, the most cramped first."""
    given = list(least)
    left = room - sum(given)
    while left > 0:
        hungry = [place for place, width in enumerate(given) if width < wanted[place]]
        if not hungry:
            break
        given[max(hungry, key=lambda place: wanted[place] / max(given[place], 1))] += 1
        left -= 1
    return given


def longest_word(cells: Sequence[str]) -> int:
    """Give the length of the longest word in a column."""
    return max((len(word) for cell in cells for word in cell.split()), default=0)


def folded(text: str, width: int) -> list[str]:
    """Break a text into lines at its blanks; a word longer than a line, behind a hyphen or a slash."""
    width = max(width, 1)
    words = (_pieces(word, width) if len(word) > width else word for word in text.split(" "))
    return wrap(" ".join(words), width, break_on_hyphens=False) or [""]


def _pieces(word: str, width: int) -> str:
    """Give a long word, an id most often, as pieces of at most a line's length where its joints allow it."""
    pieces = [""]
    for part in JOINTS.findall(word):
        if pieces[-1] and len(pieces[-1]) + len(part) > width:
            pieces.append("")
        pieces[-1] += part
    return " ".join(pieces)


def row_lines(cells: Sequence[str], given: Sequence[int], right: Collection[int]) -> list[str]:
    """Lay one row out on as many lines as its tallest cell needs."""
    pillars = [folded(cell, width) for cell, width in zip(cells, given, strict=True)]
    lines = []
    for parts in zip_longest(*pillars, fillvalue=""):
        placed = [
            part.rjust(width) if place in right else part.ljust(width)
            for place, (part, width) in enumerate(zip(parts, given, strict=True))
        ]
        lines.append((" " * GAP).join(placed).rstrip())
    return lines
