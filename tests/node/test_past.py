"""What was believed on a day: by what had been published then, and by what the logs held then."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ambos.analysis.studies.past import PublishedShelf
from ambos.analysis.studies.review import review
from ambos.domains.measures import views
from ambos.kernel.access import Person
from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS
from ambos.kernel.shelf import Shelf
from ambos.node.node import Node
from ambos.node.past import DayToCome, looking_back
from ambos.testing.pair import Pair, pair
from ambos.values.handling import PUBLIC, Label
from tests.analysis.vsrr import DEATHS, RELEASES, said
from tests.partnership import public_record, say

INDICATOR = "indicator/deaths"


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that know each other."""
    with pair(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """The public record of both parties."""
    with public_record(tmp_path_factory.mktemp("record")) as node:
        yield node


def indicator(node: Node) -> None:
    """Declare an indicator."""
    words = {"name": "Deaths", "definition": "Deaths", "unit": "deaths"}
    say(node, "indicator", "deaths", sort="impact", direction="down", calendar="rolling-12", **words)


def figure(node: Node, slug: str, period: str, value: str, **more: str) -> None:
    """State a value."""
    body = {"indicator": INDICATOR, "period": period, "value": value, "place": "US", "unit": "deaths"}
    say(node, "figure", slug, **(body | {"status": "provisional"} | more))


def test_each_release_comes_back_exactly(nodes: Pair) -> None:
    """As of each release the newest values are those of that release, all of them and nothing else."""
    indicator(nodes.us)
    every = said(DEATHS)
    common = {"indicator": INDICATOR, "place": "US", "unit": "deaths", "status": "provisional"}
    told = [
        {"period": str(each.period), "value": str(each.value), "as_of": str(each.as_of)} for each in every
    ]
    nodes.us.state([New("figure", f"f{at}", common | one, PUBLIC) for at, one in enumerate(told)])
    for vintage in RELEASES:
        with looking_back(nodes.us, as_of=vintage) as shelf:
            found = views.figures(shelf)[INDICATOR]
        newest = {each.period: each.value for each in found}  # in order of vintage: the last one stays
        assert newest == {each.period: each.value for each in every if str(each.as_of) == vintage}


def test_a_day_known_to_the_year_counts_from_its_end(nodes: Pair) -> None:
    """A figure published some day of 2024 was not certainly there in June; it is named as left out."""
    indicator(nodes.us)
    figure(nodes.us, "year", "2022", "5", as_of="2024")
    figure(nodes.us, "none", "2021", "6")
    with looking_back(nodes.us, as_of="2024-06-30") as shelf:
        assert not shelf.things("figure")
        assert isinstance(shelf, PublishedShelf)
        assert {(one.thing.slug, one.day) for one in shelf.left_out()} == {("year", "2024"), ("none", "")}
    with looking_back(nodes.us, as_of="2024-12-31") as shelf:
        assert [thing.slug for thing in shelf.things("figure")] == ["year"]


def test_a_figure_without_a_vintage_takes_the_day_of_its_source(nodes: Pair) -> None:
    """What a dated source quotes was known when the source was."""
    indicator(nodes.us)
    say(nodes.us, "source", "paper", title="Paper", grade="press", published="2023-05")
    figure(nodes.us, "quoted", "2022", "5", sources=["source/paper"])  # type: ignore[arg-type]
    for day, there in (("2023-05-30", 0), ("2023-05-31", 1)):
        with looking_back(nodes.us, as_of=day) as shelf:
            assert len(shelf.things("figure")) == there


def test_what_became_known_later_is_taken_out(nodes: Pair) -> None:
    """A promise kept in 2024 stood open in 2023, and its framework had not ended; in 2022 it was not made."""
    say(nodes.us, "framework", "one", name="One", started="2023-01", ended="2024-05")
    told = {"said_on": "2023-02-01", "said_by": "us", "state": "kept", "last_news": "2024-03-01"}
    say(nodes.us, "commitment", "promise", sentence="We shall.", framework="framework/one", **told)
    with looking_back(nodes.us, as_of="2023-06") as shelf:
        promise = shelf.thing("commitment/promise")
        assert (promise.get("state"), promise.get("last_news")) == ("open", None)
        assert shelf.thing("framework/one").get("ended") is None
    with looking_back(nodes.us, as_of="2022-12") as shelf:
        assert not shelf.things("commitment")
        assert not shelf.things("framework")


def test_the_record_reaches_statuses_on_its_day(record: Node) -> None:
    """The shipped record, assessed as of the day on which it was closed, says more than unknown."""
    with looking_back(record, as_of="2026-02-28") as shelf:
        found = review(shelf)
    assert found.today == date(2026, 2, 28)
    assert found.summary.statuses["met"] == 1
    assert found.summary.commitments["open"] > 0


def test_frameworks_to_come_bring_no_goals(record: Node) -> None:
    """In 2021 nothing of the group founded in 2025 was there: neither it, nor its goals, nor its promises."""
    with looking_back(record, as_of="2021-06") as shelf:
        found = review(shelf)
        assert "framework/sig-2025" not in {thing.get("framework") for thing in shelf.things("goal")}
    assert {line.item.subject for line in found.frameworks} == {
        "framework/merida-2008",
        "framework/ganseg-2019",
    }


def test_the_whole_log_gives_the_same_tables(record: Node) -> None:
    """As recorded by today, the fold of the logs is the node's own: the same figures, the same review."""
    today = record.today().isoformat()
    with looking_back(record, recorded_by=today) as shelf:
        assert review(shelf) == review(record.shelf)


def test_logs_are_read_up_to_the_day(nodes: Pair) -> None:
    """A version written later, and a countersignature given later, were not there; the thing before was."""
    day = nodes.clock.now().date()
    say(nodes.us, "framework", "one", name="One", started="2020")
    nodes.exchange()
    nodes.clock.advance(days=2)
    nodes.us.revise("framework/one", {"started": "2021"})
    nodes.exchange()
    nodes.mx.answer(COUNTERSIGNS, [nodes.mx.shelf.thing("framework/one").rid], {})
    nodes.exchange()
    now = nodes.us.shelf.thing("framework/one")
    assert (now.get("started"), now.state) == ("2021", "countersigned")
    for node in (nodes.us, nodes.mx):
        with looking_back(node, recorded_by=day.isoformat()) as shelf:
            then = shelf.thing("framework/one")
            assert (then.get("started"), then.state) == ("2020", "proposed")
            assert shelf.today == day


def test_days_to_come_are_refused(nodes: Pair) -> None:
    """Nobody can be asked what will be believed."""
    tomorrow = (nodes.us.today() + timedelta(days=1)).isoformat()
    for days in ((tomorrow, ""), ("", tomorrow)):
        with pytest.raises(DayToCome), looking_back(nodes.us, *days):
            pass


def test_a_past_day_opens_no_compartment(nodes: Pair) -> None:
    """Whoever is no longer vetted sees nothing of a compartment, whatever day is asked about."""
    label, today = Label(compartment="operation"), nodes.us.today()
    person = Person("US", "somebody", frozenset({"auditor"}), compartments=frozenset({"operation"}))
    was_vetted = replace(person, vetted_until=today - timedelta(days=1))
    then = today - timedelta(days=2)
    tables, register = nodes.us.projection.tables, nodes.us.register
    assert Shelf(tables, register, was_vetted, then).sees(label, "US")
    assert not Shelf(tables, register, was_vetted, today).on(then).sees(label, "US")
