"""Which substances one country controls and the other does not, and what the legal definition covers.

The definition of fentanyl-related substances is applied to structural features that a chemist declares; no
structure is computed here. Of what nobody declared, nothing is concluded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ambos.kernel.shelf import Thing
from ambos.values.dates import Day

NOT_CONTROLLED, NOT_KNOWN = "not-controlled", "not-known"
COUNTRIES: Final = ("us", "mx")
CLASS_SINCE: Final = date(2018, 2, 6)  # temporary order, 83 FR 5188; recalled
# How a substance stands between the two countries.
ONLY_US, ONLY_MX, BOTH, NEITHER, UNKNOWN = "only-us", "only-mx", "both", "neither", "unknown"
GAPS: Final = (ONLY_US, ONLY_MX, UNKNOWN, BOTH, NEITHER)
# What the definition says of a substance.
LISTED, RELATED, JUDGEMENT, OUTSIDE, UNDECLARED = "listed", "related", "judgement", "outside", "undeclared"
CLASSES: Final = (LISTED, RELATED, JUDGEMENT, OUTSIDE, UNDECLARED)


@dataclass(frozen=True)
class Gap:
    """How a substance is controlled on both sides, and for how many days on one alone.

    ``days`` run from the first control to the other country's, or to today while that has none; they are
    None where a day is not known. ``open`` says that the gap still stands, ``by_class`` that the United
    States control it by the definition of fentanyl-related substances and not by name.
    """

    substance: Thing
    standing: str
    first: str = ""
    days: int | None = None
    open: bool = False
    by_class: bool = False


def gap(thing: Thing, today: date) -> Gap:
    """Say how one substance stands between the two countries."""
    schedules = {where: str(thing.get(f"schedule_{where}") or NOT_KNOWN) for where in COUNTRIES}
    by_class = schedules["us"] == NOT_CONTROLLED and classify(thing.body).verdict == RELATED
    if NOT_KNOWN in schedules.values():
        return Gap(thing, UNKNOWN, by_class=by_class)
    held = [
        where for where in COUNTRIES if schedules[where] != NOT_CONTROLLED or (where == "us" and by_class)
    ]
    days = {where: CLASS_SINCE if where == "us" and by_class else _day(thing, where) for where in held}
    if len(held) == 1:
        since = days[held[0]]
        standing = ONLY_US if held == ["us"] else ONLY_MX
        return Gap(thing, standing, held[0], (today - since).days if since else None, True, by_class)
    known = {where: day for where, day in days.items() if day is not None}
    if len(known) < len(COUNTRIES):
        return Gap(thing, BOTH if held else NEITHER, by_class=by_class)
    first = min(known, key=lambda where: known[where])
    return Gap(thing, BOTH, first, abs((known["us"] - known["mx"]).days), by_class=by_class)


def gaps(things: Iterable[Thing], today: date) -> tuple[Gap, ...]:
    """Give every substance with its gap: open ones first, the longest before the shorter."""
    found = [gap(thing, today) for thing in things]
    found.sort(key=lambda one: (GAPS.index(one.standing), -(one.days or 0), one.substance.subject))
    return tuple(found)


def _day(thing: Thing, where: str) -> date | None:
    told = thing.get(f"controlled_{where}")
    return Day.parse(told).first if told else None


@dataclass(frozen=True)
class Classified:
    """What the definition says of declared features: the class, the sites that count, what is missing."""

    verdict: str
    sites: tuple[str, ...]
    missing: tuple[str, ...]


def classify(features: Mapping[str, Any]) -> Classified:
    """Apply 21 CFR 1308.11(h)(30) to declared features.

    ``schedule_us`` of a substance that is listed by name goes before the definition, which covers only what
    is not otherwise listed. With the core of fentanyl, one or more of the modifications (A) to (E) and no
    other change, a substance is fentanyl-related. With the core and another change, or with the core of
    fentanyl itself unlisted, 21 USC 802(32) may reach it as an analogue: that needs a judgement on structure
    and effect together and is never decided here. Recalled; UNVERIFIED.
    """
    listed = features.get("schedule_us")
    if listed not in (None, "", NOT_CONTROLLED, NOT_KNOWN):
        return Classified(LISTED, tuple(features.get("sites") or ()), ())
    core, sites = features.get("core"), tuple(sorted(set(features.get("sites") or ())))
    if core is None:
        return Classified(UNDECLARED, sites, ("core",))
    if not core:
        return Classified(OUTSIDE, (), ())
    if features.get("other_change") is None:
        return Classified(UNDECLARED, sites, ("other_change",))
    if features["other_change"] or not sites:
        return Classified(JUDGEMENT, sites, ())
    return Classified(RELATED, sites, ())
