"""Whatever is wrong with a file is named exactly, and nothing comes of it."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.evidence import errors
from ambos.evidence.cells import (
    DATE,
    DECIMAL,
    FISCAL_YEAR,
    GROUPED,
    MONTH,
    SIGNED,
    TEXT,
    WHOLE,
    YEAR,
    Cell,
    optional,
)
from ambos.evidence.reading import read
from ambos.evidence.recognise import recognise
from ambos.values.errors import AmbosError
from tests.evidence.conftest import CBP_HEADER, CBP_ROW, TUCSON_ROW, Write


def refusal(path: Path, kind: type[AmbosError]) -> dict[str, object]:
    with pytest.raises(kind) as caught:
        read(path)
    return caught.value.data


@pytest.mark.parametrize("name", ["seizures.csv", "seizures.csv.gz", "anything.txt"])
def test_recognised_by_content(name: str, cbp_file: Write) -> None:
    """A file is known by its columns, whatever its name, compressed or not."""
    assert read(cbp_file(CBP_ROW, name=name)).reader.code == "cbp-drugs"


def test_order_and_mark(cbp_file: Write) -> None:
    """The order of the columns and a byte order mark change neither the format nor the rows."""
    plain = read(cbp_file(CBP_ROW))
    turned = [",".join(reversed(line.split(","))) for line in (CBP_HEADER, CBP_ROW)]
    other = read(cbp_file(turned[1], header="\ufeff" + turned[0]))
    assert other.table.equals(plain.table)
    assert other.file_digest != plain.file_digest


def test_empty(tmp_path: Path, cbp_file: Write) -> None:
    """A file without bytes, compressed or not, and one with a header only, are empty."""
    nothing = tmp_path / "nothing.csv"
    nothing.write_bytes(b"")
    packed = tmp_path / "packed.csv.gz"
    packed.write_bytes(gzip.compress(b""))
    for path in (nothing, packed, cbp_file()):
        assert refusal(path, errors.FileEmpty) == {"file": path.name}


def test_missing(tmp_path: Path) -> None:
    """A path without a file, and a folder, are no readable file."""
    for path in (tmp_path / "none.csv", tmp_path):
        assert refusal(path, errors.FileMissing) == {"file": path.name}


@pytest.mark.parametrize("content", [b"name,age\nA,1\n", b"PK\x03\x04zip", b"\n", b"{}"])
def test_foreign(content: bytes, tmp_path: Path) -> None:
    """A file of no known format is foreign, and the known formats are named."""
    path = tmp_path / "foreign.csv"
    path.write_bytes(content)
    data = refusal(path, errors.FileForeign)
    assert "CBP Nationwide Drug Seizures (OFO and USBP)" in str(data["known"])


@pytest.mark.parametrize(
    "name",
    [
        "cbp/fixture_weapons-ammunition-seizures-2025-07_head.csv.gz",
        "cbp/fixture_currency-seizures-2025-04.csv.gz",
    ],
)
def test_foreign_official(name: str, official: Callable[[str], Path]) -> None:
    """Other files of a known publisher are foreign too, not mistaken for a changed format."""
    refusal(official(name), errors.FileForeign)


def test_renamed_column(cbp_file: Write) -> None:
    """A renamed column is named as found and as expected, in the nearest known format."""
    path = cbp_file(CBP_ROW, header=CBP_HEADER.replace("Sum Qty (lbs)", "Total Qty"))
    assert refusal(path, errors.ColumnRenamed) == {
        "file": "seizures.csv",
        "format": "CBP Nationwide Drug Seizures (OFO and USBP)",
        "missing": "Sum Qty (lbs)",
        "unknown": "Total Qty",
    }


@pytest.mark.parametrize(
    ("name", "format"), [("Branches", "Air and Marine"), ("Responsibility", "OFO and USBP")]
)
def test_nearest_format(name: str, format: str, cbp_file: Write) -> None:
    """Between formats that differ in one column, the likeness of the renamed one decides."""
    path = cbp_file(CBP_ROW, header=CBP_HEADER.replace("Area of Responsibility", name))
    assert format in str(refusal(path, errors.ColumnRenamed)["format"])


def test_missing_and_unknown_column(cbp_file: Write) -> None:
    """A column too few, too many or twice is refused by name."""
    fewer = cbp_file(CBP_ROW, header=CBP_HEADER.removesuffix(",Sum Qty (lbs)"))
    assert refusal(fewer, errors.ColumnMissing)["missing"] == "Sum Qty (lbs)"
    more = cbp_file(CBP_ROW + ",x", header=CBP_HEADER + ",Note")
    assert refusal(more, errors.ColumnUnknown)["unknown"] == "Note"
    twice = cbp_file(CBP_ROW + ",x", header=CBP_HEADER + ",FY")
    assert refusal(twice, errors.ColumnUnknown)["unknown"] == "FY"


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9, 0.999])
def test_gzip_cut_anywhere(share: float, cbp_file: Write) -> None:
    """A compressed file that was cut off is refused as such, wherever the cut."""
    path = cbp_file(*[CBP_ROW] * 5000, name="seizures.csv.gz")
    path.write_bytes(path.read_bytes()[: max(3, int(path.stat().st_size * share))])
    assert refusal(path, errors.GzipBroken) == {"file": "seizures.csv.gz"}


def test_gzip_damaged(cbp_file: Write) -> None:
    """A compressed file whose checksum does not fit is refused."""
    path = cbp_file(CBP_ROW, name="seizures.csv.gz")
    path.write_bytes(path.read_bytes()[:-8] + bytes(8))
    refusal(path, errors.GzipBroken)


def test_csv_cut_in_last_cell(cbp_file: Write) -> None:
    """A file whose last line has no end is refused, for its last number may be cut."""
    path = cbp_file(CBP_ROW)
    path.write_bytes(path.read_bytes()[:-3])
    refusal(path, errors.FileCut)


def test_csv_cut_in_last_row(cbp_file: Write) -> None:
    """A file cut in the middle of a row names that row and the columns it should have."""
    path = cbp_file(CBP_ROW, CBP_ROW)
    path.write_bytes(path.read_bytes()[:-30])
    data = refusal(path, errors.FileInvalid)
    assert (data["row"], data["column"]) == (3, "FY … Sum Qty (lbs)")
    assert data["expected"] == CBP_HEADER.replace(",", ", ")


def test_parquet_broken(tmp_path: Path) -> None:
    """A Parquet file without its end is refused as damaged, not as foreign."""
    path = tmp_path / "victims.parquet"
    path.write_bytes(b"PAR1" + bytes(100))
    refusal(path, errors.ParquetBroken)


def test_parquet_wrong_type(tmp_path: Path, cbp_file: Write) -> None:
    """A Parquet file with an empty cell or a fraction of an event names the row and the column."""
    texts = dict(zip(CBP_HEADER.split(","), ([cell] * 3 for cell in CBP_ROW.split(",")), strict=True))
    path = tmp_path / "seizures.parquet"
    pyarrow.parquet.write_table(pa.table({**texts, "Count of Event": [2.0, 2.5, None]}), path)
    data = refusal(path, errors.FileInvalid)
    assert (data["row"], data["column"], data["value"], data["count"]) == (3, "Count of Event", "2.5", 2)


@pytest.mark.parametrize("at", [0, 1, 700])
def test_wrong_encoding(at: int, cbp_file: Write) -> None:
    """A cell that is neither UTF-8 nor Spanish in Latin-1 is named by row and column; the header is row 1."""
    rows = [CBP_ROW] * 800
    rows[at] = CBP_ROW.replace("YUMA", "PEÐA")
    path = cbp_file(*rows)
    path.write_bytes(path.read_bytes().decode().encode("latin-1"))
    assert refusal(path, errors.EncodingBroken) == {
        "file": "seizures.csv",
        "row": at + 2,
        "column": "Area of Responsibility",
    }


def test_wrong_encoding_of_header(cbp_file: Write) -> None:
    """A header in no encoding that is known is refused at its first row."""
    path = cbp_file(CBP_ROW)
    path.write_bytes(b"\x8e" + path.read_bytes())
    assert refusal(path, errors.EncodingBroken) == {"file": "seizures.csv", "row": 1, "column": 1}


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("FY", "19", "cell-fiscal-year"),
        ("Month (abbv)", "ENE", "JAN | FEB | MAR | APR | MAY | JUN | JUL | AUG | SEP | OCT | NOV | DEC"),
        ("Component", "Coast Guard", "Office of Field Operations | U.S. Border Patrol"),
        ("Count of Event", "-1", "cell-whole"),
        ("Sum Qty (lbs)", '"1,234.5"', "cell-decimal"),
        ("Sum Qty (lbs)", "", "cell-decimal"),
        ("Drug Type", "  ", "cell-text"),
    ],
)
def test_bad_cell(column: str, value: str, expected: str, cbp_file: Write) -> None:
    """A cell that is not of its column's form is named by row, column and value, with what was expected."""
    cells = dict(zip(CBP_HEADER.split(","), CBP_ROW.split(","), strict=True)) | {column: value}
    data = refusal(cbp_file(CBP_ROW, ",".join(cells.values()), CBP_ROW), errors.FileInvalid)
    assert (data["row"], data["column"], data["value"]) == (3, column, value.strip('"'))
    assert data["expected"] == expected
    assert data["count"] == 1


