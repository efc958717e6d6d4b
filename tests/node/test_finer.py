"""Values in finer periods than the record has come from the signed rows, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.evidence.errors import EvidenceAltered
from ambos.evidence.readers import sesnsp_victims
from ambos.evidence.stored import path_of
from ambos.node.finer import finer_figures
from ambos.node.node import Node
from ambos.testing.pair import pair
from tests.evidence.samples import sample, write
from tests.node.test_imports import bring

INDICATOR = "indicator/sesnsp-homicide-victims"


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    """A node that imported three months of one state, one victim more each month."""
    rows = [sample(sesnsp_victims.VICTIMS, date=f"2023-0{m}", n_victimas=str(m)) for m in (1, 2, 3)]
    with pair(tmp_path / "nodes") as nodes:
        bring(nodes.us, write(tmp_path / "victims.csv", rows))
        yield nodes.us


def stored(node: Node) -> Path:
    (evidence,) = node.shelf.things("evidence")
    return path_of(node.config.evidence, evidence.get("rows_digest"))


def test_a_states_months_come_from_the_rows(node: Node) -> None:
    """The record has the state's months together; each alone comes from the rows of the evidence it names."""
    found = finer_figures(node, INDICATOR)
    assert {(f.place.code, str(f.period), int(f.value)) for f in found} == {
        ("MX-25", f"2023-0{month}", month) for month in (1, 2, 3)
    }
    assert {f.thing.subject for f in found} == {node.shelf.things("evidence")[0].subject}


def test_other_indicators_have_none(node: Node) -> None:
    """An indicator that no format spreads over states, or that nobody knows, has no finer values."""
    assert finer_figures(node, "indicator/usbp-encounters") == []
    assert finer_figures(node, "indicator/nothing") == []


def test_rows_that_are_not_here_give_nothing(node: Node) -> None:
    """Where only the partner holds the rows, there are no finer values."""
    stored(node).unlink()
    assert finer_figures(node, INDICATOR) == []


def test_altered_rows_are_refused(node: Node) -> None:
    """Rows that are not those that were signed are never counted."""
    path = stored(node)
    path.chmod(0o640)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(EvidenceAltered):
        finer_figures(node, INDICATOR)
