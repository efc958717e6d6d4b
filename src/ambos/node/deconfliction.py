"""Deconfliction at a node: plans are lodged, compared with a partner's in private, and conflicts are told.

A comparison is a round (spec/deconfliction): each side offers its blinded cells, each answers the other's
offer, each reads which of its own cells came back. Rounds go by the exchange as any record does, so that
bundles carry them too. A secret of a round lies in the folder of keys and is destroyed once it was read.
"""

import base64
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final, NamedTuple

from ambos.domains.taskforces.narrow import rows_of
from ambos.domains.taskforces.views import OPEN, plans_ahead
from ambos.kernel.acts import New
from ambos.kernel.columns import OWNER
from ambos.kernel.ledger import Written
from ambos.kernel.paging import Filter, Page, Query, page
from ambos.kernel.shelf import Thing
from ambos.matching import blinding
from ambos.matching.cells import GRIDS, Cell, Event, Grid
from ambos.node.node import Node
from ambos.node.secrets import SUFFIX, keep_secret, read_secret
from ambos.node.showing import find_of_kind
from ambos.values.errors import Misused
from ambos.values.handling import Label
from ambos.values.moments import Moment

USUAL_GRID: Final = "tenth-6h"
OFFER, ANSWER, READING, CONFLICT = (
    "deconfliction-offer",
    "deconfliction-answer",
    "deconfliction-reading",
    "conflict",
)
PLAN: Final = "planned-operation"
BEGUN, JOINED, ANSWERED, READ, WAITING = "begun", "joined", "answered", "read", "waiting"
SPOILT: Final = "spoilt"
# The partner names the rounds that it begins, and a name becomes that of a file here.
NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)


class PartnerMissing(Misused):
    """There is no partner with whom plans could be compared."""

    code = "taskforces.partner-missing"


class DeskMissing(Misused):
    """No desk was named that the partner can call, now or in an earlier round."""

    code = "taskforces.desk-missing"


class ConflictClosed(Misused):
    """A conflict is closed already; data: conflict."""

    code = "taskforces.conflict-closed"


@dataclass(frozen=True)
class Did:
    """What a check did in one round: begun, joined, answered, read (with how many conflicts), or waiting.

    ``spoilt`` is a round whose points, as the partner sent them, are none: it is left, and another begun.
    """

    partner: str
    round: str
    what: str
    conflicts: int = 0


class Row(NamedTuple):
    """A record of a round without its points: what it is about, and the grid if it is an offer."""

    subject: str = ""
    grid: str = ""


@dataclass(frozen=True)
class Round:
    """A round with one partner: what each of the four records is about, and whether we read it.

    Of a record that is not there the subject is empty.
    """

    name: str
    partner: str
    grid: str
    ours: str
    theirs: str
    our_answer: str
    their_answer: str
    read: bool


def lodge(node: Node, slug: str, body: Mapping[str, Any]) -> Written:
    """Write a planned operation, which stays in this house."""
    return node.propose([New(PLAN, slug, body)])[0]


def move(node: Node, plan: str, changes: Mapping[str, Any]) -> Written:
    """Change a planned operation: its window, its place or its state."""
    return node.revise(find_of_kind(node.shelf, PLAN, plan), changes)


def close(node: Node, conflict: str, state: str, note: Mapping[str, str] | None) -> Written:
    """Close a conflict of ours today, saying how; one that is closed is refused."""
    subject = find_of_kind(node.shelf, CONFLICT, conflict)
    if node.shelf.thing(subject).get("state") != OPEN:
        raise ConflictClosed(conflict=subject)
    changes: dict[str, Any] = {"state": state, "closed": node.today().isoformat()}
    return node.revise(subject, changes | ({"note": note} if note else {}))


def conflicts(node: Node) -> list[Thing]:
    """Give our conflicts, the open ones first, then by when they begin."""
    found = [one for one in node.shelf.things(CONFLICT) if one.owner == node.config.party]
    return sorted(found, key=lambda one: (one.get("state") != OPEN, one.get("starts"), one.subject))


def open_conflicts(node: Node, after: str = "") -> Page:
    """Give a page of our open conflicts, the one that begins first first."""
    return page(node.shelf, Query(CONFLICT, _ours(node, settled=False), order="starts", after=after))


def settled(node: Node, most: int) -> Page:
    """Give our conflicts that are closed, at most so many, the one that began last first."""
    asked = Query(CONFLICT, _ours(node, settled=True), order="starts", descending=True, limit=most)
    return page(node.shelf, asked)


def _ours(node: Node, *, settled: bool) -> tuple[Filter, Filter]:
    return Filter(OWNER, (node.config.party,)), Filter("state", (OPEN,), but=settled)


