"""Handling terms: under which conditions a receiver may use what it is given, and whose it is.

A caveat limits what may be done, a purpose names what alone it may be used for, ``until`` is the last day on
which it may be used or passed on, ``own`` the party that it comes from when another one passes it on. Of two
terms the stricter hold, part by part, and nothing here makes terms milder. Sources: spec/policy.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ambos.values.errors import Form, Refused, ValueInvalid
from ambos.values.ids import parse_party

CAVEATS: Final = ("intelligence-only", "no-third-party", "not-for-court", "originator-controlled")
PURPOSES: Final = (
    "assessment",
    "asset-recovery",
    "criminal-investigation",
    "extradition",
    "prosecution",
    "public-report",
)
_DAY: Final = re.compile(r"[1-9]\d{3}-\d\d-\d\d", re.ASCII)


class TermsInvalid(ValueInvalid):
    """Terms name an unknown code or no day of the calendar, or are not in their one order."""

    code = "value.terms"


class PurposesApart(Refused):
    """What joins things that were given for different purposes may be used for none of them."""

    code = "value.purposes-apart"


class OriginatorsDiffer(Refused):
    """What joins things of two originators has no one whose it is."""

    code = "value.originators-differ"


@dataclass(frozen=True, slots=True)
class Terms:
    """The conditions that go with a thing; ``caveats`` and ``purposes`` are sorted and without repetition.

    No purposes means any; no ``until`` means without end; an empty ``own`` means the author.
    """

    caveats: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    until: date | None = None
    own: str = ""

    def __post_init__(self) -> None:
        _demand_codes(self.caveats, CAVEATS)
        _demand_codes(self.purposes, PURPOSES)
        if self.own:
            parse_party(self.own)

    def __bool__(self) -> bool:
        return bool(self.caveats or self.purposes or self.until or self.own)

    def plain(self) -> list[Any]:
        """Give the form of the header: ``[[caveat, ...], [purpose, ...], day or null, party or ""]``."""
        until = None if self.until is None else self.until.isoformat()
        return [list(self.caveats), list(self.purposes), until, self.own]

    @classmethod
    def parse(cls, plain: object) -> "Terms":
        """Read the form that ``plain`` gives; anything else is refused."""
        match plain:
            case [[*caveats], [*purposes], (str() | None) as until, str(own)]:
                limits = tuple(code for code in caveats if isinstance(code, str))
                uses = tuple(code for code in purposes if isinstance(code, str))
                if len(limits) + len(uses) == len(caveats) + len(purposes):
                    return cls(limits, uses, None if until is None else parse_last_day(until), own)
        raise TermsInvalid(value=repr(plain)[:80], expected=Form("terms"))


def _demand_codes(found: tuple[str, ...], known: tuple[str, ...]) -> None:
    for code in found:
        if code not in known:
            raise TermsInvalid(value=code, expected=", ".join(known))
    if tuple(sorted(set(found))) != found:
        raise TermsInvalid(value=", ".join(found), expected=Form("terms-order"))


def parse_last_day(text: str) -> date:
    """Read the day on which terms end, known to the day: ``2026-03-05``."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise TermsInvalid(value=text, expected=Form("terms-day"))


NO_TERMS: Final = Terms()


def terms_of(
    caveats: tuple[str, ...] = (), purposes: tuple[str, ...] = (), until: date | None = None
) -> Terms:
    """Give terms of codes in any order and however often each was named."""
    return Terms(tuple(sorted(set(caveats))), tuple(sorted(set(purposes))), until)


def stricter_terms(one: Terms, other: Terms) -> Terms:
    """Give the terms that keep every limit of both.

    Every caveat and the earlier end hold; of purposes those that both allow. Refused: two that have no
    purpose in common, and two originators.
    """
    if one.own and other.own and one.own != other.own:
        raise OriginatorsDiffer(one=one.own, other=other.own)
    return Terms(
        tuple(sorted({*one.caveats, *other.caveats})),
        _common(one.purposes, other.purposes),
        min((day for day in (one.until, other.until) if day), default=None),
        one.own or other.own,
    )


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Give the purposes that both allow; none named means any."""
    if not (one and other):
        return one or other
    both = tuple(purpose for purpose in one if purpose in other)
    if not both:
        raise PurposesApart(one=", ".join(one), other=", ".join(other))
    return both
