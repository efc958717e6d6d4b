"""What a report is made of, whatever it is laid out as: sections of blocks, tables of cells, cells of lines.

The page and the PDF are two layouts of one document, so that they cannot say different things. Every text is
a sentence already in the reader's language; a ``sort`` says what it is, never how it looks.
"""

from dataclasses import dataclass
from typing import Final

# Sorts of lines: what stands in a cell or paragraph.
NAME, TEXT, FINE, VALUE, NONE, IDENT, BADGE, CODE, LEAD = (
    "name", "text", "fine", "value", "none", "ident", "badge", "code", "lead",
)  # fmt: skip
SORTS: Final = (NAME, TEXT, FINE, VALUE, NONE, IDENT, BADGE, CODE, LEAD)


@dataclass(frozen=True)
class Tag:
    """A word set beside an id: how it is known, how the two keys stand, or that it is an output."""

    code: str
    text: str


@dataclass(frozen=True)
class Line:
    """One line; ``code`` names the status of a badge, ``extra`` is set faintly behind the text.

    ``opens`` is the subject of what a number was read from, where the cell around it does not tell.
    """

    sort: str
    text: str
    code: str = ""
    extra: str = ""
    tags: tuple[Tag, ...] = ()
    opens: str = ""


Cell = tuple[Line, ...]


@dataclass(frozen=True)
class Paragraph:
    """One line on its own."""

    line: Line
    block: str = "paragraph"


@dataclass(frozen=True)
class Table:
    """Rows of cells under heads; ``widths`` are shares of the measure, ``head`` that names rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    head: int = 0
    block: str = "table"


@dataclass(frozen=True)
class Tiles:
    """Numbers to know first: each with what it is out of (or nothing) and what it counts."""

    tiles: tuple[tuple[str, str, str], ...]
    block: str = "tiles"


@dataclass(frozen=True)
class Tally:
    """How often each code occurs, as a bar and in words; a part is code, word, count in words, count."""

    caption: str
    parts: tuple[tuple[str, str, str, int], ...]
    block: str = "tally"


@dataclass(frozen=True)
class Chart:
    """A drawing with stand-ins for colours, its caption, and what it shows in words."""

    svg: str
    caption: str
    alt: str
    wide: bool = False


@dataclass(frozen=True)
class Charts:
    """Drawings beside each other, with the key to their marks (mark and word)."""

    charts: tuple[Chart, ...]
    key: tuple[tuple[str, str], ...] = ()
    block: str = "charts"


@dataclass(frozen=True)
class Items:
    """A list of cells."""

    items: tuple[Cell, ...]
    block: str = "items"


@dataclass(frozen=True)
class Terms:
    """Terms and what each means."""

    pairs: tuple[tuple[str, str], ...]
    block: str = "terms"


Block = Paragraph | Table | Tiles | Tally | Charts | Items | Terms


@dataclass(frozen=True)
class Section:
    """A heading at level 2 or 3 and what stands under it; ``over`` is set small above the heading."""

    key: str
    heading: str
    blocks: tuple[Block, ...]
    level: int = 2
    over: str = ""
    chapter: bool = False


@dataclass(frozen=True)
class Document:
    """A whole report in one language; ``day`` is that of the review, in ISO form.

    ``contents`` is the heading of the list of parts; where it is empty, the report is too short to need one.
    """

    language: str
    edition: str
    over: str
    title: str
    subtitle: str
    lead: str
    day: str
    date: str
    sections: tuple[Section, ...]
    footer: str
    contents: str
    skip: str


def paragraph(text: str, sort: str = TEXT) -> Paragraph:
    """Give a text as a paragraph."""
    return Paragraph(Line(sort, text))
