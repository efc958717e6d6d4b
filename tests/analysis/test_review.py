"""The review of the public record: everything is in it, every line opens, nothing is averaged."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ambos.analysis.methods.status import RULES, STATUSES
from ambos.analysis.studies.lines import IndicatorLine, Item, Review
from ambos.analysis.studies.review import review
from ambos.domains.dialogue.views import STANDINGS
from ambos.node.node import Node
from tests.partnership import TODAY, new_node, say


@pytest.fixture(scope="module")
def reviewed(record: Node) -> Review:
    return review(record.shelf)


def items(value: Any) -> Iterator[Item]:
    """Every item anywhere in a review."""
    if isinstance(value, Item):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from items(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from items(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from items(one)


def subjects(lines: Any) -> set[str]:
    return {line.item.subject for line in lines}


def every_indicator(found: Review) -> list[IndicatorLine]:
    return [line for f in found.frameworks for goal in f.goals for line in goal.indicators]


def test_every_line_opens(record: Node, reviewed: Review) -> None:
    """The id and the record of every line are on the shelf, and belong together."""
    known = {item.subject: item.rid for item in items(reviewed)}
    assert len(known) > 300
    for subject, rid in known.items():
        assert record.shelf.thing(subject).rid == rid
        assert record.shelf.record(rid).subject == subject


def test_nothing_is_left_out(record: Node, reviewed: Review) -> None:
    """Every framework, goal, commitment, meeting and indicator of the shelf is in the review."""
    shelf = record.shelf
    wanted = {kind: {thing.subject for thing in shelf.things(kind)} for kind in
              ("framework", "goal", "commitment", "meeting", "indicator", "target")}  # fmt: skip
    shown = reviewed.frameworks
    promises = [*reviewed.unframed, *(line for f in shown for line in f.commitments)]
    indicators = [*every_indicator(reviewed), *reviewed.untied]
    assert subjects(shown) == wanted["framework"]
    assert subjects(goal for f in shown for goal in f.goals) == wanted["goal"]
    assert subjects(promises) == wanted["commitment"] and len(promises) == len(wanted["commitment"])
    assert subjects(meeting for f in shown for meeting in f.meetings) == wanted["meeting"]
    assert subjects(indicators) == wanted["indicator"]
    assert {line.target.item.subject for line in indicators if line.target} == wanted["target"]


def test_frameworks_follow_one_another(reviewed: Review) -> None:
    """The frameworks stand in the order in which they took over from each other."""
    names = [line.item.subject.partition("/")[2] for line in reviewed.frameworks]
    assert names == ["merida-2008", "ganseg-2019", "bicentennial-2021", "sig-2025"]


def test_the_summary_counts_the_lines(record: Node, reviewed: Review) -> None:
    """What is told first is the count of what follows."""
    summary = reviewed.summary
    promises = [*reviewed.unframed, *(line for f in reviewed.frameworks for line in f.commitments)]
    assert Counter(line.standing for line in promises) == summary.commitments
    assert set(summary.commitments) <= set(STANDINGS) and set(summary.statuses) <= set(STATUSES)
    assert summary.without_owner == sum(bool(line.missing) for line in promises)
    assert summary.goals == len(record.shelf.things("goal"))
    assert (
        summary.goals_with_target
        == sum(goal.targets > 0 for f in reviewed.frameworks for goal in f.goals)
        == 1
    )
    assert summary.disagreements == len(reviewed.disagreements)


def test_every_status_names_its_rule(reviewed: Review) -> None:
    """No status stands without the rule that decided, and no output is called success or failure."""
    for line in every_indicator(reviewed):
        assert line.assessment.rule in RULES
        if line.direction == "neutral" and line.newest:
            assert line.assessment.rule == "S2"


def test_the_target_of_2022_is_flagged(reviewed: Review) -> None:
    """The one target with a number disagrees with itself on the final count, and shows each reading."""
    (line,) = [line for line in every_indicator(reviewed) if line.target]
    assert line.item.subject == "indicator/us-overdose-deaths"
    assert line.assessment.target_disagrees
    goals = [reading.goal for reading in line.assessment.readings]
    assert goals == [Decimal(81000), Decimal("81197.97"), Decimal("79865.13")]
    assert line.judged and line.judged.value == 79384


def test_the_paper_is_not_compared_with_another_registry(reviewed: Review) -> None:
    """The paper's 34,500 killed names no registry, so that no later count is judged against it."""
    line = next(line for line in reviewed.paper if line.item.subject == "indicator/sesnsp-homicide-victims")
    assert line.baseline and line.baseline.value == 34500
    assert "scope" in line.assessment.differing


def test_disagreements_keep_every_number(reviewed: Review) -> None:
    """The two totals for 2025 stand beside each other, and no value is shown that nobody published."""
    published = {item.subject for line in reviewed.disagreements for item in (f.item for f in line.figures)}
    assert {
        "figure/sesnsp-homicide-victims-2025-daily",
        "figure/sesnsp-homicide-victims-2025-consolidated",
    } <= (published)
    for line in reviewed.disagreements:
        assert len({figure.value for figure in line.figures}) > 1
        assert len({(str(figure.period), figure.place) for figure in line.figures}) == 1


def test_unverified_entries_are_listed(record: Node, reviewed: Review) -> None:
    """Everything that was recalled and not checked is named as such."""
    kinds = [kind.name for kind in record.register if "mark" in kind.by_name]
    recalled = {t.subject for kind in kinds for t in record.shelf.things(kind) if t.get("mark") == "recalled"}
    assert {item.subject for item in reviewed.quality.unverified} == recalled
    assert reviewed.quality.marks["recalled"] == len(recalled) > 0


def test_series_hold_comparable_figures(reviewed: Review) -> None:
    """All figures of a plotted series have one definition and one length of period, each period once."""
    assert reviewed.series
    for series in reviewed.series:
        shapes = {
            (f.place, f.scope, f.denominator, f.unit, f.period.kind, f.period.months) for f in series.figures
        }
        assert len(shapes) == 1
        assert len({figure.period for figure in series.figures}) == len(series.figures) >= 3


def test_what_one_may_not_see_is_not_there(tmp_path: Path) -> None:
    """An empty shelf gives an empty review, not an error."""
    with new_node(tmp_path, "US") as node:
        found = review(node.shelf)
    assert (found.frameworks, found.untied, found.series, found.today) == ((), (), (), TODAY)


def test_a_target_counts_for_its_goal_alone(tmp_path: Path) -> None:
    """An indicator of two goals shows its target under the goal that the target names."""
    with new_node(tmp_path, "US") as node:
        framework = say(node, "framework", "f", name="F")
        goals = [say(node, "goal", slug, framework=framework, name=slug) for slug in "ab"]
        indicator = say(node, "indicator", "i", name="I", definition="I", sort="impact", unit="deaths",
                        direction="down", calendar="calendar", goals=goals)  # fmt: skip
        say(node, "target", "t", indicator=indicator, goal=goals[0], value="1", deadline="2030")
        first, second = review(node.shelf).frameworks[0].goals
    assert [first.targets, second.targets] == [1, 0]
    assert [len(goal.indicators) for goal in (first, second)] == [1, 1]
