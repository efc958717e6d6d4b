"""The plan on a board and on an axis of time, and what falls due: nothing is lost, and every day is said."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.studies.board import STATES, Sought, board, narrowed
from ambos.analysis.studies.deadlines import DUE, deadlines
from ambos.analysis.studies.judgements import FindingLine
from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.lint.run import lint
from ambos.analysis.studies.timetable import timetable, within
from ambos.kernel.paging import Query, throughout
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.node import Node
from tests.partnership import new_node, say

YEARS = st.integers(1990, 2060)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """Give a node on 1 March 2026 with two frameworks, a goal below one, and actions of every state."""
    with new_node(tmp_path_factory.mktemp("board"), "US") as node:
        fill(node)
        yield node


def fill(node: Node) -> None:
    """Write the plan."""
    say(node, "framework", "old", name="old", started="2019")
    say(node, "framework", "new", name="new", started="2025-09-03", continues="framework/old")
    say(node, "goal", "g", framework="framework/new", name="goal", by_when="2027-12-31")
    say(node, "cooperation-area", "ar", goal="goal/g", name="area")
    say(node, "objective", "o", area="cooperation-area/ar", name="objective")
    for state in STATES:
        say(node, "action", state, objective="objective/o", name=state, state=state, due="2026-01-31")
    say(node, "action", "silent", goal="goal/g", name="says no state", lead_mx="SEMAR", starts="2026-01")
    say(node, "action", "loose", name="hangs on nothing", state="planned", due="2026-06")
    say(node, "milestone", "one", action="action/running", name="one", due="2026-01-10", reached="2026-01-09")
    say(node, "milestone", "two", action="action/running", name="two", due="2026-02-10")
    say(node, "milestone", "three", action="action/running", name="three", due="2026-09-10")


def at(findings: Iterable[FindingLine]) -> Callable[[Collection[str]], list[FindingLine]]:
    """Find among these what stands at some things."""
    return lambda subjects: [one for one in findings if one.item.subject in subjects]


def goal_of(shelf: Shelf, action: Thing) -> Thing | None:
    """Give the goal of an action by hand: its own, else that of its objective, or of the area of that."""
    above = {kind: shelf.titles(kind) for kind in ("objective", "cooperation-area", "goal")}
    objective = above["objective"].get(action.get("objective") or "")
    area = above["cooperation-area"].get((objective.get("area") if objective else None) or "")
    named = (one.get("goal") for one in (action, objective, area) if one is not None)
    return next((above["goal"][one] for one in named if one in above["goal"]), None)


def test_a_board_narrowed_by_the_database_is_the_one_read_by_hand(made: Node, record: Node) -> None:
    """For every goal and framework, the actions found a page at a time are those that hang on it."""
    for shelf in (made.shelf, record.shelf):
        goals = {one.subject: goal_of(shelf, one) for one in shelf.things("action")}
        for goal in shelf.things("goal"):
            hang = {one for one, found in goals.items() if found and found.subject == goal.subject}
            assert found_by(shelf, Sought(goal=goal.subject)) == hang
        for one in shelf.things("framework"):
            hang = {each for each, found in goals.items() if found and found.get("framework") == one.subject}
            assert found_by(shelf, Sought(framework=one.subject)) == hang


def found_by(shelf: Shelf, sought: Sought) -> set[str]:
    """Give the actions that are asked for."""
    return {one.subject for one in throughout(shelf, Query("action", narrowed(shelf, sought)))}


def test_a_column_shows_its_first_and_counts_them_all(made: Node) -> None:
    """With one card for each column, the earliest due is shown, and the count is that of the whole column."""
    whole, first = board(made.shelf), board(made.shelf, most=1)
    assert first.counts == whole.counts == {state: len(cards) for state, cards in whole.columns.items()}
    assert first.columns == {state: cards[:1] for state, cards in whole.columns.items()}


def test_every_action_stands_in_the_column_of_its_state(record: Node) -> None:
    """Each action of the public record is on the board once, under the state that its record gives."""
    columns = board(record.shelf).columns
    found = {card.item.subject: state for state, cards in columns.items() for card in cards}
    assert found == {one.subject: one.get("state") or "unknown" for one in record.shelf.things("action")}
    assert sum(map(len, columns.values())) == len(found) > 0


def test_an_action_is_overdue_until_it_ends(made: Node) -> None:
    """Past its day an action is overdue, save one that is done or was stopped."""
    late = {card.item.subject for card in board(made.shelf).cards if card.overdue}
    assert late == {"action/planned", "action/running", "action/unknown"}


def test_milestones_and_goals_come_with_their_action(made: Node) -> None:
    """A card counts the milestones reached, names the next, and finds its goal through objective and area."""
    card = next(one for one in board(made.shelf).cards if one.item.subject == "action/running")
    assert (card.reached, len(card.steps)) == (1, 3)
    assert card.next is not None
    assert card.next.item.subject == "milestone/two"
    assert card.next.late(date(2026, 3, 1))
    assert card.goal is not None
    assert card.goal.subject == "goal/g"
    assert card.framework is not None
    assert card.framework.subject == "framework/new"
    assert next(one for one in board(made.shelf).cards if one.item.subject == "action/loose").goal is None


@pytest.mark.parametrize(
    ("sought", "left"),
    [
        (Sought(framework="framework/old"), set()),
        (Sought(goal="goal/g", party="MX"), {"action/silent"}),
        (Sought(owner="semar"), {"action/silent"}),
        (Sought(goal="goal/g", without="MX"), {f"action/{state}" for state in STATES}),
    ],
)
def test_a_filter_leaves_what_it_names(made: Node, sought: Sought, left: set[str]) -> None:
    """A filter leaves the actions that it names, and the board still knows how many there are."""
    found = board(made.shelf, sought)
    assert {card.item.subject for card in found.cards} == left
    assert found.every == len(made.shelf.things("action"))


def test_findings_on_cards_are_those_of_lint(record: Node) -> None:
    """The marks on the cards add up to what lint finds at actions and nobody has waived."""
    found = lint(Plan.read(record.shelf))
    told = sum(sum(card.findings.values()) for card in board(record.shelf, None, at(found)).cards)
    assert told == sum(one.item.subject.startswith("action/") and not one.waived for one in found) > 0


def test_a_waived_finding_marks_no_card(record: Node) -> None:
    """A finding that is waived with a reason is on no card."""
    found = lint(Plan.read(record.shelf))
    waived = [
        FindingLine(one.rule, one.family, one.severity, one.item, one.data, "waiver/w") for one in found
    ]
    assert not any(card.findings for card in board(record.shelf, None, at(waived)).cards)


def test_the_axis_holds_every_day(made: Node) -> None:
    """The years of the timetable hold today and every day of every row, and each milestone is a point."""
    table = timetable(made.shelf)
    assert all(day.year in table.years for row in table.rows for day in row.days)
    assert table.today.year in table.years
    row = next(one for one in table.rows if one.item.subject == "action/running")
    assert [(point.item.subject, bool(point.done), point.late) for point in row.points] == [
        ("milestone/one", True, False),
        ("milestone/two", False, True),
        ("milestone/three", False, False),
    ]


def test_what_is_taken_up_ends_where_the_next_begins(made: Node) -> None:
    """A framework without an end is drawn until the one that continues it began, and else until today."""
    rows = {row.item.subject: row for row in timetable(made.shelf).rows}
    assert rows["framework/old"].until == date(2025, 9, 3)
    assert rows["framework/new"].until == date(2026, 3, 1)


@given(first=YEARS, last=YEARS)
def test_a_scroll_by_years_never_leaves_the_table_empty(made: Node, first: int, last: int) -> None:
    """Whatever years are asked for, those shown are consecutive years of the whole axis, at least one."""
    whole = timetable(made.shelf)
    years = within(whole, first, last).years
    assert years
    assert set(years) <= set(whole.years)
    assert list(years) == list(range(years[0], years[-1] + 1))


def test_every_day_promised_is_due_until_it_is_kept(made: Node, record: Node) -> None:
    """What has a day and is not over is due, once, in the order of the days; what was reached is not."""
    for node in (made, record):
        found = deadlines(node.shelf)
        assert [one.day.last for one in found] == sorted(one.day.last for one in found)
        assert len({one.item.subject for one in found}) == len(found)
        dated = {
            one.subject
            for kind, (field, _) in DUE.items()
            for one in node.shelf.things(kind)
            if one.get(field)
        }
        assert {one.item.subject for one in found} <= dated
    subjects = {one.item.subject for one in deadlines(made.shelf)}
    assert {"milestone/two", "action/running", "goal/g"} <= subjects
    assert subjects.isdisjoint({"milestone/one", "action/done", "action/stopped", "action/silent"})
