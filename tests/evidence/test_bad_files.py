"""What spreadsheets and hurried exports do to official files: decoded where sure, else refused by name."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ambos.evidence import errors
from ambos.evidence.doubts import demand_believable
from ambos.evidence.files import row_texts, silent
from ambos.evidence.readers import conapo_population, inegi_homicides, sesnsp_incidents, sesnsp_victims
from ambos.evidence.reading import read
from tests.evidence.conftest import CBP_HEADER, CBP_ROW, TUCSON_ROW, Write
from tests.evidence.samples import sample, write

MUNICIPAL = sesnsp_incidents.MUNICIPAL
TODAY = date(2026, 1, 31)


def municipal(path: Path, **other: str) -> Path:
    """Write one row of the municipal table of SESNSP."""
    return write(path, [sample(MUNICIPAL, **other)])


def test_latin_1_is_decoded(tmp_path: Path) -> None:
    """A file in the encoding of old Windows programs gives the rows of the same file in UTF-8."""
    path = municipal(tmp_path / "utf8.csv", Municipio="Peñamiller “Ñu”")
    other = tmp_path / "latin.csv"
    other.write_bytes(path.read_text("utf-8").encode("cp1252"))
    assert read(other).table.equals(read(path).table)
    assert read(other).file_digest != read(path).file_digest


def test_long_latin_1_is_decoded(tmp_path: Path) -> None:
    """Letters beyond the first block of a file are decoded too."""
    rows = [sample(MUNICIPAL, **{"Cve. Municipio": str(n), "Municipio": f"Ñandú {n}"}) for n in range(9000)]
    path = write(tmp_path / "utf8.csv", rows)
    other = tmp_path / "latin.csv"
    other.write_bytes(path.read_text("utf-8").encode("latin-1"))
    assert read(other).table.equals(read(path).table)


def test_a_wrong_letter_is_never_read(tmp_path: Path) -> None:
    """A byte that Spanish does not write in that encoding is refused with its row and column."""
    text = municipal(tmp_path / "a.csv", Municipio="Celaya").read_text("utf-8")
    path = tmp_path / "mixed.csv"
    path.write_bytes(text.encode("cp1252").replace(b"Celaya", b"Cela\x8eya"))
    with pytest.raises(errors.EncodingBroken) as caught:
        read(path)
    assert (caught.value.data["row"], caught.value.data["column"]) == (2, 5)


def test_a_file_left_half_read_is_let_go(tmp_path: Path) -> None:
    """Whoever leaves a file before its end ends the reading: nothing of it goes on behind."""
    path = tmp_path / "many.csv"
    path.write_text("a,b\n" + "".join(f"{number},{'x' * 100}\n" for number in range(50_000)))
    with row_texts(path, ("a", "b"), silent) as found:
        assert next(found.batches).num_rows < 50_000
    assert list(found.batches) == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16_is_refused(encoding: str, tmp_path: Path) -> None:
    """UTF-16, as spreadsheets save it, is named as such."""
    path = tmp_path / "sheet.csv"
    mark = "" if encoding == "utf-16" else "\ufeff"
    path.write_bytes(f"{mark}{CBP_HEADER}\n{CBP_ROW}\n".encode(encoding))
    with pytest.raises(errors.EncodingUtf16):
        read(path)


def test_semicolons_separate_too(cbp_file: Write) -> None:
    """A file with semicolons between its cells gives the same rows."""
    rows = (CBP_ROW, TUCSON_ROW)
    other = cbp_file(
        *(row.replace(",", ";") for row in rows), header=CBP_HEADER.replace(",", ";"), name="b.csv"
    )
    assert read(other).table.equals(read(cbp_file(*rows)).table)


@pytest.mark.parametrize("number", ["1.234,5", "31,5", "1.234.567,25"])
def test_decimal_commas_are_named(number: str, cbp_file: Write) -> None:
    """A number with a decimal comma is refused as such, by row and column, and not taken for another."""
    row = CBP_ROW.replace(",", ";").replace("31.5", number)
    assert problems(cbp_file(row, header=CBP_HEADER.replace(",", ";"))) == [
        ("evidence.decimal-comma", 2, "Sum Qty (lbs)")
    ]


def problems(path: Path) -> list[tuple[str, object, object]]:
    """Give the code, row and column of what a file is refused for."""
    with pytest.raises(errors.FileInvalid) as caught:
        read(path)
    return [(each.code, each.data["row"], each.data["column"]) for each in caught.value.data["problems"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("word", ["Total", "TOTAL GENERAL", " Subtotal "])
def test_totals_rows_are_named(word: str, cbp_file: Write) -> None:
    """A row that sums the others is refused, whatever column says so."""
    assert problems(cbp_file(CBP_ROW, CBP_ROW.replace("YUMA SECTOR", word))) == [
        ("evidence.totals-row", 3, "Area of Responsibility")
    ]


def test_a_place_is_no_total(tmp_path: Path) -> None:
    """Suma in Yucatán, of which INEGI and CONAPO have rows, is a municipality and no sum."""
    homicide = sample(inegi_homicides.HOMICIDES, cve_mun="31072", municipality="Suma")
    assert read(write(tmp_path / "a.csv", [homicide])).table.num_rows == 1
    people = sample(conapo_population.POPULATION, CVE="31072", Municipio="Suma")
    assert read(write(tmp_path / "b.csv", [people])).table.num_rows == len(conapo_population.POPULATION.wide)


def test_repeated_rows_are_counted_once(cbp_file: Write) -> None:
    """A row that comes again cell for cell is left out and counted; one that contradicts is refused."""
    file = read(cbp_file(CBP_ROW, TUCSON_ROW, CBP_ROW))
    assert (file.table.num_rows, file.repeats) == (2, 1)
    with pytest.raises(errors.RowContradicted):
        read(cbp_file(CBP_ROW, CBP_ROW.replace("31.5", "31.6")))


def test_another_unit_is_named(cbp_file: Write) -> None:
    """A column whose name states another unit is refused as a change of unit."""
    with pytest.raises(errors.UnitChanged) as caught:
        read(cbp_file(CBP_ROW, header=CBP_HEADER.replace("(lbs)", "(kg)")))
    assert (caught.value.data["missing"], caught.value.data["unknown"]) == ("Sum Qty (lbs)", "Sum Qty (kg)")


def test_periods_that_have_not_begun_are_refused(cbp_file: Write, tmp_path: Path) -> None:
    """A row of a month to come is refused with the earliest such month; a projection may look ahead."""
    ahead = [CBP_ROW.replace("2024,OCT", f"2026,{month}") for month in ("APR", "JAN", "MAR")]
    with pytest.raises(errors.PeriodInFuture) as caught:
        demand_believable(read(cbp_file(*ahead)), TODAY)
    assert (caught.value.data["period"], caught.value.data["columns"]) == ("2026-03", "FY, Month (abbv)")
    demand_believable(read(cbp_file(ahead[1])), TODAY)
    demand_believable(read(write(tmp_path / "p.csv", [sample(conapo_population.POPULATION)])), TODAY)


def half_year(months_with: int) -> Iterator[dict[str, str]]:
    """Give a year of victims, none of them after so many months."""
    for month in range(1, 13):
        count = "4" if month <= months_with else "0"
        yield sample(sesnsp_victims.VICTIMS, date=f"2023-{month:02}", n_victimas=count)


def test_half_a_year_is_not_a_whole_one(tmp_path: Path) -> None:
    """A year whose last months are zero throughout is refused with those months; a full one is not."""
    with pytest.raises(errors.MonthsEmpty) as caught:
        demand_believable(read(write(tmp_path / "half.csv", half_year(6))), TODAY)
    assert (caught.value.data["first"], caught.value.data["last"]) == ("2023-07", "2023-12")
    demand_believable(read(write(tmp_path / "full.csv", half_year(12))), TODAY)
