"""``ambos assistance``: programmes from money to delivery to result, and what of that cannot be shown."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE

if TYPE_CHECKING:
    from ambos.analysis.studies.assistance import Chain
    from ambos.faces.reports.voice import Voice

COMMAND = Noun("assistance", usual="list")
ASSISTANCE: Final = "assistance"
STAGES: Final = ("appropriated", "obligated", "expended")


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the programmes with their money, deliveries and results, and what cannot be shown of each."""
    from ambos.analysis.studies.assistance import chains

    with session.node.shelf.keeping():
        found = chains(session.node.shelf)
    if json:
        session.json([plain(one) for one in found])
        return
    from ambos.faces.cli.printing import table
    from ambos.faces.reports.voice import Voice

    voice = Voice(session.language, session.node.today())
    head = [
        session.say(ASSISTANCE, f"column.{name}")
        for name in ("programme", "state", *STAGES, "deliveries", "results", "gaps")
    ]
    rows = [
        (
            voice.name(one.item),
            voice.code("programme-state", one.state),
            *(money(voice, one, stage) for stage in STAGES),
            f"{sum(d.delivered is not None for d in one.deliveries)}/{len(one.deliveries)}",
            f"{sum(r.shown for r in one.results)}/{len(one.results)}",
            session.shown.formats.number(len(one.gaps)),
        )
        for one in found
    ]
    table(head, rows, right=(2, 3, 4, 5, 6, 7))
    unshown = sum(not one.demonstrable for one in found)
    session.tell(session.say(ASSISTANCE, "counted", count=len(found), unshown=unshown))


def money(voice: "Voice", one: "Chain", stage: str) -> str:
    """Give the money of a stage: its amounts, and what part of the appropriated it is."""
    told = [f"{currency} {voice.number(amount)}" for currency, amount in one.totals.get(stage, {}).items()]
    share = one.share(stage) if stage != STAGES[0] else None
    if share is not None:
        told.append(voice.formats.percent(share, 0 if share == share.to_integral_value() else 1))
    return "; ".join(told)


@COMMAND.verb("show", Argument("programme"), JSON)
def show(session: Session, programme: str, json: bool) -> None:
    """Show one programme with everything that is on record of it."""
    found = _found(session, programme)
    if json:
        session.json({**plain(found), "body": dict(found.programme.body)})
        return
    from ambos.faces.cli.printing import line, pairs

    shown, kind = session.shown, session.node.register["programme"]
    line(shown.title(kind, found.programme), "bold")
    told = [
        (shown.field_name(kind.name, f.name), shown.value(f, found.programme.get(f.name)))
        for f in kind.fields[1:]
    ]
    pairs([(name, text) for name, text in told if text])
    _print_chain(session, found)


@COMMAND.verb("chain", Argument("programme"), JSON)
def chain(session: Session, programme: str, json: bool) -> None:
    """Follow one programme from its money to what changed, and name what cannot be shown."""
    found = _found(session, programme)
    if json:
        session.json(plain(found))
        return
    from ambos.faces.cli.printing import line

    line(session.shown.title(session.node.register["programme"], found.programme), "bold")
    _print_chain(session, found)


def _found(session: Session, programme: str) -> "Chain":
    from ambos.analysis.studies.assistance import chain as study
    from ambos.node.showing import find_of_kind

    shelf = session.node.shelf
    with shelf.keeping():
        return study(shelf, find_of_kind(shelf, "programme", programme))


def _print_chain(session: Session, found: "Chain") -> None:
    from ambos.faces.cli.printing import heading, line, table
    from ambos.faces.reports.voice import Voice

    voice = Voice(session.language, session.node.today())
    heading(session.say(ASSISTANCE, "part.money"))
    for stage in STAGES:
        said = money(voice, found, stage) or session.say(ASSISTANCE, "unknown")
        line(f"{voice.code('funding-stage', stage)}: {said}")
    heading(session.say(ASSISTANCE, "part.deliveries"))
    head = [
        session.shown.field_name("delivery", name) for name in ("what", "planned", "delivered", "accepted_by")
    ]
    table(
        head,
        [
            (voice.name(d.item), voice.day(d.planned), _delivered(session, voice, d), d.accepted_by)
            for d in found.deliveries
        ],
    )
    heading(session.say(ASSISTANCE, "part.results"))
    for one in found.results:
        newest = one.indicator.newest if one.indicator else None
        value = voice.value(newest, newest.unit) if newest else session.say(ASSISTANCE, "no-figure")
        line(f"{voice.code('assistance-level', one.level)}: {voice.name(one.item)} — {value}")
    heading(session.say(ASSISTANCE, "part.gaps"))
    for gap in found.gaps:
        line(f"– {session.say(ASSISTANCE, f'gap.{gap}')}")
    if not found.gaps:
        line(session.say(ASSISTANCE, "gaps.none"))


def _delivered(session: Session, voice: "Voice", one: Any) -> str:
    return session.say(ASSISTANCE, "late") if one.late else voice.day(one.delivered)


@COMMAND.verb(
    "iati",
    Argument("programme", required=False),
    Option("output", FILE, key="option.output"),
    Option("read", FILE, key="option.iati-read"),
)
def iati(session: Session, programme: str | None, output: Path | None, read: Path | None) -> None:
    """Write programmes as IATI activities, or take activities of a file in."""
    from ambos.node.iati import take, write
    from ambos.node.showing import find_of_kind

    if read is not None:
        session.tell(session.say(ASSISTANCE, "iati.taken", count=take(session.node, read), file=read.name))
        return
    subject = find_of_kind(session.node.shelf, "programme", programme) if programme else ""
    made = write(session.node, subject)
    if output is None:
        session.print(made.xml.decode().rstrip())
    else:
        output.write_bytes(made.xml)
    session.tell(session.say(ASSISTANCE, "iati.written", count=made.activities, left=made.left_out))


def plain(one: "Chain") -> dict[str, Any]:
    """Give a chain as plain values; amounts are exact, as text."""
    return {
        "programme": one.item.subject,
        "record": one.item.rid,
        "state": one.state,
        "halted": str(one.halted) if one.halted else None,
        "money": {
            stage: {
                "amounts": {
                    currency: f"{amount:f}" for currency, amount in one.totals.get(stage, {}).items()
                },
                "share_percent": None if one.share(stage) is None else f"{one.share(stage):f}",
            }
            for stage in STAGES
        },
        "deliveries": [
            {
                "delivery": d.item.subject,
                "delivered": str(d.delivered) if d.delivered else None,
                "late": d.late,
            }
            for d in one.deliveries
        ],
        "results": [
            {
                "result": r.item.subject,
                "level": r.level,
                "indicator": r.indicator.item.subject if r.indicator else None,
                "shown": r.shown,
            }
            for r in one.results
        ],
        "gaps": list(one.gaps),
    }
