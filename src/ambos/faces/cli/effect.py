"""``ambos effect``: did it work? One indicator, one day, one method, with all that the answer stands on."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ambos.faces.cli.declare import JSON, Argument, Option, Verb
from ambos.faces.cli.session import Session
from ambos.faces.cli.turned import show_turns
from ambos.faces.cli.types import DAY, OneOf, Text

if TYPE_CHECKING:
    from ambos.analysis.studies.judgements import EffectLine
    from ambos.kernel.shelf import Thing
    from ambos.node.effects import Evaluation, Inquiry

METHOD = OneOf("method", "its", "structural", "synthetic-control", "did", "synthetic-did")
PLACE = Text("place")
SHOWN = 12
EFFECTS = "effects"


def effect(
    session: Session,
    indicator: str,
    on: str | None,
    method: str,
    place: str | None,
    donors: Sequence[str],
    control: Sequence[str],
    neighbours: Sequence[str],
    json: bool,
) -> None:
    """Answer whether an indicator changed from a day on; without a day, say when its level changed."""
    from ambos.node.effects import Inquiry
    from ambos.node.showing import find_of_kind
    from ambos.values.dates import Day

    shelf = session.node.shelf
    thing = shelf.thing(find_of_kind(shelf, "indicator", indicator))
    if on is None:
        show_turns(session, thing, place or "", json)
        return
    others = (*donors, *control)
    asked = Inquiry(thing, Day.parse(on), method, place or "", others, tuple(neighbours))
    found = _inquire(session, asked)
    if json:
        session.json(_document(found))
        return
    _print(session, thing, asked.day, found)


COMMAND = Verb(
    "effect",
    effect,
    (
        Argument("indicator"),
        Option("on", DAY, key="option.effect.on"),
        Option("method", METHOD, default="its", key="option.effect.method"),
        Option("place", PLACE, key="option.effect.place"),
        Option("donors", PLACE, many=True, key="option.effect.donors"),
        Option("control", PLACE, many=True, key="option.effect.control"),
        Option("neighbours", PLACE, many=True, key="option.effect.neighbours"),
        JSON,
    ),
)


def _inquire(session: Session, asked: "Inquiry") -> "Evaluation":
    """Open the door of the method: that of the structural model is heavier than the others."""
    if asked.method == "structural":
        from ambos.node.structural import inquire_structurally

        return inquire_structurally(session.node, asked)
    from ambos.node.effects import inquire

    return inquire(session.node, asked)


def _print(session: Session, thing: "Thing", day: Any, found: "Evaluation") -> None:
    """Print the answer first, then what it stands on, then the numbers."""
    from ambos.faces.cli.printing import line, pairs

    told = found.line
    shown = session.shown
    line(shown.title(session.node.register["indicator"], thing), "bold")
    line(_answer(session, told))
    if told.estimate is not None:
        line(_change(session, told))
    rows = [
        (session.say(EFFECTS, "label.day"), shown.formats.day(day)),
        (session.say(EFFECTS, "label.method"), session.language.label(EFFECTS, f"method.{told.method}")),
    ]
    pairs([*rows, *_run_pairs(session, found)])
    _print_stands_on(session, told)
    _print_numbers(session, found)


def _answer(session: Session, told: "EffectLine") -> str:
    answer = session.language.label(EFFECTS, f"answer.{told.answer}")
    if not told.reason:
        return answer
    reason = session.language.label(EFFECTS, f"reason.{told.reason}")
    return session.say(EFFECTS, "because", answer=answer, reason=reason)


def _change(session: Session, told: "EffectLine") -> str:
    names = {"estimate": told.estimate, "low": told.low95, "high": told.high95}
    shown = {name: _signed(session, value) for name, value in names.items() if value is not None}
    return session.say(EFFECTS, "change", **shown)


def _signed(session: Session, value: Decimal) -> str:
    """Give a percentage with its sign, as a change is read."""
    number = session.shown.number(abs(value))
    return f"{'−' if value < 0 else '+' if value > 0 else ''}{number}"


def _run_pairs(session: Session, found: "Evaluation") -> Iterator[tuple[str, str]]:
    """Give the series that was used: where, how long before and after, by whom."""
    run = found.run
    if run is None:
        return
    shown, first = session.shown, run.figures[0]
    figure = session.node.register["figure"].by_name
    span = {"first": run.periods[0], "last": run.periods[-1]}
    yield session.say(EFFECTS, "label.place"), shown.value(figure["place"], run.place)
    yield session.say(EFFECTS, "label.publisher"), first.get("publisher")
    yield (
        session.say(EFFECTS, "label.series"),
        session.say(
            EFFECTS,
            "series",
            **{name: shown.formats.period(period) for name, period in span.items()},
            before=shown.formats.number(run.at),
            after=shown.formats.number(len(run.figures) - run.at),
        ),
    )


def _print_stands_on(session: Session, told: "EffectLine") -> None:
    """Print what must be true for the answer, and what was checked."""
    from ambos.faces.cli.printing import heading, line, table

    label = session.language.label
    if told.assumptions:
        heading(session.say(EFFECTS, "label.assumptions"))
    for code in told.assumptions:
        line(f"- {label(EFFECTS, f'assumption.{code}')}")
    if told.checks:
        heading(session.say(EFFECTS, "label.checks"))
        rows = [
            (label(EFFECTS, f"check.{c}"), label(EFFECTS, f"verdict.{v}")) for c, v in told.checks.items()
        ]
        table([session.say(EFFECTS, "label.check"), session.say(EFFECTS, "label.verdict")], rows, whole=(1,))


def _print_numbers(session: Session, found: "Evaluation") -> None:
    """Print the first periods after the date beside what was expected, and the places compared with."""
    from ambos.faces.cli.printing import heading, line, table

    run, shown = found.run, session.shown
    if run is None or not found.expected:
        return
    heading(session.say(EFFECTS, "label.after"))
    observed = run.figures[run.at :]
    rows = [
        (str(f.period), shown.number(f.value), shown.number(Decimal(value).quantize(Decimal("0.1"))))
        for f, value in zip(observed, found.expected, strict=True)
    ]
    head = [session.say(EFFECTS, f"label.{name}") for name in ("period", "observed", "expected")]
    table(head, rows[:SHOWN], right=(1, 2))
    if len(rows) > SHOWN:
        line(session.say("cli", "opened.more", count=len(rows) - SHOWN))
    _print_places(session, found)


def _print_places(session: Session, found: "Evaluation") -> None:
    """Print the mixture, its rank among placebos, and what happened next door."""
    from ambos.faces.cli.printing import heading, line, table

    if found.weights:
        heading(session.say(EFFECTS, "label.mixture"))
        place = session.node.register["figure"].by_name["place"]
        rows = [(session.shown.value(place, code), f"{weight:.3f}") for code, weight in found.weights.items()]
        table([session.say(EFFECTS, "label.place"), session.say(EFFECTS, "label.weight")], rows, right=(1,))
    if found.rank:
        line(session.say(EFFECTS, "rank", rank=found.rank[0], count=found.rank[1]))
    if found.neighbours:
        line(_neighbours(session, found))


def _neighbours(session: Session, found: "Evaluation") -> str:
    moved = found.neighbours
    if moved is None or moved.neighbours is None:
        return session.say(EFFECTS, "neighbours.unknown")
    change = moved.neighbours.change
    ratios = {"change": change.ratio, "low": change.low, "high": change.high}
    told = {name: _signed(session, _percent(100 * (ratio - 1))) for name, ratio in ratios.items()}
    near = _signed(session, _percent(moved.with_neighbours))
    return session.say(EFFECTS, "neighbours", **told, near=near)


def _percent(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.1"))


def _document(found: "Evaluation") -> dict[str, object]:
    told = found.line
    numbers = {name: getattr(told, name) for name in ("estimate", "low95", "high95")}
    document: dict[str, object] = {
        "indicator": told.about.subject,
        "answer": told.answer,
        "reason": told.reason,
        "method": told.method,
        **{name: None if value is None else str(value) for name, value in numbers.items()},
        "unit": told.unit,
        "assumptions": list(told.assumptions),
        "checks": dict(told.checks or {}),
    }
    return document | _numbers(found)


def _numbers(found: "Evaluation") -> dict[str, object]:
    run, moved = found.run, found.neighbours
    if run is None:
        return {}
    change = moved.neighbours.change if moved and moved.neighbours else None
    return {
        "place": run.place,
        "figures": [
            {"figure": f.thing.subject, "period": str(f.period), "value": str(f.value)} for f in run.figures
        ],
        "begins": str(run.periods[run.at]),
        "expected": [round(value, 6) for value in found.expected],
        "weights": {place: round(weight, 6) for place, weight in (found.weights or {}).items()},
        "rank": list(found.rank or ()),
        "neighbours": None if change is None else vars(change),
        "percent_with_neighbours": None if moved is None else round(moved.with_neighbours, 6),
    }
