"""What was said of a thing, version by version: by whom, when, under which key, and what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ambos.faces.reports.names import Names, refs_of
from ambos.faces.web.frame.visit import Visit
from ambos.faces.web.things.laid import Change, Laying, changes
from ambos.kernel.kinds import Kind
from ambos.node.showing import Answered, Said, Told

REASONS = ("reason", "note", "words", "basis")


@dataclass(frozen=True)
class Signed:
    """A record in one line: who signed it, when, under which key and how."""

    rid: str
    party: str
    holder: str
    key: str
    time: str
    batched: bool


@dataclass(frozen=True)
class Reply:
    """An answer to a version: what it does, who signed it, and why in their words."""

    relation: str
    signed: Signed
    why: str


@dataclass(frozen=True)
class Entry:
    """A version of a thing: its state, who signed it, what it says otherwise than the one before."""

    rid: str
    state: str
    signed: Signed
    first: bool
    gone: bool
    changes: tuple[Change, ...]
    replies: tuple[Reply, ...]
    before: str


def entries(visit: Visit, kind: Kind, told: Told, laying: Laying, names: Names) -> list[Entry]:
    """Give the versions of a thing, the newest first, each with the answers to it."""
    bodies = [said.body or {} for said in told.versions]
    names.learn(subject for body in bodies for subject in refs_of(kind.fields, body))
    made = [
        _entry(visit, kind, said, before, told.answers, laying)
        for before, said in zip((None, *told.versions), told.versions, strict=False)
    ]
    return made[::-1]


def _entry(
    visit: Visit, kind: Kind, said: Said, before: Said | None, answers: Sequence[Answered], laying: Laying
) -> Entry:
    old: Mapping[str, Any] | None = before.body if before else None
    comparable = old is not None and said.body is not None
    return Entry(
        rid=said.row.rid,
        state=said.state,
        signed=signed(visit, said),
        first=before is None,
        gone=said.body is None,
        changes=tuple(changes(laying, kind, old or {}, said.body or {})) if comparable else (),
        replies=tuple(_reply(visit, each) for each in answers if each.target == said.row.rid),
        before=before.row.rid if before else "",
    )


def signed(visit: Visit, said: Said) -> Signed:
    """Give who signed a record, and when."""
    row = said.row
    return Signed(row.rid, row.party, said.signer.holder, row.kid, visit.shown.time(row.time), row.batched)


def _reply(visit: Visit, answered: Answered) -> Reply:
    kind, body = visit.node.register[answered.said.row.kind], answered.said.body or {}
    told = [visit.shown.value(kind.by_name.get(name), body.get(name)) for name in REASONS]
    return Reply(answered.relation, signed(visit, answered.said), " ".join(text for text in told if text))
