"""What may be said of arms, and why not: pure functions of a body and the day."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ambos.domains import DatesReversed, demand_order, demand_past
from ambos.kernel.acts import Rule
from ambos.values.dates import Day
from ambos.values.errors import Form, Refused, ValueInvalid
from ambos.values.ids import PSEUDONYM_PATTERN

PSEUDONYM: Final = re.compile(PSEUDONYM_PATTERN, re.ASCII)
DEALER: Final = re.compile(r"FFL-[A-Z0-9]+(-[A-Z0-9]+)*", re.ASCII)
PEOPLE: Final = ("requester", "other_officer", "possessor", "associate", "purchaser")
# Which days a request must have, to stand where it says it stands.
DAYS: Final = {
    "checked": ("checked",),
    "submitted": ("submitted",),
    "returned": ("submitted", "returned"),
    "answered": ("submitted", "answered"),
    "closed": ("closed",),
}
OLDEST_BIRTH: Final = 1900


class PersonNamed(ValueInvalid):
    """A person of a trace is not told by a pseudonym; data: ``field``, ``value``, ``expected``."""

    code = "arms.person-named"


class DealerNamed(ValueInvalid):
    """A dealer is not told by a pseudonym of the licence; data: ``value``, ``expected``."""

    code = "arms.dealer-named"


class BirthYearInvalid(Refused):
    """A year of birth is none; data: ``value``."""

    code = "arms.birth-year"


class StateUndated(Refused):
    """A request is said to stand where no day says that it came; data: ``state``, ``field``."""

    code = "arms.state-undated"


class ReasonWrong(Refused):
    """A trace without a purchaser gives no reason, or one with a purchaser gives one; data: ``outcome``."""

    code = "arms.reason"


class PurchaseUntold(Refused):
    """A purchaser was identified, and no state of the sale is told; data: ``field``."""

    code = "arms.purchase-untold"


def recovery(body: Mapping[str, Any], today: date) -> None:
    """A firearm on record has been recovered."""
    demand_past(body, today, "recovered")


def trace_request(body: Mapping[str, Any], today: date) -> None:
    """A request names no person, and its days come in the order of its course."""
    demand_pseudonyms(body)
    days = ("recovered", "requested", "checked", "submitted", "returned", "resubmitted", "answered", "closed")
    demand_past(body, today, *days)
    demand_order(body, "recovered", "requested")
    demand_order(body, "requested", "submitted")
    demand_order(body, "submitted", "returned")
    demand_order(body, "returned", "resubmitted")
    demand_order(body, "submitted", "answered")
    demand_order(body, "answered", "closed")
    for field in DAYS.get(body.get("state", ""), ()):
        if not body.get(field):
            raise StateUndated(state=body["state"], field=field)
    year = body.get("possessor_birth_year")
    if year is not None and not OLDEST_BIRTH <= year <= today.year:
        raise BirthYearInvalid(value=year)


def trace_result(body: Mapping[str, Any], today: date) -> None:
    """A result names no person and no dealer; with a purchaser it tells the sale, without one the reason."""
    demand_pseudonyms(body)
    dealer = body.get("dealer")
    if dealer is not None and not DEALER.fullmatch(dealer):
        raise DealerNamed(value=dealer, expected=Form("dealer-pseudonym"))
    demand_past(body, today, "answered", "first_sale")
    if body.get("first_sale") and Day.parse(body["first_sale"]).first > Day.parse(body["answered"]).last:
        raise DatesReversed(
            first="first_sale",
            first_value=body["first_sale"],
            second="answered",
            second_value=body["answered"],
        )
    identified = body["outcome"] == "purchaser-identified"
    if identified == bool(body.get("reason")):
        raise ReasonWrong(outcome=body["outcome"])
    if identified and not body.get("source_state"):
        raise PurchaseUntold(field="source_state")


def demand_pseudonyms(body: Mapping[str, Any]) -> None:
    """Refuse a body in which a person is told otherwise than by a pseudonym, ``P-7F3A``."""
    for field in PEOPLE:
        value = body.get(field)
        if value is not None and not PSEUDONYM.fullmatch(value):
            raise PersonNamed(field=field, value=value, expected=Form("trace-pseudonym"))


RULES: dict[str, Rule] = {
    "recovery": recovery,
    "trace-request": trace_request,
    "trace-result": trace_result,
}
