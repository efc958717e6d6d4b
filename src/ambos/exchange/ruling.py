"""The rules in force at a place of the house log: which policy, what is agreed, what two persons ordered.

A fold over the few records of the house that rule, in their order. It looks at no clock and at no table, so a
channel can be decided again, entry by entry, whenever it is audited (spec/policy, "At its place").
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from ambos.exchange.mirror import Mirror
from ambos.exchange.release import FIRST_POLICY, Agreement, Case, Grant, Release, day_of, decide
from ambos.kernel.audit import TreeMismatch
from ambos.kernel.keys import ENDS, KEY, KEY_END, OFFICER, KeyUnknown, key_id
from ambos.kernel.ledger import Ledger
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.reading import RULE_PLACES, places_noted
from ambos.kernel.record import Header, Reference
from ambos.kernel.records import HOME
from ambos.kernel.release_kinds import (
    AGREEMENT,
    CONFIRMS,
    GRANTED_BY,
    GRANTS,
    LAPSES,
    POLICY,
    RELEASE_CONFIRMATION,
    RELEASE_GRANT,
    RELEASE_HOME,
    RELEASE_LAPSE,
    RELEASE_ORDER,
    RELEASES,
    party_of,
)
from ambos.kernel.seal import Statement, parse_statement
from ambos.kernel.store.contract import Row
from ambos.values.dates import Day
from ambos.values.handling import Label

DAY_SECONDS = 24 * 3600
ORDER_LIFE = timedelta(days=30)  # an order that nobody confirmed for so long is void

Find = Callable[[str, Reference], tuple[Grant, ...]]
Gone = Callable[[bytes], bool]
Let = tuple[int, Row, Statement]


class Order(NamedTuple):
    """An officer's order to let a record go, before another officer has confirmed it."""

    record: Reference
    leaf: bytes
    holder: str
    day: date
    granted: tuple[Reference, ...]


