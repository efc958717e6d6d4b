"""What is given, as types: from them come answers and schemas. Values are codes, ids, days and texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ambos.kernel.shelf import RecordRow, Thing
from ambos.node.showing import Opened, Said
from ambos.values.handling import Label


@dataclass(frozen=True)
class ThingForm:
    """A thing as it stands. ``body`` has the fields that its kind declares."""

    subject: str
    kind: str
    slug: str
    party: str
    state: str
    record: str
    label: Label
    pending: tuple[str, ...]
    rivals: tuple[str, ...]
    body: Mapping[str, Any]

    @classmethod
    def of(cls, thing: Thing) -> "ThingForm":
        """Tell a thing."""
        return cls(
            subject=thing.subject,
            kind=thing.kind,
            slug=thing.slug,
            party=thing.owner,
            state=thing.state,
            record=thing.rid,
            label=thing.label,
            pending=thing.pending,
            rivals=thing.rivals,
            body=thing.body,
        )


@dataclass(frozen=True)
class ThingPage:
    """Things in their order, how many there are in all, and the cursor of the next page if there is one."""

    things: tuple[ThingForm, ...]
    total: int
    next: str | None


@dataclass(frozen=True)
class RecordForm:
    """One record: its place, who signed it and how, and what it says unless that is gone. Times are POSIX."""

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
    label: Label
    state: str
    body: Mapping[str, Any] | None

    @classmethod
    def of(cls, said: Said) -> "RecordForm":
        """Tell a record."""
        row: RecordRow = said.row
        return cls(
            record=row.rid,
            subject=row.subject,
            kind=row.kind,
            version=row.version,
            party=row.party,
            time=row.time,
            log=row.log,
            place=row.seq,
            signer=said.signer.holder,
            key=row.kid,
            batched=row.batched,
            label=row.label,
            state=said.state,
            body=said.body,
        )


@dataclass(frozen=True)
class AnswerForm:
    """What a party answered to a record."""

    relation: str
    target: str
    said: RecordForm


@dataclass(frozen=True)
class HistoryForm:
    """Every version of a thing that the reader may see, what was answered, and where versions differ."""

    subject: str
    versions: tuple[RecordForm, ...]
    answers: tuple[AnswerForm, ...]
    differences: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, opened: Opened) -> "HistoryForm":
        """Tell the history of a thing that was opened."""
        return cls(
            subject=opened.thing.subject,
            versions=tuple(RecordForm.of(said) for said in opened.versions),
            answers=tuple(
                AnswerForm(each.relation, each.target, RecordForm.of(each.said)) for each in opened.answers
            ),
            differences={each.field: each.values for each in opened.differences},
        )


@dataclass(frozen=True)
class ReferringForm:
    """A thing that refers to another, and by which of its fields."""

    subject: str
    field: str


@dataclass(frozen=True)
class WrittenForm:
    """What an act wrote: the ids of the new records."""

    records: tuple[str, ...]
