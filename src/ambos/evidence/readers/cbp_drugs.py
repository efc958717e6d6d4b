"""U.S. Customs and Border Protection: drug seizures, one row per month, component, place and drug.

Source: the files "Nationwide Drug Seizures" and "Air and Marine Operations Drug Seizures" of the CBP public
data portal. A row's year is the federal fiscal year, its month an English abbreviation, its quantity pounds.
CBP calls the statistics of a closed fiscal year final and those of the running one subject to change.
"""

from collections.abc import Mapping
from typing import Final

from ambos.evidence.cells import DECIMAL, FISCAL_YEAR, TEXT, WHOLE, Cell, one_of, seen
from ambos.evidence.periods import ABBREVIATED, month_of_fiscal_year
from ambos.evidence.reader import Reader, Series

_DRUGS: Final = (
    "Cocaine", "Ecstasy", "Fentanyl", "Heroin", "Ketamine", "Khat (Catha Edulis)", "Lsd", "Marijuana",
    "Methamphetamine", "Other Drugs**",
)  # fmt: skip
_WEIGHT: Final = "Sum Qty (lbs)"
_EVENTS: Final = "Count of Event"
_WEIGHED: Final[Mapping[str, Mapping[str, str]]] = {
    "cbp-fentanyl-lb": {"Drug Type": "Fentanyl"},
    "cbp-meth-lb": {"Drug Type": "Methamphetamine"},
    "cbp-heroin-lb": {"Drug Type": "Heroin"},
    "cbp-cocaine-lb": {"Drug Type": "Cocaine"},
    "cbp-all-drugs-lb": {},
}


def _columns(land: tuple[str, ...], office: str, *components: str) -> dict[str, Cell]:
    return {
        "FY": FISCAL_YEAR,
        "Month (abbv)": one_of(*ABBREVIATED),
        "Component": one_of(*components),
        "Region": one_of("Coastal/Interior", "Northern Border", "Southwest Border"),
        "Land Filter": one_of(*land),
        office: TEXT,
        "Drug Type": seen(*_DRUGS),
        _EVENTS: WHOLE,
        _WEIGHT: DECIMAL,
    }


def _series(place: str, scope: str, region: Mapping[str, str]) -> tuple[Series, ...]:
    weights = tuple(
        Series(indicator, _WEIGHT, "lb", place, scope, {**region, **drug})
        for indicator, drug in _WEIGHED.items()
    )
    fentanyl = {**region, "Drug Type": "Fentanyl"}
    return (*weights, Series("cbp-fentanyl-events", _EVENTS, "events", place, scope, fentanyl))


def _reader(code: str, title: str, columns: dict[str, Cell], series: tuple[Series, ...]) -> Reader:
    return Reader(
        code=code,
        publisher="CBP",
        title=title,
        columns=columns,
        period_columns=("FY", "Month (abbv)"),
        period=month_of_fiscal_year,
        closed="final",
        series=series,
        calendar="fiscal-us",
        key=tuple(name for name in columns if name not in (_EVENTS, _WEIGHT)),
    )


NATIONWIDE: Final = _reader(
    "cbp-drugs",
    "CBP Nationwide Drug Seizures (OFO and USBP)",
    _columns(
        ("Land Only", "Other"), "Area of Responsibility", "Office of Field Operations", "U.S. Border Patrol"
    ),
    _series("US", "nationwide, OFO and USBP", {})
    + _series("US-SWB", "SW border, OFO and USBP", {"Region": "Southwest Border"}),
)

AIR_AND_MARINE: Final = _reader(
    "cbp-amo-drugs",
    "CBP Air and Marine Operations Drug Seizures",
    _columns(("Land", "Other"), "Branch", "Air and Marine Operations"),
    _series("US", "AMO", {}),
)