def rounds(node: Node, partner: str) -> list[Round]:
    """Give the rounds with a partner, by name; one whose name could lead out of its folder is none."""
    party, kept = node.config.party, dict[tuple[str, str, str], Row]()
    for kind, fields in ((OFFER, ("grid",)), (ANSWER, ()), (READING, ())):
        for subject, owner, _, _, name, with_whom, *more in rows_of(
            node.shelf, kind, "round", "partner", *fields
        ):
            if with_whom == (partner if owner == party else party):
                kept[kind, owner, name] = Row(subject, *more)
    names = sorted({name for kind, _, name in kept if kind == OFFER and NAME.fullmatch(name)})
    return [_round(kept, name, party, partner) for name in names]


def _round(kept: Mapping[tuple[str, str, str], Row], name: str, party: str, partner: str) -> Round:
    nothing = Row()
    ours, theirs = (kept.get((OFFER, side, name), nothing) for side in (party, partner))
    return Round(
        name,
        partner,
        ours.grid or theirs.grid,
        ours.subject,
        theirs.subject,
        kept.get((ANSWER, party, name), nothing).subject,
        kept.get((ANSWER, partner, name), nothing).subject,
        (READING, party, name) in kept,
    )


def check(node: Node, desk: str, grid: str = USUAL_GRID, partner: str = "") -> list[Did]:
    """Take every round on as far as it goes, and begin one with each partner with whom none was open.

    Plans that the officer may see are compared; a partner's round on another grid is not joined, so that
    nobody is made to tell more finely than they mean to. ``desk`` is what the partner is to call; without it,
    that of our last offer. Refused without a partner or a desk.
    """
    partners = [party for party, one in sorted(node.partners().items()) if one.flows]
    asked = [party for party in partners if partner in ("", party)]
    if not asked:
        raise PartnerMissing()
    named = desk or _last_desk(node)
    return [did for party in asked for did in _with(node, party, named, grid)]


def _last_desk(node: Node) -> str:
    rows = rows_of(node.shelf, OFFER, "desk")
    offers = [(time, subject, desk) for subject, owner, _, time, desk in rows if owner == node.config.party]
    if not offers:
        raise DeskMissing()
    return str(max(offers)[-1])


def _with(node: Node, partner: str, desk: str, grid: str) -> Iterator[Did]:
    is_open = False
    for one in rounds(node, partner):
        if one.read or (one.ours and not _has_secret(node, one.name)):
            continue
        if not one.ours and one.grid != grid:
            continue
        try:
            done = list(_take_on(node, one, desk))
        except (blinding.PointInvalid, blinding.AnswerUnlike):
            yield Did(partner, one.name, SPOILT)
            continue
        is_open = True
        yield from done
    if not is_open:
        name = _new_name(node, partner)
        _offer(node, name, partner, desk, GRIDS[grid])
        yield Did(partner, name, BEGUN)


def _take_on(node: Node, one: Round, desk: str) -> Iterator[Did]:
    """Do in a round what can be done by now."""
    what: list[str] = []
    if not one.ours:
        _offer(node, one.name, one.partner, desk, GRIDS[one.grid])
        what.append(JOINED)
    if one.theirs and not one.our_answer:
        _answer(node, one.name, node.shelf.thing(one.theirs))
        what.append(ANSWERED)
    for each in what:
        yield Did(one.partner, one.name, each)
    if one.ours and one.theirs and one.their_answer:
        yield Did(one.partner, one.name, READ, _read(node, one))
    elif not what:
        yield Did(one.partner, one.name, WAITING)


def _new_name(node: Node, partner: str) -> str:
    """Name a round after its beginner, the partner and the minute, and apart from any other."""
    now = node.parts.now().astimezone(UTC)
    stem = f"{node.config.party}-{partner}-{now:%Y%m%d%H%M}".lower()
    name, count = stem, 1
    while node.shelf.versions(f"{OFFER}/{name}-{node.config.party.lower()}"):
        count += 1
        name = f"{stem}-{count}"
    return name


# -- the three acts of a round


def _offer(node: Node, name: str, partner: str, desk: str, grid: Grid) -> None:
    scalar = blinding.scalar_of(keep_secret(node.config.keys, _file(name)))
    items = {item for cells in _planned(node, grid, name).values() for item in cells}
    padding = iter(lambda: secrets.token_bytes(blinding.SECRET_BYTES), b"")
    points = blinding.offer(items, scalar, padding)
    body = {"round": name, "partner": partner, "grid": grid.name, "desk": desk, "points": _pages(points)}
    node.propose([New(OFFER, f"{name}-{node.config.party.lower()}", body, Label((partner,)))])


