"""The one way to write: check the right, check the rule, seal the record.

Every domain uses these acts; a domain adds rules (pure functions of a body and the day), and acts of its own
only where the default does not serve.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ambos.kernel.access import ANSWER, IMPORT, PROPOSE, Person, demand
from ambos.kernel.fields import Ref
from ambos.kernel.granting import granted
from ambos.kernel.joint import COUNTERSIGNS, REVISES, WITHDRAWS
from ambos.kernel.keys import Signer
from ambos.kernel.kinds import Kind
from ambos.kernel.ledger import Ledger, Written
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.reading import Opened
from ambos.kernel.record import Draft, Reference
from ambos.kernel.records import ANSWERS, TIES
from ambos.kernel.release_kinds import KERNEL, QUOTES, RELEASE_HOME
from ambos.kernel.shelf import Shelf, Thing
from ambos.values.errors import NotAllowed, Refused
from ambos.values.handling import Label, stricter
from ambos.values.terms import NO_TERMS, Terms, stricter_terms

Rule = Callable[[Mapping[str, Any], date], None]


class AlreadyThere(Refused):
    """A thing of that id exists; revise it instead."""

    code = "record.already-there"


class NotOwner(Refused):
    """A party revises alone what another party said."""

    code = "record.not-owner"


class NotAnswerable(Refused):
    """A party answers its own proposal, withdraws another's, or answers what is not joint."""

    code = "record.not-answerable"


class HouseKind(Refused):
    """A kind that the node writes of itself, such as keys and officers; nobody writes it at a desk."""

    code = "record.house-kind"


class KindStays(Refused):
    """A kind that never leaves its house is not written for anybody else; data: kind."""

    code = "record.kind-stays"


class NothingChanged(Refused):
    """A revision says what the record says already."""

    code = "record.nothing-changed"


class MovedOn(Refused):
    """A thing has other versions by now than those over which a revision was written."""

    code = "record.moved-on"


class RefersToItself(Refused):
    """A record names its own subject as something it continues, belongs to or is about."""

    code = "record.refers-to-itself"


@dataclass(frozen=True)
class New:
    """Something to say about a subject: a new thing, or a new version of one.

    ``terms`` come on top of the label's own; ``quotes`` are the ids of records whose content it passes on.
    """

    kind: str
    slug: str
    body: Mapping[str, Any]
    label: Label | None = None
    terms: Terms = NO_TERMS
    quotes: Sequence[str] = ()

    @property
    def subject(self) -> str:
        """Give the id of the thing."""
        return f"{self.kind}/{self.slug}"


