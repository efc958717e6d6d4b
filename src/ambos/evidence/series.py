"""The series of a format as two questions: its rows summed by the codes that matter, then the series of that.

The first question reads every row once, whatever the number of series. The second reads what the first gave.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ambos.evidence.areas import Areas
from ambos.evidence.questions import EXACT, STATED, Question, Schema, schema_of
from ambos.evidence.reader import ROW_PERIOD, ROW_YEAR, Reader, Series

if TYPE_CHECKING:
    import ibis

ROWS, CODES, PLACES = "rows", "codes", "places"
_HOME: Final = Path(__file__).parent / "compiled"
_PLACES: Final[Schema] = {"series": "int64", "text": "string", "place": "string"}
_PART: Final = ("series", "place", "year", "part")


def questions(reader: Reader) -> tuple[Question, Question]:
    """Give both questions of a format that has series."""
    return (
        Question(f"{reader.code}.codes", {ROWS: schema_of(reader)}, lambda rows: _codes(rows, reader), _HOME),
        Question(
            f"{reader.code}.series",
            {CODES: _codes_schema(reader), PLACES: _PLACES},
            lambda codes, places: _all(codes, places, reader),
            _HOME,
        ),
    )


def _keys(reader: Reader) -> list[str]:
    """Name the columns whose codes a series of the format looks at, each once."""
    wanted = [name for series in reader.series for name in series.where]
    wanted += [series.place.column for series in reader.series if isinstance(series.place, Areas)]
    return [*dict.fromkeys(wanted), ROW_YEAR, ROW_PERIOD]


def _summed(reader: Reader) -> dict[str, str]:
    """Give a plain name to each column that a series sums."""
    columns = dict.fromkeys(series.column for series in reader.series)
    return {column: f"sum_{number}" for number, column in enumerate(columns)}


def _codes_schema(reader: Reader) -> Schema:
    rows = schema_of(reader)
    return {name: rows[name] for name in _keys(reader)} | dict.fromkeys(_summed(reader).values(), EXACT)


def _codes(rows: "ibis.Table", reader: Reader) -> "ibis.Table":
    sums = {name: rows[column].sum().cast(EXACT) for column, name in _summed(reader).items()}
    return rows.group_by(_keys(reader)).agg(**sums)


def _all(codes: "ibis.Table", places: "ibis.Table", reader: Reader) -> "ibis.Table":
    """Give every series by place and part, and by place and year of the parts that there are."""
    first, *others = (_one(codes, places, reader, number) for number in range(len(reader.series)))
    counted = first.union(*others) if others else first
    return parts_and_years(counted, ("series", "place"))


def _one(codes: "ibis.Table", places: "ibis.Table", reader: Reader, number: int) -> "ibis.Table":
    series = reader.series[number]
    named = places.filter(places.series == number)
    matching = [_text(codes[name]) == value for name, value in series.where.items()]
    rows = codes.filter(matching) if matching else codes
    joined = _placed(rows, named, series)
    matched = (
        joined.group_by(
            series=joined.series, place=joined.place, year=joined[ROW_YEAR], part=joined[ROW_PERIOD]
        )
        .agg(value=joined[_summed(reader)[series.column]].sum().cast(EXACT))
        .filter(lambda table: table.value.notnull())
    )
    return matched if reader.zeros else _quiet(matched, codes)


def _placed(rows: "ibis.Table", named: "ibis.Table", series: Series) -> "ibis.Table":
    if isinstance(series.place, Areas):
        return rows.join(named, _text(rows[series.place.column]) == named.text)
    return rows.cross_join(named)


def _quiet(matched: "ibis.Table", codes: "ibis.Table") -> "ibis.Table":
    """Give a zero for each period of the file in which a place of the series has no row."""
    spans = codes.select(year=codes[ROW_YEAR], part=codes[ROW_PERIOD]).distinct()
    every = matched.select("series", "place").distinct().cross_join(spans)
    found = matched.select(*_PART, "value")
    filled = every.left_join(found, list(_PART))
    return filled.select(*_PART, value=filled.value.fill_null(0).cast(EXACT))


def parts_and_years(
    counted: "ibis.Table", keys: Sequence[str], sums: Sequence[str] = ("value",), once: Sequence[str] = ()
) -> "ibis.Table":
    """Give a table by part as it is, and summed by year, with the parts that make the year up.

    ``part`` is empty in the rows of years. ``sums`` are added up over a year; ``once`` are columns that each
    part of a year states alike, and the year too.
    """
    year = [*keys, "year"]
    whole = {name: counted[name].sum().cast(STATED) for name in sums}
    whole |= {name: counted[name].max().cast(STATED) for name in once}
    span = {"first": counted.part.min(), "last": counted.part.max(), "parts_of_year": counted.part.count()}
    years = counted.group_by(year).agg(**span, **whole)
    stated = {name: counted[name].cast(STATED) for name in (*sums, *once)}
    length = counted.part.count().over(group_by=year)
    parts = counted.mutate(first=counted.part, last=counted.part, parts_of_year=length, **stated)
    told = (*year, "part", "first", "last", "parts_of_year", *sums, *once)
    return parts.select(*told).union(years.mutate(part=years.first.nullif(years.first)).select(*told))


def _text(column: Any) -> Any:
    return column if column.type().is_string() else column.cast("string")
