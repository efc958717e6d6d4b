"""Acts: what a token may do for its officer. A person's signature needs a person behind the token."""

from collections.abc import Iterable
from typing import Annotated, Any, Final

import msgspec

from ambos.faces.accounts.scopes import ACT_ANSWER, ACT_RECALL, ACT_WRITE
from ambos.faces.api.errors import BaseMoved, PersonNeeded
from ambos.faces.api.forms import WrittenForm
from ambos.faces.api.route import POST, RID_PATTERN, Call, Made, Route
from ambos.kernel.acts import New
from ambos.kernel.joint import COUNTERSIGNS, DISPUTES, WITHDRAWS
from ambos.kernel.records import REACH, RECALL_REASON
from ambos.node.listed import demand_listed
from ambos.node.recalls import recall
from ambos.values.handling import EUROPOL, TLP, Label
from ambos.values.ids import PARTY_PATTERN, SLUG_PATTERN, parse_slug
from ambos.values.terms import CAVEATS, NO_TERMS, PURPOSES, Terms, parse_last_day, terms_of

MOST: Final = 500  # things in one request

Slug = Annotated[str, msgspec.Meta(pattern=f"^{SLUG_PATTERN}$")]
Rid = Annotated[str, msgspec.Meta(pattern=f"^{RID_PATTERN}$")]
PartyCode = Annotated[str, msgspec.Meta(pattern=f"^{PARTY_PATTERN}$")]
Said = Annotated[str, msgspec.Meta(min_length=1, max_length=8_000)]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body of which every member is known."""


class TermsGiven(Strict, frozen=True):
    """Conditions of use: caveats and purposes by their codes, and the last day."""

    caveats: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    until: str | None = None

    def terms(self) -> Terms:
        """Give them as the house has them; what is not known is refused."""
        until = parse_last_day(self.until) if self.until else None
        return terms_of(self.caveats, self.purposes, until)


class LabelGiven(Strict, frozen=True):
    """To whom it may go, and under which limits."""

    release: tuple[PartyCode, ...] = ()
    tlp: str = "amber"
    compartment: Slug | None = None
    europol: str | None = None

    def label(self) -> Label:
        """Give it as the house has it; what is not known is refused."""
        return Label(tuple(sorted(set(self.release))), self.tlp, self.compartment, self.europol)


class NewThing(Strict, frozen=True):
    """A new thing: its id, the fields of its kind, and its handling if it is not the usual one.

    ``quotes`` are the ids of records whose content it passes on.
    """

    slug: Slug
    body: dict[str, Any]
    label: LabelGiven | None = None
    terms: TermsGiven | None = None
    quotes: tuple[Rid, ...] = ()

    def new(self, kind: str) -> New:
        """Give it as the desk takes it."""
        label = self.label.label() if self.label else None
        terms = self.terms.terms() if self.terms else NO_TERMS
        return New(kind, parse_slug(self.slug), self.body, label, terms, self.quotes)


class Proposal(Strict, frozen=True):
    """Things of one kind: all of them are written, or none."""

    things: Annotated[tuple[NewThing, ...], msgspec.Meta(min_length=1, max_length=MOST)]


class Revision(Strict, frozen=True):
    """A new version of a thing: the record that it rests on, and the fields that change; null empties one."""

    base: Rid
    changes: dict[str, Any]
    terms: TermsGiven | None = None


class Agreement(Strict, frozen=True):
    """What is agreed to, with a note if there is one."""

    note: Said | None = None


class Reason(Strict, frozen=True):
    """Why something is disputed or taken back."""

    reason: Said


class Recall(Strict, frozen=True):
    """What is asked of those who hold a record, and why, by codes; words and a legal basis if any."""

    reach: str
    reason: str
    words: Said | None = None
    basis: Said | None = None


def _propose(call: Call) -> Made:
    kind = call.node.register[call.path["kind"]]
    news = [thing.new(kind.name) for thing in call.body.things]
    if not kind.machine:
        _demand_person(call)
    for new in news:
        demand_listed(call.node, kind.name, new.body)
    written = (call.node.state if kind.machine else call.node.propose)(news)
    return Made(_written(one.rid for one in written), f"/api/v1/things/{news[0].subject}")


def _revise(call: Call) -> Made:
    _demand_person(call)
    thing = call.shelf.standing(call.subject)
    if thing.rid != call.body.base:
        raise BaseMoved(subject=thing.subject, current=thing.rid)
    terms = call.body.terms.terms() if call.body.terms else None
    demand_listed(call.node, thing.kind, {**thing.body, **call.body.changes})
    written = call.node.revise(thing.subject, call.body.changes, terms)
    return Made(_written([written.rid]), f"/api/v1/things/{thing.subject}")


def _countersign(call: Call) -> WrittenForm:
    return _answer(call, COUNTERSIGNS, {"note": call.body.note} if call.body.note else {})


def _dispute(call: Call) -> WrittenForm:
    return _answer(call, DISPUTES, {"reason": call.body.reason})


def _withdraw(call: Call) -> WrittenForm:
    return _answer(call, WITHDRAWS, {"reason": call.body.reason})


def _answer(call: Call, relation: str, body: dict[str, Any]) -> WrittenForm:
    _demand_person(call)
    written = call.node.answer(relation, [call.path["rid"]], body)
    return _written(one.rid for one in written)


def _recall(call: Call) -> WrittenForm:
    _demand_person(call)
    given = msgspec.structs.asdict(call.body)
    body = {name: value for name, value in given.items() if value is not None}
    return _written(one.rid for one in recall(call.node, call.path["rid"], body))


def _demand_person(call: Call) -> None:
    """Refuse what a person signs, unless one stands behind the token."""
    if not call.signing:
        raise PersonNeeded


def _written(rids: Iterable[bytes]) -> WrittenForm:
    return WrittenForm(tuple(rid.hex() for rid in rids))


# The codes that the texts of bodies take, for the description.
CODES: Final = {
    ("LabelGiven", "tlp"): TLP,
    ("LabelGiven", "europol"): EUROPOL,
    ("TermsGiven", "caveats"): CAVEATS,
    ("TermsGiven", "purposes"): PURPOSES,
    ("Recall", "reach"): REACH.codes,
    ("Recall", "reason"): RECALL_REASON.codes,
}


def _act(name: str, path: str, scope: str, run: Any, body: type[msgspec.Struct]) -> Route:
    return Route(name, path, scope, run, WrittenForm, POST, body=body, status=201, writes=True)


ROUTES: Final = (
    _act("propose", "/things/{kind}", ACT_WRITE, _propose, Proposal),
    _act("revise", "/things/{kind}/{slug}/versions", ACT_WRITE, _revise, Revision),
    _act("countersign", "/records/{rid}/countersign", ACT_ANSWER, _countersign, Agreement),
    _act("dispute", "/records/{rid}/dispute", ACT_ANSWER, _dispute, Reason),
    _act("withdraw", "/records/{rid}/withdraw", ACT_ANSWER, _withdraw, Reason),
    _act("recall", "/records/{rid}/recall", ACT_RECALL, _recall, Recall),
)
