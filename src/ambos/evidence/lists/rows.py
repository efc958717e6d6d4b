"""Rows of a list that is a table of text, in UTF-8 or in Windows-1252, told by its bytes."""

import csv
import io
from collections.abc import Iterator

from ambos.evidence.errors import CsvBroken, EncodingBroken
from ambos.evidence.files import WINDOWS
from ambos.evidence.lists.opened import Bytes

CELL_LIMIT = 1 << 17
_LINE_LIMIT = 1 << 22
UTF8 = "utf-8-sig"
_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
# What Windows-1252 writes from 0x80 to 0x9F, in texts that were once read as Latin-1 and made UTF-8:
# control characters that nobody meant, where a typographic mark stood.
_ONCE_WINDOWS = {code: bytes([code]).decode(WINDOWS) for code in range(0x80, 0xA0) if code not in _UNDEFINED}
_END_OF_OLD_FILES = "\x1a"  # DOS programs end a text with it, and so do files of OFAC


def rows(name: str, source: Bytes) -> Iterator[tuple[int, list[str]]]:
    """Give each row with its line in the file, counted from one; lines without anything are left out.

    Refused: text that is in neither encoding, and what cannot be split into cells.
    """
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(_lines(name, source), strict=True)
    while True:
        begin = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise CsvBroken(file=name) from None
        if row and row != [_END_OF_OLD_FILES]:
            yield begin, row


def _lines(name: str, source: Bytes) -> Iterator[str]:
    encoding, rest, line = "", b"", 0
    for piece in source.pieces():
        *whole, rest = (rest + piece).split(b"\n")
        for text in whole:
            line += 1
            encoding = encoding or _encoding(text)
            yield _decoded(name, line, text, encoding) + "\n"
        if len(rest) > _LINE_LIMIT:
            raise CsvBroken(file=name)
    if rest:
        yield _decoded(name, line + 1, rest, encoding or _encoding(rest))


def _encoding(text: bytes) -> str:
    """Tell the encoding by the first line that is not plain; nothing of a plain one.

    It then holds for the whole file: a list in UTF-8 with a line that is none is damaged, and refused.
    """
    if text.isascii():
        return ""
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return WINDOWS
    return UTF8


def _decoded(name: str, line: int, text: bytes, encoding: str) -> str:
    try:
        decoded = text.decode(encoding or UTF8)
    except UnicodeDecodeError as broken:
        column = text.count(b",", 0, broken.start) + 1
        raise EncodingBroken(file=name, row=line, column=column) from None
    return decoded.translate(_ONCE_WINDOWS).removesuffix("\r")


def as_line(cells: list[str]) -> str:
    """Give cells as the line that stands for them, to be shown where a row is refused."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(cells)
    return stream.getvalue()
