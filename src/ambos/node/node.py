"""The node: one door for the faces. It opens the parts, keeps the tables in step, and acts as one officer."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from ambos.analysis.studies.lines import Review
from ambos.analysis.studies.review import review
from ambos.exchange.channel import Channel
from ambos.exchange.mirror import Mirror
from ambos.exchange.pair import acknowledge, carry
from ambos.kernel.access import NOBODY, RUN, SEE, Person, demand, may
from ambos.kernel.acts import Desk, New
from ambos.kernel.audit import Audited, audit
from ambos.kernel.joint import REVISES
from ambos.kernel.keys import KeyBook
from ambos.kernel.kinds import Register
from ambos.kernel.ledger import Written
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.projection import Projection, Source
from ambos.kernel.reading import BodyReader, Opened
from ambos.kernel.record import Draft, Reference
from ambos.kernel.records import HOME
from ambos.kernel.shelf import SHOW, RecordRow, Shelf
from ambos.node.assemble import Parts, assemble, system_now
from ambos.node.card import Card
from ambos.node.certificate import make_certificate
from ambos.node.config import Config, demand_creatable, read_config, write_config
from ambos.node.identity import make_first_card, notes_in_use, own_card
from ambos.node.keysets import follow
from ambos.node.officers import demand_run, enrol, first_words, person_of
from ambos.node.partners import Partner, introduce, partner_of
from ambos.node.reads import Reads
from ambos.node.rules import RULES
from ambos.node.secrets import Secrets
from ambos.node.shredding import Shredder
from ambos.values.errors import Misused, NotFound, Refused
from ambos.values.handling import Label
from ambos.values.terms import Terms

Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Take progress and say nothing."""


class OfficerUnknown(Misused):
    """Nobody of that name acts for this node."""

    code = "node.officer-unknown"


class PeerUnknown(Refused):
    """No partner of that party or name is registered at this node."""

    code = "node.peer-unknown"


