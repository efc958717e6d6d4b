"""Packets computed once and shown many times, for a process that answers many people.

A packet belongs to what one may see: whoever of a party reads under the same sights is given the same one.
It is current while the day is the same and no thing of a domain has changed. Whoever asks for one that is
not gets the older one, told when it was made, while one thread makes the new one, unless that was done just
now. A packet that is not there at all is made in such a thread too; whoever asks waits a while, and is then
told to ask later.
"""

import logging
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final

from ambos.analysis.studies.concerned import indicator_lines
from ambos.analysis.studies.judgements import FindingLine
from ambos.analysis.studies.lines import CommitmentLine, FrameworkLine, GoalLine, IndicatorLine, SeriesLine
from ambos.analysis.studies.lint.rule import SEVERITIES
from ambos.analysis.studies.packet import Packet
from ambos.analysis.studies.promises import promises as every_promise
from ambos.kernel.access import NOBODY, Person
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.shelf import Shelf
from ambos.node.assemble import system_now
from ambos.node.kept_apart import is_large, made_apart
from ambos.node.kept_lines import Lines, finding_lines, packed, promise_lines
from ambos.node.listed import unlisted
from ambos.node.node import Node
from ambos.node.packets import packet_of
from ambos.node.past import looking_back, seen_then
from ambos.node.public import standing
from ambos.values.errors import AmbosError, Refused
from ambos.values.places import BORDERS, PLACES

MOST: Final = 24  # packets
REST: Final = (
    8  # times as long as a packet takes it is left alone, so that a busy log does not wear the machine out
)
PATIENCE: Final = 30.0  # seconds that a packet is waited for when there is none yet
MAPPED: Final = ("MX", "US")  # countries of whose states there are maps
FEWEST_PLACES: Final = 2  # of one period, from which a map tells more than a line
_LOG: Final = logging.getLogger(__name__)

Seats = Callable[[str], AbstractContextManager[Node]]
Key = tuple[object, ...]
State = tuple[date, tuple[tuple[str, int], ...]]


class PacketPending(Refused):
    """The review is being computed for the first time, and that takes long."""

    code = "kept.pending"
    http_status = 503


@dataclass(frozen=True)
class Kept:
    """A packet, when it was made, and from which day and state of the things.

    Findings and promises are packed, in the packet too (``kept_lines``). ``mapped`` names the indicators that
    are counted by state for some period.
    """

    packet: Packet
    made: datetime
    state: State
    findings: Lines[FindingLine]
    promises: Lines[CommitmentLine]
    mapped: tuple[str, ...] = ()
    took: timedelta = timedelta(0)
    current: bool = True

    @cached_property
    def older(self) -> "Kept":
        """Give the same as what is not current any more."""
        return replace(self, current=False)

    @cached_property
    def goals(self) -> Mapping[str, tuple[FrameworkLine, GoalLine]]:
        """Give every goal with its framework, by its subject."""
        frameworks = self.packet.review.frameworks
        return {goal.item.subject: (one, goal) for one in frameworks for goal in one.goals}

    @cached_property
    def indicators(self) -> Mapping[str, tuple[IndicatorLine, ...]]:
        """Give the lines of every indicator by its subject."""
        found: dict[str, tuple[IndicatorLine, ...]] = {}
        for line in indicator_lines(self.packet.review):
            found[line.item.subject] = (*found.get(line.item.subject, ()), line)
        return found

    @cached_property
    def late(self) -> Lines[CommitmentLine]:
        """Give the promises that are late, then those that are silent, of each the longest first."""
        found = self.promises.only(standing=("late", "silent"))
        return found.by("days", falling=True).by("standing")

    @cached_property
    def gravest(self) -> Lines[FindingLine]:
        """Give the findings that nobody waived, the gravest first: they stand in that order."""
        return self.findings.only(severity=SEVERITIES)

    @cached_property
    def series(self) -> Mapping[str, SeriesLine]:
        """Give the series of every indicator that has one."""
        return {one.indicator.item.subject: one for one in self.packet.review.series}


@dataclass
class Making:
    """A packet on its way: when that began, whether it has ended, and by which refusal."""

    begun: float
    done: Event = field(default_factory=Event)
    error: AmbosError | None = None


