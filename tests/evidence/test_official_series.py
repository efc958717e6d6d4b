"""Every real file is of one format only, and gives the totals that its publisher gives."""

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow.compute
import pytest

from ambos.evidence.catalogue import open_set, preview, store
from ambos.evidence.figures import FigureRow, figures_of
from ambos.evidence.files import header_of
from ambos.evidence.readers import READERS
from ambos.evidence.reading import read
from ambos.evidence.recognise import recognise
from ambos.evidence.revisions import revisions

Find = Callable[[str], Path]
Figures = Callable[[str], dict[tuple[str, str, str, str], FigureRow]]

FILES = {
    "cbp/nationwide-drugs-fy19-fy22.csv.gz": "cbp-drugs",
    "cbp/nationwide-drugs-fy23-fy26-dec.csv.gz": "cbp-drugs",
    "cbp/amo-drug-seizures-fy19-fy22.csv.gz": "cbp-amo-drugs",
    "cbp/amo-drug-seizures-fy23-fy26-dec.csv.gz": "cbp-amo-drugs",
    "cbp/sbo-encounters-fy19-fy22.csv.gz": "cbp-encounters-southwest",
    "cbp/sbo-encounters-fy22-fy25-nov.csv.gz": "cbp-encounters-southwest",
    "cbp/nationwide-encounters-fy20-fy23-state.csv.gz": "cbp-encounters-nationwide",
    "cbp/usbp_monthly_encounters_fy2000-fy2020.csv.gz": "usbp-monthly",
    "sesnsp/victims_state_month_2015-01_2023-12.parquet": "sesnsp-victims",
    "sesnsp/incidents_state_month_1997_2017.parquet": "sesnsp-incidents-until-2017",
    "sesnsp/guanajuato_homicides_municipal_2020_2023.csv.gz": "sesnsp-incidents-municipal",
    "homicide/inegi_municipal_month_1990_2012.parquet": "inegi-homicides",
    "health/cdc_vsrr_overdose_2017-12.csv.gz": "cdc-vsrr",
    "health/cdc_vsrr_overdose_2019-04.csv.gz": "cdc-vsrr",
    "health/cdc_state_synthetic_opioid_2015-01_2023-12.csv.gz": "cdc-synthetic-opioids",
    "health/nchs_drug_poisoning_by_state_1999_2015.csv.gz": "nchs-drug-poisoning",
    "drugs/dea_nflis_fentanyl_reports_2026-03-03.csv.gz": "dea-nflis-fentanyl",
    "border/bts_crossings_us_mexico_1996-01_2019-12.parquet": "bts-crossings",
    "orgs/ucdp_ged_mexico_1989_2020.parquet": "ucdp-ged",
    "orgs/ucdp_candidate_mexico_2026-01_2026-02.csv.gz": "ucdp-candidate",
}
REPEATS = {"border/bts_crossings_us_mexico_1996-01_2019-12.parquet": 6}
SOUTHWEST = "cbp/sbo-encounters-fy19-fy22.csv.gz", "cbp/sbo-encounters-fy22-fy25-nov.csv.gz"
NATIONWIDE = "cbp/nationwide-encounters-fy20-fy23-state.csv.gz"
USBP = "cbp/usbp_monthly_encounters_fy2000-fy2020.csv.gz"
OVERDOSE = "health/cdc_vsrr_overdose_2017-12.csv.gz", "health/cdc_vsrr_overdose_2019-04.csv.gz"
STATES = "health/cdc_state_synthetic_opioid_2015-01_2023-12.csv.gz"

# Indicator, place, scope and the published value of each period.
TOTALS = [
    (SOUTHWEST[0], "cbp-encounters US-SWB SW border, OFO and USBP", "FY2019 977509, FY2021 1734686"),
    (SOUTHWEST[1], "cbp-encounters US-SWB SW border, OFO and USBP", "FY2022 2378944, FY2023 2475669"),
    (SOUTHWEST[1], "cbp-encounters US-SWB SW border, OFO and USBP", "FY2024 2135005"),
    (NATIONWIDE, "cbp-encounters US nationwide, OFO and USBP", "FY2021 1956519, FY2022 2766582"),
    (NATIONWIDE, "cbp-encounters US nationwide, OFO and USBP", "FY2023 3201144"),
    (USBP, "usbp-encounters US-SWB USBP sectors", "FY2000 1643679, FY2019 851508"),
    (
        "homicide/inegi_municipal_month_1990_2012.parquet",
        "inegi-homicides MX by date of registration",
        "1990 14493, 2007 8867, 2010 25757, 2011 27213, 2012 25967",
    ),
    (
        "border/bts_crossings_us_mexico_1996-01_2019-12.parquet",
        "bts-trucks-from-mexico US-SWB entries at land ports",
        "2019 6440255",
    ),
    (OVERDOSE[0], "us-overdose-deaths-12m US as reported", "2016-06/2017-05 66324"),
    (OVERDOSE[1], "us-overdose-deaths-12m US as reported", "2016-06/2017-05 68370"),
    (OVERDOSE[1], "us-overdose-deaths-12m US predicted", "2016-06/2017-05 69991"),
    (
        "health/nchs_drug_poisoning_by_state_1999_2015.csv.gz",
        "us-overdose-deaths US final death certificates",
        "1999 16849, 2015 52404",
    ),
    (
        "sesnsp/incidents_state_month_1997_2017.parquet",
        "sesnsp-homicide-cases-1997-2017 MX state prosecutors' cases, method of 1997 to 2017",
        "2007 10253, 2011 22409",
    ),
    (
        "drugs/dea_nflis_fentanyl_reports_2026-03-03.csv.gz",
        "nflis-fentanyl-reports US federal, state, local and private laboratories",
        "2023-H1 95173, 2023-H2 83689, 2023 178862",
    ),
]  # fmt: skip


