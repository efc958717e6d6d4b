"""The same definitions give the same rows on every engine, and DuckDB runs what the expressions say."""

import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from ambos.analysis.studies.definitions.compile import compiled, every_question
from ambos.analysis.studies.definitions.declared import DEFINITIONS
from ambos.analysis.studies.definitions.definition import Definition
from ambos.analysis.studies.definitions.tables import TABLES
from ambos.evidence import spark as spark_room
from ambos.evidence.engines import DuckEngine, Engine, EngineMissing
from ambos.evidence.figures import figures_of
from ambos.evidence.questions import Question, table_of
from ambos.evidence.readers import reader_of
from tests.analysis.definitions.files import every_set
from tests.evidence.test_formats import sheets

Sets = dict[str, list[Path]]
FROZEN = {"days": 400, "amount": 100, "back_180": 0, "back_365": 0, "forfeited": 0}
ARRESTS, FEWER, WEIGHED = (
    {"arrests": 5, "grams": 0},
    {"arrests": 3, "grams": 0},
    {"arrests": 0, "grams": 70},
)
DOMAIN = {
    "promises": [
        {"row_year": "2022", "subject": "commitment/a", "days_since_due": 900, "days_to_kept": 180},
        {"row_year": "2022", "subject": "commitment/b", "days_since_due": 700, "days_to_kept": None},
        {"row_year": "2022", "subject": "commitment/c", "days_since_due": 600, "days_to_kept": 181},
        {"row_year": "2025", "subject": "commitment/d", "days_since_due": 179, "days_to_kept": -3},
    ],
    "freezes": [
        {"row_year": "2024", "subject": "freeze/a", "place": "MX", **FROZEN, "back_180": 25, "back_365": 75},
        {"row_year": "2024", "subject": "freeze/b", "place": "MX", **FROZEN, "forfeited": 40},
        {"row_year": "2024", "subject": "freeze/c", "place": "US", **FROZEN, "days": 364, "back_180": 100},
        {"row_year": "2025", "subject": "freeze/d", "place": "MX", **FROZEN, "days": 179, "back_180": 100},
    ],
    "event-reports": [
        {"row_year": "2026", "subject": "operation-result/a", "event": "e-1", "reporter": "US", **ARRESTS},
        {"row_year": "2026", "subject": "operation-result/b", "event": "e-1", "reporter": "MX", **FEWER},
        {"row_year": "2026", "subject": "operation-result/c", "event": "e-1", "reporter": "MX", **WEIGHED},
        {"row_year": "2026", "subject": "operation-result/d", "event": "e-2", "reporter": "MX", **FEWER},
    ],
    "vettings": [
        {"row_year": "2026", "subject": "P-AAAA", "place": "MX", "current": 1},
        {"row_year": "2026", "subject": "P-BBBB", "place": "MX", "current": 0},
        {"row_year": "2026", "subject": "P-CCCC", "place": "US", "current": 1},
    ],
    "traces": [
        {
            "row_year": "2025",
            "subject": "trace-request/a",
            "days": 300,
            "days_to_return": None,
            "days_to_result": 60,
        },
        {
            "row_year": "2025",
            "subject": "trace-request/b",
            "days": 200,
            "days_to_return": 9,
            "days_to_result": 61,
        },
        {
            "row_year": "2025",
            "subject": "trace-request/c",
            "days": 60,
            "days_to_return": None,
            "days_to_result": None,
        },
        {
            "row_year": "2025",
            "subject": "trace-request/d",
            "days": 59,
            "days_to_return": None,
            "days_to_result": 2,
        },
    ],
    "determination-criteria": [
        {"row_year": "2025", "subject": "determination-criterion/a", "agreed": 1},
        {"row_year": "2025", "subject": "determination-criterion/b", "agreed": 0},
    ],
    "deliveries-due": [
        {"row_year": "2024", "subject": "delivery/a", "on_time": 1},
        {"row_year": "2024", "subject": "delivery/b", "on_time": 0},
    ],
    "strength-months": [
        {"row_year": "2019", "subject": "2019-07", "diverted": 15000, "whole": 60000},
        {"row_year": "2019", "subject": "2019-08", "diverted": 25000, "whole": 60000},
    ],
    "drug-seizures": [
        {"row_year": "2025", "subject": "seizure/a", "drug": "fentanyl", "grams": 12383},
        {"row_year": "2025", "subject": "seizure/b", "drug": "fentanyl", "grams": 350},
        {"row_year": "2025", "subject": "seizure/c", "drug": "heroin", "grams": 9000},
    ],
    "sightings": [
        {"row_year": "2025", "subject": "sighting/a", "method": "method/m1", "answered": 1},
        {"row_year": "2025", "subject": "sighting/b", "method": "method/m1", "answered": 1},
        {"row_year": "2025", "subject": "sighting/c", "method": "method/m2", "answered": 0},
    ],
    "meeting-gaps": [
        {"row_year": "2023", "subject": "meeting/a", "gap_days": 372, "promised_days": 372},
        {"row_year": "2023", "subject": "meeting/b", "gap_days": 373, "promised_days": 372},
    ],
}
# Formats whose series differ in how they are asked: quiet months, areas, columns of months, empty cells.
SERIES = ("cbp-drugs", "sesnsp-incidents-until-2017", "inegi-homicides", "cdc-vsrr")
# What makes Spark quick over few rows: it interprets its plans instead of compiling them.
SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Sets:
    """Stored rows of every format."""
    return every_set(tmp_path_factory.mktemp("sets"))


