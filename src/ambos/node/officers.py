"""Who works at a node: enrolled with a key of their own, and never nobody who may run it."""

from collections.abc import Mapping
from typing import Any

from ambos.domains.integrity.standing import limits, vettings_of
from ambos.exchange.release import FIRST_POLICY, NEWEST_POLICY
from ambos.kernel.access import Person
from ambos.kernel.keys import Signer
from ambos.kernel.record import Draft, Reference
from ambos.kernel.release_kinds import POLICY
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.assemble import Parts
from ambos.values.dates import Day
from ambos.values.errors import Refused
from ambos.values.handling import OWNER_ONLY, PUBLIC, Label
from ambos.values.ids import parse_slug


class LastSecretariat(Refused):
    """The change would leave nobody who may run the node."""

    code = "node.last-secretariat"


def demand_run(known: Mapping[str, Mapping[str, Any]], slug: str, body: Mapping[str, Any]) -> None:
    """Refuse to say of an officer what would leave nobody who may run the node."""
    if not any(runs(officer) for officer in {**known, slug: body}.values()):
        raise LastSecretariat(officer=slug)


def runs(officer: Mapping[str, Any]) -> bool:
    """Say whether an officer with this body may run the node."""
    return bool(officer.get("active", True)) and "secretariat" in (officer.get("roles") or ())


def person_of(parts: Parts, officer: Thing) -> Person:
    """Give an officer as the house log knows them, within the limits that vettings set.

    No vetting lets anybody in by itself: the officer's own record names the compartments and a last day, and
    the vettings that either party told of the officer may end it sooner.
    """
    until = officer.get("vetted_until")
    compartments = frozenset(officer.get("compartments") or ())
    return Person(
        party=parts.config.party,
        officer=officer.slug,
        roles=frozenset(officer.get("roles") or ()),
        groups=frozenset(officer.get("groups") or ()),
        compartments=compartments,
        vetted_until=Day.parse(until).last if until else None,
        limits=limits(vettings_of(parts.tables, parts.config.party, officer.slug)) if compartments else (),
    )


def first_words(party: str, authority: Signer) -> list[Draft]:
    """Draft what a house log begins with: the authority's key, and the policy under which it releases."""
    return [
        Draft("key", key_subject(party, "authority"), authority.key_body(party), PUBLIC),
        policy_draft(NEWEST_POLICY),
    ]


def policy_number(shelf: Shelf) -> int:
    """Give the version of the release policy under which the house's next record is decided."""
    policies = shelf.things(POLICY.name)
    return int(policies[0].get("number")) if policies else FIRST_POLICY


def policy_draft(number: int, references: tuple[Reference, ...] = ()) -> Draft:
    """Draft that a version of the release policy is in force from here on."""
    return Draft(POLICY.name, f"{POLICY.name}/release", {"number": number}, OWNER_ONLY, references)


def key_subject(party: str, holder: str) -> str:
    """Name a key after its party too: partners hold each other's keys."""
    return f"key/{party.lower()}-{holder}"


def enrol(parts: Parts, slug: str, body: Mapping[str, Any], references: tuple[Reference, ...] = ()) -> None:
    """Write an officer's key and who they are; the key may leave the house, the person may not."""
    parse_slug(slug)
    parts.register["officer"].check(dict(body))
    authority, officer = parts.secrets.authority(), parts.secrets.make_officer(slug)
    drafts = [Draft("officer", f"officer/{slug}", dict(body), Label(), references)]
    if not any(key.public == officer.public for key in parts.ledger.book):
        subject = key_subject(parts.config.party, f"officer-{slug}")
        drafts.insert(0, Draft("key", subject, officer.key_body(parts.config.party), PUBLIC))
    parts.ledger.write(drafts, authority)
