"""Tables that are not one row per month: wide months, half-years, years, windows of twelve months."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.evidence.areas import mexican_state, mexican_state_of, us_state, us_state_named
from ambos.evidence.catalogue import preview, store
from ambos.evidence.figures import FigureRow, figures_of
from ambos.evidence.periods import (
    ABBREVIATED,
    ENGLISH,
    NUMBERED,
    SPANISH,
    month_of_fiscal_year,
    month_of_year,
    twelve_months_to,
)
from ambos.evidence.readers import cdc_overdose, dea_nflis, inegi_homicides, nchs_poisoning, sesnsp_incidents
from ambos.evidence.reading import read
from ambos.evidence.revisions import revisions
from ambos.values.dates import Period, fiscal_year
from tests.evidence.samples import sample, write

Row = dict[str, str]
VSRR = cdc_overdose.PROVISIONAL
MUNICIPAL = sesnsp_incidents.MUNICIPAL


def computed(rows: list[Row], folder: Path) -> dict[tuple[str, str, str], FigureRow]:
    """The figures of a small file by indicator and scope, period and place."""
    file = read(write(folder / "rows.csv", rows))
    found = figures_of(store(file.table, folder).path, file.reader, preview(file).as_of)
    return {(row.scope, row.period, row.place): row for row in found}


def values(rows: list[Row], folder: Path) -> dict[str, str]:
    return {period: row.value for (_, period, _), row in computed(rows, folder).items()}


def test_wide_months(tmp_path: Path) -> None:
    """Each month column gives its month, and the twelve of them the year."""
    found = values([sample(MUNICIPAL)], tmp_path)
    assert found == {**{f"2023-{month:02}": str(month) for month in range(1, 13)}, "2023": "78"}


def test_wide_months_to_come(tmp_path: Path) -> None:
    """Months that are still empty give no figure, not zero; the year so far is partial."""
    rest = dict.fromkeys(SPANISH[3:], "")
    assert values([sample(MUNICIPAL, **rest)], tmp_path) == {
        "2023-01": "1",
        "2023-02": "2",
        "2023-03": "3",
        "2023-01/2023-03": "6",
    }
    assert preview(read(tmp_path / "rows.csv")).as_of == "2023-03-31"


def test_extract_gives_no_nation(tmp_path: Path) -> None:
    """A municipal table gives figures for the states in it and none for the country."""
    assert {place for _, _, place in computed([sample(MUNICIPAL)], tmp_path)} == {"MX-11"}


def test_window_stands_alone(tmp_path: Path) -> None:
    """Windows of twelve months are neither added up nor cut into months, and blanks are no figures."""
    june = sample(VSRR, **{"Month": "June", "Data Value": "68,500", "Predicted Value": ""})
    found = computed([sample(VSRR), june], tmp_path)
    assert {key: (row.value, row.status) for key, row in found.items()} == {
        ("as reported", "2016-06/2017-05", "US"): ("68370", "provisional"),
        ("as reported", "2016-07/2017-06", "US"): ("68500", "provisional"),
        ("predicted", "2016-06/2017-05", "US"): ("69991", "estimate"),
    }


def test_older_release(tmp_path: Path) -> None:
    """A release without the later columns is the same format: a newer one revises it."""
    old_row = {name: cell for name, cell in sample(VSRR).items() if name not in VSRR.may_lack}
    old = computed([old_row | {"Data Value": "66,324"}], tmp_path)
    assert preview(read(tmp_path / "rows.csv")).columns == tuple(old_row)
    new = computed([sample(VSRR)], tmp_path)
    found = revisions(old.values(), new.values())
    assert [(each.sort, each.scope, each.change) for each in found] == [
        ("revised", "as reported", "2046"),
        ("added", "predicted", None),
    ]


def test_third_party_estimates_are_not_read(tmp_path: Path) -> None:
    """Of the state series only the CDC's own twelve-month counts become figures, and not New York's."""
    reader = cdc_overdose.SYNTHETIC_BY_STATE
    absent = {"state_abbr": "GA", "rolling_12mo_count": "", "source_value_type": "missing"}
    rows = [sample(reader), sample(reader, state_abbr="NY"), sample(reader, **absent)]
    assert {(row.place, row.value) for row in computed(rows, tmp_path).values()} == {("US-TX", "96")}


def test_half_years(tmp_path: Path) -> None:
    """Two halves make a year, one alone does not; the vintage is the day of the query."""
    first = sample(dea_nflis.FENTANYL)
    second = first | {"PERIOD": "SA2 (JUL - DEC)", "DRUG_REPORTS": "11"}
    assert values([first, second], tmp_path) == {"2025-H1": "589", "2025-H2": "11", "2025": "600"}
    assert values([first], tmp_path) == {"2025-H1": "589"}
    assert preview(read(tmp_path / "rows.csv")).as_of == "2026-03-03"


def test_years(tmp_path: Path) -> None:
    """A table of years gives years only, of all persons only."""
    reader = nchs_poisoning.POISONING
    rows = [sample(reader), sample(reader, Year="2014"), sample(reader, Sex="Male")]
    assert values(rows, tmp_path) == {"2014": "52404", "2015": "52404"}


def test_quiet_state(tmp_path: Path) -> None:
    """Where only what happened is listed, a state without a row in a month of the file had nothing."""
    reader = inegi_homicides.HOMICIDES
    months = [sample(reader, year="2012", month=month) for month in NUMBERED]
    found = computed([*months, sample(reader, month="3", cve_mun="02004", homicides="7")], tmp_path)
    scope = reader.series[0].scope
    assert found[scope, "2012", "MX-02"].value == "7"
    assert found[scope, "2012", "MX"].value == str(12 * 45 + 7)


def test_deaths_abroad(tmp_path: Path) -> None:
    """Deaths in no state count for the country and for no state."""
    reader = inegi_homicides.HOMICIDES
    found = computed([sample(reader, month=month, cve_mun="33999") for month in NUMBERED], tmp_path)
    assert {place for _, _, place in found} == {"MX"}


@given(st.integers(1990, 2099), st.integers(1, 12))
def test_window_ends_with_its_month(year: int, month: int) -> None:
    """A window is twelve months long and ends with the month that names it."""
    window = Period.parse(twelve_months_to(str(year), ENGLISH[month - 1]))
    assert (window.months, window.last) == (12, Period.parse(f"{year}-{month:02}").last)


@given(st.integers(1990, 2099), st.integers(0, 11))
def test_months_by_any_name(year: int, month: int) -> None:
    """A month is the same by number and name in either language, and lies in its fiscal year."""
    found = {
        month_of_year(str(year), names[month])
        for names in (NUMBERED, ENGLISH, SPANISH, ABBREVIATED, tuple(map(str.upper, SPANISH)))
    }
    assert found == {f"{year}-{month + 1:02}"}
    fiscal = month_of_fiscal_year(str(year), ABBREVIATED[month])
    assert fiscal_year(Period.parse(fiscal).first) == year


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (us_state("TX"), "US-TX"),
        (us_state("YC"), ""),
        (us_state("US"), ""),
        (us_state_named("District of Columbia"), "US-DC"),
        (us_state_named("United States"), ""),
        (mexican_state("9"), "MX-09"),
        (mexican_state("33"), ""),
        (mexican_state_of("2004"), "MX-02"),
        (mexican_state_of("35999"), ""),
    ],
)
def test_areas(found: str, place: str) -> None:
    """A state has its place by code, number or name; what is no state has none."""
    assert found == place
