"""The definitions of networks: whether what criminals were seen to do has an answer on record."""

from typing import TYPE_CHECKING, Final

from ambos.analysis.studies.definitions.answers import of_nation
from ambos.analysis.studies.definitions.definition import RATIO, Definition
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR

if TYPE_CHECKING:
    import ibis


def _answered(sightings: "ibis.Table") -> "ibis.Table":
    """Count each method once a year, however often it was seen, and those that have an answer."""
    methods = sightings.group_by([ROW_YEAR, ROW_PERIOD, "method"]).agg(answered=sightings.answered.max())
    found = methods.group_by(ROW_YEAR, ROW_PERIOD).agg(
        every=methods.method.count(), answered=methods.answered.sum()
    )
    return of_nation(found, "BOTH", value=found.answered, over=found.every)


DEFINITIONS: Final[tuple[Definition, ...]] = (
    Definition(
        "methods-seen-with-answer",
        "percent",
        "methods of operation of which a public sighting tells, each once a year",
        ("sightings",),
        _answered,
        method=RATIO,
        factor=100,
    ),
)