class Rulings:
    """What the house log says of release to one peer, up to a place that moves on."""

    def __init__(self, peer: str, ledger: Ledger, find: Find, gone: Gone) -> None:
        self.version = FIRST_POLICY
        self.agreement = Agreement()
        self._peer = peer
        self._ledger = ledger
        self._find = find
        self._gone = gone
        self._officers = {held.rid: key_id(held.public) for held in ledger.book if held.purpose == OFFICER}
        self._waiting: dict[bytes, int] = {}
        self._orders: dict[bytes, Order] = {}
        self._places = [
            place for place in places_noted(ledger.log.store, RULE_PLACES) if place < ledger.size()
        ]
        self._days = dict(self._lapses())
        self._usual: dict[tuple[str, Label, int], Release] = {}
        self._late: set[bytes] = set()
        self._seen: list[int] = []

    def up_to(self, place: int) -> "Rulings":
        """Fold what rules before a place; give this back."""
        for seq in self._places:
            if seq < place:
                self._take(seq, self._statement(seq))
        self._waiting = {
            self._officers[held.rid]: held.first
            for held in self._ledger.book
            if held.rid in self._officers and held.first < place and not self._gone(held.rid)
        }
        return self

    def _statement(self, seq: int) -> Statement:
        return parse_statement(self._ledger.log.store.statements(seq, seq + 1)[0])

    def _lapses(self) -> Iterator[tuple[bytes, date]]:
        """Give the records that were held back when their time was over, each with the day of that."""
        for seq in self._places:
            header = self._statement(seq).header
            if header.kind == RELEASE_LAPSE.name and party_of(header) == self._peer:
                yield from ((record, day_of(header.time)) for record in header.refers(LAPSES))

    def _take(self, seq: int, statement: Statement) -> Row | None:
        """Fold one record that rules; give the entry that it lets go late, if it completes an order."""
        header = statement.header
        self._usual.clear()
        if header.kind == POLICY.name:
            number = self._body(seq).get("number")
            self.version = number if isinstance(number, int) else 0
        elif header.kind == AGREEMENT.name:
            self._agree(self._body(seq))
        elif header.kind == RELEASE_ORDER.name and party_of(header) == self._peer:
            self._order(seq, statement)
        elif header.kind == RELEASE_CONFIRMATION.name:
            order = self._confirmed(seq, header)
            return None if order is None else self._ordered(seq, order)
        return None

    def _body(self, seq: int) -> Mapping[str, Any]:
        """Give a body that rules; one that is gone rules nothing, so nothing is let go by it."""
        body = self._ledger.reader.one(seq).body
        return body if isinstance(body, dict) else {}

    def _agree(self, body: Mapping[str, Any]) -> None:
        if body.get("party") in (self._peer, None):
            until = body.get("until")
            last = Day.parse(until).last if until else None
            self.agreement = Agreement(frozenset(body.get("purposes") or ()), last)

    def _order(self, seq: int, statement: Statement) -> None:
        header = statement.header
        ties = [tie for tie in header.references if tie.relation == RELEASES]
        if len(ties) == 1:
            granted = tuple(tie for tie in header.references if tie.relation == GRANTED_BY)
            day = day_of(header.time)
            self._orders[header.rid] = Order(
                ties[0], leaf_hash(statement.data), self._holder(header, seq), day, granted
            )

    def _confirmed(self, seq: int, header: Header) -> Order | None:
        """Give the order if another officer than the one who gave it confirms it in time."""
        for tie in header.references:
            order = self._orders.get(tie.rid) if tie.relation == CONFIRMS else None
            if order is None or order.leaf != tie.leaf or day_of(header.time) - order.day > ORDER_LIFE:
                continue
            holder = self._holder(header, seq)
            if holder and order.holder and holder != order.holder:
                return self._orders.pop(tie.rid)
        return None

    def _holder(self, header: Header, seq: int) -> str:
        """Give the officer whose key signed a record; nobody where it is no officer's."""
        held = self._ledger.book.holding(header.kid, seq)
        return held.holder if held.purpose == OFFICER else ""

    def decide(self, header: Header, order: Order | None = None) -> Release:
        """Decide about a record under what is in force here."""
        if order or header.references or header.critical or header.rid in self._days:
            return decide(self.version, header, self._case(header, order))
        label = header.label  # with the day, if there are terms, all that a usual decision looks at
        usual = header.kind, label, header.time // DAY_SECONDS if label.terms else 0
        found = self._usual.get(usual)
        if found is None:
            found = self._usual[usual] = decide(self.version, header, self._case(header, None))
        return found

    def _case(self, header: Header, order: Order | None) -> Case:
        day = self._days.get(header.rid, day_of(header.time))
        ties = [tie for tie in header.references if tie.relation == GRANTED_BY]
        own, granted = header.label.terms.own, (*ties, *(order.granted if order else ()))
        grants = tuple(grant for tie in granted for grant in self._find(own, tie)) if own else ()
        return Case(self._peer, day, self.agreement, grants, order is not None)

    def let_go(self, start: int, stop: int) -> Iterator[Let]:
        """Give what the rules let go between two places: the place that decided, the entry, its statement.

        What rules before ``start`` must be folded. Members of a batch go as their head does, since they have
        its handling. An officer's key goes before the first record under it, and no sooner: who works in a
        house is nobody's business until they sign what leaves it.
        """
        for seq, row, statement in self._ruled(start, stop):
            if statement.header.kind in (KEY, KEY_END) and self._stays(row, statement):
                continue
            key = self._waiting.pop(statement.header.kid, None) if statement.signature else None
            if key is not None:
                (first,) = self._ledger.log.store.read(key, key + 1)
                yield seq, first, parse_statement(first.statement)
            yield seq, row, statement

    def _stays(self, row: Row, statement: Statement) -> bool:
        """Say whether an officer's key waits for a record under it, or ends before there was any."""
        if statement.header.kind == KEY:
            kid = self._officers.get(row.rid)
            if kid is not None:
                self._waiting[kid] = row.seq
            return kid is not None
        ended = [self._officers.get(rid) for rid in statement.header.refers(ENDS)]
        unused = [kid for kid in ended if kid is not None and self._waiting.pop(kid, None) is not None]
        return bool(ended) and len(unused) == len(ended)

    def _ruled(self, start: int, stop: int) -> Iterator[Let]:
        going = False
        for row in self._ledger.log.store.read(start, stop):
            statement = parse_statement(row.statement)
            if statement.header.kind in RELEASE_HOME:
                self._seen.append(row.seq)
                late = self._take(row.seq, statement)
                for each in () if late is None else self._whole(late):
                    yield row.seq, each, parse_statement(each.statement)
                continue
            if statement.signature:
                going = self.decide(statement.header).allowed
            if going:
                yield row.seq, row, statement

    def _whole(self, row: Row) -> Iterator[Row]:
        """Give an entry; the head of a batch with its members."""
        batch = parse_statement(row.statement).header.batch
        return self._ledger.log.store.read(row.seq, row.seq + 1 + (batch[1] if batch else 0))

    def _ordered(self, seq: int, order: Order) -> Row | None:
        """Give the entry that a complete order lets go at its place; None if it may not, or went before.

        Refused too: a member of a batch, which goes with its head, and what was signed under a key that has
        ended since: the peer could not verify it any more.
        """
        store, record = self._ledger.log.store, order.record
        place = store.places_of([record.rid]).get(record.rid, seq)
        row = next(iter(store.read(place, place + 1))) if place < seq else None
        if row is None or row.rid in self._late:
            return None
        statement = parse_statement(row.statement)
        if leaf_hash(statement.data) != record.leaf or not self.may_follow(seq, statement):
            return None
        if any(parse_statement(member.statement).header.kind in HOME for member in self._whole(row)):
            return None  # what never leaves does not leave behind the head of a batch either
        if (
            not self.decide(statement.header, order).allowed
            or self.at(place).decide(statement.header).allowed
        ):
            return None
        self._late.add(row.rid)
        return row

    def demand_noted(self, stop: int) -> None:
        """Refuse a house whose note of what rules is not what was met from its beginning to a place."""
        noted = [place for place in self._places if place < stop]
        if noted != self._seen:
            raise TreeMismatch(
                log=self._ledger.name,
                reason="the note of what rules release is wrong",
                size=len(self._seen),
                expected=len(noted),
            )

    def at(self, place: int) -> "Rulings":
        """Give the rulings as they were at a place."""
        return Rulings(self._peer, self._ledger, self._find, self._gone).up_to(place)

    def went_late(self, record: bytes) -> bool:
        """Say whether an order has let this record go."""
        return record in self._late

    def may_follow(self, seq: int, statement: Statement) -> bool:
        """Say whether the channel may still take a record: signed by itself, under a key that did not end."""
        try:
            self._ledger.book.holding(statement.header.kid, seq)
        except KeyUnknown:
            return False
        return bool(statement.signature)


def grants_in(mirrors: Mapping[str, Mirror]) -> Find:
    """Give what finds the grants that a record names, in what we hold of their originators' channels."""

    def find(originator: str, tie: Reference) -> tuple[Grant, ...]:
        mirror = mirrors.get(originator)
        place = None if mirror is None else mirror.log.store.places_of([tie.rid]).get(tie.rid)
        if mirror is None or place is None:
            return ()
        statement = parse_statement(mirror.log.store.statements(place, place + 1)[0])
        header, signer = statement.header, mirror.book.holding(statement.header.kid, place)
        sound = header.kind == RELEASE_GRANT.name and signer.purpose == OFFICER and statement.signature
        if not sound or leaf_hash(statement.data) != tie.leaf:
            return ()
        to, until = party_of(header), header.label.terms.until
        granted = (each.leaf for each in header.references if each.relation == GRANTS)
        return tuple(Grant(originator, leaf, to, until) for leaf in granted)

    return find


def no_grants(originator: str, tie: Reference) -> tuple[Grant, ...]:
    """Find nothing: for a house that holds no partner's channel."""
    return ()
