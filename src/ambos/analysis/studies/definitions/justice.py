"""The definitions of justice: of what both governments signed and made public, never of a case.

Requests are not public, and a share of few of them would tell of one. What leaves is the joint statement of
reciprocity: counts by year, instrument and direction that both signed, and that somebody decided to publish.
"""

from typing import TYPE_CHECKING, Final

from ambos.analysis.studies.definitions.answers import answer
from ambos.analysis.studies.definitions.definition import RATIO, Definition
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR

if TYPE_CHECKING:
    import ibis


def _surrendered(statements: "ibis.Table") -> "ibis.Table":
    ours = statements.filter(statements.instrument == "extradition")
    found = ours.group_by("place", ROW_YEAR, ROW_PERIOD).agg(surrendered=ours.granted.sum())
    return answer(found, found.place, value=found.surrendered)


def _in_time(statements: "ibis.Table") -> "ibis.Table":
    """Count requests that are old enough to have been answered in time, and those that were.

    Of one instrument alone: a share over several would move with their mixture.
    """
    ours = statements.filter(statements.instrument == "legal-assistance")
    found = ours.group_by("place", ROW_YEAR, ROW_PERIOD).agg(
        every=ours.aged.sum(), quick=ours.answered_180.sum()
    )
    return answer(found, found.place, value=found.quick, over=found.every)


DEFINITIONS: Final[tuple[Definition, ...]] = (
    Definition(
        "extraditions-surrendered",
        "extraditions",
        "statements of reciprocity that both parties signed and made public, by the party that was asked",
        ("reciprocity",),
        _surrendered,
    ),
    Definition(
        "legal-assistance-answered-180-days",
        "percent",
        "requests presented at least 180 days before a public statement that both parties signed",
        ("reciprocity",),
        _in_time,
        method=RATIO,
        factor=100,
    ),
)
