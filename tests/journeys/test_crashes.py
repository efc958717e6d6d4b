"""A killed process loses nothing that it acknowledged (500 kills: ``python -m benchmarks.crash``)."""

import json
from pathlib import Path

import pytest

from ambos.testing.crash import RecordLost, _demand_all, _demand_whole
from tests.processes import finish, start

KILLS, ON_THE_SERVER = 20, 6


def endured(*arguments: str) -> dict[str, int]:
    """Run in a process of its own and give its counts."""
    counts: dict[str, int] = json.loads(finish(start("tests.journeys.crashing", *arguments)))
    return counts


@pytest.mark.parametrize("seed", ("1", "2"))
def test_killed_writers(tmp_path: Path, seed: str) -> None:
    """After each of many kills: no acknowledged record lost, no half group, sound logs, tables as rebuilt."""
    counts = endured(str(tmp_path), str(KILLS), seed)
    assert counts["kills"] == KILLS
    assert KILLS < counts["acknowledged"] <= counts["found"]


def test_killed_clients_of_a_server(tmp_path: Path, postgres_dsn: str) -> None:
    """The same where the logs and tables lie on PostgreSQL."""
    counts = endured(str(tmp_path), str(ON_THE_SERVER), "3", postgres_dsn)
    assert counts["kills"] == ON_THE_SERVER
    assert ON_THE_SERVER < counts["acknowledged"] <= counts["found"]


def test_the_examination_finds_what_is_lost() -> None:
    """A missing record and a group of which one is missing are found."""
    _demand_all({"a"}, {"a", "b"})
    _demand_whole(["k1-g1-0-of-2", "k1-g1-1-of-2", "k1-g2-0-of-1"])
    with pytest.raises(RecordLost):
        _demand_all({"a", "c"}, {"a", "b"})
    for half in (
        ["k1-g1-0-of-2"],
        ["k1-g1-1-of-2", "k1-g2-0-of-2"],
        ["k1-g1-0-of-2", "k1-g1-1-of-2", "k2-g1-0-of-2"],
    ):
        with pytest.raises(RecordLost):
            _demand_whole(half)
