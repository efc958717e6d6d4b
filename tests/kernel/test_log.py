"""Logs: the head is what the entries make it, and no copy of a log signs a second history."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.kernel.checkpoint import Checkpoint, SignedCheckpoint, open_checkpoint, sign_checkpoint
from ambos.kernel.log import Fork, RestoredCopy
from ambos.kernel.merkle import batch_root, leaf_hash, verify_consistency, verify_inclusion
from ambos.kernel.store.contract import Attested, Entry, WriterBusy
from ambos.values.errors import AmbosError
from tests.kernel.houses import NOTES, ORIGIN, count, house, open_house, promise
from tests.kernel.seals import AUTHORITY_SIGNER, OFFICER_SIGNER

LOG_FILES = ("house.db",)
ALL_FILES = ("house.db", "house.keys.db")


def entries(start: int, stop: int) -> list[Entry]:
    return [Entry(n.to_bytes(16, "big"), b"%d" % n, None) for n in range(start, stop)]


def leaves(stop: int) -> list[bytes]:
    return [leaf_hash(b"%d" % n) for n in range(stop)]


def save(folder: Path, name: str, files: tuple[str, ...]) -> None:
    """Copy the files of a closed house."""
    (folder / name).mkdir()
    for file in files:
        shutil.copy(folder / file, folder / name / file)


def put_back(folder: Path, name: str, files: tuple[str, ...]) -> None:
    """Replace files of a closed house by their copies."""
    for file in files:
        for rest in folder.glob(f"{file}-*"):
            rest.unlink()
        shutil.copy(folder / name / file, folder / file)


def write(folder: Path, *slugs: str) -> None:
    with house(folder) as made:
        made.ledger.write([promise(slug) for slug in slugs], OFFICER_SIGNER)


def signed(checkpoint: Checkpoint) -> SignedCheckpoint:
    return open_checkpoint(sign_checkpoint(checkpoint, [NOTES], 1), [NOTES.key])


@settings(max_examples=15)
@given(
    st.lists(
        st.one_of(st.integers(1, 5), st.integers(250, 260), st.integers(600, 700)), min_size=1, max_size=5
    )
)
def test_the_head_is_the_entries(tmp_path_factory: pytest.TempPathFactory, groups: list[int]) -> None:
    """After any groups, with a reopening before each, head and note are those of a fresh tree."""
    folder, size = tmp_path_factory.mktemp("log"), 0
    for group in groups:
        made = open_house(folder)
        assert made.log.append(entries(size, size + group), {}) == range(size, size + group)
        size += group
        note = made.log.note()
        assert note is not None
        assert note.checkpoint == made.log.head() == Checkpoint(ORIGIN, size, batch_root(leaves(size)))
        made.log.demand_unforked()
        made.close()


def test_proofs_come_from_the_store(tmp_path: Path) -> None:
    """Any entry is proved to be in any later head, any head to extend any earlier one."""
    size, made = 600, open_house(tmp_path)
    made.log.append(entries(0, size), {})
    roots = {n: batch_root(leaves(n)) for n in (1, 255, 256, 257, 512, 599, 600)}
    for old, root in roots.items():
        assert made.log.root_at(old) == root
        verify_consistency(old, size, root, roots[size], made.log.consistency(old, size))
        for place in {0, old // 2, old - 1}:
            verify_inclusion(place, old, leaves(size)[place], made.log.inclusion(place, old), root)
        assert open_checkpoint(made.log.sign_head(old), [NOTES.key]).checkpoint == Checkpoint(
            ORIGIN, old, root
        )
    made.close()


def test_a_failed_append_leaves_the_tree_right(tmp_path: Path) -> None:
    """After an append that was refused, the next one goes on from what is stored."""
    made = open_house(tmp_path)
    made.log.append(entries(0, 300), {})
    with pytest.raises(AmbosError, match=r"store\.duplicate-record"):
        made.log.append([*entries(300, 520), *entries(7, 8)], {})
    made.log.append(entries(300, 301), {})
    assert made.log.head().root == batch_root(leaves(301))
    made.log.demand_unforked()
    made.close()


def test_two_writers_in_turn(tmp_path: Path) -> None:
    """A log that another has appended to since it was opened refuses to write, and reads what is there."""
    first, second = open_house(tmp_path), open_house(tmp_path)
    first.log.append(entries(0, 10), {})
    assert second.log.size == 10
    with pytest.raises(WriterBusy):
        second.log.append(entries(10, 11), {})
    first.close()
    second.log.append(entries(10, 11), {})
    assert second.log.head().root == batch_root(leaves(11))
    second.close()


def test_an_old_copy_signs_nothing(tmp_path: Path) -> None:
    """An older log beside its newer keys is refused at the first signature, still reads, and heals."""
    write(tmp_path, "first")
    save(tmp_path, "old", LOG_FILES)
    write(tmp_path, "second")
    save(tmp_path, "new", LOG_FILES)
    put_back(tmp_path, "old", LOG_FILES)
    for _ in range(2):
        with house(tmp_path) as old:
            attempts: list[Callable[[], object]] = [
                partial(old.ledger.write, [promise("third")], OFFICER_SIGNER),
                partial(old.ledger.write_batch, [count(1)], AUTHORITY_SIGNER),
                partial(old.log.sign_head, 1),
                old.log.demand_unforked,
            ]
            for attempt in attempts:
                with pytest.raises(RestoredCopy) as refused:
                    attempt()
                assert refused.value.code == "log.restored-copy"
                assert refused.value.data == {"log": ORIGIN, "size": 3, "newest": 4}
            assert [opened.statement.header.subject for opened in old.ledger.read(2, 9)] == ["promise/first"]
    put_back(tmp_path, "new", LOG_FILES)
    write(tmp_path, "third")
    with house(tmp_path) as healed:
        assert healed.log.size == 5
        healed.log.demand_unforked()


def test_a_receipt_shows_an_old_copy(tmp_path: Path) -> None:
    """A copy whose keys are old too learns it from a head that a partner hands back, and does not forget."""
    write(tmp_path, "first")
    save(tmp_path, "old", ALL_FILES)
    write(tmp_path, "second")
    with house(tmp_path) as newest:
        receipt = newest.log.note()
        assert receipt is not None
    save(tmp_path, "new", ALL_FILES)
    put_back(tmp_path, "old", ALL_FILES)
    with house(tmp_path) as old, pytest.raises(RestoredCopy):
        old.log.heed(receipt)
    with house(tmp_path) as still, pytest.raises(RestoredCopy):
        still.ledger.write([promise("third")], OFFICER_SIGNER)
    put_back(tmp_path, "new", ALL_FILES)
    with house(tmp_path) as healed:
        healed.log.heed(receipt)
        healed.ledger.write([promise("third")], OFFICER_SIGNER)


def test_a_receipt_that_fits_changes_nothing(tmp_path: Path) -> None:
    """A head that the log extends is heeded in silence."""
    write(tmp_path, "first")
    with house(tmp_path) as made:
        receipt = made.log.note()
        assert receipt is not None
        made.ledger.write([promise("second")], OFFICER_SIGNER)
        made.log.heed(receipt)
        made.ledger.write([promise("third")], OFFICER_SIGNER)


def test_a_fork_stops_the_log(tmp_path: Path) -> None:
    """A signed head with another root at the same size is a fork: nothing more is signed, even later."""
    write(tmp_path, "first")
    with house(tmp_path) as made:
        with pytest.raises(Fork):
            made.log.heed(signed(Checkpoint(ORIGIN, 2, bytes(32))))
        with pytest.raises(Fork):
            made.ledger.write([promise("second")], OFFICER_SIGNER)
    with house(tmp_path) as still, pytest.raises(Fork):
        still.ledger.write([promise("second")], OFFICER_SIGNER)


def test_another_history_is_a_fork(tmp_path: Path) -> None:
    """A log of the same size with other entries than were signed before is refused as a fork."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    write(tmp_path / "one", "first")
    write(tmp_path / "two", "other")
    shutil.copy(tmp_path / "two" / "house.db", tmp_path / "one" / "house.db")
    with house(tmp_path / "one") as swapped, pytest.raises(Fork):
        swapped.ledger.write([promise("second")], OFFICER_SIGNER)


@pytest.mark.parametrize("size", (2, 3))
def test_a_note_that_is_not_of_the_entries(tmp_path: Path, size: int) -> None:
    """A note over fewer entries than there are, or over others, is refused when the log is verified."""
    with house(tmp_path) as made:
        root = made.log.head().root if size == made.log.size else bytes(32)
        note = bytes(signed(Checkpoint(ORIGIN, size, root)).note)
        made.log.store.append(2, entries(90, 91), lambda statements: Attested([], note), {})
        with pytest.raises(Fork):
            made.log.demand_unforked()