class Node:
    """A node, open, with one officer at its desk."""

    def __init__(self, parts: Parts, officer: str) -> None:
        self.config = parts.config
        self.register: Register = parts.register
        self._parts = parts
        self._officer = officer
        self._projection = Projection(parts.tables, parts.register, parts.config.party)
        self._mirrors = parts.mirrors
        self._channels: dict[str, Channel] = {}
        self.reads = Reads(parts.config.logs, parts.now)
        self.through = ""  # the way by which what is read here reaches people, where no shelf knows it
        if self._projection.cursors():
            self._open_mirrors()  # before the fold, which may go back to a body that lies in one
        self.refresh()
        self.mirrors()
        self.shredder = Shredder(parts, self._projection, self.channel, self.peer)
        self.shredder.finish()

    @classmethod
    def create(cls, config: Config, officer_name: str, now: Callable[[], datetime] = system_now) -> Self:
        """Make a new node in its folder: keys, first records, settings. Refuses a folder that has one.

        The settings are written last, so that a creation which was interrupted can be begun again.
        """
        demand_creatable(config)
        Secrets(config.keys).create()
        make_certificate(config.border, config.name, now())
        make_first_card(config)
        parts = assemble(config, now)
        authority = parts.secrets.authority()
        if not parts.ledger.size():
            parts.ledger.write(first_words(config.party, authority), authority)
        if not any(key.holder == config.officer for key in parts.ledger.book):
            enrol(parts, config.officer, {"name": officer_name, "roles": ["secretariat"]})
        write_config(config)
        return cls(parts, config.officer)

    @classmethod
    def open(cls, home: Path, officer: str = "", now: Callable[[], datetime] = system_now) -> Self:
        """Open the node in ``home``, acting as ``officer`` or as the settings say."""
        config, _ = read_config(home)
        return cls(assemble(config, now), officer or config.officer)

    def close(self) -> None:
        """Sign what was noted of readings, if no other process is writing, and release every store."""
        self.reads.sign(self._parts.ledger, self._parts.tables, self._parts.secrets.authority, self.refresh)
        for log in (self._parts.ledger.log, *(c.log for c in self._channels.values())):
            log.store.close()
        for mirror in self._mirrors.values():
            mirror.close()
        self._parts.keys.close()
        self._parts.tables.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def parts(self) -> Parts:
        """Give what this node is made of, for the doors around it."""
        return self._parts

    # -- who, when

    def today(self) -> date:
        """Give the day, in UTC."""
        return self._parts.now().date()

    def seat(self, officer: str) -> Self:
        """Give the same node with another officer at its desk; ``""`` seats nobody, who may not write."""
        seated = copy(self)
        seated._officer = officer
        return seated

    def person(self) -> Person:
        """Give the officer at the desk, as the house log knows them."""
        if not self._officer:
            return NOBODY
        try:
            found = self._house_shelf().thing(f"officer/{self._officer}")
        except NotFound:
            raise OfficerUnknown(officer=self._officer) from None
        if found.state == "withdrawn" or not found.get("active"):
            raise OfficerUnknown(officer=self._officer)
        return person_of(self._parts, found)

    def _house_shelf(self) -> Shelf:
        """Read as the house itself, for what the node must know before anybody has sat down."""
        house = Person(self.config.party, "", frozenset({"secretariat"}))
        return Shelf(self._parts.tables, self.register, house, self.today())

    @property
    def shelf(self) -> Shelf:
        """Give the tables as the officer may see them."""
        witness = self.reads.witness(self._officer, self.through)
        return Shelf(self._parts.tables, self.register, self.person(), self.today(), witness=witness)

    def review(self) -> Review:
        """Assess the partnership as far as the officer may see it, today."""
        return review(self.shelf)

    def may(self, action: str) -> bool:
        """Say whether the officer may do this at the node."""
        return may(self.person(), action, Label(), self.config.party, self.today()).allowed

    def demand(self, action: str) -> None:
        """Refuse unless the officer may do this at the node."""
        demand(self.person(), action, Label(), self.config.party, self.today())

    # -- writing

    @property
    def desk(self) -> Desk:
        """Give the officer's desk: the one way to write. Refused while a log of ours is an old copy."""
        self._demand_newest()
        return self.drafting

    @property
    def drafting(self) -> Desk:
        """Give the officer's desk to see what it would seal, without becoming a writer; sign at ``desk``."""
        self.demand(SEE)  # nobody has no desk
        return Desk(
            self.shelf,
            self._parts.ledger,
            self._parts.secrets.officer(self._officer),
            self._parts.secrets.authority(),
            RULES,
            self._find,
            tuple(party for party, partner in self.partners().items() if partner.flows),
        )

    def _demand_newest(self) -> None:
        """Refuse to sign anything while any log of this node is known to be an old copy."""
        for party in self.peers():
            self.channel(party).log.guard()

    def propose(self, news: Sequence[New]) -> list[Written]:
        """Write new things; see ``Desk.propose``."""
        return self._after(self.desk.propose(news))

    def state(self, news: Sequence[New]) -> list[Written]:
        """Write machine-made things in one batch; see ``Desk.state``."""
        return self._after(self.desk.state(news))

    def revise(self, subject: str, changes: Mapping[str, Any], terms: Terms | None = None) -> Written:
        """Write a new version of a thing; see ``Desk.revise``."""
        return self._after([self.desk.revise(subject, changes, terms)])[0]

    def answer(self, relation: str, rids: Sequence[str], body: Mapping[str, Any]) -> list[Written]:
        """Countersign, dispute or withdraw; see ``Desk.answer``."""
        return self._after(self.desk.answer(relation, rids, body))

    def enrol(self, slug: str, body: Mapping[str, Any]) -> None:
        """Register an officer with a key of their own, or say anew who a registered one is.

        Refused: a change after which nobody may run the node.
        """
        self.demand(RUN)
        self._demand_newest()
        known = {thing.slug: thing.body for thing in self._house_shelf().things("officer")}
        demand_run(known, slug, body)
        enrol(self._parts, slug, body, self._revising(f"officer/{slug}"))
        self.refresh()

    def _revising(self, subject: str) -> tuple[Reference, ...]:
        """Give the tie of a new version of what the node says of itself to its own version before, if any."""
        known = [row for row in self._house_shelf().versions(subject) if row.log == self.house]
        if not known:
            return ()
        before = self._parts.ledger.reader.one(max(row.seq for row in known))
        header = before.statement.header
        return (Reference(REVISES, header.rid, leaf_hash(before.statement.data)),)

    def _after(self, written: list[Written]) -> list[Written]:
        self.refresh()
        return written

    # -- reading

    def refresh(self, progress: Progress = silent) -> int:
        """Bring the tables up to the logs."""
        return self._projection.update(self._sources(), progress)

    def rebuild(self, progress: Progress = silent) -> int:
        """Drop the tables and fold them anew from the logs."""
        return self._projection.rebuild(self._sources(), progress)

    def _sources(self) -> list[Source]:
        return [self._parts.ledger, *self._mirrors.values()]

    def _find(self, rid: str) -> Opened:
        row = self.shelf.record(rid)
        return self.reader(row.log).one(row.seq)

    def read_record(self, row: RecordRow) -> Opened:
        """Give a record that the officer has found on the shelf, with its body unless it was recalled."""
        opened = self.reader(row.log).one(row.seq)
        self.reads.given(self._officer, self.through or SHOW, [row])
        return opened._replace(body=None) if self._house_shelf().recalled([row.rid]) else opened

    def reader(self, log: str) -> BodyReader:
        """Give the reader of the house log or of a mirror, by name."""
        if log == self._parts.ledger.name:
            return self._parts.ledger.reader
        return next(mirror.reader for mirror in self._mirrors.values() if mirror.name == log)

    def book(self, log: str) -> KeyBook:
        """Give the keys of the house log or of a mirror, by name."""
        books: Mapping[str, KeyBook] = {source.name: source.book for source in self._sources()}
        return books[log]

    @property
    def house(self) -> str:
        """Give the name of the house log."""
        return self._parts.ledger.name

    @property
    def projection(self) -> Projection:
        """Give the fold behind the shelf, for those who keep the node in order."""
        return self._projection

    def verify(self, progress: Progress = silent) -> list[Audited]:
        """Verify every log of this node from its bytes, and the tables' pages; raise at the first fault."""
        ledger = self._parts.ledger
        audited = [audit(ledger.reader, KeyBook(self.config.party), progress)]
        ledger.log.demand_unforked()
        self._parts.keys.check()
        audited += [mirror.audit(progress) for mirror in self.mirrors().values()]
        channels = [self.channel(party).audit() for party in self.peers()] + self._parts.audit_published()
        self._parts.tables.check()
        return audited + [channel for channel in channels if channel.checkpoint.size]

    # -- partners

    def card(self) -> Card:
        """Give this node's public side."""
        return own_card(self.config)

    def add_peer(self, card: Card, *, trusted: bool = True) -> Partner:
        """Register a partner by its card; see ``partners.introduce``."""
        return introduce(self, card, trusted=trusted)

    def declare(self, kind: str, subject: str, body: Mapping[str, Any], label: Label) -> Written:
        """Write what the node says of itself, by its authority, as a new version of what it said before."""
        self.demand(RUN)
        if kind not in HOME:  # what never leaves makes no second history for anybody
            self._demand_newest()
        draft = Draft(kind, subject, body, label, self._revising(subject))
        return self._after(self._parts.ledger.write([draft], self._parts.secrets.authority()))[0]

    def turn(self, party: str) -> None:
        """Hold a partner to its newest key set, and sign for it under those of our keys that it may hold."""
        partner, parts, mirror = self.partner(party), self._parts, self._mirrors.get(party)
        in_use = notes_in_use(self.config, partner.own_version)
        if party in self._channels:
            log = self._channels[party].log
            log.sign_with(parts.secrets.note_signers(log.origin, in_use))
        if mirror and (mirror.name != partner.card.origin(self.config.party) or not partner.trusted):
            self._mirrors.pop(party).close()
        elif mirror:
            held = partner.card.peer(self.config.party, partner.past)
            mirror.turn(held, parts.secrets.cosigners(self.config.name, in_use))

    def card_of_log(self, log: str) -> Card:
        """Give the card of the node whose log this is; refuse a stranger's and an untrusted partner's."""
        name = log.partition("/")[0]
        if name == self.config.name:
            return self.card()
        for partner in self.partners().values():
            if partner.card.name == name:
                return partner.demand_trusted()
        raise PeerUnknown(peer=name)

    def peer(self, party: str) -> Card:
        """Give the card of a registered partner, or refuse."""
        card = self.peers().get(party)
        if card is None:
            raise PeerUnknown(peer=party)
        return card

    def peers(self) -> dict[str, Card]:
        """Give the cards of the registered partners by party."""
        return {party: partner.card for party, partner in self.partners().items()}

    def partner(self, party: str) -> Partner:
        """Give how a registered partner stands, or refuse."""
        partner = self.partners().get(party)
        if partner is None:
            raise PeerUnknown(peer=party)
        return partner

    def partners(self) -> dict[str, Partner]:
        """Give how the registered partners stand, by party; also those with whom nothing flows."""
        return {t.get("party"): partner_of(t.body) for t in self._house_shelf().things("peer")}

    def mirrors(self) -> dict[str, Mirror]:
        """Give the mirrors of the partners' channels, opened when first asked for."""
        self._open_mirrors()
        self.refresh()
        return self._mirrors

    def _open_mirrors(self) -> None:
        for party, partner in self.partners().items():
            if party not in self._mirrors and partner.trusted:
                in_use = notes_in_use(self.config, partner.own_version)
                self._mirrors[party] = self._parts.mirror(partner.card, partner.past, in_use)

    def channel(self, party: str) -> Channel:
        """Give the channel to a partner, opened when first asked for."""
        if party not in self._channels:
            in_use = notes_in_use(self.config, self.partner(party).own_version)
            self._channels[party] = self._parts.channel(party, in_use)
        return self._channels[party]

    def release(self, party: str) -> Channel:
        """Bring the channel to a partner up to what may leave, anchored to the house log."""
        self.demand(RUN)
        self.partner(party).demand_flowing()
        channel = self.channel(party)
        channel.release()
        channel.anchor(self._parts.secrets.authority(), int(self._parts.now().timestamp()))
        channel.release()
        self.refresh()
        return channel

    def take_from(self, other: "Node") -> int:
        """Bring our mirror of another node in this process up to date, and hand it the receipts."""
        self.partner(other.config.party).demand_flowing()
        mirror = self.mirrors()[other.config.party]
        cosigners = other.partner(self.config.party).demand_flowing().cosigners()
        acknowledge(other.channel(self.config.party), mirror, *cosigners)
        received = carry(other.release(self.config.party), mirror, *cosigners)
        follow(self)
        follow(other)
        return received
