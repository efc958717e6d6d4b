"""The sums of readings are those of the records of readings, however often the tables are made anew."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ambos.kernel.acts import New
from ambos.kernel.watched import summed
from ambos.testing.clock import HandClock
from ambos.testing.pair import create
from ambos.values.handling import Label

EVENT = {"happened": "2026-01-05", "name": {"en": "Name"}, "sort": "visit"}
INSIDE = {"name": "P", "roles": ["prosecutor"], "compartments": ["nine"], "vetted_until": "2030-01-01"}
READING = st.fixed_dictionaries(
    {
        "officer": st.sampled_from(["a", "b"]),
        "record": st.sampled_from(["r", "s", ""]),
        "way": st.sampled_from(["list", "show"]),
        "compartment": st.sampled_from(["nine", "ten"]),
        "of": st.just("event"),
        "at": st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M:%SZ}"),
        "count": st.integers(1, 9),
    }
)


@given(st.lists(READING, max_size=20))
def test_nothing_is_lost_or_counted_twice(readings: list[dict[str, object]]) -> None:
    """Both tables count every reading once, and hold the first and the last moment of each."""
    seen, habit = summed(readings)
    total = sum(int(str(one["count"])) for one in readings)
    assert sum(times for times, _, _ in seen.values()) == total == sum(habit.values())
    assert all(since <= last for _, since, last in seen.values())


def test_the_fold_keeps_the_sums(tmp_path: Path) -> None:
    """Signed readings stand in the sums, batch after batch, and a fold made anew gives the same tables."""
    clock = HandClock()
    with create(tmp_path, "US", clock) as node:
        node.enrol("prosecutor", INSIDE)
        desk = node.seat("prosecutor")
        desk.propose([New("event", f"e-{n}", EVENT, Label(compartment="nine")) for n in range(3)])
        for _ in range(3):
            desk.shelf.things("event")
            clock.advance(hours=1)
            node.reads.sign(node.parts.ledger, node.parts.tables, node.parts.secrets.authority, node.refresh)
            node.refresh()
        found = node.parts.tables.execute("SELECT record, times FROM seen WHERE way = 'report'")
        assert sorted(times for _, times in found) == [3, 3, 3]
        before = node.projection.digests()
        node.rebuild()
        assert node.projection.digests() == before
