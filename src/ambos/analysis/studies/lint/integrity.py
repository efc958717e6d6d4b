"""Rules of integrity: vetting that has run out, reviews that are due, recusals that are not kept."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lint.picture import Plan, days_since, named, past
from ambos.analysis.studies.lint.rule import ERROR, NOTE, WARNING, At, Rule
from ambos.domains.integrity.rules import ENDED, GOOD
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day

CONFLICT_DAYS: Final = 30
FEWEST_PLACES: Final = 8
OWN: Final = frozenset(
    ("vetting", "vetting-step", "declaration", "conflict-of-interest", "recusal", "access-review", "export")
)


def _same(one: Thing, other: Thing, *fields: str) -> bool:
    return all(one.get(field) == other.get(field) for field in fields)


def _later(plan: Plan, thing: Thing, day: str, *fields: str) -> bool:
    """Say whether a later thing of the kind says the same of the same person anew."""
    return any(
        other is not thing
        and _same(other, thing, "person", "party", *fields)
        and other.get(day) > thing.get(day)
        for other in plan.of(thing.kind)
        if other.get(day) and thing.get(day)
    )


def lapsed(plan: Plan) -> Iterator[At]:
    """Find vettings that let somebody in, have run out, and were neither renewed nor ended."""
    for one in plan.of("vetting"):
        out = one.get("band") in GOOD and past(one.get("expires"), plan.today)
        if out and not _later(plan, one, "decided", "scheme"):
            yield At(one, {"day": one.get("expires")})


def ended_elsewhere(plan: Plan) -> Iterator[At]:
    """Find people whom one party has ended and another still lets in: the strictest binds, both must know."""
    gone = {
        (one.get("party"), one.get("person")): one for one in plan.of("vetting") if one.get("band") in ENDED
    }
    for one in plan.of("vetting"):
        other = gone.get((one.get("party"), one.get("person")))
        living = one.get("band") in GOOD and not past(one.get("expires"), plan.today)
        if other is not None and living and one.get("decided") < other.get("decided"):
            yield At(one, {"day": other.get("decided")})


def review_overdue(plan: Plan) -> Iterator[At]:
    """Find reviews of rights that were due and are not confirmed by a second person."""
    for one in plan.of("access-review"):
        if past(one.get("due"), plan.today) and not one.get("confirmed"):
            yield At(one, {"day": one.get("due")})


def recusal_breached(plan: Plan) -> Iterator[At]:
    """Find recusals of somebody whom a later record on the matter names all the same."""
    for one in plan.of("recusal"):
        if not past(one.get("until"), plan.today) and any(_breaks(thing, one) for thing in _others(plan)):
            yield At(one, {"day": one.get("since")})


def _others(plan: Plan) -> Iterator[Thing]:
    return (thing for kind, things in plan.kinds.items() if kind not in OWN for thing in things)


def _breaks(thing: Thing, recusal: Thing) -> bool:
    """Say whether a thing is about the matter, names the person, and has a day after the recusal."""
    who, matter = recusal.get("person"), recusal.get("matter")
    about = thing.subject == matter or any(matter in named(thing, field) for field in thing.body)
    names = any(value == who or (isinstance(value, list) and who in value) for value in thing.body.values())
    days = (thing.get(name) for name in ("decided", "held", "happened", "starts", "planned", "done"))
    day = next((each for each in days if each), None)
    return about and names and day is not None and Day.parse(day).first > Day.parse(recusal.get("since")).last


def conflict_unhandled(plan: Plan) -> Iterator[At]:
    """Find conflicts of interest that nobody has handled for a month."""
    for one in plan.of("conflict-of-interest"):
        days = days_since(one.get("found"), plan.today)
        if (
            one.get("handling") == "open"
            and not one.get("closed")
            and days is not None
            and days > CONFLICT_DAYS
        ):
            yield At(one, {"limit": str(CONFLICT_DAYS)})


def declaration_late(plan: Plan) -> Iterator[At]:
    """Find declarations after which the next one is due and has not come."""
    for one in plan.of("declaration"):
        if past(one.get("next_due"), plan.today) and not _later(plan, one, "made"):
            yield At(one, {"day": one.get("next_due")})


def export_unmarked(plan: Plan) -> Iterator[At]:
    """Find copies with so few marks that a leaked one would name nobody."""
    for one in plan.of("export"):
        if one.get("places") < FEWEST_PLACES:
            yield At(one, {"count": str(one.get("places"))})


RULES: Final = (
    Rule("IG01", ERROR, "OIG24", ("vetting",), lapsed),
    Rule("IG02", ERROR, "LEAHY", ("vetting",), ended_elsewhere),
    Rule("IG03", WARNING, "NIST53", ("access-review",), review_overdue),
    Rule("IG04", ERROR, "LGRA", ("recusal",), recusal_breached),
    Rule("IG05", WARNING, "LGRA", ("conflict-of-interest",), conflict_unhandled),
    Rule("IG06", WARNING, "LGRA", ("declaration",), declaration_late),
    Rule("IG07", NOTE, "AMBOS", ("export",), export_unmarked),
)
