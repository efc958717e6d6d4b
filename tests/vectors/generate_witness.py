"""Make the vectors of spec/exchange, "Witnesses and forks": ``python -m tests.vectors.generate_witness``.

Only Ed25519 signs here, so that the files are the same each time they are made.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ambos.exchange.forks import Evidence, Side
from ambos.exchange.witness.asking import AddCheckpoint
from ambos.kernel.checkpoint import Checkpoint, Signer, sign_checkpoint
from ambos.kernel.merkle import consistency_proof, leaf_hash
from ambos.kernel.note import Algorithm
from tests.vectors.generate_ledger import printed
from tests.vectors.trees import MemoryTree

FOLDER = Path(__file__).parents[2] / "spec" / "vectors" / "exchange"
ORIGIN = "party-one.example/channel/mx"
LOG = Signer(ORIGIN, Algorithm.ED25519, bytes([1]) * 32)
STRANGER = Signer(ORIGIN, Algorithm.ED25519, bytes([4]) * 32)
OTHER_LOG = Signer("party-one.example/house", Algorithm.ED25519, bytes([1]) * 32)
WITNESSES = [
    Signer(f"witness.example/w{n}", Algorithm.ED25519_COSIGNATURE, bytes([20 + n]) * 32) for n in range(4)
]
# The request of C2SP tlog-witness (CC-BY 4.0), whose keys are not published: it is read, not verified.
PUBLISHED = """old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
"""  # noqa: E501
REQUEST, EVIDENCE = "witness.request-malformed", "fork.not-shown"

Vector = dict[str, Any]


def grown(size: int, other: int = -1) -> MemoryTree:
    """Give a tree whose entries are their number in four bytes, but for the one at ``other``."""
    return MemoryTree([leaf_hash((n if n != other else n + 1000).to_bytes(4, "big")) for n in range(size)])


def note(tree: MemoryTree, size: int, signer: Signer = LOG) -> bytes:
    """Sign the head that a tree had at a size."""
    return sign_checkpoint(Checkpoint(signer.name, size, tree.root_at(size)), [signer], 1)


def asked(tree: MemoryTree, old: int, size: int, signer: Signer = LOG) -> AddCheckpoint:
    """Ask to cosign a head, with an honest proof."""
    proof = consistency_proof(tree, old, size) if 0 < old < size else ()
    return AddCheckpoint(old, tuple(proof), note(tree, size, signer))


def vectors() -> dict[str, list[Vector]]:
    """Give every file's vectors by file name."""
    return {
        "witness-requests.json": list(_requests()),
        "witness-answers.json": list(_answers()),
        "witness-policies.json": list(_policies()),
        "forks.json": list(_forks()),
    }


def _requests() -> Iterator[Vector]:
    yield _vector("published", {"request": PUBLISHED}, {"old": 20852014, "hashes": 4})
    good = bytes(asked(grown(9), 5, 9)).decode()
    first, rest = good.split("\n", 1)
    yield _vector("first", {"request": bytes(asked(grown(9), 0, 5)).decode()}, {"old": 0, "hashes": 0})
    yield _vector("extending", {"request": good}, {"old": 5, "hashes": good.split("\n\n")[0].count("\n")})
    bad = {
        "leading-zero": f"old 05\n{rest}",
        "signed-size": f"old +5\n{rest}",
        "two-spaces": f"old  5\n{rest}",
        "no-old": rest,
        "no-note": f"{first}\n\n",
        "no-empty-line": good.replace("\n\n", "\n", 1),
        "carriage-return": good.replace("\n", "\r\n"),
        "short-hash": f"{first}\nAAAA\n{rest}",
        "loose-base64": f"{first}\n{'A' * 42}B=\n{rest}",
        "64-hashes": first + "\n" + ("A" * 43 + "=\n") * 64 + "\n" + good.split("\n\n", 1)[1],
    }
    for name, text in bad.items():
        yield _vector(name, {"request": text}, REQUEST)


def _answers() -> Iterator[Vector]:
    tree, other = grown(9), grown(9, 2)
    cases = {
        "first": (None, asked(tree, 0, 5), 200),
        "extending": (5, asked(tree, 5, 9), 200),
        "again": (5, asked(tree, 5, 5), 200),
        "from-elsewhere": (5, asked(tree, 3, 9), 409),
        "nothing-cosigned-yet": (None, asked(tree, 3, 9), 409),
        "behind": (5, asked(tree, 3, 4), 409),
        "other-root-at-the-size": (5, asked(other, 5, 5), 409),
        "other-history": (5, asked(other, 5, 9), 422),
        "no-proof": (5, asked(tree, 5, 9)._replace(proof=()), 422),
        "proof-from-nothing": (None, asked(tree, 0, 5)._replace(proof=(bytes(32),)), 422),
        "old-above-new": (5, asked(tree, 5, 3), 400),
        "no-request": (5, None, 400),
        "stranger": (5, asked(tree, 5, 9, STRANGER), 403),
        "other-log": (5, asked(tree, 5, 9, OTHER_LOG), 404),
    }
    kept = {"other-root-at-the-size", "other-history", "no-proof"}
    for name, (known, request, status) in cases.items():
        given: Vector = {
            "log": ORIGIN,
            "key": str(LOG.key),
            "request": bytes(request).decode() if request else "x",
        }
        if known is not None:
            given["note"] = note(tree, known).decode()
        body = {"body": f"{known or 0}\n"} if status == 409 else {}
        yield _vector(name, given, {"status": status, **body, "keeps": name in kept})


