"""Read an official list whole, or not at all: recognised by its content, every entry checked."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from ambos.evidence.errors import EntryRepeated, FileEmpty, ListForeign, ListMixed
from ambos.evidence.files import Progress, silent
from ambos.evidence.lists import ofac, sat, un
from ambos.evidence.lists.elements import Streamed
from ambos.evidence.lists.entry import FIELDS, Entry, table_of_entries
from ambos.evidence.lists.faults import Faults
from ambos.evidence.lists.opened import Source, beginning, opened
from ambos.evidence.lists.rows import rows
from ambos.values.errors import Misused

SDN, CONSOLIDATED, UN, SAT = "list-ofac-sdn", "list-ofac-consolidated", "list-un", "list-sat-69b"
# Which of OFAC's files tells a field; the main one tells the others.
_PART_OF: Final = {"aliases": ofac.ALIASES, "places": ofac.ADDRESSES}
_BEFORE_XML: Final = b"\xef\xbb\xbf \r\n\t"


@dataclass(frozen=True)
class ListFormat:
    """A list that is known: its code, its title, who publishes it."""

    code: str
    title: str
    publisher: str


FORMATS: Final = {
    form.code: form
    for form in (
        ListFormat(SDN, "Specially Designated Nationals and Blocked Persons List", "OFAC"),
        ListFormat(CONSOLIDATED, "Consolidated Sanctions List (non-SDN)", "OFAC"),
        ListFormat(UN, "United Nations Security Council Consolidated List", "United Nations"),
        ListFormat(SAT, "Listado de contribuyentes, artículo 69-B del CFF", "SAT"),
    )
}


@dataclass(frozen=True)
class OfficialList:
    """A list that was read and checked whole.

    ``table`` holds its entries by key; ``made_on`` is the day that the list itself tells, or empty.
    ``file_digest`` is the SHA-256 of the bytes read, unpacked; of several files, the SHA-256 of their digests
    in the order in which they are named. ``columns`` names the fields that the files can tell: without
    OFAC's file of aliases nothing is known of aliases.
    """

    form: ListFormat
    file_name: str
    file_digest: str
    table: pa.Table
    made_on: str
    columns: tuple[str, ...]


def read_list(paths: Sequence[Source], progress: Progress = silent) -> OfficialList:
    """Read one list, of one file or of the files that OFAC splits it into.

    Refused: what is no known list; files that are not parts of one list; broken bytes and hostile XML; as one
    ``FileInvalid`` with up to twenty problems, whatever is not of its field's form; two entries of one key.
    """
    kinds = [_kind_of(path) for path in paths]
    if len(paths) > 1 or kinds[0] in ofac.WIDTHS.values():
        return _family(dict(_once(kinds, paths)), progress)
    reader = {"un": _un, "ofac-xml": _ofac_xml, "sat": _sat}[kinds[0]]
    return reader(paths[0], progress)


def _kind_of(path: Source) -> str:
    """Tell what a file is by its first bytes and columns."""
    text = beginning(path)
    sample = text.decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    if sample.startswith("<"):
        known = {un.ROOT: "un", "sdnList": "ofac-xml"}
        return next((kind for root, kind in known.items() if f"<{root}" in sample), "") or _foreign(path)
    with opened(path) as source:
        for line, row in rows(path.name, source):
            if sat.is_header([" ".join(name.split()) for name in row]):
                return "sat"
            if len(row) in ofac.WIDTHS and row[0].strip().isdecimal():
                return ofac.WIDTHS[len(row)]
            if line > sat.HEADER_WITHIN:
                break
    return _foreign(path)


def is_list(file: Source) -> bool:
    """Say whether a file begins as an official list does; only its beginning is read.

    Any XML counts, so that what is wrong with it is said of a list: no file of figures is XML. OFAC's tables
    have no header: their first row is an entry.
    """
    try:
        begin = beginning(file).lstrip(_BEFORE_XML)
        if begin.startswith(b"<") or _kind_of(file) == "sat":
            return True
    except Misused:
        return False
    return begin.partition(b",")[0].strip().isdigit()


def _foreign(path: Source) -> str:
    raise ListForeign(file=path.name)


def _once(kinds: Sequence[str], paths: Sequence[Source]) -> Iterator[tuple[str, Source]]:
    """Pair each part of OFAC's list with its file; refused: a part twice, no main file, another list."""
    for at, (kind, path) in enumerate(zip(kinds, paths, strict=True)):
        if kind not in ofac.WIDTHS.values() or kind in kinds[:at]:
            raise ListMixed(file=path.name, part=kind)
        yield kind, path
    if ofac.MAIN not in kinds:
        raise ListMixed(file=paths[0].name, part=kinds[0])


