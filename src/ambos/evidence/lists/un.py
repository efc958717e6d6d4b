"""United Nations Security Council: the consolidated list of its committees, as the Secretariat's XML file.

The key of an entry is the permanent reference number of the committee, ``QDi.001``; the committee's name
stands as its program, the days of amendment among the details.
"""

import re
from collections.abc import Iterable
from typing import Final

from ambos.evidence.lists.elements import Element
from ambos.evidence.lists.entry import ENTITY, PERSON, Entry, joined
from ambos.evidence.lists.faults import Faults
from ambos.values.errors import Form

ROOT: Final = "CONSOLIDATED_LIST"
SORTS: Final = {"INDIVIDUAL": PERSON, "ENTITY": ENTITY}
_NAMES: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_DAY: Final = re.compile(r"([1-9]\d{3}-\d{2}-\d{2})([-T].*)?", re.ASCII)
_REFERENCE: Final = re.compile(r"[A-Z]{2,3}[ie]\.\d{3,4}", re.ASCII)
_PLACE: Final = ("NOTE", "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
_BIRTH: Final = ("TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR")
_DOCUMENT: Final = (
    "TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE", "DATE_OF_ISSUE",
    "NOTE",
)  # fmt: skip
_VALUES: Final = ("TITLE", "DESIGNATION", "NATIONALITY", "LAST_DAY_UPDATED")
_PLAIN: Final = ("NAME_ORIGINAL_SCRIPT", "GENDER")


def entry_of(element: Element, faults: Faults) -> Entry | None:
    """Give the entry of an ``INDIVIDUAL`` or ``ENTITY`` element; what is wrong with it is noted."""
    key, listed = element.told("REFERENCE_NUMBER"), element.told("LISTED_ON")
    if not _REFERENCE.fullmatch(key):
        faults.add(element.line, "REFERENCE_NUMBER", key, "QDi.001")
    day = _DAY.fullmatch(listed)
    if not day:
        faults.add(element.line, "LISTED_ON", listed, Form("day"))
    name = faults.text(element.line, "FIRST_NAME", joined([element.told(name) for name in _NAMES], " "))
    if not name:
        faults.add(element.line, "FIRST_NAME", "", Form("text"))
    sort = element.name
    return Entry(
        element.line,
        key,
        SORTS[sort],
        name,
        aliases=_told(element.all(f"{sort}_ALIAS"), ("ALIAS_NAME",), faults),
        programs=[faults.text(element.line, "UN_LIST_TYPE", element.told("UN_LIST_TYPE"))],
        listed=day[1] if day else "",
        births=[
            *_told(element.all(f"{sort}_DATE_OF_BIRTH"), _BIRTH, faults, " "),
            *_told(element.all(f"{sort}_PLACE_OF_BIRTH"), _PLACE, faults),
        ],
        places=_told(element.all(f"{sort}_ADDRESS"), _PLACE, faults),
        numbers=_told(element.all(f"{sort}_DOCUMENT"), _DOCUMENT, faults, " "),
        remarks=faults.text(element.line, "COMMENTS1", element.told("COMMENTS1")),
        details=_details(element, faults),
    )


def _told(elements: Iterable[Element], names: tuple[str, ...], faults: Faults, by: str = ", ") -> list[str]:
    found = (
        faults.text(one.line, one.name, joined([one.told(name) for name in names], by)) for one in elements
    )
    return list(dict.fromkeys(text for text in found if text))


def _details(element: Element, faults: Faults) -> list[tuple[str, str]]:
    values = [(name, one) for name in _VALUES for one in element.all(name, "VALUE")]
    values += [(name, one) for name in _PLAIN for one in element.all(name)]
    cleaned = ((name.lower(), faults.text(one.line, name, one.text)) for name, one in values)
    return [(name, text) for name, text in cleaned if text]


def made_on(root: dict[str, str]) -> str:
    """Give the day on which the Secretariat made the file, or nothing."""
    day = _DAY.fullmatch(root.get("dateGenerated", ""))
    return day[1] if day else ""
