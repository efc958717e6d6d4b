"""Forks: two signed heads of one log that cannot both be true, as evidence that a stranger can check.

The evidence names one size. Each side has a note signed by the log, the root that its history has at that
size, and the consistency proof that ties this root to the note. Two different roots are two histories
(spec/exchange, "Witnesses and forks"). Where a side cannot be tied to that size, there is no evidence: only a
note, and no proof.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any, NamedTuple

from ambos.exchange.section import Section
from ambos.kernel.canonical import decode, encode
from ambos.kernel.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from ambos.kernel.log import Log
from ambos.kernel.merkle import (
    Frontier,
    ProofInvalid,
    Tile,
    consistency_proof,
    leaf_hashes,
    root_before,
    verify_consistency,
)
from ambos.kernel.note import VerifierKey, parse_note, parse_vkey
from ambos.kernel.store.contract import LogStore
from ambos.values.errors import Misused, VerificationFailed

FORM = "ambos-fork/1"
_NOTE, _RIVAL = "fork", "fork rival"


class EvidenceMalformed(Misused):
    """The file is not evidence of a fork."""

    code = "fork.malformed"


class ForkNotShown(VerificationFailed):
    """The evidence does not show two histories of one log; data: ``log``, ``size``."""

    code = "fork.not-shown"


class Side(NamedTuple):
    """One history: a signed note, the root it has at the size in question, the proof that ties the two."""

    note: bytes
    root: bytes
    proof: tuple[bytes, ...]


class TwoHistories(NamedTuple):
    """What evidence has shown: at ``size`` the log that signed both heads has two roots."""

    size: int
    heads: tuple[Checkpoint, Checkpoint]


class Evidence(NamedTuple):
    """Two sides at one size, and the keys of the log as whoever gives the evidence holds them."""

    origin: str
    keys: tuple[VerifierKey, ...]
    size: int
    sides: tuple[Side, Side]

    def __str__(self) -> str:
        """Give the evidence as the JSON that ``parse_evidence`` reads."""
        document = {
            "form": FORM,
            "log": self.origin,
            "keys": [str(key) for key in self.keys],
            "size": self.size,
            "sides": [_side(side) for side in self.sides],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def parse_evidence(text: str) -> Evidence:
    """Read evidence of a fork; nothing of it is believed yet."""
    try:
        plain = json.loads(text)
        if plain["form"] != FORM or type(plain["size"]) is not int:
            raise ValueError("another form")
        one, other = map(_read_side, plain["sides"])
        keys = tuple(parse_vkey(key) for key in plain["keys"])
        return Evidence(str(plain["log"]), keys, plain["size"], (one, other))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Misused) as error:
        raise EvidenceMalformed(reason=str(error)[:120]) from error


def verify_evidence(evidence: Evidence, verifiers: Sequence[VerifierKey]) -> TwoHistories:
    """Give what the evidence shows under the keys that the reader holds for the log, or raise.

    Refused: a note that the log did not sign, notes of other logs, a proof that does not lead to its note,
    and two sides with the same root.
    """
    one, other = (_head(side, evidence, verifiers) for side in evidence.sides)
    if evidence.sides[0].root == evidence.sides[1].root:
        raise ForkNotShown(log=evidence.origin, size=evidence.size)
    return TwoHistories(evidence.size, (one, other))


def _head(side: Side, evidence: Evidence, verifiers: Sequence[VerifierKey]) -> Checkpoint:
    head = open_checkpoint(side.note, verifiers).checkpoint
    if head.origin != evidence.origin:
        raise ForkNotShown(log=evidence.origin, size=evidence.size)
    verify_consistency(evidence.size, head.size, side.root, head.root, side.proof)
    return head


def history(log: Log, size: int) -> Side:
    """Give the side of a log that is held here, at a size from 1 that it has reached."""
    return Side(log.store.note() or b"", log.root_at(size), tuple(log.consistency(size, log.size)))


def rival_of(log: Log, section: Section) -> tuple[int, Side] | None:
    """Give the size and the side on which a refused section contradicts the log; None if it shows neither.

    A section shows its own history by its note alone, if the log has that size; by its proof, if that leads
    to its note from another root; or by its entries, if they make the root of its note.
    """
    head = head_of(section.note)
    if 0 < head.size <= log.size:
        return head.size, Side(section.note, head.root, ())
    return _by_proof(log, section, head) or _by_entries(log, section, head)


def returned_rival(log: Log, section: Section) -> tuple[int, Side] | None:
    """Give the size and the side on which a section of our own log, given back, contradicts it.

    None where the section alone shows no such size. Refused: entries that do not lead to the note of the
    section, for they show nothing but themselves.
    """
    head, frontier = head_of(section.note), log.frontier_at(section.old)
    frontier.extend(leaf_hashes(item.statement for item in section.items))
    verify_consistency(section.new, head.size, frontier.root(), head.root, section.proof)
    if section.new <= log.size:
        return section.new, Side(section.note, frontier.root(), section.proof)
    return _by_entries(log, section, head)


def head_of(note: bytes) -> Checkpoint:
    """Give the head that a note states; whoever asks has opened the note, or will."""
    return parse_checkpoint(parse_note(note).text)


def _by_proof(log: Log, section: Section, head: Checkpoint) -> tuple[int, Side] | None:
    try:
        root = root_before(section.old, head.size, head.root, section.proof)
    except ProofInvalid:
        return None
    if root == log.root_at(section.old):
        return None
    return section.old, Side(section.note, root, section.proof)


def _by_entries(log: Log, section: Section, head: Checkpoint) -> tuple[int, Side] | None:
    """Build the other tree from the entries that both have and those that the section brings."""
    size = log.size
    leaves = leaf_hashes(log.store.statements(0, section.old))
    leaves += leaf_hashes(item.statement for item in section.items)
    frontier = Frontier()
    tiles = frontier.extend(leaves[:size])
    root = frontier.root()
    tiles += frontier.extend(leaves[size:])
    if not 0 < size < head.size or frontier.root() != head.root or root == log.root_at(size):
        return None
    proof = consistency_proof(_Tree(frontier, tiles), size, head.size)
    return size, Side(section.note, root, tuple(proof))


class _Tree:
    """A tree in memory, for proofs about a history that is stored nowhere."""

    def __init__(self, frontier: Frontier, tiles: Sequence[Tile]) -> None:
        self._frontier = frontier
        self._tiles = {(tile.level, tile.index): tile.data for tile in tiles}

    def tile(self, level: int, index: int) -> bytes:
        """Give a full tile, or the open one."""
        return self._tiles.get((level, index)) or self._frontier.open_tile(level)


def accuse(store: LogStore, note: bytes, rival: tuple[int, Side] | None) -> None:
    """Keep a note beside a log's own, with its proof if it came; a proven one is never replaced by less."""
    if rival is not None or not store.mark(_RIVAL):
        store.set_mark(_RIVAL, keep_rival(rival))
        store.set_mark(_NOTE, note)


