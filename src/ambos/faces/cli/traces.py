"""``ambos traces``: requests to trace firearms, the gates before them, corridors and metrics."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ambos.domains.arms.gates import STOPS, Finding
from ambos.domains.arms.records.codes import TRACE_STATE
from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.listing import list_things, print_things
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import DAY, TEXT, OneOf
from ambos.kernel.paging import MOST, Filter, Query, page
from ambos.values.errors import NotFound

if TYPE_CHECKING:
    from ambos.domains.arms.views import CODES, Spread
    from ambos.node.traces import Checked, Metrics, Trace

COMMAND = Noun("traces", usual="list")
KIND: Final = "trace-request"
LISTED: Final = ("requested", "recovery_state", "manufacturer", "model", "state")
CAVEATS: Final = ("caveat.sample", "caveat.duplicate", "caveat.year")
YEAR: Final = Option("year", TEXT, key="option.traces-year")
ON: Final = Option("on", DAY, key="option.traces-on")
STEPS: Final = ("check", "return", "answer", "close")
SUFFIX: Final = ".csv"


@COMMAND.verb("list", Option("state", OneOf("state", *TRACE_STATE.codes), key="option.traces-state"), JSON)
def list_(session: Session, state: str | None, json: bool) -> None:
    """List the newest trace requests, at most five hundred."""
    where = (Filter("state", (state,)),) if state else ()
    found = page(session.node.shelf, Query(KIND, where=where, order="requested", descending=True, limit=MOST))
    if json:
        print_things(session, found)
    else:
        list_things(session, KIND, found, LISTED, "traces")


@COMMAND.verb("show", Argument("trace"), JSON)
def show(session: Session, trace: str, json: bool) -> None:
    """Show one request by the parts of the form, its gates, its result and its time-to-crime."""
    from ambos.node.traces import trace as opened

    found = opened(session.node.shelf, trace)
    if json:
        session.json(plain_trace(found))
        return
    _show(session, found)


def _show(session: Session, found: "Trace") -> None:
    from ambos.faces.cli.printing import heading, line, pairs

    shown, thing = session.shown, found.request
    kind, result = session.node.register[KIND], session.node.register["trace-result"]
    line(f"{thing.subject} · {session.language.label('codes', f'trace-state.{found.stage}')}", "bold")
    pairs(
        (shown.field_name(KIND, one.name), shown.value(one, thing.get(one.name)))
        for one in kind.fields
        if thing.get(one.name) is not None
    )
    for each in found.results:
        heading(session.language.label("kinds", "trace-result"))
        pairs(
            (shown.field_name("trace-result", one.name), shown.value(one, each.get(one.name)))
            for one in result.fields
            if each.get(one.name) is not None
        )
    if found.months is not None:
        line(time_said(session, found.months))
    heading(session.say("traces", "gates"))
    print_findings(session, found.findings)
    if found.next:
        steps = ", ".join(session.say("traces", f"step.{step.name}") for step in found.next)
        line(session.say("traces", "next", steps=steps))


def time_said(session: Session, months: int) -> str:
    """Say how long from sale to recovery, and whether that is short."""
    from ambos.domains.arms.views import SHORT_MONTHS

    key = "time.short" if months < SHORT_MONTHS else "time"
    return session.say("traces", key, months=months)


def print_findings(session: Session, found: tuple[Finding, ...]) -> None:
    """Print what the gates found: gravity, field, what is wrong, what to do."""
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say("traces", "gates.passed"))
        return
    head = [session.say("traces", f"column.{name}") for name in ("gravity", "gate", "field", "found", "mend")]
    rows = [
        (
            session.say("traces", f"gravity.{one.gravity}"),
            one.gate,
            session.shown.field_name(KIND, one.field),
            session.say("traces", f"gate.{one.gate}", **one.data),
            session.say("traces", f"gate.{one.gate}.mend"),
        )
        for one in found
    ]
    table(head, rows, whole=(0, 1))


@COMMAND.verb("check", Argument("what"), JSON)
def check(session: Session, what: str, json: bool) -> None:
    """Hold a request, or every row of a CSV file, against the gates; nothing is written."""
    from ambos.node.traces import check as one
    from ambos.node.traces import check_file

    path = Path(what)
    if what.endswith(SUFFIX) and not path.is_file():
        raise NotFound(name=what)
    shelf = session.node.shelf
    found = check_file(shelf, path) if path.is_file() else [one(shelf, what)]
    if json:
        session.json([plain_checked(each) for each in found])
        return
    _print_checked(session, found)


def _print_checked(session: Session, found: "list[Checked]") -> None:
    from ambos.domains.arms.makes import makes
    from ambos.faces.cli.printing import heading

    for each in found:
        heading(each.name)
        print_findings(session, each.findings)
    stops = sum(each.stops for each in found)
    session.tell(session.say("traces", "checked", count=len(found), stops=stops))
    if makes().mark == "recalled":
        session.tell(session.say("traces", "makes-unverified"))


@COMMAND.verb("submit", Argument("trace"), ON)
def submit(session: Session, trace: str, on: str | None) -> None:
    """Check a request and record that it was submitted; refused where a gate stops it."""
    from ambos.node.traces import submit as go

    day = on or session.node.today().isoformat()
    written = go(session.node, trace, day)
    session.print(written.rid.hex())
    session.tell(session.say("traces", "submitted", trace=trace, day=day))


@COMMAND.verb(
    "step",
    Argument("trace"),
    Argument("step", OneOf("step", *STEPS)),
    ON,
    Option("for", TEXT, key="option.traces-for"),
)
def step(session: Session, trace: str, step: str, on: str | None, for_: str | None) -> None:
    """Record another step of a request: checked, returned incomplete, answered, closed."""
    from ambos.node.traces import step_trace

    day = on or session.node.today().isoformat()
    written = step_trace(session.node, trace, step, day, {"returned_for": for_} if for_ else {})
    session.print(written.rid.hex())
    session.tell(
        session.say("traces", "stepped", step=session.say("traces", f"step.{step}"), trace=trace, day=day)
    )


@COMMAND.verb("corridors", YEAR, JSON)
def corridors(session: Session, year: str | None, json: bool) -> None:
    """Show from which state of sale to which state of recovery firearms went, each firearm once."""
    from ambos.node.traces import corridors as found_in

    found = found_in(session.node.shelf, year or "")
    if json:
        session.json([asdict(one) for one in found])
        return
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say("traces", "none"))
        return
    head = [session.say("traces", f"column.{name}") for name in ("source", "recovery", "count", "short")]
    place = session.language.label
    rows = [
        (
            place("codes", f"place.{one.source}"),
            place("codes", f"place.{one.recovery}"),
            str(one.count),
            str(one.short),
        )
        for one in found
    ]
    table(head, rows, right=(2, 3), whole=(0, 1))
    _caveats(session)


def _caveats(session: Session) -> None:
    for key in CAVEATS:
        session.tell(session.say("traces", key))


@COMMAND.verb("metrics", YEAR, JSON)
def metrics(session: Session, year: str | None, json: bool) -> None:
    """Show what the traces say, by year of recovery: source, purchasers, reasons, time-to-crime, quality."""
    from ambos.node.traces import metrics as found_in

    found = found_in(session.node.shelf, year or "")
    if json:
        session.json(plain_metrics(found))
        return
    _print_metrics(session, found)


def _print_metrics(session: Session, found: "Metrics") -> None:
    from ambos.faces.cli.printing import heading, line, table

    say = session.say
    names = ("year", "traced", "answered", "us-sourced", "purchaser")
    table(
        [say("traces", f"column.{name}") for name in names],
        [
            (
                one.year,
                str(one.traced),
                str(one.answered),
                share(one.us_sourced, one.answered),
                share(one.purchaser, one.answered),
            )
            for one in found.years
        ],
        right=(1, 2, 3, 4),
    )
    quality = found.quality
    line(
        say(
            "traces",
            "quality",
            submitted=quality.submitted,
            complete=share(quality.complete_at_first, quality.submitted),
            duplicates=quality.duplicates,
        )
    )
    if quality.median_days is not None:
        line(say("traces", "days", answered=quality.answered, days=quality.median_days))
    for spread in found.spreads.values():
        heading(say("traces", f"spread.{spread.name}"))
        table(
            [say("traces", f"column.{name}") for name in ("value", "count")],
            [(named(session, spread, value), str(count)) for value, count in spread.values],
            right=(1,),
        )
    heading(say("traces", "spread.time"))
    table(
        [say("traces", f"column.{name}") for name in ("years", "count")],
        [(str(years), str(count)) for years, count in found.times.items()],
        right=(1,),
    )
    line(say("traces", "short", count=found.short))
    _caveats(session)


def named(session: Session, spread: "Spread", value: str) -> str:
    """Give a value of a spread in words."""
    if not value:
        return session.say("traces", "unknown")
    codes = CODES.get(spread.name)
    return session.language.label("codes", f"{codes}.{value}") if codes else value


def share(count: int, of: int) -> str:
    """Give a share in whole per cent with what it is a share of; a stroke where there is nothing."""
    return f"{(200 * count + of) // (2 * of)} % ({count}/{of})" if of else "–"


def plain_checked(one: "Checked") -> dict[str, Any]:
    """Give findings as plain values."""
    return {"request": one.name, "stops": one.stops, "findings": [asdict(each) for each in one.findings]}


def plain_trace(found: "Trace") -> dict[str, Any]:
    """Give a request with all that belongs to it as plain values."""
    return {
        "request": found.request.subject,
        "stage": found.stage,
        "body": dict(found.request.body),
        "recovery": found.recovery.subject if found.recovery else None,
        "results": [{"subject": one.subject, "body": dict(one.body)} for one in found.results],
        "time_to_crime_months": found.months,
        "stops": any(one.gravity == STOPS for one in found.findings),
        "findings": [asdict(one) for one in found.findings],
        "next": [step.name for step in found.next],
    }


def plain_metrics(found: "Metrics") -> dict[str, Any]:
    """Give metrics as plain values."""
    quality = found.quality
    return {
        "year": found.year or None,
        "years": [asdict(one) for one in found.years],
        "submitted": quality.submitted,
        "complete_at_first": quality.complete_at_first,
        "duplicates": quality.duplicates,
        "answered": quality.answered,
        "median_days": quality.median_days,
        "spreads": {name: dict(one.values) for name, one in found.spreads.items()},
        "time_to_crime_years": {str(years): count for years, count in found.times.items()},
        "short_time_to_crime": found.short,
        "submitting_states": dict(found.submitters.values),
    }
