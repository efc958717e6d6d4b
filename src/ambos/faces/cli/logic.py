"""What stands around one part of a plan, in words: a line for each sort of thing."""

from collections.abc import Iterator, Sequence

from ambos.analysis.studies.logic import Logic
from ambos.analysis.studies.sorts import SORTS
from ambos.faces.cli.session import Session
from ambos.kernel.shelf import Thing
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


def facets(session: Session, model: Logic) -> Iterator[str]:
    """Give a line for each thing, or for several short ones, that stands around a part of the plan."""
    for kind, things in model.around.items():
        if kind == "indicator":
            yield from _indicators(session, things)
            continue
        names = [_named(session, thing, model.thing.subject) for thing in things]
        for told in [", ".join(names)] if kind in ONE_LINE else names:
            yield session.say("cycle", f"around.{kind}", names=told)


def _indicators(session: Session, things: Sequence[Thing]) -> Iterator[str]:
    for sort in SORTS:
        names = [_title(session, thing) for thing in things if thing.get("sort") == sort]
        if names:
            label = session.language.label("codes", f"indicator-sort.{sort}")
            yield session.say("cycle", "around.indicator", sort=label, names=" · ".join(names))


def _named(session: Session, thing: Thing, around: str) -> str:
    if thing.kind == "link":
        return _link(session, thing, around)
    told = ", ".join(_details(session, thing))
    name = _name(session, thing)
    return session.say("cycle", "around.named", name=name, detail=told) if told else name


def _link(session: Session, link: Thing, around: str) -> str:
    """Give a link as it is seen from one of its ends."""
    relation = session.language.label("codes", f"link-relation.{link.get('relation')}")
    strategy = link.get("strategy")
    other = session.shown.words(strategy) if strategy else _title_of(session, link.get("other"))
    if link.get("thing") == around:
        return session.say("cycle", "around.link-to", relation=relation, other=other)
    thing = _title_of(session, link.get("thing"))
    return session.say("cycle", "around.link-from", relation=relation, thing=thing)


def _name(session: Session, thing: Thing) -> str:
    field = NAMED_BY.get(thing.kind, "")
    value = thing.get(field) if field else None
    if value is None:
        return _title(session, thing)
    return session.shown.words(value) if isinstance(value, dict) else _title_of(session, value)


def _details(session: Session, thing: Thing) -> Iterator[str]:
    kind, fields = session.node.register[thing.kind], DETAIL.get(thing.kind, ())
    for name in fields:
        if told := session.shown.value(kind.by_name[name], thing.get(name)):
            field = session.shown.field_name(kind.name, name)
            alone = len(fields) == 1
            yield told if alone else session.say("cycle", "around.detail", field=field, value=told)


def _title_of(session: Session, subject: str) -> str:
    """Give a thing's name; its id where the reader may not see it."""
    try:
        return _title(session, session.node.shelf.thing(subject))
    except NotFound:
        return subject


def _title(session: Session, thing: Thing) -> str:
    return session.shown.title(session.node.register[thing.kind], thing)
