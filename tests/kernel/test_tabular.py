"""CSV of a kind: what was written is read back, and each fault names its place."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel.kinds import Body
from ambos.kernel.table_errors import (
    CellInvalid,
    CellMissing,
    ColumnMissing,
    ColumnRepeated,
    ColumnUnknown,
    IdRepeated,
    RowWidthWrong,
    TableBroken,
    TableEmpty,
    TableHasNul,
    TableInvalid,
    TableNotUtf8,
)
from ambos.kernel.tabular import Row, columns, guarded, read, unguarded, write
from ambos.values.errors import Misused
from tests.kernel.samples import BODIES, PROMISE, SLUGS

HEADER = "id,sentence.en,sentence.es,state,framework,due,count\n"
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
GOOD = "first,We will meet,,open,sig-2025,2026-03,\n"

TABLES = st.dictionaries(SLUGS, BODIES, max_size=4).map(lambda table: list(table.items()))


def written(rows: list[Row]) -> bytes:
    stream = BytesIO()
    write(PROMISE, rows, stream)
    return stream.getvalue()


def taken(data: str | bytes) -> list[Row]:
    return read(PROMISE, BytesIO(data.encode() if isinstance(data, str) else data), "promises.csv")


def refused(data: str) -> tuple[Misused, ...]:
    with pytest.raises(TableInvalid) as caught:
        taken(data)
    assert caught.value.data == {"file": "promises.csv", "count": len(caught.value.errors)}
    return caught.value.errors


@given(TABLES)
def test_what_was_written_is_read_back(rows: list[Row]) -> None:
    """Any sound records survive the file, and the file survives reading."""
    data = written(rows)
    assert taken(data) == rows
    assert written(taken(data)) == data


@given(TABLES, st.sampled_from(("crlf", "bom", "both")))
def test_spreadsheets_may_save_it(rows: list[Row], how: str) -> None:
    """A byte order mark and CRLF line ends change nothing that is read."""
    data = written(rows)
    if how != "bom":
        data = data.replace(b"\n", b"\r\n")
    if how != "crlf":
        data = b"\xef\xbb\xbf" + data
    assert taken(data) == rows


def test_the_file_has_one_form() -> None:
    """The header names id and fields in order, words have a column a language, many values share a cell."""
    body: Body = {
        "sentence": {"es": "Vernos, «pronto»"},
        "framework": "framework/sig-2025",
        "about": ["event/a", "goal/b"],
        "count": 7,
        "public": True,
    }
    assert written([("first", body)]).decode() == (
        "id,sentence.en,sentence.es,state,due,framework,about,keywords,note,place,seen_at,period,value,unit,count,public,"
        'owner,url,octets\nfirst,,"Vernos, «pronto»",,,sig-2025,event/a; goal/b,,,,,,,,7,true,,,\n'
    )


@pytest.mark.parametrize(
    "begin", ["=1+1", "+cmd", "-cmd", "@sum", "'=x", "''@x", "'plain", "=", "＝1", "-5", "'-5"]
)
def test_formulas_are_disarmed_and_read_back(begin: str) -> None:
    """No cell begins as a formula, save a number with its sign; every text is read back as it was."""
    body: Body = {"sentence": {"en": begin}, "framework": "framework/a", "note": begin}
    data = written([("first", body)])
    assert taken(data) == [("first", body)]
    row = list(csv.reader(StringIO(data.decode())))[1]
    assert not [cell for cell in row if cell[:1] in FORMULA and cell != "-5"]


@given(st.text(alphabet="'=+-@\t\r\n＝0a.", max_size=6))
def test_guarding_can_be_taken_back(cell: str) -> None:
    """Whatever a cell holds, guarding and taking the guard away gives it back."""
    assert unguarded(guarded(cell)) == cell


def test_the_stream_stays_open() -> None:
    """Who gave the stream may go on writing to it."""
    stream = BytesIO()
    write(PROMISE, [], stream)
    assert stream.getvalue().decode() == ",".join(columns(PROMISE)) + "\n"


def test_optional_columns_may_be_missing_and_stand_anywhere() -> None:
    """A file needs only id and the required fields, in any order; empty rows and cells mean nothing."""
    rows = taken("framework,sentence.es,id\n\nsig-2025,Nos reuniremos,first\n,,\n")
    assert rows == [("first", {"sentence": {"es": "Nos reuniremos"}, "framework": "framework/sig-2025"})]


@pytest.mark.parametrize(
    ("line", "error", "data"),
    [
        ("first,We will,,gone,sig-2025,,\n", CellInvalid, {"column": "state", "value": "gone"}),
        ("first,We will,,open,sig-2025,2026-02-30,\n", CellInvalid, {"column": "due", "expected": "day"}),
        (
            "first,We will,,open,SIG 2025,,\n",
            CellInvalid,
            {"column": "framework", "value": "SIG 2025"},
        ),
        ("first,We will,,open,sig-2025,,1.5\n", CellInvalid, {"column": "count", "expected": "whole"}),
        ("first,We\u202e will,,open,sig-2025,,\n", CellInvalid, {"value": "We\\u202e will"}),
        ("Not a slug,We will,,open,sig-2025,,\n", CellInvalid, {"column": "id", "expected": "slug"}),
        (",We will,,open,sig-2025,,\n", CellInvalid, {"column": "id", "value": ""}),
        (
            "first,,,open,sig-2025,,\n",
            CellMissing,
            {"column": "sentence.en, sentence.es", "expected": "words"},
        ),
        ("first,We will,,open,,,\n", CellMissing, {"column": "framework"}),
        ("first,We will,,open,sig-2025,\n", RowWidthWrong, {"found": 6, "expected": 7}),
        ("first,We, will,,open,sig-2025,,\n", RowWidthWrong, {"found": 8, "expected": 7}),
        ("other,We will,,open,sig-2025,,\n", IdRepeated, {"column": "id", "value": "other", "first": 2}),
    ],
)
def test_a_fault_in_a_row_is_named(line: str, error: type[Misused], data: dict[str, Any]) -> None:
    """Each fault names file, row, column and the expected form, and nothing of the file is taken."""
    other = GOOD.replace("first", "other")
    (found,) = refused(HEADER + other + line)
    assert type(found) is error
    assert found.data | data | {"file": "promises.csv", "row": 3} == found.data


def test_faults_are_collected_up_to_twenty() -> None:
    """All faults come at once, in the order of the file, but no more than twenty."""
    faulty = [f"row-{n},We will,,gone,sig-2025,soon,\n" for n in range(30)]
    assert [error.data["row"] for error in refused(HEADER + "".join(faulty[:3]))] == [2, 2, 3, 3, 4, 4]
    assert len(refused(HEADER + "".join(faulty))) == 20


@pytest.mark.parametrize(
    ("header", "error", "data"),
    [
        (
            "id,sentense.en,sentence.es,framework",
            ColumnUnknown,
            {"column": "sentense.en", "nearest": "sentence.en"},
        ),
        (
            "id,sentence,sentence.es,framework",
            ColumnUnknown,
            {"column": "sentence", "nearest": "sentence.en"},
        ),
        ("id,sentence.en,framework,due,due", ColumnRepeated, {"column": "due"}),
        ("sentence.en,framework,due", ColumnMissing, {"column": "id"}),
        ("id,framework", ColumnMissing, {"column": "sentence.en, sentence.es"}),
    ],
)
def test_a_fault_in_the_header_is_named(header: str, error: type[Misused], data: dict[str, Any]) -> None:
    """An unknown, repeated or missing column has its own error, with the nearest name where one is meant."""
    (found,) = refused(header + "\n")
    assert type(found) is error
    assert found.data | data | {"file": "promises.csv", "row": 1} == found.data


def test_a_foreign_file_is_refused_in_few_words() -> None:
    """A file of another making names at most twenty of its columns."""
    assert len(refused(",".join(f"column {n}" for n in range(500)))) == 20


@pytest.mark.parametrize(
    ("data", "error", "where"),
    [
        (b"", TableEmpty, {}),
        (b"\xef\xbb\xbf", TableEmpty, {}),
        (HEADER.encode() + "año".encode("latin-1"), TableNotUtf8, {"line": 2}),
        (HEADER.encode("utf-16"), TableNotUtf8, {"line": 1}),
        (b"PK\x03\x04\n\0\0", TableHasNul, {"line": 2}),
        ((HEADER + GOOD + 'last,"We wi').encode(), TableBroken, {"row": 2}),
        ((HEADER + 'last,"We" will,,,,,\n').encode(), TableBroken, {"row": 1}),
        ((HEADER + "x" * 200_000).encode(), TableBroken, {"row": 1}),
    ],
)
def test_what_is_no_csv_text_is_refused_whole(
    data: bytes, error: type[Misused], where: dict[str, int]
) -> None:
    """An empty, binary, wrongly encoded or cut file has one plain error that says where."""
    with pytest.raises(error) as caught:
        taken(data)
    assert caught.value.data | where | {"file": "promises.csv"} == caught.value.data


@given(TABLES.filter(bool), st.data())
def test_a_damaged_file_is_refused_or_read_otherwise(rows: list[Row], data: st.DataObject) -> None:
    """Whatever bytes are overwritten, reading ends in rows or in an error of the tree, never in another."""
    damaged = bytearray(written(rows))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        result = taken(bytes(damaged))
    except Misused:
        return
    assert all(PROMISE.check(body) for _, body in result)
