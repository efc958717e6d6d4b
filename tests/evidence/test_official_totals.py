"""The real files give the totals that their publishers give."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from ambos.evidence.catalogue import open_set, preview, store
from ambos.evidence.figures import FigureRow, figures_of
from ambos.evidence.reading import read

Find = Callable[[str], Path]

# Pounds of fentanyl, OFO and USBP; FY2019 to FY2024 agree with the totals that CBP publishes.
FENTANYL = {
    "cbp/nationwide-drugs-fy19-fy22.csv.gz": {
        "FY2019": 2804,
        "FY2020": 4791,
        "FY2021": 11201,
        "FY2022": 14700,
    },
    "cbp/nationwide-drugs-fy23-fy26-dec.csv.gz": {
        "FY2023": 27023,
        "FY2024": 21889,
        "FY2025": 12027,
        "2025-10/2025-12": 3398,
    },
}
HOMICIDE = {2017: 28868, 2018: 33742, 2019: 34723, 2020: 34569, 2021: 33359, 2022: 30979, 2023: 29721}
VICTIMS = "sesnsp/victims_state_month_2015-01_2023-12.parquet"


def figures(path: Path, folder: Path) -> list[FigureRow]:
    """Take a file the whole way: read, store, verify, compute."""
    file = read(path)
    stored = store(file.table, folder)
    return figures_of(open_set(stored.path, stored.rows_digest).path, file.reader, preview(file).as_of)


def whole(value: str) -> int:
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))


def of(rows: list[FigureRow], indicator: str, place: str) -> dict[str, FigureRow]:
    return {row.period: row for row in rows if (row.indicator, row.place) == (indicator, place)}


@pytest.mark.parametrize("name", FENTANYL)
def test_fentanyl_pounds(name: str, official: Find, tmp_path: Path) -> None:
    """Fentanyl seized nationwide, by fiscal year and in the months of the open year, is what CBP says."""
    rows = of(figures(official(name), tmp_path), "cbp-fentanyl-lb", "US")
    assert {period: whole(rows[period].value) for period in FENTANYL[name]} == FENTANYL[name]
    assert {rows[period].unit for period in FENTANYL[name]} == {"lb"}


def test_southwest_border(official: Find, tmp_path: Path) -> None:
    """The south-west border of FY2024 is the 21,148 lb that were published apart from the national 21,889."""
    name = "cbp/nationwide-drugs-fy23-fy26-dec.csv.gz"
    row = of(figures(official(name), tmp_path), "cbp-fentanyl-lb", "US-SWB")["FY2024"]
    assert whole(row.value) == 21148
    assert (row.status, row.scope) == ("final", "SW border, OFO and USBP")


def test_open_year(official: Find, tmp_path: Path) -> None:
    """The running fiscal year is partial, its months provisional; the vintage is its newest month's end."""
    name = "cbp/nationwide-drugs-fy23-fy26-dec.csv.gz"
    rows = of(figures(official(name), tmp_path), "cbp-fentanyl-lb", "US")
    assert rows["2025-10/2025-12"].status == "partial"
    assert (rows["2025-12"].status, rows["2025-09"].status) == ("provisional", "final")
    assert "FY2026" not in rows
    assert {row.as_of for row in rows.values()} == {"2025-12-31"}


@pytest.mark.parametrize("name", ["cbp/amo-drug-seizures-fy19-fy22.csv.gz", *FENTANYL])
def test_months_make_the_years(name: str, official: Find, tmp_path: Path) -> None:
    """In every series the months add up to the years, to the last digit that a number keeps."""
    months: dict[tuple[str, str], Decimal] = {}
    years: dict[tuple[str, str], Decimal] = {}
    for row in figures(official(name), tmp_path):
        sums = months if len(row.period) == len("2024-01") else years
        key = row.indicator, row.place
        sums[key] = sums.get(key, Decimal(0)) + Decimal(row.value)
    assert months.keys() == years.keys()
    assert all(abs(months[key] - years[key]) < Decimal("1e-9") for key in months)


def test_air_and_marine(official: Find, tmp_path: Path) -> None:
    """The files of Air and Marine Operations are a format of their own, with their own scope."""
    rows = figures(official("cbp/amo-drug-seizures-fy23-fy26-dec.csv.gz"), tmp_path)
    assert {row.scope for row in rows} == {"AMO"}
    assert of(rows, "cbp-fentanyl-lb", "US")["FY2024"].value == "1847.32"


def test_intentional_homicide(official: Find, tmp_path: Path) -> None:
    """Victims of intentional homicide, feminicide apart, are those of SESNSP; states add up to the nation."""
    rows = figures(official(VICTIMS), tmp_path)
    nation = of(rows, "sesnsp-homicide-victims", "MX")
    assert {year: int(nation[str(year)].value) for year in HOMICIDE} == HOMICIDE
    states = [row for row in rows if row.place != "MX"]
    assert {row.place for row in states} == {f"MX-{number:02}" for number in range(1, 33)}
    assert sum(int(row.value) for row in states if row.period == "2023") == HOMICIDE[2023]
    assert len(nation) == 9 * 12 + 9


@pytest.mark.parametrize("name", [*FENTANYL, VICTIMS])
def test_preview(name: str, official: Find) -> None:
    """A preview of an official file lists no new code, only years, and the bytes' digest."""
    seen = preview(read(official(name)))
    assert seen.new_codes == ()
    assert seen.rows > 7000
    assert len(seen.digest) == 64
    assert not [row for row in seen.totals if len(row.period) == len("2024-01")]
