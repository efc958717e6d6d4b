"""``ambos commitments``: what became of everything that was promised, on the terminal or as one page."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ambos.analysis.studies.lines import CommitmentLine, Item
from ambos.analysis.studies.promises import Promises, Wanted, promises
from ambos.domains import AREA
from ambos.domains.dialogue.views import STANDINGS
from ambos.faces.cli.declare import JSON, Option, Verb
from ambos.faces.cli.plan import find_framework
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, FILE, OneOf
from ambos.values.dates import Day


def commitments(
    session: Session,
    framework: str | None,
    since: str | None,
    owner: str | None,
    standing: str | None,
    area: str | None,
    html: Path | None,
    json: bool,
) -> None:
    """List the commitments by framework, with how each stands and by which rule; then the chains."""
    wanted = Wanted(
        framework=find_framework(session, framework) if framework else "",
        since=Day.parse(since) if since else None,
        owner=owner or "",
        standing=standing or "",
        area=area or "",
    )
    found = promises(session.node.shelf, wanted)
    if html is not None:
        from ambos.faces.reports.commitments import commitments_html

        html.write_text(commitments_html(found, session.language), encoding="utf-8")
        session.tell(session.say("cli", "review.written", file=html))
    if json:
        session.json([_plain(session, line) for line in found.lines])
    elif html is None:
        _print(session, found)


COMMAND = Verb(
    "commitments",
    commitments,
    (
        Option("framework", key="option.framework.commitments"),
        Option("since", DAY),
        Option("owner"),
        Option("standing", OneOf("standing", *STANDINGS)),
        Option("area", OneOf("area", *AREA.codes)),
        Option("html", FILE, key="option.html.commitments"),
        JSON,
    ),
)


def _plain(session: Session, line: CommitmentLine) -> dict[str, object]:
    return {
        "subject": line.item.subject,
        "record": line.item.rid,
        "framework": line.framework,
        "standing": line.standing,
        "rule": line.rule,
        "days": line.days,
        "flags": list(line.flags),
        "evidence": list(line.evidence),
        "missing_owners": list(line.missing),
        "continues": [before.subject for before in line.continues],
        "continued_by": [after.subject for after in line.continued_by],
        "state": line.item.state,
        "body": dict(session.node.shelf.thing(line.item.subject).body),
    }


def _print(session: Session, found: Promises) -> None:
    from ambos.faces.cli.printing import heading, line

    for framework, lines in found.frameworks:
        named = session.shown.words(framework.name) if framework else ""
        heading(named or session.say("cli", "commitments.unframed"))
        _table(session, lines)
    if found.chains:
        heading(session.say("cycle", "chains.title"))
        line(session.say("cycle", "chains.about"))
    for chain in found.chains:
        line("")
        for text in _chain(session, chain, found):
            line(text)
    _counts(session, found)


def _table(session: Session, lines: Sequence[CommitmentLine]) -> None:
    from ambos.faces.cli.printing import table

    rows = [
        (
            line.item.subject.partition("/")[2],
            str(line.said_on),
            session.shown.words(line.item.name),
            due(session, line),
            session.say(
                "cli", "commitments.standing", standing=session.shown.standing(line.standing), rule=line.rule
            ),
            session.shown.state(line.item.state),
        )
        for line in lines
    ]
    names = [session.shown.field_name("commitment", name) for name in ("said_on", "sentence", "due")]
    head = [session.say("cli", "column.id"), *names]
    head += [session.say("cli", f"column.{name}") for name in ("today", "standing")]
    table(head, rows, whole=(0, 1, 4))


def due(session: Session, line: CommitmentLine) -> str:
    """Give the due date; else say whether the text gives none or none is known."""
    if line.due:
        return str(line.due)
    flag = next(flag for flag in line.flags if flag.startswith("date-"))
    return session.say("cycle", f"due.{flag}")


def _chain(session: Session, chain: Sequence[CommitmentLine], found: Promises) -> Iterable[str]:
    for place, line in enumerate(chain):
        data = {
            "said": session.shown.formats.day(line.said_on),
            "framework": _framework(session, found.names.get(line.framework)),
            "sentence": session.shown.words(line.item.name),
            "standing": session.shown.standing(line.standing),
        }
        yield "  " * place + session.say("cycle", "chains.then" if place else "chains.first", **data)


def _framework(session: Session, framework: Item | None) -> str:
    return session.shown.words(framework.name) if framework else session.say("cli", "commitments.unframed")


def _counts(session: Session, found: Promises) -> None:
    """Say on standard error how many there are, how they stand, and what is missing."""
    said = [session.say("cli", "commitments.counted", count=len(found.lines))]
    said += [
        session.say("cycle", "counted", name=session.shown.standing(standing), count=found.counts[standing])
        for standing in STANDINGS
        if found.counts.get(standing)
    ]
    session.tell("; ".join(said))
    for flag, count in sorted(found.flags.items()):
        session.tell(session.say("cycle", f"flagged.{flag}", count=count))
