"""To whom something new may go: chosen in a form, said in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ambos.faces.reports.shown import Shown
from ambos.faces.web.writing.entries import HANDLING, Entries
from ambos.kernel.access import Person
from ambos.kernel.kinds import Kind
from ambos.values.handling import EUROPOL, TLP, Label
from ambos.values.terms import CAVEATS, PURPOSES, Terms, parse_last_day, terms_of

CLEAR: Final = "clear"


@dataclass(frozen=True)
class Offer:
    """What a person may choose among for the handling of something new."""

    parties: tuple[str, ...]
    compartments: tuple[str, ...]
    tlp: tuple[str, ...] = TLP
    europol: tuple[str, ...] = EUROPOL
    caveats: tuple[str, ...] = CAVEATS
    purposes: tuple[str, ...] = PURPOSES


def offer(person: Person, partners: Sequence[str], today: date) -> Offer:
    """Offer the partners, and the compartments for which the person is vetted today."""
    return Offer(tuple(sorted(partners)), tuple(sorted(person.inside(today))))


def default_entries(kind: Kind, partners: Sequence[str]) -> Entries:
    """Give the handling that a kind has where nobody says another: what is joint goes to the partners."""
    label = kind.label
    if kind.joint and not label.public:
        label = replace(label, release=tuple(sorted(partners)))
    return entries_of_label(label)


def entries_of_label(label: Label) -> Entries:
    """Give what a person would have chosen for a label."""
    terms = label.terms
    return {
        "h.tlp": [label.tlp],
        "h.release": list(label.release),
        "h.compartment": [label.compartment or ""],
        "h.europol": [label.europol or ""],
        "h.caveats": list(terms.caveats),
        "h.purposes": list(terms.purposes),
        "h.until": [terms.until.isoformat() if terms.until else ""],
    }


def label_in(entries: Entries) -> Label:
    """Give the label that was chosen; what goes to everybody needs no parties. Refused as labels refuse."""
    tlp = _one(entries, "tlp") or "amber"
    release = () if tlp == CLEAR else tuple(sorted({text for text in _many(entries, "release") if text}))
    compartment, europol = _one(entries, "compartment") or None, _one(entries, "europol") or None
    return Label(release, tlp, compartment, europol, terms_in(entries))


def terms_in(entries: Entries) -> Terms:
    """Give the terms that were chosen; refused as terms refuse."""
    until = _one(entries, "until").strip()
    caveats, purposes = (
        tuple(text for text in _many(entries, name) if text) for name in ("caveats", "purposes")
    )
    return terms_of(caveats, purposes, parse_last_day(until) if until else None)


def compartment_in(entries: Entries) -> str:
    """Give the compartment that was chosen, whether it is one or not."""
    return _one(entries, "compartment")


def _one(entries: Entries, name: str) -> str:
    return (_many(entries, name) or [""])[0]


def _many(entries: Entries, name: str) -> list[str]:
    return entries.get(f"{HANDLING}{name}", [])


def reach(label: Label, party: str, joint: bool, shown: Shown) -> list[str]:
    """Say in sentences who will see what lies under a label, and what the other side has to do."""

    def say(key: str, **data: object) -> str:
        return shown.say("web_writing", f"reach.{key}", **data)

    if label.public:
        return [say("public"), *([say("joint-public")] if joint else [])]
    parties = ", ".join(shown.language.label("codes", f"place.{name}") for name in label.release)
    own = shown.language.label("codes", f"place.{party}")
    inside = "compartment" if label.compartment else "red" if label.tlp == "red" else "own"
    said = [say(inside, party=own, compartment=label.compartment or "")]
    said.append(say("partners", parties=parties) if parties else say("nobody-else"))
    if joint:
        said.append(say("joint", parties=parties) if parties else say("joint-alone"))
    return [*said, *shown.terms(label)]
