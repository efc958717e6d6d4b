"""Packets that are kept: shared by whoever sees the same, older while a new one is made, never another's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import enumerate as threads

import pytest

from ambos.kernel.access import NOBODY, Person
from ambos.kernel.acts import New
from ambos.node.kept import MOST, Kept, KeptPackets, PacketPending, made, rights
from ambos.node.kept_apart import NotMade, is_large, made_apart
from ambos.node.node import Node
from ambos.node.past import DayToCome
from ambos.testing.clock import HandClock
from ambos.testing.pair import Pair, pair
from ambos.values.handling import PUBLIC, Label

STILL = HandClock()  # a clock at rest: nothing takes any time
WORDS = {"en": "Fewer deaths", "es": "Menos muertes"}
FRAMEWORK = New("framework", "ours", {"name": WORDS, "started": "2025-09"}, PUBLIC)
QUIET = New("framework", "quiet", {"name": WORDS, "started": "2025-09"}, Label())


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes, the one with a framework in public and one of its own."""
    with pair(tmp_path) as made:
        made.us.propose([FRAMEWORK, QUIET])
        yield made


def keeping(node: Node, now: Callable[[], datetime] = STILL.now) -> KeptPackets:
    """Give kept packets that are made at seats of an open node."""

    @contextmanager
    def seats(officer: str) -> Iterator[Node]:
        yield node.seat(officer)

    return KeptPackets(seats, now)


def join() -> None:
    """Wait until whatever makes packets behind us has ended."""
    for thread in threads():
        if thread.daemon and thread.name.endswith("(_again)"):
            thread.join()


def test_a_packet_is_made_once(nodes: Pair) -> None:
    """Who asks twice of an unchanged node is given the very same packet."""
    kept = keeping(nodes.us)
    one, two = (kept.packet(nodes.us) for _ in range(2))
    assert one.packet is two.packet and one.current


def test_an_older_packet_is_given_while_a_new_one_is_made(nodes: Pair) -> None:
    """After a record has come, the old packet is told to be old, and the new one is there soon after."""
    kept = keeping(nodes.us)
    first = kept.packet(nodes.us)
    nodes.us.propose([New("framework", "more", {"name": WORDS, "started": "2025-10"}, PUBLIC)])
    older = kept.packet(nodes.us)
    assert older.packet is first.packet and not older.current and older.made == first.made
    join()
    newer = kept.packet(nodes.us)
    assert newer.current and len(newer.packet.review.frameworks) == len(first.packet.review.frameworks) + 1


def test_a_packet_rests_as_long_as_it_took(nodes: Pair) -> None:
    """A packet that took a minute is not begun again within some minutes, however often the log grows."""
    moments = iter(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=each) for each in range(100))
    kept = keeping(nodes.us, lambda: next(moments))
    first = kept.packet(nodes.us)
    nodes.us.propose([New("framework", "more", {"name": WORDS, "started": "2025-10"}, PUBLIC)])
    assert kept.packet(nodes.us).packet is first.packet
    join()
    assert kept.packet(nodes.us).packet is first.packet


def test_nobody_is_given_what_officers_see(nodes: Pair) -> None:
    """The packet of the public holds public things alone, whoever asked before."""
    kept = keeping(nodes.us)
    assert len(kept.packet(nodes.us).packet.review.frameworks) == 2
    public = kept.packet(nodes.us.seat(""))
    assert [one.item.subject for one in public.packet.review.frameworks] == ["framework/ours"]


def test_the_past_is_kept_apart(nodes: Pair) -> None:
    """What could be known on a day is another packet than today's."""
    kept = keeping(nodes.us)
    past = kept.packet(nodes.us, "2025-08-01")
    assert past.packet.review.today == date(2025, 8, 1) and not past.packet.review.frameworks
    assert kept.packet(nodes.us).packet.review.frameworks


def test_a_refusal_reaches_whoever_asked(nodes: Pair) -> None:
    """A day that has not come is refused each time it is asked about, and stands in nobody's way."""
    kept = keeping(nodes.us)
    for _ in range(3):
        with pytest.raises(DayToCome):
            kept.packet(nodes.us, "2999-01-01")
    assert kept.packet(nodes.us).current


def test_what_takes_long_is_told_to_be_on_its_way(nodes: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks first does not wait for ever: they are told to come back, and then the packet is there."""
    monkeypatch.setattr("ambos.node.kept.PATIENCE", -1.0)
    kept = keeping(nodes.us)
    with pytest.raises(PacketPending):
        kept.packet(nodes.us)
    join()
    assert kept.packet(nodes.us).current


def test_only_so_many_are_kept(nodes: Pair) -> None:
    """However many days are asked about, the number of packets is bounded."""
    kept = keeping(nodes.us)
    for day in range(1, MOST + 4):
        kept.packet(nodes.us, f"2025-01-{day:02}")
    assert len(kept._kept) == MOST


def test_whoever_sees_the_same_shares_a_packet(nodes: Pair) -> None:
    """Two officers of different roles who see the same are given one packet; one who sees more, another."""
    us = nodes.us
    for slug, role in (("ana", "analyst"), ("max", "minister"), ("ida", "auditor")):
        us.enrol(slug, {"name": slug, "roles": [role]})
    kept = keeping(us)
    us.propose([New("goal", "red", {"framework": "framework/ours", "name": WORDS}, Label(tlp="red"))])
    ana, max_, ida = (kept.packet(us.seat(slug)) for slug in ("ana", "max", "ida"))
    assert ana.packet is max_.packet
    assert ida.packet is not ana.packet


def test_a_new_sight_lets_nobody_wait(nodes: Pair) -> None:
    """After the first record under a new handling, whoever asked before is given the older packet at once."""
    kept = keeping(nodes.us)
    first = kept.packet(nodes.us)
    nodes.us.propose([New("framework", "amber", {"name": WORDS, "started": "2025-10"}, Label(("MX",)))])
    older = kept.packet(nodes.us)
    assert older.packet is first.packet
    assert not older.current
    join()
    assert len(kept.packet(nodes.us).packet.review.frameworks) == 3


def test_rights_tell_readers_apart() -> None:
    """A compartment counts only while one is vetted for it; roles, groups and party count always."""
    today = date(2026, 1, 1)
    plain = Person("US", "a", frozenset({"analyst"}))
    lapsed = Person("US", "b", plain.roles, frozenset(), frozenset({"x"}), date(2025, 12, 31))
    vetted = Person("US", "c", plain.roles, frozenset(), frozenset({"x"}), today)
    assert rights(plain, today) == rights(lapsed, today) != rights(vetted, today)
    assert len({rights(one, today) for one in (plain, vetted, NOBODY, Person("MX", "a", plain.roles))}) == 4


def test_a_large_house_is_looked_at_apart(nodes: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """The packet of a large house comes from a process of its own, for the rights of whoever asks."""
    monkeypatch.setattr("ambos.node.kept_apart.LARGE", 1)
    assert is_large(nodes.us)
    for officer in ("secretariat", ""):
        seat = nodes.us.seat(officer)
        here, apart = made(seat, "", seat.parts.now()), made_apart(seat, "")
        assert subjects(apart) == subjects(here)


def test_a_process_that_fails_is_told(nodes: Pair) -> None:
    """Where the process fails, what it said is told as an error of ours."""
    with pytest.raises(NotMade):
        made_apart(nodes.us, "not a day")


def subjects(kept: Kept) -> list[str]:
    """Give the frameworks of a packet."""
    return [line.item.subject for line in kept.packet.review.frameworks]
