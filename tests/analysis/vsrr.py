"""Five releases of the CDC's provisional overdose counts as they were published, kept by five people.

Source: NCHS, Vital Statistics Rapid Release, "Provisional Drug Overdose Death Counts", as others downloaded
them in December 2017, about October 2018, and April, July and October 2019. Rows without a
month are left out.
"""

import csv
import gzip
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ambos.analysis.methods.revisions import Said, Triangle
from ambos.values.dates import Day, Period
from tests.analysis.reference import find

RELEASES = {
    "2017-12": "lketema",
    "2018-10": "Surafeldemssie",
    "2019-04": "hanyucai",
    "2019-07": "bwsi-hadr",
    "2019-10": "HaydenE",
}
DEATHS = "Number of Drug Overdose Deaths"
SYNTHETIC = "Synthetic opioids, excl. methadone (T40.4)"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


@cache
def said(indicator: str, state: str = "US") -> tuple[Said, ...]:
    """Give every value of an indicator as reported, by vintage."""
    return tuple(each for vintage in RELEASES for each in _release(vintage, indicator, state))


def triangle(indicator: str, until: str = "2019-10", state: str = "US") -> Triangle:
    """Give the triangle of the vintages up to one."""
    return Triangle(each for each in said(indicator, state) if str(each.as_of) <= until)


def _release(vintage: str, indicator: str, state: str) -> Iterator[Said]:
    path = find(f"overdose/VSRR_{RELEASES[vintage]}.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["State"] == state and row["Indicator"] == indicator and row["Month"] and row["Data Value"]:
                value = Decimal(row["Data Value"].replace(",", ""))
                yield Said(_twelve_months(row), Day.parse(vintage), value)


def _twelve_months(row: dict[str, str]) -> Period:
    year, month = int(row["Year"]), MONTHS.index(row["Month"]) + 1
    first = f"{year - 1}-{month + 1:02}" if month < 12 else f"{year}-01"
    return Period.parse(f"{first}/{year}-{month:02}")
