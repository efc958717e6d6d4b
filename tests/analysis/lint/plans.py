"""Plans for tests of lint: a few things as a reader's shelf would give them, without a node behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from ambos.analysis.studies.lint.picture import Plan
from ambos.kernel import fields
from ambos.kernel.access import Person
from ambos.kernel.kinds import Kind, Register
from ambos.kernel.shelf import RecordRow, Shelf, Thing, Tie
from ambos.kernel.store.contract import TableStore
from ambos.node.assemble import KINDS
from ambos.values.handling import PUBLIC
from tests.partnership import TODAY

Body = Mapping[str, Any]
Things = Mapping[str, Body]

F = "framework/f"
W = {"en": "in words", "es": "en palabras"}
REGISTER = Register(KINDS)
# What a newer version of a kind may hold; readers keep fields that they do not know (see ``Kind.read``).
NEWER = {"definition"}


@dataclass(frozen=True)
class Example:
    """Things at which a rule must find something, and things at which it must not.

    What is expected is found at the first thing that fails, and nowhere else. An entry ``state!`` says how
    the keys stand, ``owner!`` whose it is, ``since`` from which day; what a kind demands and an example lacks
    is filled in. ``gone!`` says at which entry, by which day, the newest version of a list no longer has it.
    """

    fails: Things
    passes: Things
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def at(self) -> str:
        """Give the thing at which the rule must find something."""
        return next(iter(self.fails))


class Held(Shelf):
    """A shelf that holds what it is given, in the order in which it was given."""

    def __init__(self, things: Things) -> None:
        super().__init__(cast(TableStore, None), REGISTER, Person("US", "clerk", frozenset()), TODAY)
        given = {F: {"name": W}, **things}
        self._given = {subject: made(subject, body) for subject, body in given.items()}
        self._since = {subject: str(body.get("since", TODAY)) for subject, body in given.items()}

    def _select(self, name: str, where: str, parameters: Sequence[Any], join: str = "JOIN") -> list[Thing]:
        return [thing for thing in self._given.values() if thing.kind == name]

    def newest(self, kind: str, most: int) -> list[Thing]:
        """Give every thing of the kind: there are few."""
        return self._select(kind, "", ())

    def ties_to(self, rids: Any) -> list[Tie]:
        """Give none: the day of an objection is that of the record, here."""
        return []

    def record(self, rid: str) -> RecordRow:
        """Give the record behind a thing, signed on the day that the example says."""
        signed = int(datetime.fromisoformat(self._since[rid]).replace(tzinfo=UTC).timestamp())
        kind = rid.partition("/")[0]
        return RecordRow(rid, "", 0, "US", kind, 1, rid, signed, "", False, PUBLIC)


def made(subject: str, said: Body) -> Thing:
    """Make a thing that its kind would admit; a Thing's record is named as the thing, to be found again."""
    kind = REGISTER[subject.partition("/")[0]]
    body = {name: value for name, value in said.items() if name not in ("state!", "owner!", "since", "gone!")}
    lacking = {name: sample(kind, name) for name in kind.needed - body.keys()}
    newer = {name: body.pop(name) for name in NEWER & body.keys() - kind.by_name.keys()}
    whole = {**kind.check(lacking | body), **newer}
    state = said.get("state!", "countersigned" if kind.joint else "stated")
    owner = said.get("owner!", "US")
    return Thing(subject, kind.name, owner, state, subject, PUBLIC, (), (), kind.read(whole, kind.version))


def sample(kind: Kind, name: str) -> Any:
    """Give some value of a field."""
    declared = kind.by_name[name]
    match declared.type:
        case fields.Ref(kind=target):
            value: Any = F if target in ("*", "framework") else f"{target}/x"
        case fields.Code(codes=codes):
            value = codes.codes[0]
        case _:
            value = SAMPLES[type(declared.type)]
    return [value] if declared.many else value


SAMPLES: dict[type, Any] = {
    fields.Words: W,
    fields.Text: "text",
    fields.Day: "2025",
    fields.Period: "2024",
    fields.Place: "US",
    fields.Number: "1",
    fields.Unit: "deaths",
    fields.Whole: 1,
    fields.Flag: True,
    fields.Moment: "2025-03-01T12:00+00:00",
    fields.Party: "US",
}


def plan(things: Things, focus: str = "") -> Plan:
    """Make a plan of these things and of one framework."""
    gone = {subject: body["gone!"] for subject, body in things.items() if "gone!" in body}
    return Plan.read(Held(things), focus, unlisted=gone)
