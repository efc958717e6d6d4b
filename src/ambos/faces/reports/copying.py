"""Give out a marked copy of a list: read as an export, laid out, put on record, then handed over."""

from ambos.analysis.methods.carriers import Sheet
from ambos.faces.reports.copies import as_csv, as_html, as_text, document_of, sheet_of
from ambos.faces.reports.pdf import pdf
from ambos.faces.reports.shown import Shown
from ambos.kernel.paging import Query, page
from ambos.kernel.shelf import Thing
from ambos.node.copies import ROWS_MOST, Copy, CopyTooLong, issue
from ambos.node.node import Node

WAY = "export"
PART = 500


def copy_of(node: Node, shown: Shown, kind: str, recipient: str, form: str) -> Copy:
    """Make a marked copy of every thing of a kind that whoever asks may see, for one recipient.

    What lies in compartments is noted as exported. Refused: an unknown kind, nothing to copy, too much.
    """
    declared = node.register[kind]
    things = _things(node, kind)
    title = shown.say("integrity", "copy.title", kind=shown.kind(kind))

    def render(sheet: Sheet, code: str) -> bytes:
        note = shown.say("integrity", "copy.note", code=code)
        if form == "csv":
            return as_csv(sheet)
        if form == "text":
            return as_text(sheet, title, note)
        if form == "html":
            return as_html(sheet, title, note, shown.language.code)
        return pdf(document_of(sheet, title, note, shown, node.today().isoformat()))

    held = sorted({thing.label.compartment for thing in things if thing.label.compartment})
    return issue(node, sheet_of(shown, declared, things), kind, form, recipient, held, render)


def _things(node: Node, kind: str) -> list[Thing]:
    """Read the list as an export, part by part."""
    before, node.through = node.through, WAY
    try:
        found: list[Thing] = []
        after = ""
        while True:
            one = page(node.shelf, Query(kind, after=after, limit=PART))
            if one.total > ROWS_MOST:
                raise CopyTooLong(rows=one.total, limit=ROWS_MOST)
            found += one.things
            after = one.more
            if not after:
                return found
    finally:
        node.through = before
