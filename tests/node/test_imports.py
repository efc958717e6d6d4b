"""An official file is taken in once, by whoever may, and a newer vintage says what it changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ambos.domains import DateInFuture, DatesReversed
from ambos.evidence.catalogue import open_set
from ambos.evidence.errors import FileInvalid
from ambos.evidence.stored import path_of
from ambos.node.imports import Imported, look, take
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed, ValueInvalid
from tests.evidence.conftest import CBP_HEADER

ROW = "{year},{month},U.S. Border Patrol,Southwest Border,Land Only,YUMA SECTOR,Fentanyl,2,{pounds}"
MONTHS = ("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP")
Write = Callable[..., Path]


def silent(step: str) -> Callable[[int, int], None]:
    """Watch a step and say nothing."""
    return lambda done, total: None


def bring(node: Node, path: Path, as_of: str = "") -> Imported:
    """Look at a file and take it in."""
    return take(node, look(node, path, as_of, silent), silent)


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that know each other."""
    with pair(tmp_path / "nodes") as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Write:
    """Write fiscal year 2019 in the CBP format, so many pounds a month."""

    def write(name: str, pounds: str, months: int = 12) -> Path:
        rows = [ROW.format(year=2019, month=month, pounds=pounds) for month in MONTHS[:months]]
        path = tmp_path / name
        path.write_bytes("".join(f"{line}\r\n" for line in (CBP_HEADER, *rows)).encode())
        return path

    return write


def test_a_file_becomes_evidence_and_figures(nodes: Pair, file: Write) -> None:
    """One signed record holds both digests; the figures are signed as one batch and name it."""
    done = bring(nodes.us, file("a.csv", "10"))
    evidence = nodes.us.shelf.thing(done.evidence)
    rows_digest = evidence.get("rows_digest")
    stored = open_set(path_of(nodes.us.config.evidence, rows_digest), rows_digest)
    assert stored.rows_digest == rows_digest
    figures = nodes.us.shelf.things("figure")
    assert len(figures) == done.figures + done.defined > 12
    assert {thing.get("evidence") for thing in figures} == {done.evidence, None}
    assert all(nodes.us.shelf.record(thing.rid).batched for thing in figures)
    assert not nodes.us.shelf.record(evidence.rid).batched
    years = [
        t
        for t in figures
        if t.get("period") == "FY2019" and t.get("indicator") == "indicator/cbp-fentanyl-lb"
    ]
    assert {thing.get("value") for thing in years} == {"120"}


def test_the_same_file_is_taken_once(nodes: Pair, file: Write) -> None:
    """Whatever it is called, the second time nothing is written."""
    first = bring(nodes.us, file("a.csv", "10"))
    before = nodes.us.projection.cursors()
    again = bring(nodes.us, file("b.csv", "10"))
    assert (again.evidence, again.figures) == (first.evidence, 0)
    assert nodes.us.projection.cursors() == before


def test_an_interrupted_import_is_completed(
    nodes: Pair, file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken off between evidence and figures, the next run writes the figures that are missing."""

    def interrupt(self: Node, news: object) -> None:
        raise InterruptedError

    with monkeypatch.context() as broken:
        broken.setattr(Node, "state", interrupt)
        with pytest.raises(InterruptedError):
            bring(nodes.us, file("a.csv", "10"))
    assert nodes.us.shelf.things("evidence") and not nodes.us.shelf.things("figure")
    done = bring(nodes.us, file("a.csv", "10"))
    assert done.figures + done.defined == len(nodes.us.shelf.things("figure")) > 0


def test_a_newer_vintage_says_what_it_changed(nodes: Pair, file: Write) -> None:
    """Both values stay on the record, and the list names what was revised, with the change."""
    bring(nodes.us, file("a.csv", "10"))
    done = bring(nodes.us, file("b.csv", "12.5"), "2020-01-31")
    revised = [each for each in done.revisions if each.sort == "revised" and each.period == "FY2019"]
    assert {(each.old, each.new, each.change, each.percent) for each in revised} == {
        ("120", "150", "30", "25.00")
    }
    values = {
        (thing.get("value"), thing.get("as_of"))
        for thing in nodes.us.shelf.things("figure")
        if thing.get("indicator") == "indicator/cbp-fentanyl-lb" and thing.get("period") == "FY2019"
    }
    assert values == {("120", "2019-09-30"), ("150", "2020-01-31")}


def test_a_partners_file_is_not_counted_twice(nodes: Pair, file: Write) -> None:
    """A file that the partner has imported brings its rows here, and no second set of figures."""
    first = bring(nodes.us, file("a.csv", "10"))
    nodes.exchange()
    figures = len(nodes.mx.shelf.things("figure"))
    assert figures == first.figures + first.defined
    again = bring(nodes.mx, file("a.csv", "10"))
    assert (again.evidence, again.figures) == (first.evidence, 0)
    assert len(nodes.mx.shelf.things("figure")) == figures
    assert list(nodes.mx.config.evidence.glob("*.parquet"))


def test_without_the_right_nothing_is_even_read(nodes: Pair, tmp_path: Path) -> None:
    """A person who may not import is refused before the file is opened."""
    nodes.us.enrol("pub", {"name": "Visitor", "roles": ["public"]})
    with Node.open(nodes.us.config.home, "pub") as node, pytest.raises(NotAllowed):
        look(node, tmp_path / "nowhere.csv", "", silent)


@pytest.mark.parametrize(
    ("as_of", "refusal"), [("2199-01-01", DateInFuture), ("2018-12", DatesReversed), ("soon", ValueInvalid)]
)
def test_impossible_vintages_are_refused(
    nodes: Pair, file: Write, as_of: str, refusal: type[Exception]
) -> None:
    """A vintage in the future, before the file's last month, or of no form is refused; nothing is stored."""
    with pytest.raises(refusal):
        look(nodes.us, file("a.csv", "10"), as_of, silent)
    assert not nodes.us.config.evidence.exists()


def test_a_broken_file_leaves_nothing(nodes: Pair, file: Write) -> None:
    """A file with one bad cell brings no record and no rows."""
    before = nodes.us.projection.cursors()
    with pytest.raises(FileInvalid):
        bring(nodes.us, file("a.csv", "ten"))
    assert nodes.us.projection.cursors() == before
    assert not nodes.us.config.evidence.exists()
