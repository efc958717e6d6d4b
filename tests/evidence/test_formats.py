"""What holds for every declared format: its declaration is sound, its rows are read, its faults are named."""

import csv
from pathlib import Path

import pytest

from ambos.domains.measures.records import CALENDAR, FIGURE_STATUS, KINDS
from ambos.evidence import errors, readers
from ambos.evidence.areas import Areas
from ambos.evidence.catalogue import preview
from ambos.evidence.reader import ROW_COLUMN, ROW_PERIOD, ROW_VALUE, ROW_YEAR, Reader
from ambos.evidence.readers import READERS, reader_of
from ambos.evidence.reading import read
from ambos.evidence.recognise import recognise
from ambos.kernel import tabular
from ambos.values.dates import Period
from ambos.values.places import Place
from tests.domains.test_public_record import FOLDER
from tests.evidence.samples import UNPRINTABLE, sample, write

every_format = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.code)


def sheets() -> dict[str, dict[str, object]]:
    """The reference sheet of every indicator of the public record."""
    kind = next(kind for kind in KINDS if kind.name == "indicator")
    with (FOLDER / "indicator.csv").open("rb") as file:
        return dict(tabular.read(kind, file, file.name))


def test_a_format_is_one_file() -> None:
    """Every module of the room gives formats, found by itself, and no two formats have one code."""
    folder = Path(readers.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    declaring = {
        name
        for name in modules
        if set(map(id, vars(getattr(readers, name)).values())) & set(map(id, READERS))
    }
    assert declaring == modules
    assert len({reader.code for reader in READERS}) == len(READERS)


@every_format
def test_declaration(reader: Reader) -> None:
    """A format names only columns that it has or that reading adds, and is found by its code."""
    added = {ROW_COLUMN, ROW_VALUE} if reader.wide else set()
    named = {*reader.key, *reader.wide, *reader.may_lack, *reader.period_columns}
    for series in reader.series:
        named |= {series.column, *series.where}
        named |= {series.place.column} if isinstance(series.place, Areas) else set()
    assert named | {reader.asked_on} - {""} <= reader.columns.keys() | added
    assert not reader.columns.keys() & {ROW_COLUMN, ROW_VALUE, ROW_PERIOD, ROW_YEAR}
    assert reader_of(reader.code) is reader
    assert reader.calendar in CALENDAR
    assert all((series.status or reader.closed) in FIGURE_STATUS for series in reader.series)


@every_format
def test_key_spares_the_numbers(reader: Reader) -> None:
    """Every format says what tells its rows apart, and no number that is summed is part of it."""
    assert reader.key
    assert not {series.column for series in reader.series} & set(reader.key)


@every_format
def test_reference_sheets(reader: Reader) -> None:
    """Every indicator that a format feeds has a reference sheet of the same unit and calendar."""
    known = sheets()
    for series in reader.series:
        sheet = known[series.indicator]
        assert (series.unit, reader.calendar) == (sheet["unit"], sheet["calendar"]), series.indicator


def test_methods_are_not_joined() -> None:
    """The two methods of counting cases feed indicators of their own, and both sheets name the break."""
    fed = {
        code: {series.indicator for series in reader_of(code).series}
        for code in ("sesnsp-incidents-until-2017", "sesnsp-incidents-municipal", "sesnsp-victims")
    }
    assert len(set.union(*fed.values())) == sum(map(len, fed.values()))
    assert all("breaks" in sheets()[name] for names in fed.values() for name in names)


@every_format
def test_row_is_read(reader: Reader, tmp_path: Path) -> None:
    """A good row is read by its own format and dated with a period; its figures have places that exist."""
    file = read(write(tmp_path / "any.csv", [sample(reader)]))
    seen = preview(file)
    assert (file.reader, seen.new_codes, seen.repeats) == (reader, (), 0)
    assert file.table.num_rows == len(reader.wide or "1")
    assert Period.parse(seen.first) <= Period.parse(seen.last)
    for series in reader.series:
        if isinstance(series.place, str):
            Place.parse(series.place)


@every_format
@pytest.mark.parametrize("separator", [";", "|", "\t"])
def test_separators(separator: str, reader: Reader, tmp_path: Path) -> None:
    """Whatever separates the cells, the rows are the same."""
    plain = read(write(tmp_path / "plain.csv", [sample(reader)]))
    other = read(write(tmp_path / "other.csv", [sample(reader)], separator))
    assert other.table.equals(plain.table)


@every_format
def test_renamed_column(reader: Reader, tmp_path: Path) -> None:
    """Any one column renamed is named as found and as expected, in this format and no other."""
    for column in reader.columns:
        row = {f"New {name}" if name == column else name: cell for name, cell in sample(reader).items()}
        path = write(tmp_path / "renamed.csv", [row])
        with pytest.raises((errors.ColumnRenamed, errors.ColumnUnknown)) as caught:
            recognise(path)
        assert caught.value.data["format"] == reader.title
        assert caught.value.data["unknown"] == f"New {column}"
        assert caught.value.data.get("missing") == (None if column in reader.may_lack else column)


def one_short(row: dict[str, str]) -> set[tuple[object, ...]]:
    """The formats, by title, that need just one more column than the row has, and that column."""
    lacking = {reader.title: reader.columns.keys() - row.keys() - {*reader.may_lack} for reader in READERS}
    return {(title, *columns) for title, columns in lacking.items() if len(columns) == 1}


@every_format
def test_missing_column(reader: Reader, tmp_path: Path) -> None:
    """A file without one of the columns is refused by its name, unless some releases lack that column."""
    for column in reader.columns:
        row = sample(reader)
        del row[column]
        path = write(tmp_path / "missing.csv", [row])
        if column in reader.may_lack:
            assert recognise(path) is reader
        else:
            with pytest.raises(errors.ColumnMissing) as caught:
                recognise(path)
            assert (caught.value.data["format"], caught.value.data["missing"]) in one_short(row)


# pyarrow says aloud that it cannot show a row that ends inside a character; it is refused all the same.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@every_format
def test_cut_file(reader: Reader, tmp_path: Path) -> None:
    """A file that ends in the middle of its last row is refused, wherever it ends."""
    path = write(tmp_path / "cut.csv", [sample(reader)])
    whole = path.read_bytes()
    last = whole.rstrip(b"\n").rindex(b"\n") + 1
    for end in range(last + 1, len(whole), max(1, (len(whole) - last) // 5)):
        path.write_bytes(whole[:end])
        with pytest.raises((errors.FileCut, errors.FileInvalid, errors.CsvBroken)):
            read(path)


@every_format
def test_bad_cell(reader: Reader, tmp_path: Path) -> None:
    """A bad cell in any column is named by row and column."""
    for column in reader.columns:
        path = write(tmp_path / "bad.csv", [sample(reader), sample(reader, **{column: UNPRINTABLE})])
        with pytest.raises(errors.FileInvalid) as caught:
            read(path)
        assert (caught.value.data["row"], caught.value.data["column"]) == (3, column)


@every_format
def test_repeated_row(reader: Reader, tmp_path: Path) -> None:
    """A row that stands there again, cell for cell, is left out and counted."""
    once = read(write(tmp_path / "once.csv", [sample(reader)]))
    again = read(write(tmp_path / "again.csv", [sample(reader)] * 3))
    assert again.table.equals(once.table)
    assert (once.repeats, again.repeats) == (0, 2)


@every_format
def test_contradicting_rows(reader: Reader, tmp_path: Path) -> None:
    """Two rows that say different things of one key are refused, and both are named."""
    column = reader.wide[0] if reader.wide else reader.series[0].column
    rows = [sample(reader), sample(reader), sample(reader, **{column: "77"})]
    with pytest.raises(errors.RowContradicted) as caught:
        read(write(tmp_path / "two.csv", rows))
    assert (caught.value.data["first"], caught.value.data["row"]) == (2, 4)


def test_every_format_has_a_sample() -> None:
    """No format goes untested: each has a sample whose cells fill its columns."""
    for reader in READERS:
        assert len(next(csv.reader(["|".join(sample(reader).values())], delimiter="|"))) == len(
            reader.columns
        )
