"""A partner whose program lies: what it sends is verified, kept, named, and shown to nobody."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ambos.exchange.release import Release
from ambos.exchange.ruling import Rulings
from ambos.kernel.acts import New
from ambos.kernel.canonical import encode
from ambos.kernel.joint import COUNTERSIGNS, REVISES
from ambos.kernel.keys import Signer
from ambos.kernel.merkle import batch_root, leaf_hash
from ambos.kernel.record import Header, Reference
from ambos.kernel.seal import Sealed, seal
from ambos.testing.pair import Pair, pair
from ambos.values.handling import PUBLIC

NAME = {"name": {"en": "Made up"}}


class Liar:
    """The US node in the hands of somebody who writes what no desk would."""

    def __init__(self, made: Pair) -> None:
        self._made = made
        secrets = made.us._parts.secrets
        self.authority, self.officer = secrets.authority(), secrets.officer("secretariat")
        self._count = 0

    def sealed(
        self, kind: str, body: Any, signer: Signer | None = None, *, signed: bool = True, **header: Any
    ) -> Sealed:
        """Seal any body, or any bytes as one, under any header."""
        self._count += 1
        signer = signer or self.officer
        made = Header(
            kind=kind,
            version=1,
            party="US",
            subject=f"{kind}/lie-{self._count}",
            rid=self._count.to_bytes(16, "big"),
            time=int(self._made.clock.now().timestamp()),
            kid=signer.kid,
            label=PUBLIC,
        )._replace(**header)
        data = body if isinstance(body, bytes) else encode(body)
        return seal(made, data, bytes(32), signer.sign if signed else None)

    def say(self, *group: Sealed) -> None:
        """Write it, release it against the rule, and let Mexico take it."""
        self._made.us._parts.ledger._commit(group, self.officer)
        self._made.exchange()

    def batched(self, *members: Sealed) -> tuple[Sealed, ...]:
        """Sign a batch over anything."""
        root = batch_root([leaf_hash(member.statement) for member in members])
        return (self.sealed("batch", {}, self.authority, batch=(root, len(members))), *members)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    """A pair of which the US lets everything go, with a framework that Mexico proposed."""
    monkeypatch.setattr(Rulings, "decide", lambda rulings, header: Release(True, "lie", 0))
    with pair(tmp_path) as nodes:
        nodes.mx.propose([New("framework", "theirs", {"name": {"en": "Theirs"}})])
        nodes.exchange()
        yield nodes


def target(made: Pair, relation: str) -> Reference:
    """Refer to the framework that Mexico proposed."""
    thing = made.mx.shelf.thing("framework/theirs")
    leaf = leaf_hash(made.mx.reader(made.mx.house).one(made.mx.shelf.record(thing.rid).seq).statement.data)
    return Reference(relation, bytes.fromhex(thing.rid), leaf)


LIES: dict[str, tuple[Callable[[Liar, Pair], tuple[Sealed, ...]], str]] = {
    "an officer of our house": (
        lambda us, made: (
            us.sealed("officer", {"name": "Mole", "roles": ["secretariat"]}, subject="officer/secretariat"),
        ),
        "record.not-for-partners",
    ),
    "our partner's card": (
        lambda us, made: (us.sealed("peer", {"party": "US", "name": "mole"}, subject="peer/us"),),
        "record.not-for-partners",
    ),
    "a critical entry that nobody knows": (
        lambda us, made: (us.sealed("framework", NAME, unknown={"zzz": 1}, critical=("zzz",)),),
        "record.critical-unknown",
    ),
    "a kind that nobody knows": (lambda us, made: (us.sealed("spell", {}),), "record.not-understood"),
    "another kind's name": (
        lambda us, made: (us.sealed("event", NAME, subject="framework/theirs"),), "record.not-for-partners",
    ),
    "bytes that are no body": (lambda us, made: (us.sealed("framework", b"\xff"),), "record.body-malformed"),
    "no bytes": (lambda us, made: (us.sealed("framework", b""),), "record.body-malformed"),
    "a list for a body": (lambda us, made: (us.sealed("framework", [1]),), "record.body-malformed"),
    "a float in a body": (
        lambda us, made: (us.sealed("framework", b"\xa1\x61a\xf9\x3c\x00"),), "record.body-malformed",
    ),
    "a field missing": (lambda us, made: (us.sealed("framework", {}),), "field.missing"),
    "a field of another type": (lambda us, made: (us.sealed("framework", {"name": [1]}),), "field.invalid"),
    "a field that is a map": (
        lambda us, made: (us.sealed("framework", NAME | {"mark": {"a": []}}),), "field.code-unknown",
    ),
    "a list in a list": (
        lambda us, made: (us.sealed("framework", NAME | {"sources": [["source/x"]]}),), "field.reference",
    ),
    "a proposal by no person": (
        lambda us, made: (us.sealed("framework", NAME, us.authority),), "record.not-signed-by-officer",
    ),
    "a proposal in a batch": (
        lambda us, made: us.batched(us.sealed("framework", NAME, us.authority, signed=False)),
        "record.not-signed-by-officer",
    ),
    "a countersignature in a batch": (
        lambda us, made: us.batched(
            us.sealed(
                "countersign", {}, us.authority, signed=False, references=(target(made, COUNTERSIGNS),)
            )
        ),
        "record.not-signed-by-officer",
    ),
    "a countersignature by a machine": (
        lambda us, made: (
            us.sealed("countersign", {}, us.authority, references=(target(made, COUNTERSIGNS),)),
        ),
        "record.not-signed-by-officer",
    ),
    "a countersignature hidden in an event": (
        lambda us, made: (
            us.sealed(
                "event",
                {"happened": "2026", "name": {"en": "x"}, "sort": "visit"},
                references=(target(made, COUNTERSIGNS),),
            ),
        ),
        "record.answer-misplaced",
    ),
    "two answers in one": (
        lambda us, made: (us.sealed("countersign", {}, references=(target(made, COUNTERSIGNS),) * 2),),
        "record.answer-misplaced",
    ),
    "a countersignature that disputes": (
        lambda us, made: (us.sealed("countersign", {}, references=(target(made, "disputes"),)),),
        "record.answer-misplaced",
    ),
    "an answer to nothing": (lambda us, made: (us.sealed("countersign", {}),), "record.answer-misplaced"),
    "a record of ours again": (
        lambda us, made: (us.sealed("framework", NAME, rid=target(made, REVISES).rid),), "record.repeated",
    ),
}  # fmt: skip


def shown(made: Pair) -> list[Any]:
    """Give what Mexico's people see and who they are."""
    things = [
        thing for kind in ("framework", "event", "officer", "peer") for thing in made.mx.shelf.things(kind)
    ]
    return [*things, made.mx.person(), made.mx.peers()]


