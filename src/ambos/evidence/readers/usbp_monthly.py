"""U.S. Border Patrol: encounters by month, one column per sector and border, since fiscal year 2000.

Source: "U.S. Border Patrol Monthly Encounters" by sector. Until March 2020 every one is an apprehension under
Title 8; from then on expulsions under Title 42 are among them. The table writes zeros out.
"""

from typing import Final

from ambos.evidence.cells import FISCAL_YEAR, WHOLE, YEAR, one_of
from ambos.evidence.periods import NUMBERED, month_of_year
from ambos.evidence.reader import Reader, Series

_COASTAL: Final = ("livermore", "miami", "new_orleans", "ramey")
_NORTHERN: Final = (
    "blaine", "buffalo", "detroit", "grand_forks", "havre", "houlton", "spokane", "swanton",
)  # fmt: skip
_SOUTHWEST: Final = (
    "big_bend", "del_rio", "el_centro", "el_paso", "laredo", "rio_grande_valley", "san_diego", "tucson",
    "yuma",
)  # fmt: skip
_TOTALS: Final = ("coastal_border", "northern_border", "southwest_border", "monthly_total")


def _encounters(column: str, place: str) -> Series:
    return Series("usbp-encounters", column, "encounters", place, "USBP sectors")


MONTHLY: Final = Reader(
    code="usbp-monthly",
    publisher="CBP",
    title="USBP Monthly Encounters by Sector",
    columns={
        "month": one_of(*NUMBERED),
        **dict.fromkeys((*_COASTAL, *_NORTHERN, *_SOUTHWEST, *_TOTALS), WHOLE),
        "fy": FISCAL_YEAR,
        "cy": YEAR,
    },
    period_columns=("cy", "month"),
    period=month_of_year,
    closed="final",
    series=(
        _encounters("monthly_total", "US"),
        _encounters("southwest_border", "US-SWB"),
        _encounters("northern_border", "US-NB"),
    ),
    calendar="fiscal-us",
    key=("cy", "month"),
    zeros=True,
)