def _family(parts: dict[str, Source], progress: Progress) -> OfficialList:
    """Read the SDN list of its main file and of those that go with it."""
    main = parts[ofac.MAIN]
    digests: dict[str, str] = {}
    held: dict[str, Entry] = {}

    def fill(name: str) -> None:
        faults = Faults(parts[name].name)
        with opened(parts[name], progress) as source:
            found = rows(parts[name].name, source)
            if name == ofac.MAIN:
                held.update(_keyed(main.name, ofac.entries(found, faults)))
            else:
                {ofac.ALIASES: ofac.add_aliases, ofac.ADDRESSES: ofac.add_addresses}.get(
                    name, ofac.add_comments
                )(held, found, faults)
            faults.refuse()
            digests[name] = source.digest()

    order = [name for name in (ofac.MAIN, ofac.ADDRESSES, ofac.ALIASES, ofac.COMMENTS) if name in parts]
    for name in order:
        fill(name)
    form = FORMATS[CONSOLIDATED if "cons" in main.name.lower() else SDN]
    names = "; ".join(parts[name].name for name in order)
    table = table_of_entries(held.values())
    columns = tuple(name for name in FIELDS if _PART_OF.get(name, ofac.MAIN) in parts)
    return _listed(form, names, _together([digests[n] for n in order]), table, "", columns)


def _together(digests: Sequence[str]) -> str:
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def _keyed(file: str, found: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """Give the entries by key; refused: a key that comes twice."""
    seen: set[str] = set()
    for entry in found:
        if entry.key in seen:
            raise EntryRepeated(file=file, row=entry.row, key=entry.key)
        seen.add(entry.key)
        yield entry.key, entry


def _un(path: Source, progress: Progress) -> OfficialList:
    faults = Faults(path.name)
    with opened(path, progress) as source:
        streamed = Streamed(path.name, source, frozenset(un.SORTS))
        found = (entry for element in streamed if (entry := un.entry_of(element, faults)))
        table = table_of_entries(entry for _, entry in _keyed(path.name, found))
        faults.refuse()
        return _listed(FORMATS[UN], path.name, source.digest(), table, un.made_on(streamed.root))


def _ofac_xml(path: Source, progress: Progress) -> OfficialList:
    faults = Faults(path.name)
    made: list[str] = []
    with opened(path, progress) as source:
        streamed = Streamed(path.name, source, frozenset((ofac.ENTRY, ofac.PUBLISHED)))

        def found() -> Iterator[Entry]:
            for element in streamed:
                if element.name == ofac.PUBLISHED:
                    made.append(_american(element.told("Publish_Date")))
                elif entry := ofac.entry_of(element, faults):
                    yield entry

        table = table_of_entries(entry for _, entry in _keyed(path.name, found()))
        faults.refuse()
        form = FORMATS[CONSOLIDATED if "cons" in path.name.lower() else SDN]
        return _listed(form, path.name, source.digest(), table, "".join(made[:1]))


def _american(text: str) -> str:
    """Read ``07/31/2024``, month first; nothing where it is no such date."""
    month, _, rest = text.partition("/")
    day, _, year = rest.partition("/")
    whole = all(part.isascii() and part.isdecimal() for part in (month, day, year))
    return f"{int(year):04}-{int(month):02}-{int(day):02}" if whole else ""


def _sat(path: Source, progress: Progress) -> OfficialList:
    faults = Faults(path.name)
    with opened(path, progress) as source:
        found = sat.Listed(path.name, rows(path.name, source), faults)
        table = table_of_entries(found)
        faults.refuse()
        return _listed(FORMATS[SAT], path.name, source.digest(), table, found.updated)


def _listed(
    form: ListFormat,
    name: str,
    digest: str,
    table: pa.Table,
    made_on: str,
    columns: tuple[str, ...] = FIELDS,
) -> OfficialList:
    if not table.num_rows:
        raise FileEmpty(file=name)
    return OfficialList(form, name, digest, table.sort_by("key"), made_on, columns)
