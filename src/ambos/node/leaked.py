"""Text of a leaked file: plain, tables and pages as they are, a PDF as its pages say it."""

import csv
import io
import re
from html import unescape
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ambos.values.errors import Misused

PDF: Final = b"%PDF-"
MOST: Final = 20_000_000
_TAG: Final = re.compile(r"<[^>]*>")
_QUOTED: Final = re.compile(r'^"[^"]*"(,"[^"]*")+\s*$', re.MULTILINE)


class LeakUnreadable(Misused):
    """A leaked file is no text, table, page or PDF with text in it, or is too long; data: reason."""

    code = "integrity.leak-unreadable"


def text_of(data: bytes) -> str:
    """Give the text of a file; refused: what has none, and more than twenty million bytes."""
    if len(data) > MOST:
        raise LeakUnreadable(reason="size")
    text = _pdf(data) if data.startswith(PDF) else _plain(data)
    if not text.strip():
        raise LeakUnreadable(reason="empty")
    return text


def _pdf(data: bytes) -> str:
    try:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise LeakUnreadable(reason="pdf") from error


def _plain(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise LeakUnreadable(reason="binary")
    if text.lstrip()[:1] == "<":
        return unescape(_TAG.sub(" ", text))
    if _QUOTED.search(text):
        return "\n".join(" ".join(row) for row in csv.reader(io.StringIO(text)))
    return text