def acquit(store: LogStore) -> None:
    """Let go of a note that came without a proof and is part of the log after all."""
    store.set_mark(_NOTE, b"")


def rival_note(store: LogStore) -> bytes | None:
    """Give the note that contradicts the one of the log, if such a one was ever met."""
    return store.mark(_NOTE) or None


def shown_rival(store: LogStore) -> tuple[int, Side] | None:
    """Give the size and the side of another history of the log, if one was ever proven."""
    return kept_rival(store.mark(_RIVAL) or b"")


def keep_rival(rival: tuple[int, Side] | None) -> bytes:
    """Give the bytes under which a log keeps what contradicts it; empty where nothing was shown."""
    if rival is None:
        return b""
    size, side = rival
    return encode([size, side.note, side.root, list(side.proof)])


def kept_rival(kept: bytes) -> tuple[int, Side] | None:
    """Read what ``keep_rival`` gives."""
    if not kept:
        return None
    size, note, root, proof = decode(kept)
    return size, Side(note, root, tuple(proof))


def _side(side: Side) -> dict[str, Any]:
    proof = [b64encode(item).decode() for item in side.proof]
    return {"note": side.note.decode(), "root": b64encode(side.root).decode(), "consistency": proof}


def _read_side(plain: Any) -> Side:
    proof = tuple(b64decode(item, validate=True) for item in plain["consistency"])
    return Side(str(plain["note"]).encode(), b64decode(plain["root"], validate=True), proof)
