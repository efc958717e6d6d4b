"""A search through worlds: hypothesis chooses what happens, in which order, and makes what fails short."""

import shutil
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from ambos.node.keysets import Change
from ambos.testing.pair import PARTIES
from ambos.testing.world import people
from ambos.testing.world.world import World, found

MEMORY = Path("/dev/shm")
THREE = (*PARTIES, "CA")
# Hypothesis draws whole numbers from our sources too, all but those under a hundred: what is drawn here stays
# under it, so that a seed makes the same worlds whatever is written elsewhere.
NUMBERS = st.integers(0, 99)
MINUTES, MINUTE = st.integers(-99, 99), 60
TOTAL: Counter[str] = Counter()  # what all worlds of this process came to


def folder() -> Path:
    """Give a new folder in memory where there is one: a world needs no disk."""
    return Path(tempfile.mkdtemp(prefix="ambos-world-", dir=MEMORY if MEMORY.is_dir() else None))


@cache
def founded(parties: tuple[str, ...]) -> Path:
    """Give nodes that know each other and have talked once, to be copied."""
    home = folder()
    found(home, parties)
    world = World(home, parties)
    world.meet()
    world.close()
    return home


class Worlds(RuleBasedStateMachine):
    """Everything that may happen between two nodes."""

    parties: tuple[str, ...] = PARTIES

    def __init__(self) -> None:
        super().__init__()
        self.folder = folder()
        shutil.copytree(founded(self.parties), self.folder, dirs_exist_ok=True)
        self.world = World(self.folder, self.parties)
        self.number = 0

    def teardown(self) -> None:
        """Heal the world, and demand that it is sound."""
        try:
            self.world.heal()
            self.world.demand_sound()
            TOTAL.update(self.world.heard)
            TOTAL["worlds"] += 1
            TOTAL["messages"] += len(self.world.tap)
            TOTAL.update(f"end: {alarm}" for alarm in set(self.world.alarms.values()) or {"equal mirrors"})
        finally:
            self.world.close()
            shutil.rmtree(self.folder)

    def _slug(self) -> str:
        self.number += 1
        return f"s{self.number}"

    def _party(self, number: int) -> str:
        return self.parties[number % len(self.parties)]

    def _pair(self, number: int) -> tuple[str, str]:
        return self.world.pairs[number % len(self.world.pairs)]

    @initialize(skews=st.lists(MINUTES, min_size=3, max_size=3))
    def set_clocks(self, skews: list[int]) -> None:
        for site, skew in zip(self.world.sites.values(), skews, strict=False):
            site.skew = skew * MINUTE

    @rule(who=NUMBERS, count=st.integers(1, 3))
    def say(self, who: int, count: int) -> None:
        self.world.say(self._party(who), people.events(self._slug(), count))

    @rule(who=NUMBERS)
    def keep_secret(self, who: int) -> None:
        self.world.say(self._party(who), people.secret(self._slug()))

    @rule(who=NUMBERS, count=st.integers(1, 4))
    def state(self, who: int, count: int) -> None:
        self.world.say(self._party(who), people.figures(self._slug(), count))

    @rule(who=NUMBERS, name=st.sampled_from(("sig", "ganseg")))
    def propose(self, who: int, name: str) -> None:
        self.world.say(self._party(who), people.framework(name))

    @rule(who=NUMBERS, pick=NUMBERS)
    def revise(self, who: int, pick: int) -> None:
        self.world.say(self._party(who), people.revision(pick, self._slug()))

    @rule(who=NUMBERS, pick=NUMBERS, relation=st.integers(0, 2))
    def answer(self, who: int, pick: int, relation: int) -> None:
        self.world.say(self._party(who), people.answer(pick, relation))

    @rule(who=NUMBERS)
    def enrol(self, who: int) -> None:
        self.world.say(self._party(who), people.officer(self._slug()))

    @rule(who=NUMBERS, exchange=st.booleans(), notes=st.booleans(), certificate=st.booleans())
    def rotate(self, who: int, exchange: bool, notes: bool, certificate: bool) -> None:
        self.world.rotate(self._party(who), Change(exchange, notes, certificate))

    @rule(who=NUMBERS)
    def crowd(self, who: int) -> None:
        self.world.crowd(self._party(who), people.events(self._slug(), 1))

    @rule(seconds=st.sampled_from((1, 60, 4000, 90_000)))
    def wait(self, seconds: int) -> None:
        self.world.wait(seconds)

    @rule(who=NUMBERS, minutes=MINUTES)
    def skew(self, who: int, minutes: int) -> None:
        self.world.sites[self._party(who)].skew = minutes * MINUTE

    @rule(pair=NUMBERS)
    def visit(self, pair: int) -> None:
        self.world.visit(*self._pair(pair))

    @rule(pair=NUMBERS)
    def come_and_go(self, pair: int) -> None:
        """A visit through, with nothing in between."""
        self.world.through(*self._pair(pair))

    @rule()
    def meet(self) -> None:
        """Everybody visits everybody."""
        self.world.meet()

    @rule(pair=NUMBERS, old=st.integers(0, 12), limit=st.integers(1, 6))
    def carry(self, pair: int, old: int, limit: int) -> None:
        self.world.carry(*self._pair(pair), old, limit)

    @precondition(lambda self: self.world.underway)
    @rule(which=NUMBERS)
    def deliver(self, which: int) -> None:
        self.world.deliver(which % len(self.world.underway))

    @precondition(lambda self: self.world.underway)
    @rule(which=NUMBERS)
    def drop(self, which: int) -> None:
        self.world.drop(which % len(self.world.underway))

    @precondition(lambda self: self.world.underway)
    @rule(which=NUMBERS)
    def repeat(self, which: int) -> None:
        self.world.repeat(which % len(self.world.underway))

    @precondition(lambda self: self.world.underway)
    @rule(which=NUMBERS, high=NUMBERS, low=NUMBERS)
    def alter(self, which: int, high: int, low: int) -> None:
        self.world.alter(which % len(self.world.underway), 100 * high + low)

    @rule(who=NUMBERS)
    def stop(self, who: int) -> None:
        self.world.stop(self._party(who))

    @rule(who=NUMBERS)
    def copy(self, who: int) -> None:
        self.world.sites[self._party(who)].copy()

    @rule(who=NUMBERS, border=st.booleans(), declared=st.booleans())
    def restore(self, who: int, border: bool, declared: bool) -> None:
        if self.world.sites[self._party(who)].copied:
            self.world.restore(self._party(who), border, declared)

    @rule(pair=NUMBERS, heard=st.booleans())
    def lie(self, pair: int, heard: bool) -> None:
        party, peer = self._pair(pair)
        self.world.lie(party, peer)
        if heard:
            self.world.through(peer, party)

    @rule()
    def hush(self) -> None:
        self.world.hush()


class ThreeWorlds(Worlds):
    """The same with three parties, each with a channel to each other."""

    parties = THREE
