"""Office of Foreign Assets Control: the SDN list and the consolidated non-SDN list, as legacy CSV or as XML.

Source: "SDN.CSV", "ADD.CSV", "ALT.CSV" and "SDN_COMMENTS.CSV" without header rows, and "SDN.XML", as the
Treasury publishes them; ``-0-`` is the null mark, several programs stand in one field between brackets. The
key of an entry is its unique number, which OFAC never gives twice.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from ambos.evidence.lists.elements import Element
from ambos.evidence.lists.entry import AIRCRAFT, ENTITY, PERSON, VESSEL, Entry, joined
from ambos.evidence.lists.faults import Faults
from ambos.evidence.lists.rows import as_line
from ambos.values.errors import Form

NULL: Final = "-0-"
MAIN, ALIASES, ADDRESSES, COMMENTS = "sdn", "alt", "add", "comments"
WIDTHS: Final = {12: MAIN, 6: ADDRESSES, 5: ALIASES, 2: COMMENTS}  # what a file is, by its number of columns
_COLUMNS: Final = (
    "ent_num", "sdn_name", "sdn_type", "program", "title", "call_sign", "vess_type", "tonnage", "grt",
    "vess_flag", "vess_owner", "remarks",
)  # fmt: skip
_SORTS: Final = {"": ENTITY, "individual": PERSON, "vessel": VESSEL, "aircraft": AIRCRAFT, "entity": ENTITY}
_DETAILS: Final = range(4, 11)
_BIRTH: Final = "DOB "

Rows = Iterable[tuple[int, list[str]]]


def entries(rows: Rows, faults: Faults) -> Iterator[Entry]:
    """Give the entries of the main file; what is wrong with a row is noted, and the row left out."""
    for line, row in rows:
        if entry := _entry(line, row, faults):
            yield entry


def _entry(line: int, row: list[str], faults: Faults) -> Entry | None:
    if len(row) != len(_COLUMNS):
        faults.add(line, f"{_COLUMNS[0]} … {_COLUMNS[-1]}", as_line(row), ", ".join(_COLUMNS))
        return None
    cells = [_cell(line, name, text, faults) for name, text in zip(_COLUMNS, row, strict=True)]
    if not _is_number(cells[0]):
        faults.add(line, "ent_num", row[0], Form("whole"))
    if cells[2].lower() not in _SORTS:
        faults.add(line, "sdn_type", row[2], ", ".join(sort or NULL for sort in _SORTS))
        return None
    if not cells[1]:
        faults.add(line, "sdn_name", row[1], Form("text"))
    return Entry(
        line,
        cells[0],
        _SORTS[cells[2].lower()],
        cells[1],
        programs=programs(cells[3]),
        births=_births(cells[11]),
        remarks=cells[11],
        details=[(_COLUMNS[at], cells[at]) for at in _DETAILS if cells[at]],
    )


def _cell(line: int, name: str, text: str, faults: Faults) -> str:
    return "" if text.strip() == NULL else faults.text(line, name, text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def programs(text: str) -> list[str]:
    """Give the programs of one field, ``SDGT] [IFSR`` or ``SDGT; IFSR``, in the order in which they stand."""
    parts = text.replace("] [", ";").replace("[", "").replace("]", "").split(";")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _births(remarks: str) -> list[str]:
    parts = (part.strip().rstrip(".") for part in remarks.split(";"))
    return [part.removeprefix(_BIRTH) for part in parts if part.startswith(_BIRTH)]


def add_aliases(held: dict[str, Entry], rows: Rows, faults: Faults) -> None:
    """Give each entry the aliases that a file of them holds; an alias of no entry is noted."""
    names = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
    for key, cells in _parts(held, rows, names, faults):
        held[key].aliases.append(cells[3])


def add_addresses(held: dict[str, Entry], rows: Rows, faults: Faults) -> None:
    """Give each entry the addresses that a file of them holds; an address of no entry is noted."""
    names = ("ent_num", "add_num", "address", "city", "country", "add_remarks")
    for key, cells in _parts(held, rows, names, faults):
        if place := joined(cells[2:5]):
            held[key].places.append(place)


def add_comments(held: dict[str, Entry], rows: Rows, faults: Faults) -> None:
    """Put the rest of remarks that are too long for the main file behind what stands there."""
    for key, cells in _parts(held, rows, ("ent_num", "remarks"), faults):
        held[key].remarks = joined((held[key].remarks, cells[1]), " ")
        held[key].births = _births(held[key].remarks)


def _parts(
    held: dict[str, Entry], rows: Rows, names: tuple[str, ...], faults: Faults
) -> Iterator[tuple[str, list[str]]]:
    for line, row in rows:
        if len(row) != len(names):
            faults.add(line, f"{names[0]} … {names[-1]}", as_line(row), ", ".join(names))
            continue
        cells = [_cell(line, name, text, faults) for name, text in zip(names, row, strict=True)]
        if cells[0] in held:
            yield cells[0], cells
        else:
            faults.add(line, names[0], row[0], Form("list-entry"))


ENTRY: Final = "sdnEntry"
PUBLISHED: Final = "publshInformation"  # so spelt at source


def entry_of(element: Element, faults: Faults) -> Entry | None:
    """Give the entry of an ``sdnEntry`` element; what is wrong with it is noted."""
    sort, key = element.told("sdnType").lower(), element.told("uid")
    if not _is_number(key):
        faults.add(element.line, "uid", key, Form("whole"))
    if sort not in _SORTS:
        faults.add(element.line, "sdnType", sort, ", ".join(sort for sort in _SORTS if sort))
        return None
    name = faults.text(element.line, "lastName", _named(element))
    if not name:
        faults.add(element.line, "lastName", "", Form("text"))
    ship = element.all("vesselInfo")
    return Entry(
        element.line,
        key,
        _SORTS[sort],
        name,
        aliases=[faults.text(one.line, "aka", _named(one)) for one in element.all("akaList", "aka")],
        programs=[one.text.strip() for one in element.all("programList", "program")],
        births=[one.told("dateOfBirth") for one in element.all("dateOfBirthList", "dateOfBirthItem")],
        places=[
            faults.text(one.line, "address", _address(one)) for one in element.all("addressList", "address")
        ],
        numbers=[faults.text(one.line, "id", _number(one)) for one in element.all("idList", "id")],
        remarks=faults.text(element.line, "remarks", element.told("remarks")),
        details=[
            *((("title", title),) if (title := element.told("title")) else ()),
            *((part.name, part.text.strip()) for one in ship for part in one.parts if part.text.strip()),
        ],
    )


def _named(element: Element) -> str:
    """Give a name as the CSV file writes it: the last name, a comma, the first."""
    return joined((element.told("lastName"), element.told("firstName")))


def _address(element: Element) -> str:
    names = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
    return joined([element.told(name) for name in names])


def _number(element: Element) -> str:
    return joined([element.told(name) for name in ("idType", "idNumber", "idCountry")], " ")
