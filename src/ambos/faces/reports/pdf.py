"""A document as a PDF: tagged for those who listen (PDF/UA-1), its fonts inside, the same bytes each time."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final

import typst

from ambos.analysis.studies.packet import Packet
from ambos.faces.reports.blocks import Chart, Charts, Document, Section
from ambos.faces.reports.charts import FONT, PRINT_COLOURS, coloured
from ambos.faces.reports.document import document
from ambos.faces.reports.editions import Edition
from ambos.faces.reports.terminal import SIGNS
from ambos.i18n.catalogue import Language
from ambos.node.stamps import Stamp

TEMPLATE: Final = files("ambos.faces.reports") / "templates" / "document.typ"
STANDARD: Final = "ua-1"
PRINT_FONT: Final = "Libertinus Serif"  # one of those that the typesetter brings along


def pdf(laid: Document) -> bytes:
    """Typeset a document; its creation date is the day of the review, never the clock's."""
    made: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=_inputs(laid),
        pdf_standards=STANDARD,
        timestamp=int(datetime.fromisoformat(laid.day).replace(tzinfo=UTC).timestamp()),
    )
    return made


def fitted(packet: Packet, edition: Edition, language: Language, stamp: Stamp) -> Document:
    """Lay out an edition, with fewer entries in its summaries until it keeps to its number of pages."""
    laid = document(packet, edition, language, stamp)
    while edition.pages is not None and edition.most > 1 and pages(laid) > edition.pages:
        edition = replace(edition, most=edition.most - 1)
        laid = document(packet, edition, language, stamp)
    return laid


def pages(laid: Document) -> int:
    """Count the pages that a document takes."""
    found = typst.query(
        TEMPLATE.read_bytes(),
        "<pages>",
        field="value",
        one=True,
        ignore_system_fonts=True,
        sys_inputs=_inputs(laid),
    )
    return int(json.loads(found))


def _inputs(laid: Document) -> dict[str, str]:
    sections = tuple(_for_print(section) for section in laid.sections)
    plain: dict[str, Any] = asdict(replace(laid, sections=sections))
    signs = {code: sign for code, (sign, _) in SIGNS.items()}
    return {"document": json.dumps(plain, ensure_ascii=False), "signs": json.dumps(signs)}


def _for_print(section: Section) -> Section:
    blocks = (
        replace(block, charts=tuple(_inked(chart) for chart in block.charts))
        if isinstance(block, Charts)
        else block
        for block in section.blocks
    )
    return replace(section, blocks=tuple(blocks))


def _inked(chart: Chart) -> Chart:
    return replace(chart, svg=coloured(chart.svg, PRINT_COLOURS, "plot").replace(FONT, PRINT_FONT))