def domain_table(name: str) -> pa.Table:
    """Give rows of a domain table with its types."""
    types = {"string": pa.string(), "int64": pa.int64()}
    rows = [{**row, "row_period": row["row_year"]} for row in DOMAIN[name]]
    return pa.Table.from_pylist(rows, pa.schema([(n, types[t]) for n, t in TABLES[name].schema.items()]))


def answers(make: Callable[[], Engine], sets: Sets) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give what an engine answers to every definition, its rows in one order."""
    for definition in DEFINITIONS:
        with make() as engine:
            for name in definition.inputs:
                if name in TABLES:
                    engine.table(table_of(name), domain_table(name))
                else:
                    engine.rows(table_of(name), sets[name])
            yield definition.code, sorted(engine.ask(definition.question).to_pylist(), key=repr)


@pytest.mark.parametrize("question", list(every_question()), ids=lambda question: question.code)
def test_texts_are_those_of_the_expressions(question: Question) -> None:
    """What DuckDB runs is what Ibis makes of the expression today."""
    assert question.text.read_text(encoding="utf-8") == compiled(question)


def test_no_text_is_left_over() -> None:
    """Beside the rooms that ask lie the texts of their expressions, and no others."""
    wanted = {question.text for question in every_question()}
    assert {path for folder in {path.parent for path in wanted} for path in folder.glob("*.sql")} == wanted


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.code)
def test_every_definition_has_a_sheet(definition: Definition) -> None:
    """The indicator of a definition has a reference sheet of the same unit and calendar."""
    sheet = sheets()[definition.code]
    assert (definition.unit, definition.calendar) == (sheet["unit"], sheet["calendar"])


def test_every_definition_answers(sets: Sets) -> None:
    """Each definition gives rows over the formats and tables that it names."""
    assert all(rows for _, rows in answers(DuckEngine, sets))


def test_spark_gives_the_same_rows(sets: Sets) -> None:
    """PySpark gives, for every definition and for series of each sort, equal rows, decimals exact."""
    if shutil.which("java") is None:
        pytest.skip("no Java on this machine: make setup installs it from Debian's packages")

    def spark() -> Engine:
        return spark_room.SparkEngine("local[1]", SMALL)

    assert dict(answers(spark, sets)) == dict(answers(DuckEngine, sets))
    for code in SERIES:
        path, reader = sets[code][0], reader_of(code)
        expected = figures_of(path, reader, "2026-01-31")
        assert expected and figures_of(path, reader, "2026-01-31", spark()) == expected


def test_an_engine_that_does_not_start_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Spark cannot start, the refusal names the engine and the reason."""

    def broken(master: str, settings: object) -> Any:
        raise RuntimeError("no Java here\nand more")

    monkeypatch.setattr(spark_room, "_session", broken)
    with pytest.raises(EngineMissing) as caught:
        spark_room.SparkEngine("spark://nowhere:7077")
    assert caught.value.data == {"engine": "pyspark:spark://nowhere:7077", "reason": "no Java here"}