class Desk:
    """Where one officer writes: their shelf, their key, the ledger, the rules of the domains."""

    def __init__(
        self,
        shelf: Shelf,
        ledger: Ledger,
        signer: Signer,
        machine: Signer,
        rules: Mapping[str, Rule],
        find: Callable[[str], Opened],
        partners: Sequence[str],
    ) -> None:
        self.shelf = shelf
        self._ledger = ledger
        self._signer = signer
        self._machine = machine
        self._rules = rules
        self._find = find
        self._partners = tuple(sorted(partners))

    def propose(self, news: Sequence[New]) -> list[Written]:
        """Write new things; refuse an id that is taken, a broken rule, a missing right.

        Up to 4,096 are written all or none; of more, those before an interruption stay.
        """
        return self._ledger.write(self.drafts(news), self._signer)

    def drafts(self, news: Sequence[New]) -> list[Draft]:
        """Give what ``propose`` would seal; nothing is written, and refused is what it would refuse."""
        return self._new_drafts(PROPOSE, news)

    def state(self, news: Sequence[New]) -> list[Written]:
        """Write machine-made things of this party under one signature of its authority.

        Up to 65,536 are written all or none; of more, those before an interruption stay.
        """
        drafts = self._new_drafts(IMPORT, news)
        return self._ledger.write_batch(drafts, self._machine) if drafts else []

    def _new_drafts(self, action: str, news: Sequence[New]) -> list[Draft]:
        drafts = [self._draft(new, (), action) for new in news]
        taken: set[str] = set()
        for new in news:
            if new.subject in taken or self.shelf.versions(new.subject):
                raise AlreadyThere(name=new.subject)
            taken.add(new.subject)
        return drafts

    def sign(self, drafts: Sequence[Draft]) -> list[Written]:
        """Write drafts of the kernel's own kinds, each under this officer's signature, all or none."""
        return self._ledger.write(drafts, self._signer)

    def report(self, drafts: Sequence[Draft]) -> list[Written]:
        """Write what the house itself says, each draft under the authority's signature, all or none."""
        return self._ledger.write(drafts, self._machine)

    def revise(
        self,
        subject: str,
        changes: Mapping[str, Any],
        terms: Terms | None = None,
        over: Collection[str] | None = None,
    ) -> Written:
        """Write a new version of a thing, over all that stands; a change to None takes a field out.

        A joint thing may be revised by any party (the other must countersign); any other only by its owner.
        ``terms`` take the place of its own, or say them anew; a partner's thing keeps at least its own.
        ``over`` are the versions that the author has seen: refused if others stand by now.
        """
        return self._ledger.write([self.revision(subject, changes, terms, over)], self._signer)[0]

    def revision(
        self,
        subject: str,
        changes: Mapping[str, Any],
        terms: Terms | None = None,
        over: Collection[str] | None = None,
    ) -> Draft:
        """Give what ``revise`` would seal; nothing is written, and refused is what it would refuse."""
        thing = self.shelf.standing(subject)
        kind = self.shelf.register[thing.kind]
        if not kind.joint and thing.owner != self.shelf.person.party:
            raise NotOwner(name=subject, owner=thing.owner)
        revised = {thing.rid, *thing.pending, *thing.rivals}
        if over is not None and set(over) != revised:
            raise MovedOn(name=subject)
        begun = self.begun(thing)
        merged = {**begun, **changes}
        body = {name: value for name, value in merged.items() if value is not None}
        held = thing.label.terms
        if terms is not None and thing.owner != self.shelf.person.party:
            terms = stricter_terms(held, terms)
        if body == begun and terms is None:
            raise NothingChanged(name=subject)
        label = self._reaching(thing.label, thing.owner).under(held if terms is None else terms)
        label = label.at_home() if kind.stays else label
        new = New(thing.kind, thing.slug, body, label)
        return self._draft(new, tuple(self._reference(REVISES, rid) for rid in sorted(revised)))

    def begun(self, thing: Thing) -> dict[str, Any]:
        """Give the body that a revision begins from: our proposal that waits alone, else the current one."""
        if len(thing.pending) == 1:
            row = self.shelf.record(thing.pending[0])
            body = self._find(row.rid).body if row.party == self.shelf.person.party else None
            if isinstance(body, dict):
                return self.shelf.register[thing.kind].read(body, row.version)
        return dict(thing.body)

    def answer(self, relation: str, rids: Sequence[str], body: Mapping[str, Any]) -> list[Written]:
        """Countersign, dispute or withdraw versions; each answer is signed by itself."""
        return self._ledger.write(self.answers(relation, rids, body), self._signer)

    def answers(self, relation: str, rids: Sequence[str], body: Mapping[str, Any]) -> list[Draft]:
        """Give what ``answer`` would seal; nothing is written, and refused is what it would refuse."""
        return [self._answer(relation, rid, body) for rid in rids]

    def _answer(self, relation: str, rid: str, body: Mapping[str, Any]) -> Draft:
        record = self.shelf.record(rid)
        demand(self.shelf.person, ANSWER, record.label, record.party, self.shelf.today)
        if record.kind in RELEASE_HOME:
            raise HouseKind(kind=record.kind)
        own = record.party == self.shelf.person.party
        joint = self.shelf.register[record.kind].joint
        if (relation == WITHDRAWS) != own or (relation == COUNTERSIGNS and not joint):
            raise NotAnswerable(relation=relation, record=rid, party=record.party)
        demand_writer(self.shelf.register[record.kind], self.shelf.person, ANSWER, relation == WITHDRAWS)
        kind = ANSWERS[relation].name
        body = self.shelf.register[kind].check(dict(body))
        terms = Terms(record.label.terms.caveats)  # what answers is our own, and may always be given
        label = self._reaching(record.label, record.party).under(terms)
        return Draft(kind, f"{kind}/{rid}", body, label, (self._reference(relation, rid),))

    def about(self, action: str, kind: str, rid: str, body: Mapping[str, Any], label: Label) -> Draft:
        """Draft what this party says of one record, in a record of ``kind`` with the tie that is its own.

        Refused: a record that the person may not see or act on, a body that breaks the kind.
        """
        record, person = self.shelf.record(rid), self.shelf.person
        demand(person, action, record.label, record.party, self.shelf.today)
        name, count = f"{kind}/{person.party.lower()}-{rid}", 1
        subject = name
        while self.shelf.versions(subject):
            count += 1
            subject = f"{name}-{count}"
        checked = self.shelf.register[kind].check(dict(body))
        return Draft(kind, subject, checked, label, (self._reference(TIES[kind], rid),))

    def _draft(self, new: New, references: tuple[Reference, ...], action: str = PROPOSE) -> Draft:
        kind = self.shelf.register[new.kind]
        if kind.domain == KERNEL:
            raise HouseKind(kind=kind.name)
        label = self._default(kind, new.label)
        label, quoted = self._bound(label.under(stricter_terms(label.terms, new.terms)), new.quotes)
        if kind.stays and label.reaches_anybody:
            raise KindStays(kind=kind.name)
        person, today = self.shelf.person, self.shelf.today
        demand(person, action, label, person.party, today)
        demand_writer(kind, person, action)
        body = kind.check(dict(new.body))
        demand_others(kind, new.subject, body)
        rule = self._rules.get(new.kind)
        if rule is not None:
            rule(body, today)
        return Draft(new.kind, new.subject, body, label, (*references, *quoted))

    def _bound(self, label: Label, quotes: Sequence[str]) -> tuple[Label, tuple[Reference, ...]]:
        """Give a label that keeps every limit of what is quoted, and the ties to what is not our own.

        Whom it is for the author says; whether it may go there, the rule of release and the originator say.
        Quoting what is public, or ours, needs no tie.
        """
        ties: list[Reference] = []
        us = self.shelf.person.party
        for rid in quotes:
            record = self.shelf.record(rid)
            if record.label.public:
                continue
            own = record.label.terms.own or record.party
            if own != us:
                ties += self._quoted(rid, bool(record.label.terms.own))
            terms = replace(record.label.terms, own="" if own == us else own)
            both = stricter(label, replace(record.label, release=label.release, terms=terms))
            label = replace(both, release=label.release)
        return label, (*ties, *self._granted(label, ties))

    def _quoted(self, rid: str, passed_on: bool) -> list[Reference]:
        """Give the tie to its author's own record, or those of a record that itself passes on another's."""
        ties = [tie for tie in self._find(rid).statement.header.references if tie.relation == QUOTES]
        return ties if passed_on else [self._reference(QUOTES, rid)]

    def _granted(self, label: Label, quoted: Sequence[Reference]) -> list[Reference]:
        """Give the ties to what the originator has granted of it, for those whom the label names."""
        return granted(self.shelf, self._find, label, quoted)

    def _default(self, kind: Kind, label: Label | None) -> Label:
        """Give the handling of a new record: a joint thing goes to the partners, who have to answer it."""
        if label is not None:
            return label
        return replace(kind.label, release=self._partners) if kind.joint else kind.label

    def _reference(self, relation: str, rid: str) -> Reference:
        found = self._find(rid)
        return Reference(relation, bytes.fromhex(rid), leaf_hash(found.statement.data))

    def _reaching(self, label: Label, party: str) -> Label:
        """Give the label of a record about another: it goes where that one goes, and to its author."""
        others = {*label.release, party} - {self.shelf.person.party}
        return label if label.public else replace(label, release=tuple(sorted(others)))


def demand_writer(kind: Kind, person: Person, action: str, concerned: bool = True) -> None:
    """Refuse to let somebody write, or take back, a kind that is for other roles."""
    if concerned and kind.roles and person.roles.isdisjoint(kind.roles):
        raise NotAllowed(action=action, rule="role")


def demand_others(kind: Kind, subject: str, body: Mapping[str, Any]) -> None:
    """Refuse a body of which a reference names the subject itself."""
    for field in kind.fields:
        value = body.get(field.name)
        if isinstance(field.type, Ref) and (value == subject or (field.many and subject in (value or ()))):
            raise RefersToItself(name=subject, field=field.name)