def test_problems_are_collected(cbp_file: Write) -> None:
    """Up to twenty problems come together, in the order of the rows, of cells and whole rows alike."""
    bad = CBP_ROW.replace("31.5", "much")
    rows = [CBP_ROW, "one,two", bad, *[CBP_ROW] * 5, bad, *[bad.replace("2024", "x")] * 30]
    data = refusal(cbp_file(*rows), errors.FileInvalid)
    problems = data["problems"]
    assert isinstance(problems, tuple)
    assert [problem.data["row"] for problem in problems[:4]] == [3, 4, 10, 11]
    assert (len(problems), data["count"]) == (20, 20)


def test_new_drug_is_kept(cbp_file: Write) -> None:
    """A drug never named before is kept and listed as new with its rows."""
    file = read(cbp_file(CBP_ROW, *(row.replace("Fentanyl", "Nitazene") for row in (CBP_ROW, TUCSON_ROW))))
    assert [(new.column, new.value, new.rows) for new in file.new_codes] == [("Drug Type", "Nitazene", 2)]
    assert file.table.num_rows == 3


def test_progress(cbp_file: Write) -> None:
    """Progress never runs backward and ends with the whole file."""
    heard: list[tuple[int, int]] = []
    path = cbp_file(*[CBP_ROW] * 30000)
    read(path, lambda done, total: heard.append((done, total)))
    assert heard == sorted(heard)
    assert heard[-1] == (path.stat().st_size, path.stat().st_size)


