"""What is known of a case: its steps in their order, the stage they led to, what suspends its clocks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from ambos.domains.justice.cases import Case, Held, Run, Taken
from ambos.domains.justice.records import REQUEST, STEP, SUSPENSION
from ambos.kernel.kinds import Kind
from ambos.kernel.shelf import Shelf, Thing
from ambos.kernel.tables import table_of
from ambos.values.moments import instant

EVERY: Final = "r.shown = 1"
# Written as the indexes of large kinds are, without which very many requests take minutes.
OPEN: Final = f"{EVERY} AND COALESCE(r.f_closed, '') = ''"
Placed = tuple[datetime, int, str]

SLUG: Final = len("request/") + 1  # where the slug begins in a subject, as SQL counts


def case_of(shelf: Shelf, subject: str) -> Case:
    """Give one case; ``NotFound`` if there is none that the person may see."""
    return cases(shelf, [shelf.thing(subject)])[0]


def cases(shelf: Shelf, requests: Sequence[Thing]) -> list[Case]:
    """Give the cases of these requests, with everything of them that the person may see."""
    steps, held = (_by_request(shelf, kind.name, requests) for kind in (STEP, SUSPENSION))
    return [_case(request, steps[request.subject], held[request.subject]) for request in requests]


def open_cases(shelf: Shelf) -> list[Case]:
    """Give the case of every request that nobody has closed, of those that the person may see."""
    return cases(shelf, [one for one in shelf.having("request", "closed", ("",)) if not one.get("closed")])


def runs(shelf: Shelf, *, open_only: bool = True) -> list[Run]:
    """Give how far requests have come, of those that the person may see: the open ones, or every one.

    A request is its own party's to make: one that another says it made is left out.
    """
    which = OPEN if open_only else EVERY
    columns = "r.subject, r.f_instrument, r.f_requesting, r.f_requested, r.f_urgency"
    requests = shelf.rows(
        f"SELECT {columns} FROM {table_of(REQUEST)} r JOIN sight o ON o.id = r.sight "
        f"WHERE {which} AND {shelf.within('r.sight')} AND o.owner = r.f_requesting",
        (),
    )
    steps: dict[str, list[tuple[Placed, Taken]]] = defaultdict(list)
    for subject, name, step, at, by, reason in _about(
        shelf, STEP, which, "k.subject, k.f_step, k.f_at, o.owner, k.f_reason"
    ):
        taken = Taken(instant(at), step, by, reason or "")
        steps[subject].append((_placed(taken.at, name), taken))
    held: dict[str, list[Held]] = defaultdict(list)
    for subject, why, since, until in _about(shelf, SUSPENSION, which, "k.f_why, k.f_since, k.f_until"):
        held[subject].append(_held(why, since, until))
    return [
        Run(subject, name, asking, asked, urgency, _in_order(steps[subject]), tuple(held[subject]))
        for subject, name, asking, asked, urgency in requests
    ]


def _about(shelf: Shelf, kind: Kind, which: str, columns: str) -> list[tuple[Any, ...]]:
    """Give columns of what is on record about requests, each row behind its request."""
    named = f"COALESCE(k.f_of, '') = substr(r.subject, {SLUG})"  # written as the index on it is
    tables = f"{table_of(REQUEST)} r JOIN {table_of(kind)} k ON {named} JOIN sight o ON o.id = k.sight"
    ours = "o.owner IN (r.f_requesting, r.f_requested)"
    seen = f"{ours} AND k.shown = 1 AND {shelf.within('k.sight')} AND {shelf.within('r.sight')} AND {which}"
    return shelf.rows(f"SELECT r.subject, {columns} FROM {tables} WHERE {seen}", ())


def _case(request: Thing, steps: Iterable[Thing], suspensions: Iterable[Thing]) -> Case:
    ordered = sorted(steps, key=lambda step: _placed(instant(step.get("at")), step.subject))
    parties = (request.get("requesting"), request.get("requested"))
    stops = sorted(
        (one for one in suspensions if one.owner in parties),
        key=lambda one: instant(one.get("since")),
    )
    held = tuple(_held(one.get("why"), one.get("since"), one.get("until")) for one in stops)
    run = Run(
        request.subject,
        request.get("instrument"),
        request.get("requesting"),
        request.get("requested"),
        request.get("urgency"),
        tuple(map(_taken, ordered)),
        held,
    )
    walked = run.walked
    wrong = set(walked.misplaced)
    return Case(
        request,
        run,
        walked.stage,
        tuple(step for place, step in enumerate(ordered) if place not in wrong),
        tuple(ordered[place] for place in walked.misplaced),
        tuple(stops),
    )


def _placed(at: datetime, name: str) -> Placed:
    """Give the place of a step: by its minute and, within one, by the number at the end of its name."""
    return at, len(name), name


def _in_order(steps: Iterable[tuple[Placed, Taken]]) -> tuple[Taken, ...]:
    return tuple(taken for _, taken in sorted(steps))


def _taken(step: Thing) -> Taken:
    return Taken(instant(step.get("at")), step.get("step"), step.owner, step.get("reason") or "")


def _held(why: str, since: str, until: str | None) -> Held:
    return Held(why, instant(since), instant(until) if until else None)


def _by_request(shelf: Shelf, kind: str, requests: Sequence[Thing]) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = defaultdict(list)
    for thing in shelf.having(kind, "of", [request.slug for request in requests]) if requests else ():
        found[thing.get("of")].append(thing)
    return found
