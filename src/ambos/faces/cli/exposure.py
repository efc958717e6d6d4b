"""``ambos exposure``: what a person could see, saw, gave out and took part in, and what follows from it."""

from pathlib import Path
from typing import TYPE_CHECKING

from ambos.faces.cli.declare import JSON, Argument, Option, Verb
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, TEXT

if TYPE_CHECKING:
    from ambos.faces.reports.blocks import Block, Document

SHOWN = 12  # rows of each table; --json and --pdf have all


def run(
    session: Session, person: str, pdf: Path | None, sign: bool, compartment: str | None, json: bool
) -> None:
    """Answer for one person; signed, the report goes on record with the digest of its whole text."""
    from ambos.faces.reports.watching import exposure_bytes, exposure_document, plain_exposure
    from ambos.node.exposing import exposure

    exposed = exposure(session.node, person)
    if pdf is not None:
        from ambos.faces.reports.pdf import pdf as typeset

        pdf.write_bytes(typeset(exposure_document(exposed, session.shown)))
        session.tell(session.say("integrity", "exposure.written", file=pdf))
    if sign:
        from ambos.node.access_reviews import record_exposure

        written = record_exposure(session.node, exposed, exposure_bytes(exposed), compartment or "")
        session.tell(session.say("integrity", "exposure.signed-as", record=written.rid.hex()))
    if json:
        session.json(plain_exposure(exposed))
    else:
        _print(session, exposure_document(exposed, session.shown))


def _print(session: Session, document: "Document") -> None:
    from ambos.faces.cli.printing import heading, line

    line(document.title, "bold")
    line(document.subtitle)
    for section in document.sections:
        heading(section.heading)
        for block in section.blocks:
            _print_block(session, block)


def _print_block(session: Session, block: "Block") -> None:
    from ambos.faces.cli.printing import line, pairs, table
    from ambos.faces.reports.blocks import Items, Paragraph, Table, Tiles

    if isinstance(block, Tiles):
        pairs((words, number) for number, _, words in block.tiles)
    elif isinstance(block, Items):
        for cell in block.items[:SHOWN]:
            line(" ".join(each.text for each in cell))
        _more(session, len(block.items))
    elif isinstance(block, Table):
        rows = [[" ".join(each.text for each in cell) for cell in row] for row in block.rows[:SHOWN]]
        table(block.columns, rows)
        _more(session, len(block.rows))
    elif isinstance(block, Paragraph):
        line(block.line.text)


def _more(session: Session, count: int) -> None:
    if count > SHOWN:
        session.tell(session.say("integrity", "exposure.more", count=count - SHOWN))


COMMAND = Verb(
    "exposure",
    run,
    (
        Argument("person"),
        Option("pdf", FILE, key="option.exposure-pdf"),
        Option("sign", flag=True, key="option.exposure-sign"),
        Option("compartment", TEXT, key="option.exposure-compartment"),
        JSON,
    ),
)
