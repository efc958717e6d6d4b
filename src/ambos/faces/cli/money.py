"""``ambos money``: the chain from a report to what is shared, how long freezes last, and one case."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import OneOf, Whole

if TYPE_CHECKING:
    from ambos.analysis.studies.money import Flow, FreezeLine, Reach, Step, StepLine
    from ambos.faces.reports.voice import Voice

COMMAND = Noun("money")
PARTY = Option("party", OneOf("party", "US", "MX"), key="option.money-party")


@COMMAND.verb("chain", Option("year", Whole(), key="option.money-year"), PARTY, JSON)
def chain(session: Session, year: int | None, party: str | None, json: bool) -> None:
    """Show how much of each step reaches the next, and how frozen money left the chain."""
    from ambos.analysis.studies.money import effects, flow
    from ambos.node import money

    found = money.chain(session.node)
    shown, compared = flow(found, year, party or ""), effects(found, party or "")
    if json:
        from ambos.faces.reports.plain import plain

        session.json({**plain(shown), "effect": plain(compared)})
        return
    _print_steps(session, shown)
    _print_losses(session, shown)
    _print_cohorts(session, shown)
    for key, line in zip(("effect.amparo", "effect.none"), compared, strict=True):
        _print_effect(session, key, line)
    session.tell(session.say("money", "caveat.currencies"))
    session.tell(session.say("money", "caveat.public"))


def _print_steps(session: Session, flow: "Flow") -> None:
    from ambos.faces.cli.printing import heading, table
    from ambos.faces.reports.money import sums

    voice = _voice(session)
    heading(session.say("money", "chain.title"))
    table(
        _head(session, "step", "count", "amount", "onward", "onward-amount"),
        [
            (
                voice.kind(line.kind, 0),
                voice.number(line.count),
                sums(voice, line.amounts),
                _onward(session, line),
                sums(voice, line.onward_amounts),
            )
            for line in flow.steps
        ],
        right=(1,),
        whole=(3,),
    )


def _head(session: Session, *names: str) -> list[str]:
    return [session.say("money", f"column.{name}") for name in names]


def _onward(session: Session, line: "StepLine") -> str:
    from ambos.faces.reports.money import share

    voice = _voice(session)
    part, whole = voice.number(line.onward), voice.number(line.followed)
    if not line.followed:
        return ""
    return session.say("money", "of", part=part, whole=whole, share=share(voice, line.onward, line.followed))


def _print_losses(session: Session, flow: "Flow") -> None:
    from ambos.faces.cli.printing import heading, table
    from ambos.faces.reports.money import sums

    voice, label = _voice(session), session.language.label
    heading(session.say("money", "losses.title"))
    rows = [
        (label("money", f"loss.{line.reason}"), voice.number(line.freezes), sums(voice, line.amounts))
        for line in flow.losses
    ]
    table(_head(session, "reason", "freezes", "amount"), rows, right=(1,))


def _print_cohorts(session: Session, flow: "Flow") -> None:
    from ambos.faces.cli.printing import heading, table
    from ambos.faces.reports.money import share, sums

    voice = _voice(session)
    heading(session.say("money", "cohorts.title"))
    table(
        _head(session, "year", "party", "freezes", "amount", "back", "standing", "reached"),
        [
            (
                str(line.year),
                line.party,
                voice.number(line.freezes),
                sums(voice, {line.currency: line.amount} if line.currency else {}),
                share(voice, sum(line.ended.values()) - line.ended["forfeiture"], line.amount),
                share(voice, line.standing, line.amount),
                _reached(session, line.reached),
            )
            for line in flow.cohorts
        ],
        right=(2,),
        whole=(0, 1, 3),
    )


def _reached(session: Session, reached: Mapping[str, int]) -> str:
    return ", ".join(
        session.say("money", "reached", step=session.language.label("money", f"step.{step}"), count=count)
        for step, count in reached.items()
        if count
    )


def _print_effect(session: Session, key: str, line: "Reach") -> None:
    from ambos.faces.cli.printing import heading, pairs
    from ambos.faces.reports.money import sums

    voice = _voice(session)
    heading(session.say("money", key, count=line.freezes))
    rows = [(session.say("money", "column.amount"), sums(voice, line.amounts))]
    rows += [
        (
            session.language.label("money", f"step.{step}"),
            session.say(
                "money",
                "effect.step",
                count=count,
                carried=sums(voice, line.carried[step]) or "0",
                held=sums(voice, line.held[step]) or "0",
            ),
        )
        for step, count in line.reached.items()
    ]
    pairs(rows)


@COMMAND.verb("freezes", PARTY, JSON)
def freezes(session: Session, party: str | None, json: bool) -> None:
    """List the freezes, how long each has lasted, what is left of it, and how freezes end."""
    from ambos.analysis.studies import money as study
    from ambos.node import money

    found = money.chain(session.node)
    lines, ends = study.freezes(found, party or ""), study.endings(found, party or "")
    if json:
        from ambos.faces.reports.plain import plain

        session.json({"freezes": plain(lines), "endings": plain(ends)})
        return
    _print_freezes(session, lines)
    for days in (180, 365):
        for currency in ("MXN", "USD"):
            part, whole = study.kept(found, days, currency, party or "")
            if whole:
                _tell_kept(session, days, part, {currency: whole})
    session.tell(session.say("money", "caveat.currencies"))


def _tell_kept(session: Session, days: int, part: Any, whole: Any) -> None:
    from ambos.faces.reports.money import share, sums

    voice = _voice(session)
    kept = share(voice, part, sum(whole.values()))
    session.tell(session.say("money", "kept", days=days, share=kept, amount=sums(voice, whole)))


def _print_freezes(session: Session, lines: "tuple[FreezeLine, ...]") -> None:
    from ambos.faces.cli.printing import line, table
    from ambos.faces.reports.money import money, sums

    if not lines:
        line(session.say("money", "none"))
        return
    voice = _voice(session)
    table(
        [session.say("cli", "column.id"), *_head(session, "since", "days", "amount", "left", "end")],
        [
            (
                one.subject.partition("/")[2],
                one.since.isoformat(),
                voice.number(one.days),
                money(voice, one.amount),
                sums(voice, {one.amount.currency: one.held}) if one.amount else "",
                session.language.label("money", f"loss.{one.reason or 'standing'}"),
            )
            for one in lines
        ],
        right=(2,),
        whole=(0, 1, 3, 4),
    )


@COMMAND.verb("show", Argument("step"), JSON)
def show(session: Session, step: str, json: bool) -> None:
    """Show a case by any of its steps: what came before, what came after, and what was still frozen then."""
    from ambos.node import money

    subject, steps = money.case(session.node, step)
    if json:
        session.json({"subject": subject, "steps": [_plain(one) for one in steps]})
        return
    _print_case(session, subject, steps)


def _plain(one: "Step") -> dict[str, Any]:
    return {
        "subject": one.thing.subject,
        "day": one.day.isoformat(),
        "amount": str(one.money) if one.money else None,
        "held": {currency: format(amount, "f") for currency, amount in one.held.items()},
        "body": dict(one.thing.body),
    }


def _print_case(session: Session, subject: str, steps: "tuple[Step, ...]") -> None:
    from ambos.faces.cli.printing import heading, table
    from ambos.faces.reports.money import money, sums

    voice = _voice(session)
    heading(session.say("money", "case.title", name=subject))
    table(
        _head(session, "day", "step", "what", "amount", "held"),
        [
            (
                one.day.isoformat(),
                session.shown.kind(one.thing.kind),
                _what(session, one),
                money(voice, one.money),
                sums(voice, one.held),
            )
            for one in steps
        ],
        whole=(0, 3, 4),
    )
    session.tell(session.say("money", "caveat.held"))


def _what(session: Session, one: "Step") -> str:
    kind = session.node.register[one.thing.kind].by_name
    telling = {"freeze-end": "reason", "judgment": "outcome", "fiu-request": "answer", "freeze": "basis"}
    field = telling.get(one.thing.kind, "")
    told = session.shown.value(kind[field], one.thing.get(field)) if field else ""
    return session.say("money", "what", slug=one.thing.slug, told=told) if told else one.thing.slug


def _voice(session: Session) -> "Voice":
    from ambos.faces.reports.voice import Voice

    return Voice(session.language, session.node.today())