@pytest.mark.parametrize("name", LIES)
def test_lies_are_kept_and_not_shown(made: Pair, name: str) -> None:
    """The lie is in quarantine under its code; nothing that people see has changed; all still works."""
    before = shown(made)
    lie, code = LIES[name]
    liar = Liar(made)
    liar.say(*lie(liar, made))
    assert [row[3] for row in made.mx.projection.quarantined()][-1] == code
    assert shown(made) == before
    made.mx.verify()
    folded = made.mx.projection.digests()
    made.mx.rebuild()
    assert made.mx.projection.digests() == folded
    made.us.propose([New("framework", "honest", {"name": {"en": "Honest"}})])
    made.exchange()
    assert made.mx.shelf.thing("framework/honest").state == "proposed"


def test_a_tie_holds_to_the_very_bytes(made: Pair) -> None:
    """An answer, or a revision, that names a record's id with another hash does nothing to that record."""
    liar, tie = Liar(made), target(made, COUNTERSIGNS)
    liar.say(liar.sealed("countersign", {}, references=(Reference(COUNTERSIGNS, tie.rid, bytes(32)),)))
    assert made.mx.shelf.thing("framework/theirs").state == made.us.shelf.thing("framework/theirs").state
    assert made.mx.shelf.thing("framework/theirs").state == "proposed"
    liar.say(liar.sealed("countersign", {}, references=(tie,)))
    assert made.mx.shelf.thing("framework/theirs").state == "countersigned"


def test_a_later_version_of_a_kind_is_read(made: Pair) -> None:
    """A record of a version that this node does not know yet is shown by the fields it knows."""
    liar = Liar(made)
    liar.say(liar.sealed("framework", NAME | {"colour": "red"}, subject="framework/newer", version=7))
    assert made.mx.shelf.thing("framework/newer").body == NAME
    assert "framework" not in {row[2] for row in made.mx.projection.quarantined()}


def test_what_a_partner_says_of_itself_stays_its_own(made: Pair) -> None:
    """A partner's version of a thing that we state alone stands beside ours and replaces nothing."""
    body = {"happened": "2026", "name": {"en": "Our words"}, "sort": "visit"}
    made.mx.propose([New("event", "ours", body, PUBLIC)])
    made.exchange()
    liar = Liar(made)
    thing = made.mx.shelf.thing("event/ours")
    leaf = leaf_hash(made.mx.reader(made.mx.house).one(made.mx.shelf.record(thing.rid).seq).statement.data)
    tie = Reference(REVISES, bytes.fromhex(thing.rid), leaf)
    words = body | {"name": {"en": "Their words"}}
    liar.say(liar.sealed("event", words, subject="event/ours", references=(tie,)))
    found = made.mx.shelf.thing("event/ours")
    assert (found.state, found.owner, found.body) == ("disputed", "MX", body)
    assert found.rid in found.rivals and len(found.rivals) == 2
