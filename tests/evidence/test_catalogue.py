"""Stored rows are the same bytes for the same rows, and are never used once altered."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet
import pytest

from ambos.evidence.catalogue import evidence_body, open_set, preview, store
from ambos.evidence.errors import EvidenceAltered, EvidenceMissing
from ambos.evidence.reading import read
from ambos.evidence.records import EVIDENCE
from ambos.evidence.stored import path_of
from tests.evidence.conftest import CBP_ROW, TUCSON_ROW, Write


def test_deterministic(cbp_file: Write, tmp_path: Path) -> None:
    """The same rows give the same Parquet bytes, whether they came plain or compressed."""
    rows = [CBP_ROW.replace("YUMA", f"NO {number}") for number in range(3000)]
    plain = store(read(cbp_file(*rows)).table, tmp_path / "one")
    packed = store(read(cbp_file(*rows, name="a.gz")).table, tmp_path / "two")
    assert plain.rows_digest == packed.rows_digest
    assert plain.path.read_bytes() == packed.path.read_bytes()


def test_idempotent(cbp_file: Write, tmp_path: Path) -> None:
    """Storing the same file twice leaves one file, and no draft."""
    folder = tmp_path / "store"
    first, second = (store(read(cbp_file(CBP_ROW)).table, folder) for _ in range(2))
    assert first == second
    assert list(folder.iterdir()) == [path_of(folder, first.rows_digest)]


def test_digest_is_of_the_plain_bytes(cbp_file: Write) -> None:
    """The digest of a file does not depend on how it was compressed."""
    assert read(cbp_file(CBP_ROW)).file_digest == read(cbp_file(CBP_ROW, name="b.gz")).file_digest


def test_failed_write_leaves_nothing(cbp_file: Write, tmp_path: Path) -> None:
    """When writing stops half-way, neither a set nor a draft stays behind."""

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store(read(cbp_file(CBP_ROW)).table, tmp_path / "store", stop)
    assert list((tmp_path / "store").iterdir()) == []


def test_store_progress(cbp_file: Write, tmp_path: Path) -> None:
    """Storing tells how many rows are written, up to all of them."""
    heard: list[tuple[int, int]] = []
    store(read(cbp_file(CBP_ROW, TUCSON_ROW)).table, tmp_path, lambda *step: heard.append(step))
    assert heard == [(2, 2)]


@pytest.mark.parametrize("at", [0, 100, -1])
def test_altered(at: int, cbp_file: Write, tmp_path: Path) -> None:
    """One changed byte anywhere in the stored rows is refused; storing again heals it."""
    table = read(cbp_file(CBP_ROW)).table
    stored = store(table, tmp_path)
    data = bytearray(stored.path.read_bytes())
    data[at] ^= 1
    stored.path.chmod(0o600)
    stored.path.write_bytes(data)
    with pytest.raises(EvidenceAltered) as caught:
        open_set(stored.path, stored.rows_digest)
    assert caught.value.data["expected"] == stored.rows_digest
    store(table, tmp_path)
    assert open_set(stored.path, stored.rows_digest) == stored


def test_missing(tmp_path: Path) -> None:
    """Rows that are not in the store are refused as missing."""
    with pytest.raises(EvidenceMissing):
        open_set(path_of(tmp_path, "0" * 64), "0" * 64)


def test_rows_survive(cbp_file: Write, tmp_path: Path) -> None:
    """The stored rows are those of the file, typed, in its order, with their month and year."""
    rows = [CBP_ROW, CBP_ROW.replace("2024,OCT", "2026 (FYTD),JAN")]
    stored = store(read(cbp_file(*rows)).table, tmp_path)
    kept = pyarrow.parquet.read_table(stored.path).to_pylist()
    assert [(row["FY"], row["row_period"], row["row_year"]) for row in kept] == [
        (2024, "2023-10", "FY2024"),
        (2026, "2026-01", "FY2026"),
    ]
    assert str(kept[0]["Sum Qty (lbs)"]).rstrip("0") == "31.5"


def test_record(cbp_file: Write, tmp_path: Path) -> None:
    """The record of a stored file has the fields of its kind, and every one that is required."""
    file = read(cbp_file(CBP_ROW))
    body = evidence_body(preview(file), store(file.table, tmp_path), "2024-05-01")
    fields = {field.name: field.required for field in EVIDENCE.fields}
    assert body.keys() <= fields.keys()
    assert {name for name, required in fields.items() if required} <= body.keys()
    assert (body["first"], body["last"], body["as_of"]) == ("2023-10", "2023-10", "2024-05-01")


def test_official_bytes_repeat(official: Callable[[str], Path], tmp_path: Path) -> None:
    """A real file gives the same stored bytes whether it is read compressed or plain."""
    source = official("cbp/nationwide-drugs-fy23-fy26-dec.csv.gz")
    plain = tmp_path / "plain.csv"
    plain.write_bytes(gzip.decompress(source.read_bytes()))
    digests = {store(read(path).table, tmp_path / "store").rows_digest for path in (source, plain)}
    assert len(digests) == 1