def test_shares_are_exact(sets: Sets) -> None:
    """Of three promises whose deadline has passed one was kept by it, the last day included."""
    (kept,) = (one for one in DEFINITIONS if one.code == "commitments-kept-180-days")
    rows = kept.figures(pa.Table.from_pylist(dict(answers(DuckEngine, sets))[kept.code]), "2026-01-31")
    assert [(row.period, row.value) for row in rows] == [("2022", "33.333333333333")]
    assert Decimal(rows[0].value) * 3 < 100


def test_frozen_value_is_kept_by_currency_and_age(sets: Sets) -> None:
    """What went back in time counts against what was frozen long enough ago, each currency for itself."""
    answered = dict(answers(DuckEngine, sets))
    found = {
        one.code: [
            (row.place, row.period, row.value) for row in one.figures(pa.Table.from_pylist(rows), "2026")
        ]
        for one in DEFINITIONS
        if one.inputs == ("freezes",) and (rows := answered[one.code])
    }
    assert found == {
        "frozen-value-kept-180-days": [("MX", "2024", "87.5"), ("US", "2024", "0")],
        "frozen-value-kept-365-days": [("MX", "2024", "62.5")],
        "frozen-value-forfeited": [("MX", "2024", "20"), ("MX", "2025", "0"), ("US", "2024", "0")],
    }


def test_an_event_counts_once_whoever_reports_it(sets: Sets) -> None:
    """Of two reports of one event the greater counts, and swapping who reports changes nothing."""
    (arrests,) = (one for one in DEFINITIONS if one.code == "joint-operation-arrests")
    table = domain_table("event-reports")
    swapped = [{"US": "MX", "MX": "US"}[name] for name in table["reporter"].to_pylist()]
    at = table.column_names.index("reporter")
    for rows in (table, table.set_column(at, "reporter", [swapped])):
        with DuckEngine() as engine:
            engine.table(table_of("event-reports"), rows)
            found = arrests.figures(engine.ask(arrests.question), "2026-12-31")
        assert [(row.place, row.period, row.value) for row in found] == [("BOTH", "2026", "8")]


def test_traces_and_seizures_feed_indicators(sets: Sets) -> None:
    """Requests count by whether they came back and when answered; grams become kilograms exactly."""
    answered = dict(answers(DuckEngine, sets))
    found = {
        one.code: [
            (row.period, row.value) for row in one.figures(pa.Table.from_pylist(answered[one.code]), "2026")
        ]
        for one in DEFINITIONS
        if one.inputs in (("traces",), ("drug-seizures",))
    }
    assert found == {
        "trace-requests-complete": [("2025", "75")],
        "trace-requests-answered-60-days": [("2025", "33.333333333333")],
        "fentanyl-seized-once-kg": [("2025", "12.733")],
    }


def test_a_method_seen_often_counts_once(sets: Sets) -> None:
    """Two sightings of an answered method and one of another make one of two, not two of three."""
    (seen,) = (one for one in DEFINITIONS if one.code == "methods-seen-with-answer")
    rows = dict(answers(DuckEngine, sets))[seen.code]
    found = seen.figures(pa.Table.from_pylist(rows), "2026")
    assert [(row.place, row.period, row.value) for row in found] == [("BOTH", "2025", "50")]
