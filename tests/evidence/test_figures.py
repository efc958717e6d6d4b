"""Figures say what the file covers, no more; two vintages of them show what was revised."""

import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ambos.domains.measures.records import FIGURE_STATUS
from ambos.evidence.catalogue import store
from ambos.evidence.figures import FigureRow, figures_of
from ambos.evidence.reading import read
from ambos.evidence.revisions import revisions
from ambos.values.dates import Period
from ambos.values.places import Place
from ambos.values.quantities import Unit
from tests.evidence.conftest import Write

Rows = Callable[..., list[str]]


def computed(path: Path, folder: Path, as_of: str = "2026-01-31") -> list[FigureRow]:
    file = read(path)
    return figures_of(store(file.table, folder).path, file.reader, as_of)


def fentanyl(rows: list[FigureRow]) -> dict[str, FigureRow]:
    return {row.period: row for row in rows if (row.indicator, row.place) == ("cbp-fentanyl-lb", "US")}


def test_full_year(cbp_file: Write, year_rows: Rows, tmp_path: Path) -> None:
    """Twelve months make a whole fiscal year, October to September."""
    rows = fentanyl(computed(cbp_file(*year_rows("2024")), tmp_path))
    assert (rows["FY2024"].value, rows["FY2024"].status) == ("12", "final")
    assert min(rows) == "2023-10"
    assert len(rows) == 13


def test_partial_year(cbp_file: Write, year_rows: Rows, tmp_path: Path) -> None:
    """Months of an open year make a range with status partial and no fiscal year."""
    rows = fentanyl(computed(cbp_file(*year_rows("2026 (FYTD)", "OCT", "NOV")), tmp_path))
    assert rows.keys() == {"2025-10", "2025-11", "2025-10/2025-11"}
    assert rows["2025-10/2025-11"].status == "partial"
    assert rows["2025-10"].status == "provisional"


def test_gap_and_single_month(cbp_file: Write, year_rows: Rows, tmp_path: Path) -> None:
    """One month alone, and months with a gap between, make no sum beyond the months themselves."""
    one = fentanyl(computed(cbp_file(*year_rows("2026", "OCT")), tmp_path))
    gap = fentanyl(computed(cbp_file(*year_rows("2026", "OCT", "DEC")), tmp_path))
    assert one.keys() == {"2025-10"}
    assert gap.keys() == {"2025-10", "2025-12"}


def test_quiet_month_is_zero(cbp_file: Write, year_rows: Rows, tmp_path: Path) -> None:
    """A month that the file covers without a row of the series counts as zero."""
    cocaine = [row.replace("Fentanyl", "Cocaine") for row in year_rows("2026", "NOV")]
    rows = fentanyl(computed(cbp_file(*year_rows("2026", "OCT"), *cocaine), tmp_path))
    assert {period: row.value for period, row in rows.items()} == {
        "2025-10": "1",
        "2025-11": "0",
        "2025-10/2025-11": "1",
    }


def test_absent_code_gives_nothing(cbp_file: Write, year_rows: Rows, tmp_path: Path) -> None:
    """A series none of whose codes is in the file gives no figures: a renamed drug must not read as zero."""
    renamed = [row.replace("Fentanyl", "Fentanyl (all)") for row in year_rows("2024")]
    rows = computed(cbp_file(*renamed), tmp_path)
    assert {row.indicator for row in rows} == {"cbp-all-drugs-lb"}


def test_figures_fit_their_kind(cbp_file: Write, year_rows: Rows, tmp_path: Path) -> None:
    """Every figure has a period, a place, a unit and a status that the kind admits, and keeps every digit."""
    row = year_rows("2024", "OCT")[0].replace("1.0", "0.000440924524")
    for figure in computed(cbp_file(row, row.replace("YUMA", "TUCSON")), tmp_path):
        assert str(Period.parse(figure.period)) == figure.period
        Place.parse(figure.place)
        Unit.parse(figure.unit)
        assert figure.status in FIGURE_STATUS
        assert figure.body()["indicator"] == f"indicator/{figure.indicator}"
        assert figure.value == ("0.000881849048" if figure.unit == "lb" else "2")


def test_two_vintages(official: Callable[[str], Path], tmp_path: Path) -> None:
    """A corrected cell of a real file revises its month, its year and each series it feeds, no more."""
    source = official("cbp/nationwide-drugs-fy19-fy22.csv.gz")
    lines = gzip.decompress(source.read_bytes()).decode().splitlines(keepends=True)
    wanted = {"2022", "MAR", "Coastal/Interior", "Heroin"}
    at = next(number for number, line in enumerate(lines) if wanted <= set(line.split(",")))
    head, _, quantity = lines[at].strip().rpartition(",")
    lines[at] = f"{head},{Decimal(quantity) + 100}\r\n"
    newer = tmp_path / "newer.csv"
    newer.write_bytes("".join(lines).encode())
    found = revisions(computed(source, tmp_path, "2022-09-30"), computed(newer, tmp_path, "2023-04-30"))
    assert [(each.sort, each.indicator, each.period, each.place, each.change) for each in found] == [
        ("revised", "cbp-all-drugs-lb", "FY2022", "US", found[0].change),
        ("revised", "cbp-all-drugs-lb", "2022-03", "US", found[1].change),
        ("revised", "cbp-heroin-lb", "FY2022", "US", found[2].change),
        ("revised", "cbp-heroin-lb", "2022-03", "US", found[3].change),
    ]
    assert all(abs(Decimal(each.change or 0) - 100) < Decimal("1e-11") for each in found)


def test_added_and_dropped(cbp_file: Write, year_rows: Rows, tmp_path: Path) -> None:
    """A new month is added; one gone from between is dropped; months before a later file are neither."""
    old = fentanyl(computed(cbp_file(*year_rows("2026", "OCT", "NOV", "DEC")), tmp_path)).values()
    new = fentanyl(computed(cbp_file(*year_rows("2026", "NOV", "JAN")), tmp_path)).values()
    assert [(each.sort, each.period) for each in revisions(old, new)] == [
        ("dropped", "2025-12"),
        ("added", "2026-01"),
    ]


def figure(period: str, value: str) -> FigureRow:
    return FigureRow("cbp-heroin-lb", period, "US", value, "lb", "AMO", "CBP", "2026-01-31", "final")


@given(st.dictionaries(st.sampled_from(["2024-01", "2024-02", "FY2024"]), st.decimals(0, 1000, places=4)))
def test_same_figures_have_no_revisions(values: dict[str, Decimal]) -> None:
    """Figures compared with themselves, even with zeros at their ends, revise nothing."""
    rows = [figure(period, f"{value:f}") for period, value in values.items()]
    assert revisions(rows, [figure(row.period, row.value + "0") for row in rows]) == []


def test_percent() -> None:
    """A change is given in the unit and in percent of the old value, and without percent from zero."""
    old = [figure("2024-01", "8"), figure("2024-02", "0")]
    found = revisions(old, [figure("2024-01", "9"), figure("2024-02", "3")])
    assert [(each.change, each.percent) for each in found] == [("1", "12.50"), ("3", None)]