@pytest.fixture
def figures(official: Find, tmp_path: Path) -> Figures:
    """Take an official file the whole way, and give its figures by indicator, place, scope and period."""

    def compute(name: str) -> dict[tuple[str, str, str, str], FigureRow]:
        file = read(official(name))
        stored = store(file.table, tmp_path)
        path = open_set(stored.path, stored.rows_digest).path
        found = figures_of(path, file.reader, preview(file).as_of)
        return {(row.indicator, row.place, row.scope, row.period): row for row in found}

    return compute


@pytest.mark.parametrize("name", FILES)
def test_one_format_each(name: str, official: Find) -> None:
    """Every real file is recognised as its own format, and no other format has all its columns."""
    path = official(name)
    assert recognise(path).code == FILES[name]
    header = set(header_of(path))
    fitting = [
        reader.code
        for reader in READERS
        if reader.columns.keys() - {*reader.may_lack} <= header <= reader.columns.keys()
    ]
    assert fitting == [FILES[name]]


@pytest.mark.parametrize("name", FILES)
def test_whole_file(name: str, official: Find, tmp_path: Path) -> None:
    """Every real file is read, stored and computed in three seconds of work, without a new code."""
    path = official(name)
    begin = time.process_time()
    file = read(path)
    rows = figures_of(store(file.table, tmp_path).path, file.reader, preview(file).as_of)
    assert time.process_time() - begin < 3
    assert len(rows) == len({(row.indicator, row.place, row.scope, row.period) for row in rows}) > 0
    assert (file.new_codes, file.repeats) == ((), REPEATS.get(name, 0))


@pytest.mark.parametrize(("name", "series", "published"), TOTALS)
def test_totals(name: str, series: str, published: str, figures: Figures) -> None:
    """Totals are those that the publisher prints."""
    indicator, place, scope = series.split(" ", 2)
    found = figures(name)
    for each in published.split(", "):
        period, value = each.split(" ")
        assert found[indicator, place, scope, period].value == value


def test_border_patrol_agrees_with_itself(figures: Figures) -> None:
    """The two tables of the Border Patrol give the same encounters in every month that both have."""
    old, new = figures(USBP), figures(SOUTHWEST[0])
    both = {key for key in old.keys() & new.keys() if key[0] == "usbp-encounters"}
    assert len(both) == 2 * 12 + 2
    assert all(old[key].value == new[key].value for key in both)


def test_nation_and_border_agree(figures: Figures) -> None:
    """The south-west border is the same in the nationwide table; states add up to the nation."""
    nation, border = figures(NATIONWIDE), figures(SOUTHWEST[0])
    both = nation.keys() & border.keys()
    assert len(both) == 3 * 12 + 3
    assert all(nation[key].value == border[key].value for key in both)
    states = [
        row for row in nation.values() if row.scope.startswith("in the state") and row.period == "FY2023"
    ]
    assert sum(int(row.value) for row in states) == 3201144


def test_sectors_make_the_borders(official: Find) -> None:
    """In every month of the table the sectors add up to their border, the borders to the nation."""
    for row in read(official(USBP)).table.to_pylist():
        borders = row["coastal_border"], row["northern_border"], row["southwest_border"]
        assert sum(borders) == row["monthly_total"]
        sectors = [value for value in row.values() if isinstance(value, int)]
        assert sum(sectors) == 3 * row["monthly_total"] + row["fy"] + row["cy"]


def test_two_vintages_of_encounters(figures: Figures) -> None:
    """The later release restates FY2022 unchanged, adds what came since, and drops no earlier year."""
    old, new = (figures(name).values() for name in SOUTHWEST)
    shared = {row.period for row in old} & {row.period for row in new}
    found = revisions(old, new)
    assert len(shared) == 13
    assert {each.sort for each in found} == {"added"}
    assert min(each.period for each in found) == "2022-10"
    assert {"FY2023", "FY2024"} <= {each.period for each in found}


