"""A document as one HTML page that stands alone: style, shapes and drawings inside, nothing fetched."""

from dataclasses import replace

from markupsafe import Markup

from ambos.faces.reports.blocks import Block, Chart, Charts, Document
from ambos.faces.reports.charts import PAGE_COLOURS, coloured
from ambos.faces.reports.html import filled


def page(document: Document) -> str:
    """Give a document as HTML, fit for the screen, in light and dark, and to print."""
    sections = tuple(
        replace(
            section,
            blocks=tuple(_drawn(block, f"{section.key}-{at}") for at, block in enumerate(section.blocks)),
        )
        for section in document.sections
    )
    return filled("document.html", document=replace(document, sections=sections))


def _drawn(block: Block, name: str) -> Block:
    if not isinstance(block, Charts):
        return block
    charts = (_coloured(chart, f"{name}-{at}") for at, chart in enumerate(block.charts))
    return replace(block, charts=tuple(charts))


def _coloured(chart: Chart, name: str) -> Chart:
    return replace(chart, svg=Markup(coloured(chart.svg, PAGE_COLOURS, name)))