def _answer(node: Node, name: str, theirs: Thing) -> None:
    scalar = blinding.scalar_of(read_secret(node.config.keys, _file(name)))
    points = blinding.answer(_points(theirs), scalar)
    body = {"round": name, "partner": theirs.owner, "offer": theirs.subject, "points": _pages(points)}
    node.propose([New(ANSWER, f"{name}-{node.config.party.lower()}", body, Label((theirs.owner,)))])


def _read(node: Node, one: Round) -> int:
    """Write the conflicts that a round shows, and that it was read; then its secret is gone for ever."""
    ours, theirs, answer = map(node.shelf.thing, (one.ours, one.theirs, one.their_answer))
    scalar = blinding.scalar_of(read_secret(node.config.keys, _file(one.name)))
    grid = GRIDS[one.grid]
    planned = _planned(node, grid, one.name)
    every = {item for cells in planned.values() for item in cells}
    hits = blinding.shared(every, scalar, _points(ours), _points(answer), _points(theirs))
    plans = {plan.subject: plan for plan in _ahead(node)}
    news = [
        _conflict(node, one, theirs, plans[subject], [cell for item, cell in cells.items() if item in hits])
        for subject, cells in planned.items()
        if hits & cells.keys()
    ]
    fresh = [new for new in news if not _known(node, new)]
    reading = {
        "round": one.name,
        "partner": one.partner,
        "read": _now(node),
        "plans": len(planned),
        "conflicts": len(news),
    }
    node.propose([*fresh, New(READING, f"{one.name}-{node.config.party.lower()}", reading)])
    (node.config.keys / f"{_file(one.name)}{SUFFIX}").unlink()
    return len(news)


def _conflict(node: Node, one: Round, theirs: Thing, plan: Thing, cells: Sequence[Cell]) -> New:
    """Say that a plan meets one of the partner's: the middle of the shared cells, the span of their slots."""
    grid = GRIDS[one.grid]
    middles = [cell.middle(grid) for cell in cells]
    latitude, longitude = (sum(each) / len(each) for each in zip(*middles, strict=True))
    spans = [cell.span(grid) for cell in cells]
    body = {
        "plan": plan.subject,
        "partner": one.partner,
        "round": one.name,
        "found": _now(node),
        "starts": str(Moment.of(min(begin for begin, _ in spans))),
        "until": str(Moment.of(max(end for _, end in spans))),
        "latitude": f"{latitude:.2f}",
        "longitude": f"{longitude:.2f}",
        "grid": grid.name,
        "desk": theirs.get("desk"),
    }
    return New(CONFLICT, f"{plan.slug}-{one.name}", body, plan.label.at_home())


def _known(node: Node, new: New) -> bool:
    """Say whether the same conflict is open already."""
    same = ("plan", "partner", "starts", "until", "latitude", "longitude")
    return any(
        known.owner == node.config.party
        and known.get("state") == OPEN
        and all(known.get(name) == new.body[name] for name in same)
        for known in node.shelf.having(CONFLICT, "plan", (new.body["plan"],))
    )


# -- what is compared


def _ahead(node: Node) -> list[Thing]:
    return plans_ahead(node.shelf, node.config.party, node.parts.now())


def _planned(node: Node, grid: Grid, name: str) -> dict[str, dict[bytes, Cell]]:
    """Give, of each plan that has not ended, the items of its cells."""
    return {
        plan.subject: {cell.item(grid, name): cell for cell in _event(plan).cells(grid)}
        for plan in _ahead(node)
    }


def _event(plan: Thing) -> Event:
    latitude, longitude, radius = (float(plan.get(name)) for name in ("latitude", "longitude", "radius_km"))
    starts, until = (Moment.parse(plan.get(name)).utc for name in ("starts", "until"))
    return Event(latitude, longitude, radius, starts, until)


def _pages(points: Sequence[bytes]) -> list[str]:
    starts = range(0, len(points), blinding.PAGE)
    return [base64.b64encode(b"".join(points[at : at + blinding.PAGE])).decode() for at in starts]


def _points(thing: Thing) -> list[bytes]:
    data = b"".join(base64.b64decode(page) for page in thing.get("points"))
    return [data[at : at + blinding.POINT_BYTES] for at in range(0, len(data), blinding.POINT_BYTES)]


def _file(name: str) -> str:
    return f"deconfliction-{name}"


def _has_secret(node: Node, name: str) -> bool:
    return (node.config.keys / f"{_file(name)}{SUFFIX}").is_file()


def _now(node: Node) -> str:
    return str(Moment.of(node.parts.now()))
