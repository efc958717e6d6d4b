"""What may be said of justice, and why not: pure functions of a body and the day."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ambos.domains import demand_order, demand_past, demand_positive
from ambos.domains.justice.instruments import course_of
from ambos.kernel.acts import Rule
from ambos.values.dates import Day
from ambos.values.errors import Form, Refused, ValueInvalid
from ambos.values.ids import PSEUDONYM_PATTERN
from ambos.values.moments import Moment

# A docket or file number: short groups of capitals and digits. A telephone number, an IMEI or an account is
# a run of digits longer than any of them, and a sentence has spaces.
NUMBER: Final = re.compile(r"(?=.{1,40}$)[A-Z0-9]{1,12}([-/.][A-Z0-9]{1,12}){0,6}", re.ASCII)
LONG_DIGITS: Final = re.compile(r"\d{9}", re.ASCII)
SEPARATORS: Final = re.compile(r"[-/.]", re.ASCII)
PSEUDONYM: Final = re.compile(PSEUDONYM_PATTERN, re.ASCII)
COUNTS: Final = ("days", "renewals", "arrests", "convictions", "communications", "incriminating")
PARTS: Final = ("granted", "refused")
WITHIN: Final = ("aged", "answered_180")
HOURS: Final = "hours"
LONGEST: Final = 10_000  # of any unit: one that nobody could count would hold every board up


class NumberInvalid(ValueInvalid):
    """A file number holds words, or digits that could be a telephone, a device or an account; data: field."""

    code = "justice.number"


class PseudonymInvalid(ValueInvalid):
    """A person stands under something other than a pseudonym."""

    code = "justice.pseudonym"


class SameParty(Refused):
    """A request goes from a party to itself; data: ``party``."""

    code = "justice.same-party"


class MomentInFuture(Refused):
    """What is told as done has a moment that has not come; data: field, value, today."""

    code = "justice.future-moment"


class CountsDisagree(Refused):
    """Parts are more than their whole; data: the two fields with their values."""

    code = "justice.counts-disagree"


class LengthUnfit(Refused):
    """A clock is longer than any law sets one; data: ``length``, ``most``."""

    code = "justice.length-unfit"


class RollsByTheHour(Refused):
    """A clock in hours runs from moment to moment and moves to no working day; data: ``unit``."""

    code = "justice.rolls-by-the-hour"


class CountNegative(Refused):
    """A count is less than none; data: field, value."""

    code = "justice.count-negative"


def request(body: Mapping[str, Any], today: date) -> None:
    """A request has a file number, two parties, a pseudonym at most, and is closed in the past."""
    _demand_number(body, "number")
    pseudonym = body.get("subject_ref")
    if pseudonym is not None and not PSEUDONYM.fullmatch(pseudonym):
        raise PseudonymInvalid(value=pseudonym, expected=Form("justice-pseudonym"))
    if body["requesting"] == body["requested"]:
        raise SameParty(party=body["requesting"])
    demand_past(body, today, "closed")
    course_of(body["instrument"], body["requested"])


def step(body: Mapping[str, Any], today: date) -> None:
    """A step has been taken; what it names is a file number, and an authority by its office."""
    _demand_come(body, today, "at")
    _demand_number(body, "document")


def suspension(body: Mapping[str, Any], today: date) -> None:
    """A suspension has begun, and ends, if it does, after that."""
    _demand_come(body, today, "since", "until")
    _demand_number(body, "number")
    since, until = body["since"], body.get("until")
    if until is not None and Moment.parse(until).utc < Moment.parse(since).utc:
        raise CountsDisagree(first="since", first_value=since, second="until", second_value=until)


def legal_clock(body: Mapping[str, Any], today: date) -> None:
    """A clock has a length from one to ten thousand, rolls unless in hours, and was confirmed in the past."""
    demand_positive(body, "length")
    if body.get("length", 0) > LONGEST:
        raise LengthUnfit(length=body["length"], most=LONGEST)
    if body.get("rolls") and body.get("unit") == HOURS:
        raise RollsByTheHour(unit=HOURS)
    demand_past(body, today, "confirmed")


def intercept(body: Mapping[str, Any], today: date) -> None:
    """An intercept is told by its file number, times and counts, in their order; nothing of it is content."""
    _demand_number(body, "number")
    _demand_come(body, today, "applied", "decided")
    demand_past(body, today, "ended", "reported")
    demand_order(body, "ended", "reported")
    _demand_counts(body, COUNTS)
    _demand_within(body, "incriminating", "communications")


def statement(body: Mapping[str, Any], today: date) -> None:
    """A statement's parts are not more than their wholes, and it speaks of a day that has come."""
    demand_past(body, today, "as_of")
    _demand_counts(body, ("received", "answered", "pending", *PARTS, *WITHIN))
    for part in PARTS:
        _demand_within(body, part, "answered")
    _demand_within(body, "answered", "received")
    _demand_within(body, "aged", "received")
    for whole in ("aged", "answered"):
        _demand_within(body, "answered_180", whole)
    if body["requesting"] == body["requested"]:
        raise SameParty(party=body["requesting"])


def _demand_number(body: Mapping[str, Any], field: str) -> None:
    value = body.get(field)
    if value is None:
        return
    if not NUMBER.fullmatch(value) or LONG_DIGITS.search(SEPARATORS.sub("", value)):
        raise NumberInvalid(value=value, expected=Form("justice-number"), field=field)


def _demand_come(body: Mapping[str, Any], today: date, *fields: str) -> None:
    for field in fields:
        value = body.get(field)
        if value is not None and Day.of(Moment.parse(value).utc.date()).first > today:
            raise MomentInFuture(field=field, value=value, today=today)


def _demand_counts(body: Mapping[str, Any], fields: tuple[str, ...]) -> None:
    for field in fields:
        if (value := body.get(field)) is not None and value < 0:
            raise CountNegative(field=field, value=value)


def _demand_within(body: Mapping[str, Any], part: str, whole: str) -> None:
    one, other = body.get(part), body.get(whole)
    if one is not None and other is not None and one > other:
        raise CountsDisagree(first=part, first_value=one, second=whole, second_value=other)


RULES: dict[str, Rule] = {
    "request": request,
    "request-step": step,
    "suspension": suspension,
    "legal-clock": legal_clock,
    "intercept": intercept,
    "reciprocity-statement": statement,
}
