"""Computed figures tell where they come from, are proved from the evidence, and follow their inputs."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.evidence.periods import month_of_fiscal_year
from ambos.evidence.stored import path_of
from ambos.kernel.acts import New
from ambos.node.definitions import (
    ALTERED,
    DIFFERS,
    EQUAL,
    MISSING,
    UNKNOWN,
    FiguresDiffer,
    compute,
    demand_equal,
    recompute,
    written_at,
)
from ambos.node.imports import look, take
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed
from ambos.values.handling import PUBLIC
from tests.evidence.conftest import CBP_HEADER
from tests.node.test_imports import MONTHS, silent

ALL = "indicator/cbp-fentanyl-all-components-lb"
OTHER = "indicator/cbp-other-drugs-share"
OFFICES = "{year},{month},U.S. Border Patrol,Southwest Border,Land Only,YUMA SECTOR,{drug},2,{pounds}"
AIR = "{year},{month},Air and Marine Operations,Southwest Border,Land,Air Branch,{drug},1,{pounds}"
Months = dict[int, int]


def lay(folder: Path, name: str, row: str, pounds: str, months: Months) -> Path:
    """Write months of fiscal years in a CBP format, with fentanyl of so many pounds and one other drug."""
    header = CBP_HEADER if row == OFFICES else CBP_HEADER.replace("Area of Responsibility", "Branch")
    told = [(year, month) for year, count in months.items() for month in MONTHS[:count]]
    rows = [
        row.format(year=year, month=month, drug=drug, pounds=pounds)
        for year, month in told
        for drug in ("Fentanyl", "Other Drugs**")
    ]
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in (header, *rows)), encoding="utf-8")
    return path


def bring(node: Node, path: Path, as_of: str = "") -> int:
    """Take a file in; give how many figures of definitions it wrote."""
    return take(node, look(node, path, as_of, silent), silent).defined


def values(node: Node, indicator: str) -> dict[str, str]:
    """Give the value of each period that was written last."""
    found = sorted(node.shelf.things("figure"), key=written_at)
    return {t.get("period"): t.get("value") for t in found if t.get("indicator") == indicator}


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that know each other."""
    with pair(tmp_path / "nodes") as made:
        yield made


@pytest.fixture
def us(nodes: Pair, tmp_path: Path) -> Node:
    """A node with a year of both components."""
    assert bring(nodes.us, lay(tmp_path, "a.csv", OFFICES, "10", {2019: 12})) == 13
    assert bring(nodes.us, lay(tmp_path, "b.csv", AIR, "2.5", {2019: 12})) == 13
    return nodes.us


def test_components_are_added(us: Node) -> None:
    """Once both files are here, the definition across them gives months and the year."""
    found = values(us, ALL)
    assert (found["2018-10"], found["FY2019"], len(found)) == ("12.5", "150", 13)
    assert set(values(us, OTHER).values()) == {"50"}


def test_a_computed_figure_names_its_pedigree(us: Node) -> None:
    """Every figure names definition, method, evidence by digest, and a state of the log that was."""
    evidence = {f"{t.get('reader')}:{t.get('rows_digest')}" for t in us.shelf.things("evidence")}
    log = us.reader(us.house).log
    for thing in us.shelf.things("figure"):
        size, _, root = thing.get("checkpoint").partition(":")
        assert log.root_at(int(size)).hex() == root
        assert set(thing.get("evidence_digests")) <= evidence
        assert thing.get("definition").endswith("@1") and thing.get("method") in ("sum@1", "ratio@1")
        assert (len(thing.get("evidence_digests")) == 1) == bool(
            thing.get("evidence") or thing.get("indicator") == OTHER
        )


def test_everything_is_proved_from_the_evidence(us: Node) -> None:
    """What was just computed is equal, for one indicator and for all; nothing is written."""
    before = us.projection.cursors()
    checked = recompute(us)
    assert {each.outcome for each in checked} == {EQUAL}
    assert len(checked) == len(us.shelf.things("figure"))
    assert len(recompute(us, ALL)) == 13
    demand_equal(checked)
    assert us.projection.cursors() == before


def test_a_false_figure_is_found(us: Node) -> None:
    """A figure that claims what its evidence does not give differs, and the proof is refused."""
    true = next(t for t in us.shelf.things("figure") if t.get("indicator") == ALL)
    us.state([New("figure", "false", dict(true.body) | {"value": "1"}, PUBLIC)])
    us.state([New("figure", "unknown", dict(true.body) | {"definition": "nobody@7"}, PUBLIC)])
    outcome = {each.figure.slug: (each.outcome, each.found) for each in recompute(us)}
    assert outcome["false"] == (DIFFERS, true.get("value"))
    assert outcome["unknown"] == (UNKNOWN, "")
    with pytest.raises(FiguresDiffer) as caught:
        demand_equal(recompute(us))
    assert (caught.value.data["count"], caught.value.exit_code) == (1, 3)


