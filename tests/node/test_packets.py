"""The packet of a node: targets have their probability, nothing is computed twice, nothing heavy loaded."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import sin
from pathlib import Path
from typing import Any

import pytest

from ambos.analysis.methods.outlook import prospect
from ambos.analysis.methods.prospects import Prospect, Question
from ambos.analysis.studies.judgements import Outlook
from ambos.analysis.studies.packet import Packet
from ambos.node import outlooks
from ambos.node.node import Node
from ambos.node.outlooks import FILE, foreseen
from ambos.node.packets import packet
from tests.partnership import new_node, say

MONTHS = [f"{year}-{month:02}" for year in range(2019, 2026) for month in range(1, 13)] + ["2026-01"]
HEAVY = ("statsforecast", "statsmodels", "scipy", "pandas", "ibis")


def series(node: Node, indicator: str, months: list[str], scope: str = "") -> None:
    for place, month in enumerate(months):
        value = 400 - 2 * place + round(20 * sin(place * 6.2832 / 12)) + place * 7 % 5
        say(
            node,
            "figure",
            f"{indicator}{scope}-{month.replace('/', '-')}",
            indicator=f"indicator/{indicator}",
            period=month,
            place="MX",
            value=str(value),
            unit="victims",
            status="final",
            as_of="2026-02-20",
            scope=scope or "all",
        )


def indicator(node: Node, slug: str, **more: Any) -> str:
    body = {"name": slug, "definition": slug, "sort": "outcome", "unit": "victims", "direction": "down",
            "calendar": "calendar"}  # fmt: skip
    return say(node, "indicator", slug, **body, **more)


def _next(month: str) -> str:
    """Give the month after a month."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02}"


def target(node: Node, slug: str, of: str, value: int, goal: str) -> str:
    year = say(node, "figure", f"{slug}-2024", indicator=of, period="2024", place="MX", value="3100",
               unit="victims", status="final", scope="all")  # fmt: skip
    base = say(node, "baseline", slug, indicator=of, period="2024", value="3100", figure=year)
    return say(
        node, "target", slug, indicator=of, goal=goal, baseline=base, value=str(value), deadline="2026-12-31"
    )


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node with a monthly series that falls, and two targets for its year: one easy, one out of reach."""
    with new_node(tmp_path_factory.mktemp("packet"), "US") as made:
        framework = say(made, "framework", "f", name="F")
        goal = say(made, "goal", "g", name="G", framework=framework)
        victims = indicator(made, "victims", goals=[goal])
        series(made, "victims", MONTHS)
        target(made, "easy", victims, 3000, goal)
        target(made, "hard", victims, 1500, goal)
        short = indicator(made, "short")
        series(made, "short", MONTHS[:12])
        target(made, "early", short, 3000, goal)
        holes = indicator(made, "holes")
        series(made, "holes", MONTHS[:30] + MONTHS[31:])
        alone = indicator(made, "alone")
        series(made, "alone", MONTHS)
        yearly = [f"{int(end[:4]) - 1}-{end[5:]}/{end}" for end in MONTHS]
        windows = indicator(made, "windows", goals=[goal])
        series(made, "windows", [f"{_next(first)}/{end}" for first, end in (w.split("/") for w in yearly)])
        say(made, "target", "windows", indicator=windows, goal=goal, value="100", deadline="2026-12-31")
        assert holes and alone
        yield made


@pytest.fixture(scope="module")
def made(node: Node) -> Packet:
    return packet(node)


def outlook(made: Packet, name: str) -> Outlook:
    return made.outlooks[name]


def test_targets_have_their_probability(made: Packet) -> None:
    """A year's target is judged on the months that make up that year, and an easier one is likelier."""
    easy, hard = outlook(made, "target/easy"), outlook(made, "target/hard")
    assert str(easy.period) == "2026-01/2026-12"
    assert easy.probability and hard.probability and easy.probability > Decimal("0.7") > hard.probability
    assert easy.low80 and easy.expected and easy.high80 and easy.low80 < easy.expected < easy.high80
    assert len(easy.fan) == 11 and str(easy.fan[0].period) == "2026-02"
    assert easy.origins == 8 and easy.base_rate is not None


