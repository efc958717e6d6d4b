"""Domain tables that definitions read: what is on record, as rows of plain cells.

Only what is public goes in, since figures are published: nobody learns from a share what they may not see.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

from ambos.analysis.studies.deployments import deployed
from ambos.domains.deployments.records import PUBLIC_SECURITY
from ambos.domains.determinations.views import newest_day
from ambos.domains.dialogue.views import DAYS_OF_MONTH, cadence, frameworks, meetings
from ambos.domains.finance.views import Chain, Frozen, money_of, released
from ambos.domains.integrity.standing import limits, vetted_of
from ambos.domains.taskforces.views import told
from ambos.evidence.questions import Schema
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR
from ambos.kernel.joint import COUNTERSIGNED
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.dates import Day
from ambos.values.handling import PUBLIC
from ambos.values.quantities import Unit, convert

Row = Mapping[str, Any]
GRAMS: Final = 1000  # of a kilogram
_ARROW: Final = {"string": pa.string(), "int64": pa.int64()}


@dataclass(frozen=True)
class DomainTable:
    """A table made of what is on record today: its columns, and its rows in one order."""

    columns: Schema
    rows: Callable[[Shelf], Iterator[Row]]

    @property
    def schema(self) -> Schema:
        """Give all columns; the year of a row is its only part."""
        return {ROW_YEAR: "string", **self.columns, ROW_PERIOD: "string"}

    def table(self, shelf: Shelf) -> pa.Table:
        """Give the table as it is today."""
        rows = [{**row, ROW_PERIOD: row[ROW_YEAR]} for row in self.rows(shelf)]
        fields = [(name, _ARROW[kind]) for name, kind in self.schema.items()]
        return pa.Table.from_pylist(rows, pa.schema(fields))


def _promises(shelf: Shelf) -> Iterator[Row]:
    """Give each promise that has a due day: days since then, and from then to the news that it was kept.

    A promise kept early has a number of days below zero; one that is not kept has none.
    """
    for thing in shelf.things("commitment"):
        if thing.get("due") and _public(thing):
            due = Day.parse(thing.get("due")).last
            kept = Day.parse(thing.get("last_news") or str(shelf.today)).first
            yield {
                ROW_YEAR: str(due.year),
                "subject": thing.subject,
                "days_since_due": (shelf.today - due).days,
                "days_to_kept": (kept - due).days if thing.get("state") == "kept" else None,
            }


def _gaps(shelf: Shelf) -> Iterator[Row]:
    """Give the days between two senior meetings where a rhythm was promised, by the later one's year."""
    held = meetings(shelf)
    for framework in filter(_public, frameworks(shelf)):
        found = cadence(framework, filter(_public, held.get(framework.subject, ())), shelf.today)
        if found.promised_months is None:
            continue
        for later, gap in zip(found.meetings[1:], found.gaps, strict=True):
            yield {
                ROW_YEAR: str(Day.parse(later.get("held")).year),
                "subject": later.subject,
                "gap_days": gap,
                "promised_days": found.promised_months * DAYS_OF_MONTH,
            }


def _criteria(shelf: Shelf) -> Iterator[Row]:
    """Give each criterion of a determination by the year of that, 1 if an indicator of it is agreed."""
    agreed = {one.subject for one in shelf.things("indicator") if one.state == COUNTERSIGNED and _public(one)}
    years = {one.subject: newest_day(one) for one in shelf.things("determination") if _public(one)}
    for thing in filter(_public, shelf.things("determination-criterion")):
        if day := years.get(thing.get("determination")):
            named = agreed & set(thing.get("indicators") or ())
            yield {ROW_YEAR: str(day.year), "subject": thing.subject, "agreed": int(bool(named))}


def _deliveries(shelf: Shelf) -> Iterator[Row]:
    """Give each delivery whose planned day has passed, with 1 if it was made by then."""
    for thing in filter(_public, shelf.things("delivery")):
        planned = Day.parse(thing.get("planned")).last if thing.get("planned") else shelf.today
        if planned < shelf.today:
            made = thing.get("delivered")
            on_time = bool(made) and Day.parse(made).first <= planned
            yield {ROW_YEAR: str(planned.year), "subject": thing.subject, "on_time": int(on_time)}


def _strengths(shelf: Shelf) -> Iterator[Row]:
    """Give the months in which the strength left in public security is on record, with what was taken."""
    for month in deployed(shelf, public=True).months:
        if PUBLIC_SECURITY in month.missions:
            kept = month.missions[PUBLIC_SECURITY]
            yield {
                ROW_YEAR: month.month[:4],
                "subject": month.month,
                "diverted": month.diverted,
                "whole": kept + month.diverted,
            }


def _freezes(shelf: Shelf) -> Iterator[Row]:
    """Give each freeze of a known amount, in hundredths of its currency, and what went back or was forfeited.

    Its place is the country of the currency, so that no sum mixes two of them.
    """
    chain = Chain.read(shelf, _public)
    for subject, one in sorted(chain.frozen.items()):
        if one.amount:
            yield {
                ROW_YEAR: str(one.since.year),
                "subject": subject,
                "place": one.amount.currency[:2],
                "days": (chain.today - one.since).days,
                "amount": _hundredths(one.amount.amount),
                "back_180": _hundredths(released(one, within=180)),
                "back_365": _hundredths(released(one, within=365)),
                "forfeited": _hundredths(_forfeited(chain, one)),
            }


def _forfeited(chain: Chain, one: Frozen) -> Decimal:
    """Sum what was forfeited of a freeze in its currency, at most what was frozen."""
    beyond = (chain.things[subject] for subject in chain.led_to(one.thing.subject))
    found = [money_of(thing) for thing in beyond if thing.kind == "forfeiture"]
    frozen = one.amount
    if frozen is None:
        return Decimal(0)
    told = (each.amount for each in found if each and each.currency == frozen.currency)
    return min(sum(told, Decimal(0)), frozen.amount)


