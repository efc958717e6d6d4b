"""What stands around one part of a plan, in words: a line for each sort of thing."""

from collections.abc import Iterator, Sequence

from ambos.analysis.studies.logic import Logic
from ambos.analysis.studies.sorts import SORTS
from ambos.faces.reports.shown import Shown
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.errors import NotFound

# What is said of a thing behind its name; where there are several, each under its own name.
DETAIL = {
    "role": ("role",),
    "assumption": ("holds",),
    "risk": ("likelihood", "impact", "state"),
    "monitoring-plan": ("frequency", "next_report"),
    "evaluation": ("due", "done", "effect"),
    "recommendation": ("state",),
    "commitment": ("state",),
    "adjustment": ("decided", "status_then", "review_by"),
    "target": ("value", "change_percent", "deadline"),
}
NAMED_BY = {"role": "agency", "monitoring-plan": "who", "target": "indicator"}
ONE_LINE = ("group", "role")  # short names that stand beside each other


def facets(shelf: Shelf, shown: Shown, model: Logic) -> Iterator[str]:
    """Give a line for each thing, or for several short ones, that stands around a part of the plan."""
    for kind, things in model.around.items():
        if kind == "indicator":
            yield from _indicators(shelf, shown, things)
            continue
        names = [_named(shelf, shown, thing, model.thing.subject) for thing in things]
        for told in [", ".join(names)] if kind in ONE_LINE else names:
            yield shown.say("cycle", f"around.{kind}", names=told)


def gathered(shelf: Shelf, shown: Shown, model: Logic) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give what stands around a part of the plan, by sort: the sort's name, and of each its id and words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, things in model.around.items():
        for thing in things:
            sort = thing.get("sort") if kind == "indicator" else ""
            told = shown.language.label("codes", f"indicator-sort.{sort}") if sort else ""
            heading = ": ".join(filter(None, (_plural(shown, kind), told)))
            found.setdefault(heading, []).append(
                (thing.subject, _named(shelf, shown, thing, model.thing.subject))
            )
    return list(found.items())


def _plural(shown: Shown, kind: str) -> str:
    label = shown.language.label("kinds", f"{kind}.plural")
    return label[:1].upper() + label[1:]


def _indicators(shelf: Shelf, shown: Shown, things: Sequence[Thing]) -> Iterator[str]:
    for sort in SORTS:
        names = [_title(shelf, shown, thing) for thing in things if thing.get("sort") == sort]
        if names:
            label = shown.language.label("codes", f"indicator-sort.{sort}")
            yield shown.say("cycle", "around.indicator", sort=label, names=" · ".join(names))


def _named(shelf: Shelf, shown: Shown, thing: Thing, around: str) -> str:
    if thing.kind == "link":
        return _link(shelf, shown, thing, around)
    told = ", ".join(_details(shelf, shown, thing))
    name = _name(shelf, shown, thing)
    return shown.say("cycle", "around.named", name=name, detail=told) if told else name


def _link(shelf: Shelf, shown: Shown, link: Thing, around: str) -> str:
    """Give a link as it is seen from one of its ends."""
    relation = shown.language.label("codes", f"link-relation.{link.get('relation')}")
    strategy = link.get("strategy")
    other = shown.words(strategy) if strategy else _title_of(shelf, shown, link.get("other"))
    if link.get("thing") == around:
        return shown.say("cycle", "around.link-to", relation=relation, other=other)
    thing = _title_of(shelf, shown, link.get("thing"))
    return shown.say("cycle", "around.link-from", relation=relation, thing=thing)


def _name(shelf: Shelf, shown: Shown, thing: Thing) -> str:
    field = NAMED_BY.get(thing.kind, "")
    value = thing.get(field) if field else None
    if value is None:
        return _title(shelf, shown, thing)
    return shown.words(value) if isinstance(value, dict) else _title_of(shelf, shown, value)


def _details(shelf: Shelf, shown: Shown, thing: Thing) -> Iterator[str]:
    kind, fields = shelf.register[thing.kind], DETAIL.get(thing.kind, ())
    for name in fields:
        if told := shown.value(kind.by_name[name], thing.get(name)):
            field = shown.field_name(kind.name, name)
            alone = len(fields) == 1
            yield told if alone else shown.say("cycle", "around.detail", field=field, value=told)


def _title_of(shelf: Shelf, shown: Shown, subject: str) -> str:
    """Give a thing's name; its id where the reader may not see it."""
    try:
        return _title(shelf, shown, shelf.thing(subject))
    except NotFound:
        return subject


def _title(shelf: Shelf, shown: Shown, thing: Thing) -> str:
    return shown.title(shelf.register[thing.kind], thing)
