"""The example plan: complete, sound, SYNTHETIC in every part, and only in demonstrations that ask for it."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ambos.analysis.studies.logic import LEVELS, Logic, logic_models
from ambos.kernel import tabular
from ambos.kernel.fields import Ref, Words
from ambos.kernel.kinds import Body, Kind
from ambos.node.assemble import KINDS
from ambos.node.config import Config
from ambos.node.demonstrator import countersign
from ambos.node.linting import elements, findings
from ambos.node.node import Node
from ambos.node.published import EXAMPLE, FOLDER, SYNTHETIC, load, one_sided
from tests.partnership import exchange, introduce

FRAMEWORK = "framework/synthetic-framework"
MADE_FOR = datetime(2026, 11, 25, 12, tzinfo=UTC)
BY_NAME = {kind.name: kind for kind in KINDS}
MARKS = {"en": "SYNTHETIC", "es": "SINTÉTICO"}


def rows() -> Iterator[tuple[Kind, str, Body]]:
    """Every row of the example."""
    for path in sorted(EXAMPLE.glob("*.csv")):
        kind = BY_NAME[path.stem]
        with path.open("rb") as stream:
            yield from ((kind, slug, body) for slug, body in tabular.read(kind, stream, path.name))


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node that holds the example, countersigned by the partner, on a day that it was made for."""
    home = tmp_path_factory.mktemp("example")
    with ExitStack() as stack:
        us, mx = (stack.enter_context(new(home, party)) for party in ("US", "MX"))
        introduce(us, mx)
        load(us, EXAMPLE)
        exchange(us, mx)
        countersign(mx)
        exchange(us, mx)
        yield us


def new(home: Path, party: str) -> Node:
    """Make a node that lives on the day the example was made for."""
    return Node.create(Config(home / party, party, party.lower()), "Test secretariat", lambda: MADE_FOR)


def test_everything_says_that_it_is_made_up() -> None:
    """Every id and every text in either language begins by saying so, and so does the source of every row."""
    for kind, slug, body in rows():
        assert slug.startswith(SYNTHETIC)
        for field in kind.fields:
            if isinstance(field.type, Words) and field.name in body:
                told = body[field.name]
                assert all(told[code].startswith(mark) for code, mark in MARKS.items()), (slug, field.name)
        assert body.get("sources", ["source/synthetic-example"]) == ["source/synthetic-example"]


def test_references_stay_inside() -> None:
    """The example refers to nothing but itself, and the public record to nothing of it."""
    subjects = {f"{kind.name}/{slug}" for kind, slug, _ in rows()}
    for kind, slug, body in rows():
        for field in kind.fields:
            if isinstance(field.type, Ref) and field.name in body:
                named = body[field.name] if field.many else [body[field.name]]
                assert set(named) <= subjects, (slug, field.name)
    for path in FOLDER.glob("*.csv"):
        told = path.read_text("utf-8")
        slugs = {slug for kind, slug, _ in rows() if kind.name == path.stem}
        assert "source/synthetic" not in told and not slugs & {
            line.partition(",")[0] for line in told.split("\n")
        }


def test_no_part_is_empty(node: Node) -> None:
    """Every level is there, and on the way down every sort of thing that may stand around a plan."""
    (model,) = logic_models(node.shelf, framework=FRAMEWORK)
    levels, around = walked(model)
    assert levels == set(LEVELS)
    assert around == {
        *("group", "role", "problem", "threat-assessment", "indicator", "target", "link", "assumption"),
        *("risk", "monitoring-plan", "evaluation", "recommendation", "commitment"),
    }


def walked(model: Logic) -> tuple[set[str], set[str]]:
    """Give the levels and the kinds of things in a model."""
    levels, around = {model.thing.kind}, set(model.around)
    for below in model.branches:
        deeper = walked(below)
        levels, around = levels | deeper[0], around | deeper[1]
    return levels, around


def test_a_level_cuts_the_tree(node: Node) -> None:
    """Opened down to a level, the model holds that level and nothing below it."""
    for place, level in enumerate(LEVELS):
        (model,) = logic_models(node.shelf, level, FRAMEWORK)
        assert walked(model)[0] == set(LEVELS[: place + 1])


def test_auditors_find_nothing_to_mend(node: Node) -> None:
    """Plan lint finds no error, and all nine elements are addressed."""
    assert [line for line in findings(node, "synthetic-framework") if line.severity == "error"] == []
    graded = elements(node, "synthetic-framework")
    assert {line.element for line in graded} == set(range(1, 10))
    assert {line.grade for line in graded} == {"addressed"}


def test_both_governments_agree_in_the_example() -> None:
    """In the demonstration every joint row of the example is countersigned; an auditor's finding is not."""
    assert not [slug for kind, slug, body in rows() if one_sided(f"{kind.name}/{slug}", body)]
    assert one_sided("evaluation/gao-23-103795", {})


def test_it_is_not_part_of_the_public_record() -> None:
    """What is made up lies in a folder of its own."""
    assert Path(EXAMPLE) != Path(FOLDER)
    assert not EXAMPLE.is_relative_to(FOLDER)