def test_overlapping_windows_have_a_fan_and_no_probability(made: Packet) -> None:
    """Of the twelve months to each month, the method's probabilities did badly: only the fan is given."""
    found = outlook(made, "target/windows")
    assert (found.refused, found.probability) == ("overlapping", None)
    assert found.fan
    lines = made.review.frameworks[0].goals[0].indicators
    judged = next(line for line in lines if line.target and line.target.item.subject == "target/windows")
    assert judged.assessment.rule not in ("S14", "S15", "S16")


def test_status_follows_the_probability(made: Packet) -> None:
    """The status of an indicator is that which its probability stands for, and its goal takes the worse."""
    lines = made.review.frameworks[0].goals[0].indicators
    found = {line.target.item.subject: line.assessment for line in lines if line.target}
    assert (found["target/easy"].status, found["target/easy"].rule) == ("on-track", "S14")
    assert (found["target/hard"].status, found["target/hard"].rule) == ("off-track", "S16")
    assert made.goals["goal/g"] == ("off-track", "G3")


def test_turning_point_turns_the_answer(made: Packet) -> None:
    """Were the expectation at the turning point, the probability would lie at the bound of the status."""
    easy = outlook(made, "target/easy")
    assert easy.turns_at and easy.expected and easy.goal
    assert easy.expected < easy.turns_at < easy.goal


def test_an_indicator_alone_has_a_fan(made: Packet) -> None:
    """Without a target there is a forecast and no probability."""
    alone = outlook(made, "indicator/alone")
    assert len(alone.fan) == 12 and alone.probability is None and not alone.refused


def test_refusals_name_their_reason(made: Packet) -> None:
    """What cannot be foretold says why: too short a series, a hole in it."""
    assert outlook(made, "target/early").refused == "few-periods"
    assert outlook(made, "indicator/holes").refused == "gaps"


def test_what_differs_is_not_compared(node: Node) -> None:
    """A target is never judged on figures of another scope than its baseline's."""
    other = indicator(node, "other")
    series(node, "other", MONTHS, scope="women")
    subject = target(node, "elsewhere", other, 3000, "goal/g")
    assert outlook(packet(node), subject).refused == "few-periods"


def test_the_day_is_handed_in(node: Node) -> None:
    """A packet of another day has that day."""
    assert packet(node, date(2027, 3, 1)).review.today == date(2027, 3, 1)


def test_nothing_is_computed_twice(node: Node, made: Packet, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is read, and gives the same packet; what is dropped is computed again to the same."""

    def never(_: Question) -> Prospect:
        raise AssertionError

    first = packet(node)
    with monkeypatch.context() as patched:
        patched.setattr(outlooks, "prospect", never)
        assert packet(node) == first
    outlooks.drop(node.config.logs)
    assert packet(node) == first


def test_a_damaged_file_is_computed_anew(tmp_path: Path) -> None:
    """A file that cannot be read holds nothing and is replaced."""
    asked = {"one": Question(tuple(float(value) for value in range(40)), 1, 2)}
    first = foreseen(tmp_path, asked)
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    assert foreseen(tmp_path, asked) == first
    assert (tmp_path / FILE).stat().st_size > 10


def test_many_are_answered_in_order(tmp_path: Path) -> None:
    """Answers from several processes are those of one."""
    asked = {f"{n}": Question(tuple(float(value + n) for value in range(26)), 1, 1) for n in range(24)}
    found = foreseen(tmp_path, asked)
    assert found == {name: prospect(question) for name, question in asked.items()}


def test_a_review_loads_nothing_heavy(node: Node, made: Packet) -> None:
    """Whoever reviews the partnership waits for no package of statistics; the node not even for NumPy."""
    script = "import sys, ambos.node.node; assert 'numpy' not in sys.modules; import ambos.node.packets; "
    script += f"assert not {set(HEAVY)} & set(sys.modules), set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
