"""The blocks of a home page: each a heading, a few lines that open, and where all of them are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ambos.analysis.studies.cases import Ticking
from ambos.analysis.studies.lines import CommitmentLine, DisagreementLine, Item
from ambos.faces.web.frame.laid import opens
from ambos.faces.web.frame.templating import address
from ambos.faces.web.frame.visit import Visit
from ambos.kernel.checkpoint import Checkpoint
from ambos.kernel.columns import NEWEST
from ambos.kernel.paging import Filter, Query, page
from ambos.kernel.shelf import RecordRow, Thing
from ambos.node import news
from ambos.node.cases import runs_out
from ambos.node.kept import Kept

FEW = news.FEW
CLOCK_BADGES: Final = {"expired": "bad", "warned": "fair", "running": "good", "tolled": "stated"}
# The areas of cooperation that a role looks after.
AREAS: Final[Mapping[str, frozenset[str]]] = {
    "prosecutor": frozenset(("justice", "extradition", "wiretap", "crime")),
    "financial-intelligence": frozenset(("finance",)),
    "firearms-tracer": frozenset(("arms",)),
    "integrity": frozenset(("vetting", "training")),
}


@dataclass(frozen=True)
class Row:
    """A line: what it says, where it opens, what stands small below it, a badge (code and word)."""

    text: str
    href: str
    fine: str = ""
    badge: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Block:
    """A few lines under a heading; ``total`` is how many there are, ``href`` where all of them are."""

    key: str
    rows: tuple[Row, ...]
    total: int
    href: str = ""


def _block(key: str, rows: Iterable[Row], total: int | None = None, href: str = "") -> Block:
    made = tuple(rows)
    return Block(key, made[:FEW], len(made) if total is None else total, href)


def _thing(visit: Visit, thing: Thing, fine: str = "", badge: tuple[str, str] = ("", "")) -> Row:
    title = visit.title(thing)
    return Row(title, opens(thing.subject), fine or visit.shown.kind(thing.kind), badge)


def _item(visit: Visit, item: Item, fine: str = "", badge: tuple[str, str] = ("", "")) -> Row:
    return Row(visit.called(item), opens(item.subject), fine, badge)


def waits(visit: Visit, kept: Kept) -> Block:
    """Give what waits for an answer of this party."""
    found = news.waiting(visit.shelf)
    return _block(
        "waits", (_thing(visit, one) for one in found.things), found.total, address("writing-inbox")
    )


def disputed(visit: Visit, kept: Kept) -> Block:
    """Give what is disputed."""
    found = news.disputed(visit.shelf)
    badge = ("disputed", visit.shown.state("disputed"))
    return _block("disputed", (_thing(visit, one, badge=badge) for one in found.things), found.total)


def ends(visit: Visit, kept: Kept) -> Block:
    """Give what runs out soon, and then what has."""
    return _block(
        "ends", (_ending(visit, one) for one in news.running_out(visit.shelf)), href=address("plan-timeline")
    )


def _ending(visit: Visit, one: news.Ending) -> Row:
    kind = visit.node.register[one.thing.kind]
    name = next(field.name for field in kind.fields if field.name in ("due", "review_by"))
    due = visit.shown.value(kind.by_name[name], one.due)
    key = "overdue" if one.past else "due"
    badge = ("late", visit.say("web_home", "badge.overdue")) if one.past else ("", "")
    told = visit.say("web_home", key, kind=visit.shown.kind(one.thing.kind), day=due)
    return _thing(visit, one.thing, told, badge)


def moved(visit: Visit, kept: Kept) -> Block:
    """Give what was said in the last days, the newest first."""
    rows = news.moved(visit.node, news.since(visit.today))
    return _block("moved", _moved(visit, rows[:FEW]), 0)  # only the newest places were looked at


def _moved(visit: Visit, rows: Iterable[RecordRow]) -> Iterator[Row]:
    for row in rows:
        title = visit.title(visit.shelf.standing(row.subject))
        kind, moment = visit.shown.kind(row.kind), visit.shown.time(row.time)
        party = visit.language.label("codes", f"place.{row.party}")
        fine = visit.say("web_home", "said", kind=kind, party=party, moment=moment)
        yield Row(title, opens(row.subject), fine)


def meetings(visit: Visit, kept: Kept) -> Block:
    """Give the meetings to come, the next one first; of none, the last that was held."""
    today = visit.today.isoformat()
    coming = page(visit.shelf, Query("agenda", (Filter("planned", (), today),), order="planned", limit=FEW))
    rows = [_meeting(visit, one, "planned") for one in coming.things]
    if not rows:
        held = page(visit.shelf, Query("meeting", order="held", descending=True, limit=3)).things
        rows = [_meeting(visit, one, "held") for one in held]
    return _block("meetings", rows, coming.total, address("talks-meetings"))


def _meeting(visit: Visit, thing: Thing, name: str) -> Row:
    kind = visit.node.register[thing.kind]
    return _thing(
        visit, thing, visit.say("web_home", name, day=visit.shown.value(kind.by_name[name], thing.get(name)))
    )


def late(visit: Visit, kept: Kept) -> Block:
    """Give the promises that are late or silent."""
    rows = (
        _item(
            visit,
            one.item,
            visit.voice.commitment_why(one),
            (one.standing, visit.voice.standing(one.standing)),
        )
        for one in kept.late[:FEW]
    )
    return _block("late", rows, len(kept.late), address("talks-commitments"))


def _standing(visit: Visit, line: CommitmentLine) -> tuple[str, str]:
    return line.standing, visit.voice.standing(line.standing)


def stale(visit: Visit, kept: Kept) -> Block:
    """Give the series that are too old to judge by."""
    lines = [line for lines in kept.indicators.values() for line in lines[:1] if line.assessment.rule == "S3"]
    lines.sort(key=lambda line: -(line.newest_age_days or 0))
    return _block("stale", (_item(visit, one.item, visit.voice.why(one)) for one in lines[:FEW]), len(lines))


def differ(visit: Visit, kept: Kept) -> Block:
    """Give where official values differ: of each indicator one case."""
    found = kept.packet.review.disagreements
    first = {one.item.subject: one for one in reversed(found)}
    rows = (_item(visit, one.item, _values(visit, one)) for one in list(first.values())[::-1][:FEW])
    href = f"{address('score-card')}?part=disagreements#disagreements"
    return _block("differ", rows, len(found), href)


def _values(visit: Visit, line: DisagreementLine) -> str:
    voice = visit.voice
    values = " · ".join(f"{voice.value(one, one.unit)} ({one.publisher})" for one in line.figures)
    return f"{voice.period(line.figures[0].period)}: {values}"


def evidence(visit: Visit, kept: Kept) -> Block:
    """Give the newest files of evidence."""
    found = page(visit.shelf, Query("evidence", order=NEWEST, descending=True, limit=FEW))
    rows = (_thing(visit, one, str(one.get("publisher") or "")) for one in found.things)
    return _block("evidence", rows, found.total, address("evidence-sets"))


def findings(visit: Visit, kept: Kept) -> Block:
    """Give what the plan lacks, the gravest first."""
    rows = (
        _item(visit, one.item, f"{one.rule} · {visit.voice.term('family', one.family)}",
              ("bad" if one.severity == "error" else "fair", visit.voice.term("severity", one.severity)))
        for one in kept.gravest[:FEW]
    )  # fmt: skip
    return _block("findings", rows, len(kept.gravest), address("plan-findings"))


def logs(visit: Visit, kept: Kept) -> Block:
    """Give the logs with their sizes and roots, to be held against what others have seen."""
    node = visit.node
    names = [node.house, *(mirror.name for mirror in node.mirrors().values())]
    rows = (_log(visit, name, node.reader(name).log.head()) for name in names)
    return _block("logs", rows, href=address("exchange-peers"))


def _log(visit: Visit, name: str, head: Checkpoint) -> Row:
    size, root = visit.formats.number(head.size), head.root.hex()[:16]
    return Row(name, address("exchange-peers"), visit.say("web_home", "log", size=size, root=root))


def unverified(visit: Visit, kept: Kept) -> Block:
    """Give what was recalled and not checked in its source."""
    found = kept.packet.review.quality.unverified
    badge = ("recalled", visit.voice.code("mark", "recalled"))
    rows = (_item(visit, one, one.subject, badge) for one in found[:FEW])
    return _block("unverified", rows, len(found), f"{address('score-card')}?part=unverified#unverified")


def clocks(visit: Visit, kept: Kept) -> Block:
    """Give the legal clocks of open requests that run out next."""
    found = runs_out(visit.node)
    rows = (_clock(visit, one) for one in found[:FEW])
    return _block("clocks", rows, len(found), address("justice-home"))


def _clock(visit: Visit, one: Ticking) -> Row:
    slug, label = one.run.subject.partition("/")[2], visit.language.label
    until = visit.formats.date(one.last_day) if one.last_day else ""
    state = one.stands.state
    badge = (CLOCK_BADGES.get(state, ""), label("codes", f"clock-state.{state}"))
    fine = " · ".join(filter(None, (label("codes", f"legal-clock.{one.clock.name}"), one.owner, until)))
    return Row(slug, address("justice-case", slug), fine, badge)


def area(visit: Visit, kept: Kept) -> Block:
    """Give the promises of the areas that are looked after in this role, and how they stand."""
    lines = kept.promises.where("standing", lambda standing: standing != "kept")
    lines = lines.where("area", lambda area: _looks_after(visit, str(area)))
    rows = (
        _item(visit, one.item, visit.voice.code("area", one.area), _standing(visit, one))
        for one in lines[:FEW]
    )
    return _block("area", rows, len(lines), address("talks-commitments"))


def _looks_after(visit: Visit, area: str) -> bool:
    return any(area in AREAS.get(role, ()) for role in visit.person.roles)


def contacts(visit: Visit, kept: Kept) -> Block | None:
    """Give the contacts with foreign agents that are not reported yet: Mexican law asks for them."""
    if "contact" not in visit.node.register or visit.node.config.party != "MX":
        return None
    found = page(visit.shelf, Query("contact", order=NEWEST, descending=True, limit=FEW))
    return _block(
        "contacts", (_thing(visit, one) for one in found.things), found.total, address("talks-contacts")
    )
