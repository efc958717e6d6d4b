"""Handling labels: to whom a thing may go, and under which limits.

TLP is the Traffic Light Protocol 2.0 (FIRST, August 2022); H0 to H3 are Europol's handling codes. Of two
labels the stricter wins, part by part, and nothing here makes a label milder.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from ambos.values.errors import Form, Refused, ValueInvalid
from ambos.values.ids import parse_party, parse_slug
from ambos.values.terms import NO_TERMS, Terms, stricter_terms

TLP: Final = ("clear", "green", "amber", "amber+strict", "red")
EUROPOL: Final = ("H0", "H1", "H2", "H3")
LABEL_PARTS: Final = 4

Plain = list[str | list[str]]


class LabelInvalid(ValueInvalid):
    """A label names an unknown code, is not in its one order, or limits what it calls public."""

    code = "value.label"


class CompartmentsDiffer(Refused):
    """What joins things of two compartments has no label of its own."""

    code = "value.compartments-differ"


@dataclass(frozen=True, slots=True)
class Label:
    """Who besides the owner may receive a thing, and the limits it carries.

    ``release`` is sorted and without repetition. A label with TLP ``clear`` is public and limits nothing, so
    it names no party, no compartment, no handling code and no terms.
    """

    release: tuple[str, ...] = ()
    tlp: str = "amber"
    compartment: str | None = None
    europol: str | None = None
    terms: Terms = NO_TERMS

    def __post_init__(self) -> None:
        if self.tlp not in TLP:
            raise LabelInvalid(value=self.tlp, expected=", ".join(TLP))
        if self.europol is not None and self.europol not in EUROPOL:
            raise LabelInvalid(value=self.europol, expected=", ".join(EUROPOL))
        if self.compartment is not None:
            parse_slug(self.compartment)
        if tuple(sorted({parse_party(party) for party in self.release})) != self.release:
            raise LabelInvalid(value=", ".join(self.release), expected=Form("label-release"))
        if self.public and (self.release or self.compartment or self.europol or self.terms):
            raise LabelInvalid(value=self.tlp, expected=Form("label-clear"))

    @property
    def public(self) -> bool:
        """Whether anyone may have it."""
        return self.tlp == "clear"

    @property
    def reaches_anybody(self) -> bool:
        """Whether it lets a thing go to anybody but the owner."""
        return self.public or bool(self.release)

    def may_reach(self, party: str) -> bool:
        """Say whether the label lets a thing go to this party; the owner has it in any case."""
        return self.public or party in self.release

    def plain(self) -> Plain:
        """Give the form of the record header: ``[tlp, [party, ...], compartment or "", H-code or ""]``.

        The terms stand in a header entry of their own.
        """
        return [self.tlp, list(self.release), self.compartment or "", self.europol or ""]

    @classmethod
    def parse(cls, plain: object) -> "Label":
        """Read the form that ``plain`` gives; anything else is refused."""
        match plain:
            case [str(tlp), [*release], str(compartment), str(europol)]:
                parties = tuple(party for party in release if isinstance(party, str))
                if len(parties) == len(release):
                    return cls(parties, tlp, compartment or None, europol or None)
        raise LabelInvalid(value=repr(plain)[:80], expected=Form("label"))

    def whole(self) -> list[Any]:
        """Give the form of tables: that of the header and, behind it, that of the terms if there are any."""
        return [*self.plain(), *([self.terms.plain()] if self.terms else [])]

    @classmethod
    def of_whole(cls, plain: list[Any]) -> "Label":
        """Read the form that ``whole`` gives."""
        return cls.parse(plain[:LABEL_PARTS]).under(
            Terms.parse(plain[-1]) if plain[LABEL_PARTS:] else NO_TERMS
        )

    def reaching(self, party: str) -> "Label":
        """Give the same label for this party too: what was released to it in fact."""
        return self if self.may_reach(party) else replace(self, release=tuple(sorted((*self.release, party))))

    def at_home(self) -> "Label":
        """Give the same limits for the owner alone."""
        return OWNER_ONLY if self.public else replace(self, release=())

    def under(self, terms: Terms) -> "Label":
        """Give the same label under these terms."""
        return self if terms == self.terms else replace(self, terms=terms)


PUBLIC: Final = Label(tlp="clear")
OWNER_ONLY: Final = Label()


def stricter(one: Label, other: Label) -> Label:
    """Give the label that keeps every limit of both.

    The release is what both allow; the higher TLP and H-code hold. Two different compartments are refused.
    """
    if one.public or other.public:
        return other if one.public else one
    if one.compartment and other.compartment and one.compartment != other.compartment:
        raise CompartmentsDiffer(value=other.compartment, expected=one.compartment)
    return Label(
        release=tuple(party for party in one.release if party in other.release),
        tlp=max(one.tlp, other.tlp, key=TLP.index),
        compartment=one.compartment or other.compartment,
        europol=max((code for code in (one.europol, other.europol) if code), default=None),
        terms=stricter_terms(one.terms, other.terms),
    )