def test_recognise_is_enough_to_refuse(cbp_file: Write) -> None:
    """The format is told without reading the rows: a bad row does not hide it."""
    assert recognise(cbp_file("bad,row")).code == "cbp-drugs"


@given(st.decimals(0, 10**9 - 1, places=9))
def test_decimals_are_exact(number: object) -> None:
    """A decimal text is read digit for digit, with or without an exponent."""
    assert DECIMAL.read(f"{number:f}") == number
    assert DECIMAL.read("2.20462262e-05") == DECIMAL.read("0.0000220462262")


@given(st.text(max_size=12))
def test_numbers_are_strict(text: str) -> None:
    """What a number or date form admits is plain ASCII, and it never turns into something else."""
    for form in (WHOLE, DECIMAL, SIGNED, GROUPED, YEAR, FISCAL_YEAR, MONTH, DATE):
        try:
            form.read(text)
        except ValueError:
            continue
        assert text.isascii()
        assert text == text.strip()


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        (WHOLE, "9584.0", "9584"),
        (GROUPED, "68,370", "68370"),
        (GROUPED, "1234567", "1234567"),
        (GROUPED, "97.5", "97.5"),
        (SIGNED, "-99.25", "-99.25"),
        (YEAR, "1997", "1997"),
        (DATE, "2026-03-03 13:26:55", "2026-03-03"),
        (DATE, "2026-01-01 00:00:00.000", "2026-01-01"),
        (optional(WHOLE), "", "None"),
        (optional(TEXT), "x", "x"),
    ],
)
def test_forms(form: Cell, text: str, value: str) -> None:
    """What a form admits has one value."""
    assert str(form.read(text)) == value


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (WHOLE, "9584.5"),
        (WHOLE, ""),
        (GROUPED, "68,37"),
        (GROUPED, "6837,000"),
        (GROUPED, "68.370,5"),
        (SIGNED, "--1"),
        (YEAR, "97"),
        (DATE, "2026-02-30"),
        (DATE, "03/03/2026"),
        (optional(WHOLE), " "),
    ],
)
def test_forms_refuse(form: Cell, text: str) -> None:
    """What only looks like the form is refused, a decimal comma and a day of another order among it."""
    with pytest.raises(ValueError):
        form.read(text)


def test_huge_exponent() -> None:
    """A quantity smaller than the places kept is refused, not rounded."""
    with pytest.raises(ValueError, match="e-99"):
        DECIMAL.read("1e-99")
