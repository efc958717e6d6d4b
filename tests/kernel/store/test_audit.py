"""The audit names the first bad record and why, whatever was altered behind the store's back."""

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from ambos.kernel.audit import Audited, LogDamaged, audit
from ambos.kernel.keys import KeyBook
from ambos.kernel.log import Fork
from ambos.kernel.note import NoteInvalid
from ambos.values.errors import AmbosError
from tests.kernel.houses import House, count, house, open_house, promise
from tests.kernel.seals import AUTHORITY_SIGNER, OFFICER_SIGNER
from tests.kernel.store.conftest import SQLITE, BackEnd
from tests.kernel.test_canonical import flip

SINGLE, HEAD, MEMBERS, LAST = 5, 260, 10, 275  # places: one record, a batch's head and size, the last record
UNLOCK = {
    "sqlite": ("DROP TRIGGER IF EXISTS entry_stays", "DROP TRIGGER IF EXISTS entry_remains"),
    "postgres": ("ALTER TABLE entry DISABLE TRIGGER ALL",),
}


class Tamperer:
    """Somebody with all rights to the database and the key file, and no secret key."""

    def __init__(self, back_end: BackEnd, keys: Path) -> None:
        self._back_end = back_end
        self._keys = keys

    def run(self, sql: str) -> None:
        """Change the log's database."""
        self._back_end.raw("; ".join((*UNLOCK[self._back_end.name], sql)))

    def keys(self, sql: str) -> None:
        """Change the file of the bodies' keys."""
        file = apsw.Connection(str(self._keys), vfs="cksmvfs")
        file.execute(sql)
        file.close()

    def alter(self, table: str, column: str, where: str, bit: int) -> None:
        """Change one bit of one value, from its end if ``bit`` is negative."""
        ((value,),) = self._back_end.raw(f"SELECT {column} FROM {table} WHERE {where}")
        changed = flip(bytes(value), bit % (len(value) * 8)).hex()
        literal = f"x'{changed}'" if self._back_end.name == SQLITE else f"'\\x{changed}'"
        self.run(f"UPDATE {table} SET {column} = {literal} WHERE {where}")

    def swap(self, table: str, one: int, other: int) -> None:
        """Let two rows change places."""
        for old, new in ((one, -1), (other, one), (-1, other)):
            self.run(f"UPDATE {table} SET seq = {new} WHERE seq = {old}")


@pytest.fixture
def tamperer(back_end: BackEnd, tmp_path: Path) -> Tamperer:
    """A log of 276 records, one tile full and a batch near its end, closed, and somebody who alters it."""
    with house(tmp_path, back_end.log) as made:
        made.ledger.write([promise(f"p-{n}") for n in range(HEAD - 2)], OFFICER_SIGNER)
        made.ledger.write_batch([count(n) for n in range(MEMBERS)], AUTHORITY_SIGNER)
        made.ledger.write([promise(f"q-{n}") for n in range(LAST - HEAD - MEMBERS)], OFFICER_SIGNER)
        assert verified(made).checkpoint.size == LAST + 1
        made.ledger.log.demand_unforked()
    return Tamperer(back_end, tmp_path / "house.keys.db")


def verified(made: House) -> Audited:
    return audit(made.ledger.reader, KeyBook("US"), lambda done, total: None)


def altered(table: str, column: str, seq: int, bit: int) -> Callable[[Tamperer], None]:
    return lambda tamperer: tamperer.alter(table, column, f"seq = {seq}", bit)


def deleted(table: str, seq: int) -> Callable[[Tamperer], None]:
    return lambda tamperer: tamperer.run(f"DELETE FROM {table} WHERE seq = {seq}")


def swapped(table: str) -> Callable[[Tamperer], None]:
    return lambda tamperer: tamperer.swap(table, SINGLE, SINGLE + 3)


def of_keys(sql: str) -> Callable[[Tamperer], None]:
    return lambda tamperer: tamperer.keys(f"{sql} WHERE seq = {SINGLE}")


DIGEST, NAME = -67 * 8, 120 * 8  # bits of a statement: the last of its digest, one of its subject
MEMBER, END = HEAD + 3, HEAD + MEMBERS
NAMED: dict[str, tuple[Callable[[Tamperer], None], int, str]] = {
    "a signature": (altered("entry", "statement", SINGLE, -1), SINGLE, "seal.signature-invalid"),
    "a digest": (altered("entry", "statement", SINGLE, DIGEST), SINGLE, "vault.unreadable"),
    "a statement's form": (altered("entry", "statement", SINGLE, 0), SINGLE, "record.not-canonical"),
    "the first key's record": (altered("entry", "statement", 0, -1), 0, "seal.signature-invalid"),
    "a batch's signature": (altered("entry", "statement", HEAD, -1), HEAD, "seal.signature-invalid"),
    "a member's digest": (altered("entry", "statement", MEMBER, -2 * 8), MEMBER, "vault.unreadable"),
    "a member's name": (altered("entry", "statement", MEMBER, NAME), END, "audit.batch-broken"),
    "an id in the index": (altered("entry", "rid", SINGLE, 7), SINGLE, "audit.tree-mismatch"),
    "a body": (altered("body", "ciphertext", SINGLE, 9), SINGLE, "vault.unreadable"),
    "the last body": (altered("body", "ciphertext", LAST, 9), LAST, "vault.unreadable"),
    "a body's key": (of_keys("UPDATE key SET wrapped = zeroblob(40)"), SINGLE, "vault.unreadable"),
    "two bodies": (swapped("body"), SINGLE, "vault.unreadable"),
    "two entries": (swapped("entry"), SINGLE, "vault.unreadable"),
    "a missing entry": (deleted("entry", SINGLE), SINGLE, "audit.tree-mismatch"),
    "a missing last entry": (deleted("entry", LAST), LAST, "audit.tree-mismatch"),
    "a missing member": (deleted("entry", MEMBER), MEMBER, "audit.tree-mismatch"),
    "a lost body": (deleted("body", SINGLE), SINGLE, "audit.body-lost"),
    "a lost key": (of_keys("DELETE FROM key"), SINGLE, "audit.body-lost"),
}