def _policies() -> Iterator[Vector]:
    lines = "".join(f"witness W{n} {signer.key}\n" for n, signer in enumerate(WITNESSES))
    for name, text, seen in (
        ("none", "quorum none\n", [[]]),
        ("one", f"{lines}quorum W2\n", [["W2"]]),
        (
            "two-of-three",
            f"{lines}group g 2 W0 W1 W2\nquorum g\n",
            [["W0", "W1"], ["W0", "W2"], ["W1", "W2"]],
        ),
        (
            "groups",
            f"log {LOG.key}\n{lines}group a any W0 W1\ngroup b all W2 W3\ngroup c all a b\nquorum c\n",
            [["W0", "W2", "W3"], ["W1", "W2", "W3"]],
        ),
        ("comments-and-blanks", f"# é\n\n \t{lines}\tquorum \t W3  \n", [["W3"]]),
    ):
        yield _vector(name, {"policy": text}, {"quorums": seen})
    for name, text, line in (
        ("unknown-word", "quorums none\n", 1),
        ("unknown-name", f"{lines}quorum W9\n", 5),
        ("defined-later", f"quorum W0\n{lines}", 1),
        ("key-twice", f"{lines}witness V {WITNESSES[0].key}\nquorum none\n", 5),
        ("name-twice", f"{lines}group W0 any W1\nquorum none\n", 5),
        ("member-twice", f"{lines}group g any W0\ngroup h any W0\nquorum h\n", 6),
        ("threshold-zero", f"{lines}group g 0 W0\nquorum g\n", 5),
        ("threshold-above", f"{lines}group g 3 W0 W1\nquorum g\n", 5),
        ("log-key-as-witness", f"witness W {LOG.key}\nquorum W\n", 1),
        ("two-quorums", "quorum none\nquorum none\n", 2),
        ("carriage-return", "quorum none\r\n", 1),
    ):
        yield {**_vector(name, {"policy": text}, "witness.policy-invalid"), "line": line}


def _forks() -> Iterator[Vector]:
    tree, other = grown(9), grown(9, 2)

    def side(of: MemoryTree, size: int, at: int) -> Side:
        proof = consistency_proof(of, at, size) if at < size else ()
        return Side(note(of, size), of.root_at(at), tuple(proof))

    def told(at: int, one: Side, two: Side) -> Vector:
        made = Evidence(ORIGIN, (LOG.key,), at, (one, two))
        return {"evidence": json.loads(str(made)), "trusted": [str(LOG.key)]}

    for name, at, sizes in (
        ("same-size", 5, (5, 5)),
        ("larger", 5, (5, 9)),
        ("smaller", 5, (9, 5)),
        ("power-of-two", 4, (4, 9)),
        ("both-later", 3, (5, 9)),
    ):
        made = told(at, side(tree, sizes[0], at), side(other, sizes[1], at))
        yield _vector(name, made, {"size": at, "heads": list(sizes)})
    bad = side(other, 9, 5)
    one = side(tree, 5, 5)
    yield _vector("one-history", told(5, one, side(tree, 9, 5)), EVIDENCE)
    yield _vector("differ-later-only", told(2, side(tree, 5, 2), side(other, 9, 2)), EVIDENCE)
    yield _vector("no-proof", told(5, one, bad._replace(proof=())), "merkle.proof-invalid")
    yield _vector("root-made-up", told(5, one, bad._replace(root=bytes(32))), "merkle.proof-invalid")
    yield _vector("size-zero", told(0, one, bad), "merkle.proof-invalid")
    stranger = Side(note(other, 5, STRANGER), other.root_at(5), ())
    yield _vector("signed-by-a-stranger", told(5, one, stranger), "note.untrusted")
    foreign = {**told(5, one, bad), "trusted": [str(STRANGER.key)]}
    yield _vector("trusting-another-key", foreign, "note.untrusted")


def _vector(name: str, given: Vector, found: Vector | str) -> Vector:
    return {"name": name, "input": given, ("failure" if isinstance(found, str) else "expected"): found}


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, rows in vectors().items():
        (FOLDER / file).write_text(printed(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
