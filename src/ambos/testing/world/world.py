"""The world: sites, the network between them, and everything that can happen to either.

Whatever happens, ``heal`` ends it: the network delivers, lies stop, clocks are set, copies recover. Then each
mirror equals its channel, or the pair has an alarm with a name; and nothing that was acknowledged is missing.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path

from ambos.exchange.alarms import FORK, GAP, RESTORED_COPY
from ambos.exchange.channel import BeyondChannel
from ambos.exchange.mirror import FutureRecord, Gap, SectionRefused
from ambos.exchange.pull import Pull, Stalled
from ambos.exchange.sealed import KeyNotHeld
from ambos.exchange.section import parse_section
from ambos.kernel.acts import AlreadyThere, NotAnswerable, NothingChanged, NotOwner
from ambos.kernel.chance import Chance, system_chance
from ambos.kernel.ledger import Written
from ambos.kernel.log import Fork, RestoredCopy, Unconfirmed
from ambos.kernel.note import NoteUntrusted
from ambos.kernel.store.contract import WriterBusy
from ambos.node.contacts import note_failure, note_visit
from ambos.node.exchanging import exchanges
from ambos.node.keysets import Change, RolledUnseen, follow
from ambos.node.node import Node
from ambos.node.recovering import PlacesLost, declare_restored, give_back_to, recover
from ambos.testing.clock import HandClock
from ambos.testing.pair import PARTIES, create
from ambos.testing.world.network import Answer, Message, Parcel, Request, Visit, altered, answered
from ambos.testing.world.site import Site
from ambos.testing.world.truth import (
    WorldBroken,
    demand_agreed,
    demand_equal,
    demand_there,
    demand_whole,
    held_anywhere,
)
from ambos.testing.world.watcher import Watcher
from ambos.values.errors import AmbosError

ALARMS = {Fork.code: FORK, RestoredCopy.code: RESTORED_COPY, Gap.code: GAP, Stalled.code: GAP}
DESK = {AlreadyThere.code, NotAnswerable.code, NothingChanged.code, NotOwner.code}
REFUSALS = DESK | {
    NoteUntrusted.code,
    Unconfirmed.code,
    WriterBusy.code,
    FutureRecord.code,
    BeyondChannel.code,
    RolledUnseen.code,
    KeyNotHeld.code,  # a visit that was under way while our exchange key rolled; the next one opens
}
HEALING_ROUNDS = 6
HEALING_HOURS = 3
Pair = tuple[str, str]


def found(folder: Path, parties: Sequence[str] = PARTIES) -> HandClock:
    """Make a node for each party in ``folder``, each knowing all others; give the clock they were made by."""
    clock = HandClock()
    nodes = [create(folder, party, clock) for party in parties]
    for one, other in permutations(nodes, 2):
        one.add_peer(other.card())
    for node in nodes:
        node.close()
    return clock


class World:
    """Nodes made by ``found``, and what has happened: refusals and alarms by their codes."""

    def __init__(
        self, folder: Path, parties: Sequence[str] = PARTIES, chance: Chance = system_chance
    ) -> None:
        self.clock = HandClock()
        self.sites = {
            party: Site(party, folder / party.lower(), self.clock, chance=chance) for party in parties
        }
        self.pairs: list[Pair] = list(permutations(parties, 2))
        self.underway: list[Message] = []
        self.tap: list[tuple[str, str, str, bytes | None]] = []
        self.heard: Counter[str] = Counter()
        self.alarms: dict[Pair, str] = {}
        self.restored, self.lies, self.quiet = False, 0, True
        self.witness = Watcher(folder / "witness.db", lambda: int(self.clock.now().timestamp()))
        for party, peer in self.pairs:
            self.witness.follow(self.sites[party].node.channel(peer).log)
        self._lies: dict[Pair, Path] = {}
        self._must: dict[bytes, str] = {}

    def close(self) -> None:
        """Stop every node."""
        for site in self.sites.values():
            site.stop()
        self.witness.close()

    # -- people

    def say(self, party: str, write: Callable[[Node], list[Written]]) -> None:
        """Let somebody at a node write; what is acknowledged has to stay."""
        site, before = self.sites[party], len(self.sites[party].said)
        self.clock.advance(seconds=1)
        if self._try((party, ""), lambda: site.say(write)):
            self._must |= dict.fromkeys(site.said[before:], party)

    def crowd(self, party: str, write: Callable[[Node], list[Written]]) -> None:
        """Let a second process at the same node write at the same time as the first."""
        site = self.sites[party]
        with Node.open(site.home, now=site.now) as second:
            self._try((party, ""), lambda: site.remember(write(second)))
        self._must |= dict.fromkeys(site.said, party)
        site.node.refresh()

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.clock.advance(seconds=seconds)

    def rotate(self, party: str, change: Change) -> None:
        """Roll a party's keys, of whichever kind."""
        self._try((party, ""), lambda: self.sites[party].rotate(change))

    # -- the network

    def visit(self, puller: str, source: str) -> None:
        """Let a node set out for a partner's border."""
        site = self.sites[puller]
        visit = Visit(puller, source, site.visit(source), site.life)
        self._ask(visit)

    def through(self, puller: str, source: str) -> None:
        """Make a visit at once, while whatever else is under way waits."""
        waiting, self.underway = self.underway, []
        self.visit(puller, source)
        while self.underway:
            self.deliver(0)
        self.underway = waiting

    def meet(self) -> None:
        """Let every node visit every other, often enough that receipts come home."""
        for pair in (*self.pairs, *self.pairs):
            self.through(*pair)

    def deliver(self, index: int) -> None:
        """Let one message arrive, any of those under way."""
        self.clock.advance(seconds=1)
        message = self.underway.pop(index)
        if isinstance(message, Request):
            puller, source = message.visit.puller, message.visit.source
            answer = answered(message, self._served(source, puller))
            self.tap.append((puller, source, answer.path, answer.data))
            self.underway.append(answer)
        elif isinstance(message, Parcel):
            self._open(message)
        elif not message.visit.over and message.visit.life == self.sites[message.visit.puller].life:
            self._take(message)

    def drop(self, index: int) -> None:
        """Lose one message."""
        self.underway.pop(index)

    def repeat(self, index: int) -> None:
        """Let one message arrive twice."""
        self.underway.append(self.underway[index])

    def alter(self, index: int, at: int) -> None:
        """Turn over one bit of a message."""
        self.underway[index] = altered(self.underway[index], at)

    def carry(self, sender: str, receiver: str, old: int, limit: int) -> None:
        """Send a section by hand, from any place on."""
        channel = self.sites[sender].node.channel(receiver)
        if not channel.log.size:
            return
        self._try(
            (sender, receiver),
            lambda: self.underway.append(Parcel(sender, receiver, bytes(channel.section(old, limit)))),
        )

    # -- misfortunes

    def stop(self, party: str) -> None:
        """End a node's process; it starts again when it is needed."""
        self.sites[party].stop()

    def restore(self, party: str, border: bool, declared: bool) -> None:
        """Put a node back from its last backup, and say so or not."""
        site = self.sites[party]
        site.restore(border)
        self.restored = True
        if declared:
            declare_restored(site.node)
        self.let_go()

    def let_go(self) -> None:
        """Expect no more what no node holds any longer, by a misfortune that was meant."""
        self._must = {rid: by for rid, by in self._must.items() if held_anywhere(self.sites, rid)}

    def lie(self, party: str, peer: str) -> None:
        """Let a twin with all of a party's keys say something else to a partner."""
        site, slug = self.sites[party], f"lie-{self.lies + 1}"

        def tell() -> None:
            self._lies[party, peer] = site.lie(slug, peer)
            self.lies += 1

        self._try((party, peer), tell)

    def hush(self) -> None:
        """End every lie: borders serve what their nodes put out."""
        self._lies.clear()

    # -- the end

    def heal(self) -> None:
        """Let everything arrive, and every node come up and talk to every other until nothing is new."""
        self.hush()
        while self.underway:
            self.deliver(0)
        for site in self.sites.values():
            site.skew = 0
        self.clock.advance(hours=HEALING_HOURS)
        for party, peer in self.pairs:  # whoever was put back may have forgotten the partner's newest keys
            self.sites[party].introduce(self.sites[peer])
        held: list[int] = []
        for _ in range(HEALING_ROUNDS):
            self.alarms.clear()
            refused = self.heard.total()
            for puller, source in self.pairs:
                self.clock.advance(seconds=1)
                self._straight(puller, source)
            held, before = self._held(), held
            self.quiet = self.heard.total() == refused
            if self.quiet and held == before:
                break

    def _held(self) -> list[int]:
        """Give how much every channel has, how much of it is held, and acknowledged: it changes while
        something is new.
        """
        sizes = []
        for party, peer in self.pairs:
            node = self.sites[party].node
            channel = node.channel(peer)
            sizes += [node.mirrors()[peer].size(), channel.log.size, channel.acknowledged()]
        return sizes

    def demand_sound(self) -> None:
        """Refuse a world that, healed, has lost something, differs between its nodes, or cannot say why."""
        for one, other in self.pairs:
            if (one, other) not in self.alarms and (other, one) not in self.alarms:
                demand_equal(self.sites[one].node, self.sites[other].node)
        self._demand_named()
        if not (self.quiet or self.alarms):
            raise WorldBroken(what="a refusal without end", heard=dict(self.heard))
        forked = FORK in self.alarms.values() or self.witness.conflicts()
        if forked and not (self.lies or self.restored):
            raise WorldBroken(what="a fork that nobody made")
        for party, site in self.sites.items():
            if not any(party in pair for pair in self.alarms):
                site.node.verify()
            demand_whole(site.node)
        if not self.alarms:
            for one, other in self.pairs:
                demand_agreed(self.sites[one].node, self.sites[other].node)
            demand_there(self.sites, self._must)

    def _demand_named(self) -> None:
        """Refuse an end without equal mirrors of which the node's own people would not be told."""
        for (party, peer), name in self.alarms.items():
            told = {one.partner.card.party: one for one in exchanges(self.sites[party].node)}[peer]
            if name not in {alarm.name for alarm in told.alarms}:
                raise WorldBroken(what="an alarm that is not told", log=f"{party}-{peer}", alarm=name)

    # -- what follows from what

    def _served(self, source: str, puller: str) -> Path:
        return self._lies.get((source, puller), self.sites[source].outbox(puller))

    def _ask(self, visit: Visit) -> None:
        path = visit.pull.next()
        if path is not None:
            self.underway.append(Request(visit, path))
            return
        visit.over = True
        self._try((visit.puller, visit.source), lambda: self._end(visit.puller, visit.source, visit.pull))

    def _take(self, answer: Answer) -> None:
        visit = answer.visit
        if visit.pull.next() != answer.path:
            return
        data = answer.data
        pair = visit.puller, visit.source
        if data is None or not self._try(pair, lambda: visit.pull.take(data), answer.altered):
            visit.over = True
            if data is None:
                self._begin(*pair)
            return
        self._ask(visit)

    def _end(self, puller: str, source: str, pull: Pull) -> None:
        """End a visit that brought all that was promised: note it, follow the partner's keys, put ours out.

        What a sync does at its end.
        """
        site = self.sites[puller]
        mirror = site.node.mirrors()[source]
        note_visit(mirror, int(site.now().timestamp()), pull)
        follow(site.node)
        site.publish(source)
        self.observe(puller, source)

    def observe(self, party: str, peer: str) -> None:
        """Let the witness see what was put out."""
        self.witness.see(self.sites[party].node.channel(peer).log)

    def _begin(self, puller: str, source: str) -> None:
        """Put out what we have for a partner that has nothing out, as a sync does."""
        self._try((puller, source), lambda: self.sites[puller].publish(source))
        self.observe(puller, source)

    def _open(self, parcel: Parcel) -> None:
        node = self.sites[parcel.receiver].node
        if parcel.receipt:
            cosigners = node.peer(parcel.sender).cosigners()
            self._try(
                (parcel.receiver, parcel.sender),
                lambda: node.channel(parcel.sender).take_receipt(parcel.data, *cosigners),
                parcel.altered,
            )
            return
        mirror = node.mirrors()[parcel.sender]
        pair = parcel.receiver, parcel.sender
        if self._try(pair, lambda: mirror.admit(parse_section(parcel.data)), parcel.altered):
            node.refresh()
            back = Parcel(parcel.receiver, parcel.sender, mirror.receipt(), receipt=True)
            self.underway.append(back)

    def _straight(self, puller: str, source: str) -> None:
        """Make a whole visit with nothing in between; recover first where a copy shows."""
        site, pair = self.sites[puller], (puller, source)

        def whole() -> None:
            pull = site.visit(source)
            while (path := pull.next()) is not None:
                answer = answered(Request(Visit(puller, source, pull, 0), path), self._served(source, puller))
                if answer.data is None:
                    self._begin(puller, source)
                    return
                pull.take(answer.data)
            self._end(puller, source, pull)

        if not self._try(pair, whole) and self.alarms.get(pair) == RESTORED_COPY:
            self._recover(puller, source)

    def _recover(self, party: str, partner: str) -> None:
        """Take the channel back from the partner, and tell that places are lost where they are."""
        ours, theirs = self.sites[party].node, self.sites[partner].node
        pair = party, partner

        def back(lost: int) -> None:
            recover(ours, partner, lambda: give_back_to(theirs, party), lost)
            del self.alarms[pair]

        def with_loss() -> None:
            try:
                back(0)
            except PlacesLost as error:
                back(lost_in(error))

        self._try(pair, with_loss)

    def _note(self, pair: Pair, error: AmbosError) -> None:
        """Note at the node what a contact failed of, as a sync does."""
        party, peer = pair
        if peer:
            site = self.sites[party]
            note_failure(site.node.mirrors()[peer], int(site.now().timestamp()), error)

    def _try(self, pair: Pair, act: Callable[[], object], tampered: bool = False) -> bool:
        """Act; count what is refused, and raise the alarm that goes with it; the unexpected is a fault."""
        try:
            act()
        except AmbosError as error:
            why = str(error.data.get("why", "")) if isinstance(error, SectionRefused) else error.code
            self.heard[why] += 1
            self._note(pair, error)
            if why in ALARMS and not tampered:
                self.alarms[pair] = ALARMS[why]
            elif why not in REFUSALS and not tampered:
                raise
            return False
        return True


def lost_in(error: PlacesLost) -> int:
    """Give how many places an error says are lost."""
    lost = error.data["lost"]
    return lost if isinstance(lost, int) else 0
