"""Open one record down to its signature: what it says, who said what of it, where it lies, what differs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ambos.kernel.joint import GONE, REVISES, WITHDRAWS, Answer, Version, settle
from ambos.kernel.keys import Holding
from ambos.kernel.records import ANSWERS
from ambos.kernel.shelf import RecordRow, Shelf, Thing, Tie
from ambos.node.node import Node
from ambos.node.proof import Proof, prove, signer_of
from ambos.values.errors import Misused, NotFound

REPLACED = "replaced"
ID_PART = re.compile("[0-9a-f]{4,32}", re.ASCII)


class NameAmbiguous(Misused):
    """Several things or records answer to that name; data: ``name``, ``candidates``."""

    code = "record.name-ambiguous"


@dataclass(frozen=True)
class Said:
    """One record about a thing: its place, its signer, its body (None if erased), its state as a version."""

    row: RecordRow
    signer: Holding
    body: Mapping[str, Any] | None
    state: str


@dataclass(frozen=True)
class Answered:
    """What a party answered to a version."""

    relation: str
    target: str
    said: Said


@dataclass(frozen=True)
class Difference:
    """A field that the standing versions do not state alike: the value of each, by record id."""

    field: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Opened:
    """Everything that a person may see of a thing, with the proof of the record that was asked for."""

    thing: Thing
    asked: Said
    versions: tuple[Said, ...]
    answers: tuple[Answered, ...]
    differences: tuple[Difference, ...]
    referring: tuple[tuple[Thing, str], ...]
    proof: Proof


def find_subject(shelf: Shelf, text: str) -> str:
    """Give the one thing that a name means: see ``find_record``."""
    return find_record(shelf, text).subject


def find_of_kind(shelf: Shelf, kind: str, text: str) -> str:
    """Give the one thing of a kind that a name means; a name with its kind in it stands for itself."""
    return find_subject(shelf, text if "/" in text else f"{kind}/{text}")


def find_own(shelf: Shelf, text: str) -> list[RecordRow]:
    """Give what a party may withdraw under a name: of a thing all its own versions, of a record that one."""
    row = find_record(shelf, text)
    if is_record(text, row):
        return [row]
    rows = [each for each in shelf.versions(row.subject) if each.party == shelf.person.party]
    withdrawn = {
        tie.target for tie in shelf.ties_to([each.rid for each in rows]) if tie.relation == WITHDRAWS
    }
    return [each for each in rows if each.rid not in withdrawn] or [row]


def find_record(shelf: Shelf, text: str) -> RecordRow:
    """Give the one record that a name means.

    A name is a record's id, the beginning of it or its last digits; or a thing's, with its kind or without,
    or the beginning of that: then its current record is meant. Nothing visible is refused as not found, more
    than one as ambiguous.
    """
    digits = _digits(text)
    records = {row.rid: row for row in (shelf.records_like(digits) if ID_PART.fullmatch(digits) else [])}
    if records:
        return records[_one(text, list(records))]
    subjects = shelf.subjects_like(text)
    exact = [subject for subject in subjects if f"/{subject}".endswith(f"/{text}")]
    return shelf.record(shelf.standing(_one(text, exact or subjects)).rid)


def is_record(text: str, row: RecordRow) -> bool:
    """Say whether a name by which a record was found is the record's own, not that of a thing."""
    return _digits(text) in row.rid


def _digits(text: str) -> str:
    return text.lower().replace("-", "")


def _one(text: str, found: Sequence[str]) -> str:
    if not found:
        raise NotFound(name=text)
    if len(found) > 1:
        raise NameAmbiguous(name=text, candidates=tuple(found))
    return found[0]


@dataclass(frozen=True)
class Told:
    """What was said of a thing: its versions, oldest first, and what the parties answered to them."""

    versions: tuple[Said, ...]
    answers: tuple[Answered, ...]


def told_of(node: Node, thing: Thing) -> Told:
    """Give every version of a thing and every answer to one that the officer may see."""
    shelf = node.shelf
    rows = shelf.versions(thing.subject)
    ties = shelf.ties_to([row.rid for row in rows])
    states = _states(shelf, thing, rows, ties)
    return Told(
        tuple(_said(node, row, states.get(row.rid, "")) for row in rows),
        tuple(_answered(node, shelf, tie) for tie in ties if tie.relation != REVISES),
    )


def open_record(node: Node, text: str) -> Opened:
    """Open what a name means, as the officer may see it; its inclusion proof has been verified."""
    shelf = node.shelf
    asked = find_record(shelf, text)
    thing = shelf.standing(asked.subject)
    told = told_of(node, thing)
    return Opened(
        thing=thing,
        asked=next(said for said in told.versions if said.row.rid == asked.rid),
        versions=told.versions,
        answers=told.answers,
        differences=differences(thing, told.versions),
        referring=tuple(shelf.referring(thing.subject)),
        proof=prove(node, asked),
    )


def _states(shelf: Shelf, thing: Thing, rows: Sequence[RecordRow], ties: Sequence[Tie]) -> Mapping[str, str]:
    """Settle the visible versions anew, to say how each stands; one that no longer does is replaced."""
    revised = {row.rid: frozenset(tie.target for tie in ties if tie.rid == row.rid) for row in rows}
    versions = [Version(row.rid, row.party, row.seq, revised[row.rid]) for row in rows]
    places = {tie.rid: shelf.record(tie.rid).seq for tie in ties}
    answers = [
        Answer(tie.rid, tie.party, places[tie.rid], tie.relation, tie.target)
        for tie in ties
        if tie.relation in ANSWERS
    ]
    recalled = shelf.recalled([row.rid for row in rows])
    states = settle(shelf.register[thing.kind].joint, versions, answers, recalled).states
    standing = {thing.rid, *thing.pending, *thing.rivals}
    return {rid: state if rid in standing or state in GONE else REPLACED for rid, state in states.items()}


def _said(node: Node, row: RecordRow, state: str) -> Said:
    body = node.read_record(row).body
    kind = node.register[row.kind]
    read = kind.read(body, row.version) if isinstance(body, dict) else None
    return Said(row, signer_of(node.book(row.log), row.kid, row.seq), read, state)


def _answered(node: Node, shelf: Shelf, tie: Tie) -> Answered:
    return Answered(tie.relation, tie.target, _said(node, shelf.record(tie.rid), ""))


def differences(thing: Thing, versions: Sequence[Said]) -> tuple[Difference, ...]:
    """Compare the current version with those that wait beside it or contradict it."""
    beside = {thing.rid, *thing.pending, *thing.rivals}
    bodies = {
        said.row.rid: said.body for said in versions if said.row.rid in beside and said.body is not None
    }
    names = sorted({name for body in bodies.values() for name in body})
    told = (Difference(name, {rid: body.get(name) for rid, body in bodies.items()}) for name in names)
    return tuple(each for each in told if len({repr(value) for value in each.values.values()}) > 1)
