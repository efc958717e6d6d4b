"""U.S. Customs and Border Protection: encounters, one row per month and group of persons.

Source: the files "Southwest Land Border Encounters" and "Nationwide Encounters by State" of the CBP public
data portal. An encounter is an apprehension or expulsion by the Border Patrol, or a finding of
inadmissibility by the Office of Field Operations: an event, so that one person may be counted several times.
Years are federal fiscal years. CBP calls closed years final and the running one subject to change.
"""

from collections.abc import Mapping
from typing import Final

from ambos.evidence.areas import Areas, us_state
from ambos.evidence.cells import FISCAL_YEAR, TEXT, WHOLE, Cell, one_of, seen
from ambos.evidence.periods import ABBREVIATED, month_of_fiscal_year
from ambos.evidence.reader import Reader, Series

_COUNT: Final = "Encounter Count"
_BORDER_PATROL: Final = "U.S. Border Patrol"
_OFFICES: Final = ("Office of Field Operations", _BORDER_PATROL)
_MONTH: Final[Mapping[str, Cell]] = {
    "Fiscal Year": FISCAL_YEAR,
    "Month Grouping": one_of("FYTD", "Remaining"),
    "Month (abbv)": one_of(*ABBREVIATED),
}
_DEMOGRAPHIC: Final = seen("Accompanied Minors", "FMUA", "Single Adults", "UC / Single Minors")
_AUTHORITY: Final = one_of("Title 8", "Title 42")


def _all(place: str | Areas, scope: str, region: str = "") -> Series:
    where = {"Land Border Region": region} if region else {}
    return Series("cbp-encounters", _COUNT, "encounters", place, scope, where)


def _reader(code: str, title: str, columns: Mapping[str, Cell], series: tuple[Series, ...]) -> Reader:
    return Reader(
        code=code,
        publisher="CBP",
        title=title,
        columns={**_MONTH, **columns, _COUNT: WHOLE},
        period_columns=("Fiscal Year", "Month (abbv)"),
        period=month_of_fiscal_year,
        closed="final",
        series=series,
        calendar="fiscal-us",
        key=("Fiscal Year", "Month (abbv)", *columns),
    )


SOUTHWEST: Final = _reader(
    "cbp-encounters-southwest",
    "CBP Southwest Land Border Encounters",
    {
        "Component": one_of(*_OFFICES),
        "Demographic": _DEMOGRAPHIC,
        "Citizenship Grouping": seen("El Salvador", "Guatemala", "Honduras", "Mexico", "Other"),
        "Title of Authority": _AUTHORITY,
        "Encounter Type": seen("Apprehensions", "Expulsions", "Inadmissibles"),
    },
    (
        _all("US-SWB", "SW border, OFO and USBP"),
        Series(
            "usbp-encounters", _COUNT, "encounters", "US-SWB", "USBP sectors", {"Component": _BORDER_PATROL}
        ),
    ),
)

NATIONWIDE: Final = _reader(
    "cbp-encounters-nationwide",
    "CBP Nationwide Encounters by State",
    {
        "Land Border Region": one_of("Northern Land Border", "Southwest Land Border", "Other"),
        "State": TEXT,
        "Demographic": _DEMOGRAPHIC,
        "Citizenship": TEXT,
        "Title of Authority": _AUTHORITY,
    },
    (
        _all("US", "nationwide, OFO and USBP"),
        _all("US-SWB", "SW border, OFO and USBP", "Southwest Land Border"),
        _all("US-NB", "northern border, OFO and USBP", "Northern Land Border"),
        Series(
            "cbp-encounters",
            _COUNT,
            "encounters",
            Areas("State", us_state),
            "in the state, OFO and USBP",
            periods=("year",),
        ),
    ),
)
