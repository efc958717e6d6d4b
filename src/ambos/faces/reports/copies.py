"""A list of things as a copy to give out: the same cells in each, marked by order, wording and layout."""

import csv
import io
from collections.abc import Sequence
from html import escape
from typing import Final

from ambos.analysis.methods.carriers import Sheet
from ambos.faces.reports.blocks import FINE, IDENT, TEXT, Document, Line, Paragraph, Section, Table
from ambos.faces.reports.shown import Shown
from ambos.kernel.columns import column_of
from ambos.kernel.fields import Octets, Prose, Words
from ambos.kernel.kinds import Kind
from ambos.kernel.shelf import Thing

FORMATS: Final = ("csv", "text", "html", "pdf")
SUFFIX: Final = {"csv": "csv", "text": "txt", "html": "html", "pdf": "pdf"}


def sheet_of(shown: Shown, kind: Kind, things: Sequence[Thing]) -> Sheet:
    """Give the things of a list with every field that any of them has; prose may be worded otherwise."""
    fields = [
        field
        for field in kind.fields
        if not isinstance(field.type, Octets) and any(thing.get(field.name) is not None for thing in things)
    ]
    prose = frozenset(at for at, field in enumerate(fields, 1) if isinstance(field.type, Words | Prose))
    return Sheet(
        heads=(shown.say("cli", "column.id"), *(shown.field_name(kind.name, field.name) for field in fields)),
        rows=tuple(
            (thing.slug, *(_cell(shown, kind, thing, field.name) for field in fields)) for thing in things
        ),
        prose=prose,
    )


def _cell(shown: Shown, kind: Kind, thing: Thing, name: str) -> str:
    field = column_of(kind, name).field
    value = thing.get(name)
    if value is None or field is None:
        return ""
    text = (
        shown.value(field, value)
        if isinstance(field.type, Words | Prose)
        else field.show(value, shown.language.code)
    )
    return " ".join(text.split())


def as_csv(sheet: Sheet) -> bytes:
    """Give a table for programs; every cell is quoted, so that figures stay apart where it is pasted."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([sheet.heads, *sheet.rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_text(sheet: Sheet, title: str, note: str) -> bytes:
    """Give plain text: a line for each row, its cells behind their heads."""
    lines = [title, "", " | ".join(sheet.heads), *(" | ".join(row) for row in sheet.rows), "", note, ""]
    return "\n".join(lines).encode()


def as_html(sheet: Sheet, title: str, note: str, language: str) -> bytes:
    """Give one page that stands alone."""
    head = "".join(f"<th>{escape(each)}</th>" for each in sheet.heads)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in sheet.rows
    )
    return (
        f'<!doctype html>\n<html lang="{language}"><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"<h1>{escape(title)}</h1>\n<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>\n"
        f"<p>{escape(note)}</p></html>\n"
    ).encode()


def document_of(sheet: Sheet, title: str, note: str, shown: Shown, day: str) -> Document:
    """Lay out a copy as a document to print, a block for each row: wide tables do not fit a page."""
    rows = tuple(
        (
            (Line(IDENT, row[0]),),
            tuple(
                Line(TEXT, f"{head}: {cell}")
                for head, cell in zip(sheet.heads[1:], row[1:], strict=True)
                if cell
            ),
        )
        for row in sheet.rows
    )
    columns = (sheet.heads[0], shown.say("integrity", "copy.content"))
    return Document(
        language=shown.language.code,
        edition="copy",
        over=shown.say("integrity", "copy.over"),
        title=title,
        subtitle="",
        lead=note,
        day=day,
        date=day,
        sections=(
            Section("rows", title, (Table(title, columns, rows, (1, 3)),)),
            Section("note", shown.say("integrity", "copy.note-title"), (Paragraph(Line(FINE, note)),)),
        ),
        footer=note,
        contents="",
        skip=shown.say("review", "skip"),
    )
