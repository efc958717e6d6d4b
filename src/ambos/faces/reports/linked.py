"""Parts of a document as HTML for a page whose style lies elsewhere: every name and number opens its record.

Nothing in it styles itself, so that a page may forbid inline style.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from markupsafe import Markup

from ambos.faces.reports.blocks import IDENT, Block, Cell, Chart, Charts, Section
from ambos.faces.reports.charts import PAGE_COLOURS, coloured
from ambos.faces.reports.html import filled

Opens = Callable[[str], str]  # the address of a thing's page by its subject; nothing where there is none


def linked(sections: Iterable[Section], opens: Opens, more: int = 0) -> Markup:
    """Give sections as HTML, their headings ``more`` levels deeper; ``opens`` tells where things are."""
    drawn = [
        replace(one, blocks=tuple(_drawn(block, f"{one.key}-{at}") for at, block in enumerate(one.blocks)))
        for one in sections
    ]
    return Markup(filled("linked.html", sections=drawn, opens=opens, more=more, subject_of=subject_of))


def subject_of(cell: Cell, at: int) -> str:
    """Give the subject of the thing that a line of a cell tells of: the next one named from there on."""
    return next((line.text for line in cell[at:] if line.sort == IDENT), "")


def _drawn(block: Block, name: str) -> Block:
    if not isinstance(block, Charts):
        return block
    return replace(block, charts=tuple(drawn(one, f"{name}-{at}") for at, one in enumerate(block.charts)))


def drawn(chart: Chart, name: str) -> Chart:
    """Give a chart in the page's own colours, its inner names made its own."""
    return replace(chart, svg=Markup(coloured(chart.svg, PAGE_COLOURS, name)))
