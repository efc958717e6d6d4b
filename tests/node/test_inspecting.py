"""A guard between two networks: sees everything in a bundle and holds no key that signs."""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from ambos.exchange.bundle import SECTION, Frame, Manifest, Source, hashed, seal_manifest, write_bundle
from ambos.exchange.head import Head
from ambos.exchange.sealed import KeyNotHeld, seal_section
from ambos.exchange.section import Item, Section
from ambos.kernel.keys import AUTHORITY, Signer
from ambos.node.bundles import export
from ambos.node.inspecting import (
    BundleUnsound,
    EntryUnsound,
    FrameUnsound,
    Inspection,
    KindsNotAllowed,
    inspect,
    key_of,
)
from ambos.node.secrets import SecretMissing
from ambos.testing.pair import Pair, pair
from ambos.values.handling import Label
from tests.exchange.conftest import event, framework
from tests.node.test_bundles import rows


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """A new pair of nodes."""
    with pair(tmp_path) as nodes:
        yield nodes


def guarded(tmp_path: Path, file: Path) -> Inspection:
    """Inspect a bundle for Mexico with a copy of its exchange key, alone in a folder."""
    guard = tmp_path / "guard"
    guard.mkdir(exist_ok=True)
    shutil.copy(tmp_path / "mx" / "keys" / "exchange.key", guard / "key of mx")
    return inspect(file, [key_of(guard / "key of mx")])


def test_everything_is_counted(made: Pair, tmp_path: Path) -> None:
    """Records by kind and by label, attachments and the receipt are what was exported."""
    made.exchange(2)
    made.us.propose([event("visit"), event("call")])
    made.us.propose([framework("sig", Label(("MX",), "green"))])
    digest = rows(made.us, "rows", b"rows")
    done = export(made.us, "MX", tmp_path / "out", start=0)
    found = guarded(tmp_path, tmp_path / "out")
    assert {kind: counted.records for kind, counted in found.kinds.items()} == {
        "key": 2, "event": 2, "framework": 1, "evidence": 1, "anchor": 1,
    }  # fmt: skip
    assert sum(found.labels.values()) == done.new == found.manifest.new
    assert found.labels[Label(("MX",), "green")] == 1
    assert [(one.digest, one.checked) for one in found.attached] == [(digest, True)]
    assert found.receipt is not None and found.receipt.origin == "mx/channel/us"
    assert found.note is not None and found.note.size == done.new
    assert not found.problems
    found.demand_sound(None)


def test_a_kind_that_may_not_pass_is_named(made: Pair, tmp_path: Path) -> None:
    """Only if every kind is allowed does the bundle pass."""
    made.us.propose([event("visit")])
    export(made.us, "MX", tmp_path / "out")
    found = guarded(tmp_path, tmp_path / "out")
    found.demand_sound(["key", "anchor", "event", "never-there"])
    with pytest.raises(KindsNotAllowed) as refused:
        found.demand_sound(["key"])
    assert refused.value.data["kinds"] == "anchor, event"


def test_only_the_exchange_key_opens(made: Pair, tmp_path: Path) -> None:
    """Another key opens nothing, and a file that is no key is refused as such."""
    export(made.us, "MX", tmp_path / "out")
    with pytest.raises(KeyNotHeld):
        inspect(tmp_path / "out", [key_of(tmp_path / "us" / "keys" / "exchange.key")])
    for wrong in (tmp_path / "out", tmp_path / "nowhere.key"):
        with pytest.raises(SecretMissing):
            key_of(wrong)


def test_nothing_is_stored_or_changed(made: Pair, tmp_path: Path) -> None:
    """A guard leaves the bundle as it is and writes nothing beside it."""
    rows(made.us, "rows", b"rows")
    export(made.us, "MX", tmp_path / "out")
    before = (tmp_path / "out").read_bytes()
    guarded(tmp_path, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == before
    assert [path.name for path in (tmp_path / "guard").iterdir()] == ["key of mx"]


def test_a_piece_is_told_and_not_opened(made: Pair, tmp_path: Path) -> None:
    """Of an attachment that several files share, each says where its piece belongs."""
    rows(made.us, "rows", bytes(range(256)) * 2000)
    files = export(made.us, "MX", tmp_path / "z", limit=200_000).files
    found = [one for file in files for one in guarded(tmp_path, file).attached]
    assert [one.checked for one in found] == [False] * 3
    assert [one.start for one in found[1:]] == [one.stop for one in found[:-1]]
    assert found[-1].stop == found[-1].whole


def unsound(tmp_path: Path, made: Pair, *sealed: bytes) -> Inspection:
    """Inspect a bundle of these frames, each said to be a section of one entry, signed by whoever made it."""
    sources = []
    for at, data in enumerate(sealed):
        (tmp_path / str(at)).write_bytes(data)
        frame = Frame(SECTION, b"", at, at + 1, len(sealed), len(data), b"")
        sources.append(hashed(Source(frame, tmp_path / str(at), 0)))
    head = bytes(Head("us/channel/mx", None, None, 1, 1, 0))
    manifest = Manifest(head, 0, len(sealed), 1, 1, tuple(source.frame for source in sources))
    signer = Signer.of(bytes(32), "authority", AUTHORITY)
    write_bundle(tmp_path / "bad", seal_manifest(manifest, signer, made.mx.card().recipient()), sources)
    return guarded(tmp_path, tmp_path / "bad")


def test_what_is_not_of_its_form_is_found(made: Pair, tmp_path: Path) -> None:
    """Frames that do not open, statements that are none and bodies that are not their own are each named."""
    made.us.propose([event("visit")])
    section = made.us.release("MX").section(0)
    recipient, origin = made.mx.card().recipient(), section.origin
    good, other = section.items[:2]
    sealed = [
        seal_section(Section(origin, at, at + 1, (), b"", (item,)), recipient)
        for at, item in enumerate((good, Item(b"\x00", None), Item(good.statement, other.preimage)))
    ]
    elsewhere = seal_section(Section(origin, 9, 10, (), b"", (good,)), recipient)
    found = unsound(tmp_path, made, *sealed, elsewhere, b"\x01garbage", b"")
    assert [(type(each), each.data["frame"], each.data["why"]) for each in found.problems] == [
        (EntryUnsound, 2, "record.not-canonical"),
        (EntryUnsound, 3, "record.digest-mismatch"),
        (FrameUnsound, 4, "exchange.bundle-damaged"),
        (FrameUnsound, 5, "exchange.not-a-sealed-section"),
        (FrameUnsound, 6, "exchange.not-a-sealed-section"),
    ]
    with pytest.raises(BundleUnsound) as refused:
        found.demand_sound(None)
    assert (refused.value.data["count"], refused.value.exit_code) == (5, 3)


def test_altered_rows_are_found(made: Pair, tmp_path: Path) -> None:
    """An attachment that does not open to its digest is a problem, though the rest is in order."""
    digest = rows(made.us, "rows", b"rows")
    export(made.us, "MX", tmp_path / "out")
    path = tmp_path / "us" / "border" / "peers" / "mx" / "blobs" / digest
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    export(made.us, "MX", tmp_path / "out")
    found = guarded(tmp_path, tmp_path / "out")
    assert [each.data["why"] for each in found.problems] == ["exchange.blob-broken"]
    assert sha256(b"rows").hexdigest() == digest and not found.attached
