"""Access reviews: each officer's rights looked at by one person and confirmed by another, twice a year."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from ambos.domains.integrity.records import ACCESS_REVIEW, EXPOSURE_REPORT
from ambos.kernel.acts import New
from ambos.kernel.ledger import Written
from ambos.kernel.shelf import Thing
from ambos.node.exposing import Exposure, sums
from ambos.node.node import Node
from ambos.node.staff import history, staff
from ambos.node.watching import demand_watch, officer_named
from ambos.values.dates import Day
from ambos.values.handling import OWNER_ONLY, Label

EVERY_DAYS: Final = 180
LISTED_MOST: Final = 500  # of what a list of a record holds


@dataclass(frozen=True)
class Due:
    """When an officer's rights are to be reviewed; ``open`` names a review that waits to be confirmed."""

    officer: str
    name: str
    rights: tuple[str, ...]
    last: date | None
    due: date
    overdue: bool
    open: str


def rights_of(officer: Thing) -> tuple[str, ...]:
    """Give the roles and compartments of an officer, as they are reviewed."""
    return (
        *(officer.get("roles") or ()),
        *(f"compartment:{name}" for name in officer.get("compartments") or ()),
    )


def due(node: Node) -> list[Due]:
    """Say when each active officer's rights are to be reviewed, the longest overdue first.

    Who was never reviewed is due half a year after they were enrolled.
    """
    demand_watch(node)
    latest: dict[str, Thing] = {}
    waiting: dict[str, str] = {}
    ours = (one for one in node.shelf.things(ACCESS_REVIEW.name) if one.owner == node.config.party)
    for one in ours:
        who = one.get("person")
        if one.get("confirmed"):
            latest[who] = max(latest.get(who, one), one, key=lambda each: str(each.get("confirmed")))
        elif one.get("reviewed"):
            waiting[who] = one.subject
    found = [
        _due(node, one, latest.get(one.slug), waiting.get(one.slug, ""))
        for one in staff(node)
        if one.get("active")
    ]
    return sorted(found, key=lambda one: (one.due, one.officer))


def _due(node: Node, officer: Thing, last: Thing | None, waiting: str) -> Due:
    done = Day.parse(last.get("confirmed")).last if last else None
    first = history(node, officer.slug)[-1].time // 1000
    begun = done or datetime.fromtimestamp(first, UTC).date()
    day = begun + timedelta(days=EVERY_DAYS)
    overdue = day < node.today()
    return Due(officer.slug, officer.get("name"), rights_of(officer), done, day, overdue, waiting)


def review(node: Node, officer: str, outcome: str) -> Written:
    """Write that whoever sits at the node has looked at an officer's rights; another must confirm it."""
    demand_watch(node)
    thing = officer_named(node, officer)
    line = next((one for one in due(node) if one.officer == officer), None)
    today = node.today().isoformat()
    body = {
        "person": officer,
        "due": line.due.isoformat() if line else today,
        "rights": list(rights_of(thing)),
        "reviewed": today,
        "reviewer": node.person().officer,
        "outcome": outcome,
    }
    slug = f"{officer}-{today}"
    taken = len(node.shelf.versions(f"{ACCESS_REVIEW.name}/{slug}"))
    new = New(ACCESS_REVIEW.name, f"{slug}-{taken}" if taken else slug, body, OWNER_ONLY)
    return node.propose([new])[0]


def confirm(node: Node, name: str) -> Written:
    """Confirm a review that another made; refused for the reviewer and for the officer reviewed."""
    demand_watch(node)
    changes = {"confirmed": node.today().isoformat(), "confirmer": node.person().officer}
    return node.revise(name, changes)


def digest_of(document: bytes) -> str:
    """Give the digest by which a report names the whole text of an exposure."""
    return sha256(document).hexdigest()


def record_exposure(node: Node, exposed: Exposure, document: bytes, compartment: str = "") -> Written:
    """Write the report of an exposure: its counts, what follows, and the digest of its whole text."""
    body: dict[str, Any] = {
        "person": exposed.person,
        "party": exposed.party,
        "computed": exposed.computed.isoformat(),
        **sums(exposed),
        "digest": digest_of(document),
    }
    recall = [one.record for one in exposed.recall][:LISTED_MOST]
    body |= {"recall": recall} if recall else {}
    body |= {"rotate": list(exposed.rotate)} if exposed.rotate else {}
    label = Label(compartment=compartment) if compartment else OWNER_ONLY
    slug = f"{exposed.person.lower()}-{exposed.computed.isoformat()}"
    taken = len(node.shelf.versions(f"{EXPOSURE_REPORT.name}/{slug}"))
    return node.propose([New(EXPOSURE_REPORT.name, f"{slug}-{taken}" if taken else slug, body, label)])[0]