def test_two_vintages_of_overdoses(figures: Figures) -> None:
    """The release of 2019 revises older windows, the newest by 3 %, and adds the predicted ones."""
    old, new = (figures(name).values() for name in OVERDOSE)
    found = revisions(old, new)
    revised = {
        each.period: each
        for each in found
        if each.sort == "revised" and each.indicator.endswith("deaths-12m")
    }
    newest = next(
        each
        for each in found
        if (each.period, each.indicator) == ("2016-06/2017-05", "us-overdose-deaths-12m")
    )
    assert (newest.old, newest.new, newest.change, newest.percent) == ("66324", "68370", "2046", "3.08")
    assert revised
    assert all(each.scope == "as reported" for each in revised.values())
    assert not [each for each in found if each.sort == "dropped"]
    assert {each.scope for each in found if each.sort == "added"} == {"as reported", "predicted"}


def test_overdoses_are_provisional(figures: Figures) -> None:
    """Every window is provisional, a predicted one an estimate; none is a month or a calendar year."""
    rows = figures(OVERDOSE[1]).values()
    assert {(row.scope, row.status) for row in rows} == {
        ("as reported", "provisional"),
        ("predicted", "estimate"),
    }
    assert {len(row.period) for row in rows} == {len("2016-06/2017-05")}


def test_how_complete_a_release_is(official: Find) -> None:
    """What the CDC says of the completeness of each count stays in the rows."""
    table = read(official(OVERDOSE[0])).table
    pending = pyarrow.compute.max(table["Percent Pending Investigation"]).as_py()
    assert Decimal(0) < pending < 100
    assert "99+" in table["Percent Complete"].unique().to_pylist()


def test_states_of_the_opioid_series(figures: Figures) -> None:
    """The states, New York apart, come to the known sum, which lies below the nation's."""
    december = {
        row.place: int(row.value) for row in figures(STATES).values() if row.period.endswith("/2022-12")
    }
    assert not {"US-LA", "US-PA", "US-NY"} & december.keys()
    new_york = 2592
    assert sum(december.values()) + new_york == 60199


def test_municipal_cases(figures: Figures) -> None:
    """Guanajuato alone is in the municipal extract, with its months and years."""
    found = figures("sesnsp/guanajuato_homicides_municipal_2020_2023.csv.gz")
    assert {place for _, place, _, _ in found} == {"MX-11"}
    assert len(found) == 4 * 13
    assert [row.value for row in found.values() if row.period == "2023"] == ["2581"]


def test_states_of_the_country(figures: Figures) -> None:
    """Homicides of the 32 states come to the country's, less those in no known state."""
    found = figures("homicide/inegi_municipal_month_1990_2012.parquet")
    years = {2009: 19803, 1990: 14426}
    for year, total in years.items():
        states = [row for row in found.values() if row.place != "MX" and row.period == str(year)]
        assert len(states) == 32
        assert sum(int(row.value) for row in states) == total


def test_events(official: Find, figures: Figures) -> None:
    """The reviewed events of 1989 to 2020 are there, with their best, low and high sums apart."""
    name = "orgs/ucdp_ged_mexico_1989_2020.parquet"
    rows = figures(name)
    sums = {
        scope: sum(int(row.value) for row in rows.values() if row.scope == f"GED, {scope} estimate")
        for scope in ("best", "low", "high")
    }
    assert read(official(name)).table.num_rows == 10137
    assert rows["ucdp-deaths", "MX", "GED, best estimate", "2020"].value == "15195"
    assert sums == {"best": 95548, "low": 94591, "high": 101324}
    assert ("ucdp-deaths", "MX", "GED, best estimate", "1991") not in rows


def test_candidate_events(figures: Figures) -> None:
    """Events not yet reviewed make a partial year under a scope of their own."""
    found = figures("orgs/ucdp_candidate_mexico_2026-01_2026-02.csv.gz").values()
    assert {(row.scope, row.period, row.value, row.status) for row in found} == {
        ("candidate events, best estimate", "2026-01/2026-02", "427", "partial"),
        ("candidate events, low estimate", "2026-01/2026-02", "368", "partial"),
        ("candidate events, high estimate", "2026-01/2026-02", "519", "partial"),
    }


def test_late_reports(figures: Figures) -> None:
    """Laboratory reports carry the day of the query as their vintage and are never final."""
    rows = figures("drugs/dea_nflis_fentanyl_reports_2026-03-03.csv.gz").values()
    assert {(row.as_of, row.status) for row in rows} == {("2026-03-03", "provisional")}