UNNAMED: dict[str, Callable[[Tamperer], None]] = {
    "a tile": lambda t: t.alter("tile", "data", "level = 0", 77),
    "a missing tile": lambda t: t.run("DELETE FROM tile"),
    "a tile elsewhere": lambda t: t.run("UPDATE tile SET place = 1"),
    "a tile of another level": lambda t: t.run("UPDATE tile SET level = 3"),
    "a tile too many": lambda t: t.run("INSERT INTO tile SELECT 1, 0, data FROM tile"),
    "the places of keys": lambda t: t.alter("mark", "value", "name = 'key places'", -1),
    "no places of keys": lambda t: t.run("DELETE FROM mark"),
    "an entry too many": lambda t: t.run(
        f"INSERT INTO entry SELECT {LAST + 1}, statement, statement FROM entry WHERE seq = {LAST}"
    ),
}


@pytest.mark.parametrize("name", NAMED)
def test_the_first_bad_record_is_named(
    back_end: BackEnd, tamperer: Tamperer, tmp_path: Path, name: str
) -> None:
    """Place, reason and, as long as its row is there, id of the first bad record are given."""
    change, seq, why = NAMED[name]
    with house(tmp_path, back_end.log) as before:
        rids = {row.seq: row.rid.hex() for row in before.log.store.read(0, LAST + 1)}
    change(tamperer)
    made = open_house(tmp_path, back_end.log)
    with pytest.raises(LogDamaged) as found:
        verified(made)
    assert (found.value.data["seq"], found.value.data["why"]) == (seq, why)
    if "missing" not in name and "two entries" not in name and "index" not in name:
        assert found.value.data["record"] == rids[seq]
    made.close()


@pytest.mark.parametrize("name", UNNAMED)
def test_what_lies_beside_the_records_is_verified(
    back_end: BackEnd, tamperer: Tamperer, tmp_path: Path, name: str
) -> None:
    """Tiles, the note of key records and the end of the log are those that the records make."""
    UNNAMED[name](tamperer)
    made = open_house(tmp_path, back_end.log)
    with pytest.raises(LogDamaged) as found:
        verified(made)
    assert found.value.data["why"] in ("audit.tree-mismatch", "record.not-canonical")
    made.close()


@pytest.mark.parametrize(
    "sql",
    (
        "DELETE FROM note",
        "UPDATE head SET size = size - 1",
        "UPDATE head SET size = 0",
        "UPDATE head SET size = size + 1",
        "DELETE FROM head",
    ),
)
def test_the_head_is_the_signed_one(back_end: BackEnd, tamperer: Tamperer, tmp_path: Path, sql: str) -> None:
    """A log cut short, lengthened or without its note does not pass for the one that was signed."""
    tamperer.run(sql)
    made = open_house(tmp_path, back_end.log)
    with pytest.raises(AmbosError):
        verified(made)
        made.log.demand_unforked()
    made.close()


@pytest.mark.parametrize("bit", (3, 300, -40, -8 * 60))
def test_the_note_is_verified(back_end: BackEnd, tamperer: Tamperer, tmp_path: Path, bit: int) -> None:
    """A note with one bit changed, in its text or its signature, is refused."""
    tamperer.alter("note", "text", "one = 1", bit)
    made = open_house(tmp_path, back_end.log)
    with pytest.raises((NoteInvalid, Fork)):
        made.log.demand_unforked()
    made.close()


def test_swapped_records_do_not_pass(back_end: BackEnd, tamperer: Tamperer, tmp_path: Path) -> None:
    """Two records that change places with bodies and keys are each whole; the tree tells them apart."""
    for one in (SINGLE, LAST - 3):
        tamperer.swap("entry", one, one + 2)
        tamperer.swap("body", one, one + 2)
        for old, new in ((one, -1), (one + 2, one), (-1, one + 2)):
            tamperer.keys(f"UPDATE key SET seq = {new} WHERE seq = {old}")
        made = open_house(tmp_path, back_end.log)
        with pytest.raises((LogDamaged, Fork)):
            verified(made)
            made.log.demand_unforked()
        made.close()


def test_what_was_erased_passes(back_end: BackEnd, tamperer: Tamperer, tmp_path: Path) -> None:
    """Bodies erased with their keys are counted as erased; statements, signatures and tree still hold."""
    made = open_house(tmp_path, back_end.log)
    before = verified(made)
    made.keys.destroy([SINGLE, HEAD + 2])
    made.log.store.drop_bodies([SINGLE, HEAD + 2])
    after = verified(made)
    assert (after.checkpoint, after.signed, after.batched) == (
        before.checkpoint,
        before.signed,
        before.batched,
    )
    assert (before.erased, after.erased) == (0, 2)
    assert made.ledger.reader.one(SINGLE).body is None and made.ledger.reader.one(SINGLE + 1).body
    made.log.demand_unforked()
    made.close()
