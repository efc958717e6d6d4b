"""What may be said of networks, and why not: pure functions of a body and the day."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ambos.domains import demand_order, demand_past, demand_positive
from ambos.kernel.acts import Rule
from ambos.values.errors import Form, Refused, ValueInvalid
from ambos.values.ids import PSEUDONYM_PATTERN

PSEUDONYM: Final = re.compile(PSEUDONYM_PATTERN, re.ASCII)
MADE_UP: Final = ("SYNTHETIC", "SINTÉTICO")
ENDS: Final = ("organisation", "person")
# A list is named with an entry, an entry with its list, a version of the list with the entry in it.
NEEDS: Final = (("official_list", "entry"), ("entry", "official_list"), ("list_version", "entry"))
# A tactic is numbered M01, its technique M01.02, a variant of that M01.02.03.
NUMBERS: Final = {
    "tactic": re.compile(r"M\d{2}", re.ASCII),
    "technique": re.compile(r"M\d{2}\.\d{2}", re.ASCII),
    "variant": re.compile(r"M\d{2}\.\d{2}\.\d{2}", re.ASCII),
}
FORMS: Final = {
    "tactic": Form("method-tactic"),
    "technique": Form("method-technique"),
    "variant": Form("method-variant"),
}


class NameWithoutList(Refused):
    """An organisation or a person is named, and no entry of an official list has that name; data: name."""

    code = "networks.name-without-list"


class EntryUnclear(Refused):
    """An official list stands without its entry, or an entry without its list; data: field, needs."""

    code = "networks.entry-unclear"


class PersonUnclear(Refused):
    """A person has neither a pseudonym nor a name of an official list."""

    code = "networks.person-unclear"


class PseudonymInvalid(ValueInvalid):
    """What stands for a person is no pseudonym; data: value, expected."""

    code = "networks.pseudonym"


class TieEndUnfit(Refused):
    """A tie does not lead from one organisation or person to another; data: field, value."""

    code = "networks.tie-end"


class NumberUnfit(ValueInvalid):
    """The number of a method is not of its level, or not below its parent; data: value, expected."""

    code = "networks.method-number"


def listed(body: Mapping[str, Any], today: date) -> None:
    """A name stands on an official list, at an entry that is told, or is marked as made up."""
    demand_past(body, today, "listed_on")
    for field, needs in NEEDS:
        if body.get(field) is not None and body.get(needs) is None:
            raise EntryUnclear(field=field, needs=needs)
    name = body.get("name")
    if name is not None and body.get("entry") is None and not name.startswith(MADE_UP):
        raise NameWithoutList(name=name)


def person(body: Mapping[str, Any], today: date) -> None:
    """A person is a pseudonym, or the name that an official list has at an entry."""
    listed(body, today)
    subject = body.get("subject")
    if subject is None and body.get("name") is None:
        raise PersonUnclear(needs=["subject", "name"])
    if subject is not None and not PSEUDONYM.fullmatch(subject):
        raise PseudonymInvalid(value=subject, expected=Form("person-pseudonym"))


def tie(body: Mapping[str, Any], today: date) -> None:
    """A tie leads from one organisation or person to another, and begins before it ends."""
    demand_past(body, today, "valid_from")
    demand_order(body, "valid_from", "valid_until")
    for field in ("origin", "target"):
        if body[field].partition("/")[0] not in ENDS:
            raise TieEndUnfit(field=field, value=body[field])
    if body["origin"] == body["target"]:
        raise TieEndUnfit(field="target", value=body["target"])


def method(body: Mapping[str, Any], today: date) -> None:
    """The number of a method shows its level; all but tactics have a parent."""
    number, level = body["number"], body["level"]
    if not NUMBERS[level].fullmatch(number):
        raise NumberUnfit(value=number, expected=FORMS[level])
    if (body.get("parent") is None) != (level == "tactic"):
        raise NumberUnfit(value=number, expected=Form("method-parent"))


def sighting(body: Mapping[str, Any], today: date) -> None:
    """A sighting has happened, once or more often."""
    demand_past(body, today, "seen")
    demand_positive(body, "count")


RULES: Final[dict[str, Rule]] = {
    "organisation": listed,
    "person": person,
    "tie": tie,
    "method": method,
    "sighting": sighting,
}