def test_evidence_that_is_gone_or_altered_is_told(us: Node) -> None:
    """Missing rows prove nothing and refuse nothing; altered rows are refused, and only their figures."""
    air, _ = sorted(us.shelf.things("evidence"), key=lambda thing: thing.get("reader"))
    path = path_of(us.config.evidence, air.get("rows_digest"))
    path.chmod(0o600)
    kept = path.read_bytes()
    path.write_bytes(kept[:-1] + b"!")
    outcomes = {each.figure.get("definition"): each.outcome for each in recompute(us)}
    assert outcomes["cbp-amo-drugs@1"] == ALTERED == outcomes["cbp-fentanyl-all-components-lb@1"]
    assert outcomes["cbp-drugs@1"] == EQUAL
    with pytest.raises(FiguresDiffer):
        demand_equal(recompute(us))
    path.unlink()
    assert {each.outcome for each in recompute(us)} == {EQUAL, MISSING}
    demand_equal(recompute(us))


def test_only_what_changed_is_written(us: Node, tmp_path: Path) -> None:
    """A newer file writes the periods that it changes or adds; computing again writes nothing."""
    newer = lay(tmp_path, "c.csv", OFFICES, "10", {2019: 11})
    newer.write_text(newer.read_text("utf-8").replace(",2,10", ",2,11", 1), "utf-8")
    assert bring(us, newer, "2019-12-31") == 2
    found = values(us, ALL)
    assert (found["2018-10"], found["2018-11"], found["FY2019"]) == ("13.5", "12.5", "151")
    assert compute(us) == 0
    assert {each.outcome for each in recompute(us)} == {EQUAL}


def test_promises_are_counted_by_what_is_public(us: Node) -> None:
    """The share of promises kept is computed of public ones, and its table is kept as evidence."""
    said = {"sentence": {"en": "x", "es": "x"}, "said_on": "2020-01-01", "said_by": "us", "due": "2020-06-30"}
    us.propose(
        [
            New("commitment", "one", said | {"state": "kept", "last_news": "2020-12-27"}, PUBLIC),
            New("commitment", "two", said | {"state": "kept", "last_news": "2020-12-28"}, PUBLIC),
        ]
    )
    assert compute(us) == 1
    assert values(us, "indicator/commitments-kept-180-days") == {"2020": "50"}
    assert {each.outcome for each in recompute(us, "indicator/commitments-kept-180-days")} == {EQUAL}


def test_a_visitor_computes_nothing(us: Node) -> None:
    """Whoever may not import may not compute."""
    us.enrol("pub", {"name": "Visitor", "roles": ["public"]})
    with Node.open(us.config.home, "pub") as node, pytest.raises(NotAllowed):
        compute(node)


FILES = st.lists(
    st.tuples(
        st.sampled_from((OFFICES, AIR)),
        st.integers(1, 40),
        st.dictionaries(st.sampled_from((2019, 2020)), st.integers(1, 12), min_size=1),
        st.integers(1, 12),
    ),
    min_size=2,
    max_size=4,
)


@settings(max_examples=4, deadline=None)
@given(FILES)
def test_incremental_equals_full(files: list[tuple[str, int, Months, int]]) -> None:
    """Files taken in one by one, in any order of vintages, leave what all of them at once give by hand."""
    with tempfile.TemporaryDirectory() as name, pair(Path(name) / "nodes") as made:
        for number, (row, pounds, months, month) in enumerate(files):
            path = lay(Path(name), f"{number}.csv", row, str(pounds), months)
            bring(made.us, path, f"2021-{month:02}-0{number + 1}")
        assert compute(made.us) == 0
        found = {
            period: value for period, value in values(made.us, ALL).items() if len(period) == len("2019-10")
        }
        assert {period: int(value) for period, value in found.items()} == reckoned(files)


def reckoned(files: list[tuple[str, int, Months, int]]) -> dict[str, int]:
    """Give each month's pounds by hand: of either component, what the newest file that has the month says."""
    newest: dict[str, dict[str, int]] = {OFFICES: {}, AIR: {}}
    for _, (row, pounds, months, _) in sorted(enumerate(files), key=lambda one: (one[1][3], one[0])):
        for year, count in months.items():
            for name in MONTHS[:count]:
                newest[row][month_of_fiscal_year(str(year), name)] = pounds
    return {
        month: newest[OFFICES][month] + newest[AIR][month]
        for month in newest[OFFICES].keys() & newest[AIR].keys()
    }
