"""The definitions of arms and drugs."""

from typing import TYPE_CHECKING, Final

from ambos.analysis.studies.definitions.answers import of_nation
from ambos.analysis.studies.definitions.definition import RATIO, Definition
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR

if TYPE_CHECKING:
    import ibis

_ANSWER_DAYS: Final = 60  # within which a trace is to be answered, to count as quick
_GRAMS_OF_KG: Final = 1000


def _complete(traces: "ibis.Table") -> "ibis.Table":
    found = traces.group_by(ROW_YEAR, ROW_PERIOD).agg(
        every=traces.subject.count(), whole=traces.subject.count(where=traces.days_to_return.isnull())
    )
    return of_nation(found, "BOTH", value=found.whole, over=found.every)


def _answered(traces: "ibis.Table") -> "ibis.Table":
    """Count requests that are old enough to have been answered in time, and those that were."""
    old = traces.filter(traces.days >= _ANSWER_DAYS)
    found = old.group_by(ROW_YEAR, ROW_PERIOD).agg(
        every=old.subject.count(), quick=old.subject.count(where=old.days_to_result <= _ANSWER_DAYS)
    )
    return of_nation(found, "BOTH", value=found.quick, over=found.every)


def _fentanyl_once(seizures: "ibis.Table") -> "ibis.Table":
    """Weigh fentanyl in grams over the grams of a kilogram, so that the division is exact on every engine."""
    ours = seizures.filter(seizures.drug == "fentanyl")
    found = ours.group_by(ROW_YEAR, ROW_PERIOD).agg(grams=ours.grams.sum())
    return of_nation(found, "BOTH", value=found.grams, over=found.grams * 0 + _GRAMS_OF_KG)


DEFINITIONS: Final[tuple[Definition, ...]] = (
    Definition(
        "trace-requests-complete",
        "percent",
        "public trace requests submitted in the year that never came back incomplete, duplicates left out",
        ("traces",),
        _complete,
        method=RATIO,
        factor=100,
    ),
    Definition(
        "trace-requests-answered-60-days",
        "percent",
        "public trace requests submitted at least 60 days ago and answered within 60 days of that day",
        ("traces",),
        _answered,
        method=RATIO,
        factor=100,
    ),
    Definition(
        "fentanyl-seized-once-kg",
        "kg",
        "public seizures of both parties, net, each event once",
        ("drug-seizures",),
        _fentanyl_once,
        method=RATIO,
        over_once=True,
    ),
)