class KeptPackets:
    """The packets of one process, a bounded number of them."""

    def __init__(self, seats: Seats, now: Callable[[], datetime] = system_now) -> None:
        """Keep nothing yet; ``seats`` gives a node with an officer at its desk, to make packets at."""
        self._seats, self._now = seats, now
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._last: OrderedDict[Key, Kept] = OrderedDict()
        self._making: dict[Key, Making] = {}
        self._guard = Lock()

    def packet(self, node: Node, as_of: str = "") -> Kept:
        """Give the packet of whoever sits at the node: of today, or by what had been published by a day."""
        key, state = (*shared(node), as_of), state_of(node)
        own = (*rights(node.person(), node.today()), as_of)
        found = self._find(key)
        if found is None and own not in self._last:
            found = self._awaited(key, self._renew(key, node.person(), as_of))
        kept = found or self._last[own]  # the last may be of before there was a sight that is new
        self._remember(own, kept)
        if found is not None and found.state == state:
            return found
        if self._now() - kept.made >= REST * kept.took:
            self._renew(key, node.person(), as_of)
        return kept.older

    def _awaited(self, key: Key, making: Making) -> Kept:
        """Wait for a packet that is being made for the first time, until some time after that began."""
        making.done.wait(making.begun + PATIENCE - monotonic())
        if making.error is not None:
            raise making.error
        kept = self._find(key)
        if kept is None:
            raise PacketPending()
        return kept

    def _remember(self, own: Key, kept: Kept) -> None:
        """Note what was last given for some rights, for when what they see comes to be more."""
        with self._guard:
            self._last[own] = kept
            self._last.move_to_end(own)
            while len(self._last) > MOST:
                self._last.popitem(last=False)

    def _find(self, key: Key) -> Kept | None:
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Key, made: Kept) -> Kept:
        with self._guard:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made

    def _made(self, node: Node, as_of: str) -> Kept:
        begun = self._now()
        found: Kept = made_apart(node, as_of) if is_large(node) else made(node, as_of, begun)
        return replace(found, took=self._now() - begun)

    def _renew(self, key: Key, person: Person, as_of: str) -> Making:
        """Make a packet anew in a thread of its own, unless that is being done; give how that stands."""
        with self._guard:
            if key in self._making:
                return self._making[key]
            making = self._making[key] = Making(monotonic())
        Thread(target=self._again, args=(key, person.officer, as_of, making), daemon=True).start()
        return making

    def _again(self, key: Key, officer: str, as_of: str, making: Making) -> None:
        try:
            with self._seats(officer) as node:
                if (*shared(node), as_of) == key:
                    self._keep(key, self._made(node, as_of))
        except AmbosError as error:
            making.error = error
        except Exception:  # a thread has nobody to tell; whoever asks next begins again
            _LOG.exception("a packet could not be made")
        finally:
            with self._guard:
                del self._making[key]
            making.done.set()


def made(node: Node, as_of: str, now: datetime) -> Kept:
    """Make the packet of whoever sits at the node, here and now."""
    state = state_of(node)
    with _seen(node, as_of) as shelf, shelf.keeping():
        whole = packet_of(shelf, node.config.logs, unlisted(shelf, node.config.evidence))
        findings, promises = finding_lines(whole.findings), promise_lines(every_promise(shelf).lines)
        return Kept(packed(whole, findings, promises), now, state, findings, promises, mapped(shelf))


@contextmanager
def _seen(node: Node, as_of: str) -> Iterator[Shelf]:
    """Give what whoever sits at the node sees; what the public sees is folded from public records alone."""
    if node.person() == NOBODY:
        with standing(node) as public:
            yield seen_then(node, public, as_of or None, None)
    else:
        with looking_back(node, as_of=as_of or None) as shelf:
            yield shelf


def mapped(shelf: Shelf) -> tuple[str, ...]:
    """Give the indicators of which a period has values for several states of a country, the most first."""
    found = Counter(
        (thing.get("indicator"), thing.get("period"), PLACES[thing.get("place")].within)
        for thing in shelf.things("figure")
        if thing.get("place") not in BORDERS
    )
    most: dict[str, int] = {}
    for (indicator, _, country), count in found.items():
        if country in MAPPED and count >= FEWEST_PLACES:
            most[indicator] = max(count, most.get(indicator, 0))
    return tuple(sorted(most, key=lambda one: (-most[one], one)))


def shared(node: Node) -> Key:
    """Give what a packet depends on of whoever sits at the node: their party, and the sights they read under.

    The public's is made in another way. Whoever sees into a compartment shares with those of the same rights
    alone, as what they read there is noted.
    """
    person, sights = node.person(), node.shelf.sights()
    if person == NOBODY or sights.held:
        return rights(person, node.today())
    return person.party, sights.numbers


def rights(person: Person, today: date) -> Key:
    """Give what a person may see by: two with the same rights see the same."""
    return person.party, person.roles, person.groups, person.inside(today)


def state_of(node: Node) -> State:
    """Give the day, and how often the things of each kind of the domains were settled.

    What the node writes of itself, such as who read what, makes no packet old.
    """
    counts = node.parts.tables.execute("SELECT kind, times FROM moved ORDER BY kind")
    register = node.register
    told = ((kind, times) for kind, times in counts if kind in register and register[kind].domain != KERNEL)
    return node.today(), tuple(told)
