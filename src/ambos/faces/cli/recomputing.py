"""``ambos figures recompute`` and ``compute``: figures proved from the evidence, and brought up to date."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ambos.faces.cli.declare import JSON, Argument
from ambos.faces.cli.session import Session

if TYPE_CHECKING:
    from ambos.node.definitions import Checked


def recompute(session: Session, indicator: str | None, json: bool) -> None:
    """Compute every computed figure again and say how it stands; a difference ends with exit code 3."""
    from ambos.faces.cli.engines import engine_of
    from ambos.node.definitions import demand_equal
    from ambos.node.definitions import recompute as computed_again
    from ambos.node.showing import find_of_kind

    subject = find_of_kind(session.node.shelf, "indicator", indicator) if indicator else ""
    checked = computed_again(session.node, subject, engine_of(session))
    if json:
        session.json([_plain(each) for each in checked])
    else:
        _print(session, checked)
    demand_equal(checked)


def compute(session: Session, json: bool) -> None:
    """Compute every definition whose inputs are here, and write the figures that changed."""
    from ambos.faces.cli.engines import engine_of
    from ambos.node.definitions import compute as computed

    written = computed(session.node, None, engine_of(session))
    if json:
        session.json({"written": written})
        return
    session.tell(session.say("definitions", "compute.done", count=session.shown.formats.number(written)))


RECOMPUTE = (Argument("indicator", required=False), JSON)
COMPUTE = (JSON,)


def _plain(each: "Checked") -> dict[str, object]:
    names = (
        "indicator",
        "period",
        "place",
        "scope",
        "value",
        "unit",
        "definition",
        "method",
        "evidence_digests",
    )
    told = {name: each.figure.get(name) for name in (*names, "checkpoint")}
    return {"figure": each.figure.subject, "outcome": each.outcome, "found": each.found or None, **told}


def _print(session: Session, checked: Sequence["Checked"]) -> None:
    """Count the outcomes by definition, then list every figure that is not equal."""
    from ambos.faces.cli.printing import heading, line, table
    from ambos.node.definitions import EQUAL, OUTCOMES

    if not checked:
        line(session.say("definitions", "recompute.none"))
        return
    counts = Counter((str(each.figure.get("definition")), each.outcome) for each in checked)
    head = [session.shown.field_name("figure", "definition"), session.say("definitions", "column.outcome")]
    head.append(session.say("definitions", "column.count"))
    ordered = sorted(counts.items(), key=lambda pair: (OUTCOMES.index(pair[0][1]) == 0, pair[0]))
    number = session.shown.formats.number
    table(
        head,
        [(name, _said(session, outcome), number(count)) for (name, outcome), count in ordered],
        right=(2,),
    )
    others = [each for each in checked if each.outcome != EQUAL]
    if others:
        heading(session.say("definitions", "recompute.others"))
        _print_others(session, others)


def _print_others(session: Session, others: Sequence["Checked"]) -> None:
    from ambos.faces.cli.printing import table

    kind = session.node.register["figure"]
    names = ("indicator", "period", "place", "value")
    head = [session.shown.field_name("figure", name) for name in names]
    head += [session.say("definitions", "column.found"), session.say("definitions", "column.outcome")]
    rows = [
        (
            str(each.figure.get("indicator")).removeprefix("indicator/"),
            *(session.shown.cell(kind.by_name[name], each.figure.get(name)) for name in names[1:]),
            session.shown.cell(kind.by_name["value"], each.found) if each.found else "",
            _said(session, each.outcome),
        )
        for each in others
    ]
    table(head, rows, right=(3, 4), whole=(0, 1))


def _said(session: Session, outcome: str) -> str:
    return session.language.label("definitions", f"outcome.{outcome}")