def _hundredths(amount: Decimal) -> int:
    return int(amount * 100)


def _event_reports(shelf: Shelf) -> Iterator[Row]:
    """Give each public result of an operation by its event and reporter, in the event's first year."""
    results = filter(_public, shelf.things("operation-result"))
    for event, reports in sorted(told(results, "event_key").items()):
        year = min(str(report.get("happened")) for report in reports)[:4]
        for report in reports:
            amount, measure = Decimal(report.get("amount")), report.get("measure")
            yield {
                ROW_YEAR: year,
                "subject": report.subject,
                "event": event,
                "reporter": report.owner,
                "arrests": int(amount) if measure == "arrests" else 0,
                "grams": int(amount * GRAMS) if measure == "drugs-kg" else 0,
            }


def _vettings(shelf: Shelf) -> Iterator[Row]:
    """Give each person of whom a public vetting tells: whether all that rule them are current today."""
    public = [thing for thing in shelf.things("vetting") if _public(thing)]
    people: dict[tuple[str, str], list[Thing]] = {}
    for thing in public:
        people.setdefault((thing.get("party"), thing.get("person")), []).append(thing)
    for (party, person), things in sorted(people.items()):
        ends = limits(vetted_of(thing) for thing in things)
        if ends:
            current = min(end for _, end in ends) >= shelf.today
            year = str(shelf.today.year)
            yield {ROW_YEAR: year, "subject": person, "place": party, "current": int(current)}


def _traces(shelf: Shelf) -> Iterator[Row]:
    """Give each request submitted, by the year of that: days until it came back, and until it was answered.

    What never came back, or has no result, has no such number; a duplicate is left out.
    """
    answered: dict[str, str] = {}
    for result in filter(_public, shelf.things("trace-result")):
        day = str(result.get("answered"))
        answered[result.get("request")] = min(day, answered.get(result.get("request"), day))
    for thing in filter(_public, shelf.things("trace-request")):
        if thing.get("submitted") and not thing.get("duplicate_of"):
            begun = Day.parse(thing.get("submitted")).first
            yield {
                ROW_YEAR: str(begun.year),
                "subject": thing.subject,
                "days": (shelf.today - begun).days,
                "days_to_return": _days(begun, thing.get("returned")),
                "days_to_result": _days(begun, answered.get(thing.subject)),
            }


def _days(begun: date, ended: str | None) -> int | None:
    return (Day.parse(ended).first - begun).days if ended else None


def _seizures(shelf: Shelf) -> Iterator[Row]:
    """Give each event once, its net weight in grams: of reports with one event key the greatest stands."""
    once: dict[tuple[str, ...], Row] = {}
    for thing in filter(_public, shelf.things("seizure")):
        unit = Unit.parse(thing.get("unit") or "kg")
        if not thing.get("net") or unit.dimension != "mass":
            continue
        grams = int(convert(Decimal(thing.get("net")), unit, Unit.parse("g")).quantize(Decimal(1)))
        event = thing.get("event_key")
        key = (event, thing.get("drug"), thing.get("form")) if event else (thing.subject,)
        if key not in once or grams > once[key]["grams"]:
            once[key] = {
                ROW_YEAR: str(Day.parse(thing.get("seized")).year),
                "subject": thing.subject,
                "drug": thing.get("drug"),
                "grams": grams,
            }
    yield from once.values()


def _sightings(shelf: Shelf) -> Iterator[Row]:
    """Give each public sighting by its year, with its method and whether the catalogue has an answer."""
    answered = {thing.subject for thing in shelf.things("method") if _public(thing) and thing.get("answer")}
    for thing in filter(_public, shelf.things("sighting")):
        yield {
            ROW_YEAR: str(Day.parse(thing.get("seen")).year),
            "subject": thing.subject,
            "method": thing.get("method"),
            "answered": int(thing.get("method") in answered),
        }


def _public(thing: Thing) -> bool:
    return thing.label == PUBLIC


TABLES: Final[Mapping[str, DomainTable]] = {
    "promises": DomainTable(
        {"subject": "string", "days_since_due": "int64", "days_to_kept": "int64"}, _promises
    ),
    "determination-criteria": DomainTable({"subject": "string", "agreed": "int64"}, _criteria),
    "deliveries-due": DomainTable({"subject": "string", "on_time": "int64"}, _deliveries),
    "strength-months": DomainTable({"subject": "string", "diverted": "int64", "whole": "int64"}, _strengths),
    "freezes": DomainTable(
        {
            "subject": "string",
            "place": "string",
            "days": "int64",
            "amount": "int64",
            "back_180": "int64",
            "back_365": "int64",
            "forfeited": "int64",
        },
        _freezes,
    ),
    "event-reports": DomainTable(
        {
            "subject": "string",
            "event": "string",
            "reporter": "string",
            "arrests": "int64",
            "grams": "int64",
        },
        _event_reports,
    ),
    "vettings": DomainTable({"subject": "string", "place": "string", "current": "int64"}, _vettings),
    "traces": DomainTable(
        {"subject": "string", "days": "int64", "days_to_return": "int64", "days_to_result": "int64"}, _traces
    ),
    "drug-seizures": DomainTable({"subject": "string", "drug": "string", "grams": "int64"}, _seizures),
    "sightings": DomainTable({"subject": "string", "method": "string", "answered": "int64"}, _sightings),
    "meeting-gaps": DomainTable({"subject": "string", "gap_days": "int64", "promised_days": "int64"}, _gaps),
}
