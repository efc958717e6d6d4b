"""What a client gives and takes. What a later server adds is let go by; what it lacks is refused."""

from typing import Any

import msgspec


class Told(msgspec.Struct, frozen=True):
    """Something that the server told."""


class Thing(Told, frozen=True):
    """A thing as it stands: its state between the parties, its current record, and the fields of its kind."""

    subject: str
    kind: str
    slug: str
    party: str
    state: str
    record: str
    label: dict[str, Any]
    pending: tuple[str, ...]
    rivals: tuple[str, ...]
    body: dict[str, Any]


class Page(Told, frozen=True):
    """Some things of many, how many there are in all, and where the next page begins."""

    things: tuple[Thing, ...]
    total: int
    next: str | None


class Hit(Told, frozen=True):
    """A thing that was found, and the text that speaks of it."""

    thing: Thing
    field: str
    text: str


class Hits(Told, frozen=True):
    """What was found, and where more of it begins."""

    hits: tuple[Hit, ...]
    next: str | None


class Record(Told, frozen=True):
    """One record: its place in a log, its signer, and what it says unless that is gone. Times are POSIX."""

    record: str
    subject: str
    kind: str
    version: int
    party: str
    time: int
    log: str
    place: int
    signer: str
    key: str
    batched: bool
    label: dict[str, Any]
    state: str
    body: dict[str, Any] | None


class Answer(Told, frozen=True):
    """What a party answered to a record."""

    relation: str
    target: str
    said: Record


class History(Told, frozen=True):
    """Every version of a thing, what was answered, and where the versions that stand differ."""

    subject: str
    versions: tuple[Record, ...]
    answers: tuple[Answer, ...]
    differences: dict[str, dict[str, Any]]


class Field(Told, frozen=True):
    """A field of a kind."""

    name: str
    label: str
    type: str
    required: bool
    many: bool
    default: Any
    since: int


class Kind(Told, frozen=True):
    """A kind of record as it is declared."""

    kind: str
    label: str
    about: str
    domain: str
    version: int
    joint: bool
    machine: bool
    caption: tuple[str, ...]
    list: tuple[str, ...]
    fields: tuple[Field, ...]


class Job(Told, frozen=True):
    """A job: its state, how far it is, what came of it or why it failed. Times are POSIX seconds."""

    job: str
    kind: str
    about: str
    state: str
    made: int
    ended: int
    step: str
    done: int
    total: int
    result: dict[str, Any]
    failure: dict[str, Any] | None

    @property
    def under_way(self) -> bool:
        """Say whether it has not ended."""
        return self.state in ("waiting", "running")


class Written(Told, frozen=True):
    """The ids of the records that an act wrote."""

    records: tuple[str, ...]


class New(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing to propose: its id, the fields of its kind, its handling where that is not the usual one."""

    slug: str
    body: dict[str, Any]
    label: dict[str, Any] | None = None
    terms: dict[str, Any] | None = None
    quotes: tuple[str, ...] = ()
