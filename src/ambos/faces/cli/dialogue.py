"""``ambos dialogue status``: which bodies of the dialogue meet in time, and which are silent."""

from collections.abc import Sequence

from ambos.analysis.studies.dialogue import silence_line
from ambos.analysis.studies.lines import SilenceLine
from ambos.domains.dialogue.silences import CADENCES, SUCCEEDED, silences
from ambos.faces.cli.declare import JSON, Noun, Option
from ambos.faces.cli.session import Session

COMMAND = Noun("dialogue")


@COMMAND.verb("status", Option("all", flag=True), JSON)
def status(session: Session, all: bool, json: bool) -> None:
    """Hold each body against its promised rhythm, or the usual one of its cadence."""
    lines = [silence_line(one) for one in silences(session.node.shelf)]
    living = [line for line in lines if line.rule != SUCCEEDED]
    shown = lines if all else living
    if json:
        from ambos.faces.reports.plain import plain

        session.json([plain(line) for line in shown])
        return
    for cadence in CADENCES:
        _print(session, cadence, [line for line in shown if line.cadence == cadence])
    silent, earlier = sum(line.silent for line in living), len(lines) - len(living)
    session.tell(session.say("cycle", "silent.counted", silent=silent, of=len(living), earlier=earlier))


def _print(session: Session, cadence: str, lines: Sequence[SilenceLine]) -> None:
    if not lines:
        return
    from ambos.faces.cli.printing import heading, table

    heading(session.language.label("codes", f"cadence.{cadence}"))
    head = [session.say("cli", "column.id"), session.language.label("kinds", "group")]
    head += [session.say("cycle", f"column.{name}") for name in ("newest", "days", "why")]
    rows = [
        (
            line.item.subject.partition("/")[2],
            session.shown.words(line.item.name),
            str(line.newest.held) if line.newest else "",
            "" if line.days is None else session.shown.formats.number(line.days),
            session.say("cycle", "ruled", text=_why(session, line), rule=line.rule),
        )
        for line in lines
    ]
    table(head, rows, right=(3,), whole=(0, 2))


def _why(session: Session, line: SilenceLine) -> str:
    return session.say("cycle", f"silence.{line.rule}", limit=session.shown.formats.number(line.limit))
