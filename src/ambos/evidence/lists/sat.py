"""Servicio de Administración Tributaria: firms listed under article 69-B of the Código Fiscal.

Source: "Listado completo de contribuyentes (Artículo 69-B del Código Fiscal de la Federación)", a CSV file in
Windows-1252 or UTF-8, often with title lines above its header. A firm may be listed more than once, by
different notices of presumption, so the key is its RFC and the number of that notice; where a court ordered
the name hidden, the SAT writes XXXXXXXXXXXX, and only the order in the file tells such entries apart.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ambos.evidence.errors import ColumnMissing
from ambos.evidence.lists.entry import ENTITY, PERSON, Entry
from ambos.evidence.lists.faults import Faults
from ambos.evidence.lists.rows import as_line

TITLE: Final = "Listado completo 69-B"
HEADER: Final = ("No", "RFC", "Nombre del Contribuyente", "Situación del contribuyente")
NOTICE: Final = "oficio global de presunción SAT"
SITUATIONS: Final = ("Presunto", "Definitivo", "Desvirtuado", "Sentencia Favorable")
HIDDEN: Final = "XXXXXXXXXXXX"
HEADER_WITHIN: Final = 10  # lines
_RFC: Final = re.compile(r"[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}")
_OF_A_PERSON: Final = 13
_UPDATED: Final = re.compile(r"al (\d{1,2}) de (\w+) (?:de|del) (\d{4})")
_MONTHS: Final = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
    "noviembre", "diciembre",
)  # fmt: skip

Rows = Iterable[tuple[int, list[str]]]


class Listed:
    """The entries of one file, and the day that its title lines name once they have been read."""

    def __init__(self, file: str, rows: Rows, faults: Faults) -> None:
        self.updated = ""
        self._file, self._rows, self._faults = file, iter(rows), faults
        self._seen: dict[str, int] = {}

    def __iter__(self) -> Iterator[Entry]:
        """Give the entries; what is wrong with a row is noted. Refused: a file without the SAT's header."""
        columns = self._header()
        notice = next(at for at, name in enumerate(columns) if NOTICE in name)
        for line, row in self._rows:
            if len(row) != len(columns):
                self._faults.add(line, f"{columns[0]} … {columns[-1]}", as_line(row), ", ".join(columns))
            else:
                yield self._entry(line, columns, row, notice)

    def _header(self) -> list[str]:
        for line, row in self._rows:
            names = [" ".join(name.split()) for name in row]
            if is_header(names):
                return names
            self.updated = self.updated or _day_in(" ".join(row))
            if line > HEADER_WITHIN:
                break
        raise ColumnMissing(file=self._file, format=TITLE, missing=", ".join(HEADER))

    def _entry(self, line: int, columns: list[str], row: list[str], notice: int) -> Entry:
        cells = [self._faults.text(line, name, text) for name, text in zip(columns, row, strict=True)]
        rfc, name, situation = cells[1], cells[2], cells[3]
        if rfc != HIDDEN and not _RFC.fullmatch(rfc):
            self._faults.add(line, columns[1], row[1], "AAA010101AAA")
        if situation not in SITUATIONS:
            self._faults.add(line, columns[3], row[3], ", ".join(SITUATIONS))
        if not name:
            self._faults.add(line, columns[2], row[2], HEADER[2])
        return Entry(
            line,
            self._key(rfc, cells[notice].partition(" ")[0]),
            PERSON if len(rfc) == _OF_A_PERSON else ENTITY,
            name,
            programs=["69-B"],
            status=situation,
            numbers=[] if rfc == HIDDEN else [rfc],
            details=[(columns[at], cells[at]) for at in range(4, len(columns)) if cells[at]],
        )

    def _key(self, rfc: str, notice: str) -> str:
        key = f"{rfc} {notice}".strip()
        self._seen[key] = self._seen.get(key, 0) + 1
        return key if self._seen[key] == 1 else f"{key} #{self._seen[key]}"


def is_header(names: list[str]) -> bool:
    """Say whether a row is the header that the SAT writes."""
    return tuple(names[: len(HEADER)]) == HEADER and any(NOTICE in name for name in names)


def _day_in(text: str) -> str:
    found = _UPDATED.search(text.lower())
    if not found or found[2] not in _MONTHS:
        return ""
    return f"{found[3]}-{_MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"
