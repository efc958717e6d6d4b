"""A gun recovered in Sonora is traced to a dealer in Arizona, over two nodes, and stands on the corridors."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ambos.domains.drugs.views import Asked
from ambos.kernel.acts import New
from ambos.node.drugs import chains, summary
from ambos.node.node import Node
from ambos.node.traces import GatesClosed, check_file, corridors, metrics, step_trace, submit, trace
from ambos.values.handling import Label
from tests.domains.arms.test_gates import WHOLE
from tests.partnership import exchange, introduce, new_node

Pair = tuple[Node, Node]
RESULT = {
    "answered": "2026-01-09",
    "outcome": "purchaser-identified",
    "us_source": "imported-to-us",
    "first_sale": "2024-03-02",
    "dealer": "FFL-AZ-014",
    "dealer_type": "gun-dealer",
    "source_state": "US-AZ",
    "purchaser": "P-9C",
}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Give both nodes, which know each other."""
    with ExitStack() as stack:
        us, mx = (stack.enter_context(new_node(tmp_path, party)) for party in ("US", "MX"))
        introduce(us, mx)
        yield us, mx


def tell(node: Node, partner: str, kind: str, slug: str, body: dict[str, Any]) -> None:
    """Write a thing of one party, released to the other."""
    node.propose([New(kind, slug, body, Label(release=(partner,)))])


def test_a_gun_from_sonora(pair: Pair) -> None:
    """What the gates stop is not submitted; mended, submitted and answered, both nodes show one corridor."""
    us, mx = pair
    found = {
        "recovered": "2025-11-14",
        "place": "MX-26",
        "agency": "FGR",
        "type": "pistol",
        "serial": "ABC123",
    }
    tell(mx, "US", "recovery", "g", found)
    lacking = {name: value for name, value in WHOLE.items() if name != "importer"}
    tell(mx, "US", "trace-request", "g", {**lacking, "recovery": "recovery/g"})
    with pytest.raises(GatesClosed):
        submit(mx, "g", "2025-11-20")
    mx.revise("trace-request/g", {"importer": "Glock Inc"})
    submit(mx, "g", "2025-11-20")
    exchange(us, mx)
    tell(us, "MX", "trace-result", "g", {**RESULT, "request": "trace-request/g"})
    exchange(us, mx)
    for node in (us, mx):
        (corridor,) = corridors(node.shelf)
        assert (corridor.source, corridor.recovery, corridor.count, corridor.short) == (
            "US-AZ",
            "MX-26",
            1,
            1,
        )
        opened = trace(node.shelf, "g")
        assert (opened.stage, opened.months, len(opened.results)) == ("answered", 20, 1)
        measured = metrics(node.shelf)
        assert (measured.quality.complete_at_first, measured.quality.median_days) == (1, 50)


def test_a_duplicate_counts_once(pair: Pair) -> None:
    """A second request for a recovery stops at the gates; owned up as a duplicate, it is no second one."""
    _, mx = pair
    tell(mx, "US", "trace-request", "a", WHOLE)
    tell(mx, "US", "trace-request", "b", {**WHOLE, "serial": "abc123"})
    with pytest.raises(GatesClosed):
        step_trace(mx, "b", "check", "2025-12-01")
    mx.revise("trace-request/b", {"duplicate_of": "trace-request/a"})
    submit(mx, "b", "2025-12-01")
    assert [year.traced for year in metrics(mx.shelf).years] == [1]
    assert metrics(mx.shelf).quality.duplicates == 1


def test_a_file_is_checked_before_it_is_imported(pair: Pair, tmp_path: Path) -> None:
    """Each row of a file is held against the gates and against the other rows, and nothing is written."""
    path = tmp_path / "requests.csv"
    head = ["id", *WHOLE]
    rows = [head, ["x", *map(str, WHOLE.values())], ["y", *map(str, WHOLE.values())]]
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    found = check_file(pair[0].shelf, path)
    assert [(one.name, [each.gate for each in one.findings]) for one in found] == [
        ("x", ["duplicate"]),
        ("y", ["duplicate"]),
    ]
    assert not pair[0].shelf.things("trace-request")


def test_one_seizure_told_by_both_counts_once(pair: Pair) -> None:
    """Both sides report one event; it counts once with the greater weight, and its destruction against it."""
    us, mx = pair
    told = {"seized": "2026-01-15", "drug": "fentanyl", "form": "tablets", "event_key": "E1", "agency": "X"}
    tell(mx, "US", "seizure", "m", {**told, "net": "12.1", "unit": "kg", "place": "MX-26"})
    tell(us, "MX", "seizure", "u", {**told, "net": "27.3", "unit": "lb", "place": "US-AZ"})
    gone = {"seizure": "seizure/u", "destroyed": "2026-02-01", "method": "incineration", "agency": "X"}
    tell(us, "MX", "destruction", "d", {**gone, "net": "2000", "unit": "g"})
    exchange(us, mx)
    for node in (us, mx):
        found = summary(node.shelf, Asked("fentanyl"))
        assert ([(row.events, f"{row.kg:f}") for row in found.drugs], found.again) == ([(1, "12.383")], 1)
        assert [(f"{one.destroyed_kg:f}", f"{one.left_kg:f}") for one in chains(node.shelf)] == [
            ("2", "10.383")
        ]
