"""What may be said of integrity, and why not: pure functions of a body and the day."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ambos.domains import demand_order, demand_past
from ambos.domains.integrity.schemes import schemes
from ambos.kernel.acts import Rule
from ambos.values.dates import Day, month_end
from ambos.values.errors import Form, Refused, ValueInvalid
from ambos.values.ids import PSEUDONYM_PATTERN, SLUG_PATTERN

PERSON: Final = re.compile(rf"{PSEUDONYM_PATTERN}|{SLUG_PATTERN}", re.ASCII)
DIGEST: Final = re.compile("[0-9a-f]{64}", re.ASCII)
GOOD: Final = ("passed", "conditional")
ENDED: Final = ("suspended", "not-passed", "revoked")
ISSUER_LENGTH: Final = 80
MONTHS_OF_YEAR: Final = 12
# What a raw result is told in: a score, a share, or what an examiner found. A band says all that may be said.
RAW: Final = re.compile(
    r"\d|%|score|puntaje|calificaci|diagn[oó]s|decept|engaño|reactiv|inconclu|positiv|negativ|result",
    re.IGNORECASE,
)


class PersonNamed(ValueInvalid):
    """A person is told by name, where a pseudonym or an officer of a node belongs."""

    code = "integrity.person-named"


class RawResult(ValueInvalid):
    """The issuer of a vetting holds more than an issuer: a score, a finding, words of an examiner."""

    code = "integrity.raw-result"


class BandUndated(Refused):
    """A band that was decided has no day, or one that lets somebody in does not expire; data: band, field."""

    code = "integrity.band-undated"


class ValidTooLong(Refused):
    """A vetting is good for longer than its scheme allows; data: scheme, months, expires."""

    code = "integrity.valid-too-long"


class InterestsContradict(Refused):
    """A declaration says that there is nothing to declare, and something; data: interests."""

    code = "integrity.interests-contradict"


class OnePersonTwice(Refused):
    """The rights of somebody are reviewed by fewer than two others; data: person, reviewer."""

    code = "integrity.one-person-twice"


class ReviewIncomplete(Refused):
    """An access review has one half of a step without the other; data: field, needs."""

    code = "integrity.review-incomplete"


class DigestMalformed(ValueInvalid):
    """A digest is no SHA-256 in hexadecimal digits."""

    code = "integrity.digest"


def demand_person(body: Mapping[str, Any], *fields: str) -> None:
    """Refuse a name where a pseudonym or the slug of an officer belongs."""
    for field in fields:
        value = body.get(field)
        if value is not None and not PERSON.fullmatch(value):
            raise PersonNamed(value=value, expected=Form("pseudonym"))


def last_day(decided: Day, months: int) -> date:
    """Give the last day on which a result of a day is good for so many months."""
    start = decided.last
    year, month = divmod(start.year * MONTHS_OF_YEAR + start.month - 1 + months, MONTHS_OF_YEAR)
    end = month_end(year, month + 1)
    return end.replace(day=min(start.day, end.day))


def vetting(body: Mapping[str, Any], today: date) -> None:
    """A vetting is a band with its days and its issuer: nothing raw, good no longer than the scheme says."""
    demand_person(body, "person")
    issuer = body["issuer"]
    if len(issuer) > ISSUER_LENGTH or RAW.search(issuer):
        raise RawResult(value=issuer, expected=Form("issuer"))
    demand_past(body, today, "decided")
    demand_order(body, "decided", "expires")
    band = body["band"]
    for field in ("decided", "expires") if band in GOOD else ("decided",) if band in ENDED else ():
        if body.get(field) is None:
            raise BandUndated(band=band, field=field)
    scheme = schemes()[body["scheme"]]
    if band in GOOD and Day.parse(body["expires"]).last > last_day(
        Day.parse(body["decided"]), scheme.validity_months
    ):
        raise ValidTooLong(scheme=scheme.code, months=scheme.validity_months, expires=body["expires"])


def vetting_step(body: Mapping[str, Any], today: date) -> None:
    """A step of a vetting has been taken."""
    demand_past(body, today, "taken")


def declaration(body: Mapping[str, Any], today: date) -> None:
    """A declaration has been made; it says that there is nothing, or what kinds of interest there are."""
    demand_person(body, "person")
    demand_past(body, today, "made")
    demand_order(body, "made", "next_due")
    if "none" in body["interests"] and len(body["interests"]) > 1:
        raise InterestsContradict(interests=", ".join(body["interests"]))


def conflict(body: Mapping[str, Any], today: date) -> None:
    """A conflict of interest has been found, and is closed after that."""
    demand_person(body, "person")
    demand_past(body, today, "found", "closed")
    demand_order(body, "found", "closed")


def recusal(body: Mapping[str, Any], today: date) -> None:
    """A recusal ends after it begins."""
    demand_person(body, "person")
    demand_order(body, "since", "until")


def access_review(body: Mapping[str, Any], today: date) -> None:
    """The rights of one person are reviewed by a second, and that is confirmed by a third."""
    demand_person(body, "person", "reviewer", "confirmer")
    demand_past(body, today, "reviewed", "confirmed")
    demand_order(body, "reviewed", "confirmed")
    needs = {
        "reviewed": ("reviewer", "outcome", "rights"),
        "reviewer": ("reviewed",),
        "outcome": ("reviewed",),
        "confirmed": ("confirmer", "reviewed"),
        "confirmer": ("confirmed",),
    }
    for field, wanted in needs.items():
        missing = next((need for need in wanted if body.get(need) is None), None)
        if body.get(field) is not None and missing:
            raise ReviewIncomplete(field=field, needs=missing)
    people = [body[name] for name in ("person", "reviewer", "confirmer") if body.get(name)]
    if len(set(people)) != len(people):
        raise OnePersonTwice(person=body["person"], reviewer=body["reviewer"])


def exposure_report(body: Mapping[str, Any], today: date) -> None:
    """An exposure report is of a day that has come, and names the bytes of its whole text."""
    demand_person(body, "person")
    demand_past(body, today, "computed")
    demand_digest(body)


def export(body: Mapping[str, Any], today: date) -> None:
    """A copy names the bytes that were given out."""
    demand_person(body, "officer")
    demand_digest(body)


def demand_digest(body: Mapping[str, Any]) -> None:
    """Refuse what is no SHA-256."""
    if not DIGEST.fullmatch(body["digest"]):
        raise DigestMalformed(value=body["digest"], expected=Form("digest"))


RULES: dict[str, Rule] = {
    "vetting": vetting,
    "vetting-step": vetting_step,
    "declaration": declaration,
    "conflict-of-interest": conflict,
    "recusal": recusal,
    "access-review": access_review,
    "exposure-report": exposure_report,
    "export": export,
}
