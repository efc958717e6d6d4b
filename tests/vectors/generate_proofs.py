"""Make the vectors of proofs of records, spec/exchange: ``python -m tests.vectors.generate_proofs``."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ambos.kernel.checkpoint import Checkpoint, sign_checkpoint
from ambos.kernel.keys import Signer
from ambos.kernel.merkle import inclusion_proof, leaf_hash
from tests.vectors import generate_record as records
from tests.vectors.generate_ledger import printed
from tests.vectors.generate_witness import FOLDER, LOG, ORIGIN, STRANGER, WITNESSES
from tests.vectors.trees import MemoryTree

TIME = 1_750_000_000
FILE = "proofs.json"

Vector = dict[str, Any]
Item = tuple[bytes, bytes | None]


def said(number: int, by: Signer, **changes: Any) -> Item:
    """Say something with a body."""
    head, body = records.header(number, kid=by.kid, **changes), {"name": {"en": "A goal"}}
    made = records.sealed(head, body, by)
    return made.statement, made.preimage


def entries() -> list[Item]:
    """Give a log: two keys, a goal, a batch of three, a stranger's, another key's, another party's."""
    authority, officer = records.AUTHORITY_KEY, records.OFFICER_KEY
    start = [records._key(1, authority, authority), records._key(2, officer, authority)]
    batch = records._batch(10, records._members((11, 12, 13)))
    late = [said(20, records.SECOND), records._key(21, records.SECOND, authority)]
    return [
        *start,
        said(3, officer),
        *batch,
        said(14, records.STRANGER),
        *late,
        said(22, officer, party="MX"),
    ]


class Told:
    """A log, and the proofs that can be given of its entries."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._tree = MemoryTree([leaf_hash(statement) for statement, _ in items])

    def note(self, *others: Any, signer: Any = LOG) -> str:
        """Sign the head; ``others`` cosign it."""
        head = Checkpoint(ORIGIN, len(self._items), self._tree.root_at(len(self._items)))
        return sign_checkpoint(head, [signer, *others], TIME).decode()

    def entry(self, place: int, bare: bool = False) -> Vector:
        """Give an entry with its inclusion proof."""
        statement, preimage = self._items[place]
        path = [text(item) for item in inclusion_proof(self._tree, place, len(self._items))]
        shown = {} if preimage is None or bare else {"preimage": text(preimage)}
        return {"place": place, "statement": text(statement), **shown, "inclusion": path}

    def proof(self, place: int, support: Sequence[int] = (0, 1), batch: Sequence[bytes] = ()) -> Vector:
        """Give a proof under a note that a peer has cosigned."""
        return {
            "form": "ambos-proof/1",
            "log": ORIGIN,
            "checkpoint": self.note(WITNESSES[0]),
            "record": self.entry(place),
            "support": [self.entry(at) for at in support],
            "batch": [text(item) for item in batch],
        }


def text(data: bytes) -> str:
    """Give base 64."""
    return b64encode(data).decode()


def vectors() -> list[Vector]:
    """Give every vector of the file."""
    return [*_sound(), *_broken()]


def _members() -> MemoryTree:
    return MemoryTree([made.leaf for made in records._members((11, 12, 13))])


def _sound() -> Iterator[Vector]:
    told = Told(entries())
    receipt = {WITNESSES[0].name: TIME}
    yield _vector("officer", told.proof(2), _found(3, "goal", "officer-one", receipt))
    bare = {**told.proof(2), "record": told.entry(2, bare=True)}
    yield _vector("without-a-body", bare, _found(3, "goal", "officer-one", receipt))
    yield _vector("authority-key", told.proof(0, (0,)), _found(1, "key", "authority", receipt))
    yield _vector("officer-key", told.proof(1, (0,)), _found(2, "key", "authority", receipt))
    path = inclusion_proof(_members(), 1, 3)
    yield _vector("member", told.proof(5, (0, 3), path), _found(12, "figure", "authority", receipt))
    twice = {**told.proof(2), "checkpoint": told.note(WITNESSES[0], WITNESSES[3])}
    yield _vector("unknown-cosigner", twice, _found(3, "goal", "officer-one", receipt))
    alone = {**told.proof(2), "checkpoint": told.note()}
    yield _vector("not-received", alone, _found(3, "goal", "officer-one", {}))


def _broken() -> Iterator[Vector]:
    told = Told(entries())
    good, path = told.proof(2), inclusion_proof(_members(), 1, 3)
    member = told.proof(5, (0, 3), path)
    elsewhere = {**good["record"], "place": 3}
    other_body = {**good["record"], "preimage": told.entry(1)["preimage"]}
    forged = good["checkpoint"][:-8] + "AAAA" + good["checkpoint"][-4:]
    for name, proof, failure in (
        ("another-place", {**good, "record": elsewhere}, "merkle.proof-invalid"),
        ("another-body", {**good, "record": other_body}, "record.digest-mismatch"),
        ("stranger", told.proof(7), "keys.unknown"),
        ("key-not-told", told.proof(2, (0,)), "keys.unknown"),
        ("before-its-key", told.proof(8, (0, 9)), "keys.unknown"),
        ("no-register", told.proof(2, ()), "keys.unknown"),
        ("key-without-body", {**good, "support": [told.entry(0, bare=True)]}, "keys.not-proven"),
        ("another-party", told.proof(10), "audit.wrong-party"),
        ("member-without-batch", told.proof(5, (0,), path), "audit.batch-broken"),
        ("member-of-another-path", {**member, "batch": member["batch"][:1]}, "merkle.proof-invalid"),
        ("forged-receipt", {**good, "checkpoint": forged}, "note.signature-invalid"),
        ("stranger's-note", {**good, "checkpoint": told.note(signer=STRANGER)}, "note.untrusted"),
        ("note-of-another-log", {**good, "log": "party-one.example/house"}, "note.untrusted"),
    ):
        yield _vector(name, proof, failure)
    stranger = records.STRANGER.public.hex()
    yield _vector("another-authority", good, "keys.not-proven", authority=stranger)


def _found(number: int, kind: str, signer: str, received: dict[str, int]) -> Vector:
    return {
        "record": records.rid(number).hex(),
        "subject": f"{kind}/sample-{number}",
        "signer": signer,
        "received": received,
    }


def _vector(name: str, proof: Vector, found: Vector | str, authority: str = "") -> Vector:
    given = {
        "proof": proof,
        "party": "US",
        "authority": authority or records.AUTHORITY_KEY.public.hex(),
        "log-keys": [LOG.key.public.hex()],
        "cosigners": [str(signer.key) for signer in WITNESSES[:2]],
    }
    return {"name": name, "input": given, ("failure" if isinstance(found, str) else "expected"): found}


def main(folder: Path = FOLDER) -> None:
    """Write the file."""
    (folder / FILE).write_text(printed(vectors()), encoding="utf-8")


if __name__ == "__main__":
    main()
