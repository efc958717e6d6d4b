"""Bundles between two nodes: complete, in order and idempotent, in whatever pieces and order they come."""

import shutil
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambos.exchange.bundle import (
    BundleCut,
    BundleDamaged,
    Manifest,
    PartsTooSmall,
    seal_manifest,
    write_bundle,
)
from ambos.exchange.channel import BeyondChannel
from ambos.exchange.incoming import BlobGap
from ambos.exchange.post import outbox_of
from ambos.exchange.sealed import KeyNotHeld
from ambos.kernel.acts import New
from ambos.kernel.log import Fork, RestoredCopy
from ambos.node.attachments import HERE, PENDING, place_of, standing_of, wanted
from ambos.node.bundles import BundleGap, BundleRefused, NoBundle, Taken, export, take
from ambos.node.node import Node, PeerUnknown
from ambos.testing.clock import HandClock
from ambos.testing.pair import Pair, pair
from ambos.values.errors import NotAllowed
from ambos.values.handling import Label
from tests.exchange.conftest import event, framework

RELEASED = Label(("MX",))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """A new pair of nodes."""
    with pair(tmp_path) as nodes:
        yield nodes


def rows(node: Node, slug: str, data: bytes, label: Label = RELEASED) -> str:
    """State evidence whose rows are ``data``, lying in their place; give their digest."""
    digest = sha256(data).hexdigest()
    place_of(node, digest).parent.mkdir(exist_ok=True)
    place_of(node, digest).write_bytes(data)
    body = {"reader": "none", "title": "Rows", "file_name": "rows.csv", "file_digest": digest, "rows": 1}
    span = {"rows_digest": digest, "first": "2025-01", "last": "2025-12", "as_of": "2026-01-01"}
    node.propose([New("evidence", slug, body | span, label)])
    return digest


def taken(node: Node, path: Path) -> list[Taken]:
    """Take a bundle in and give what each file brought."""
    found: list[Taken] = []
    take(node, path, found.append)
    return found


def equal(made: Pair) -> bool:
    """Say whether Mexico's mirror is the channel of the United States, entry by entry."""
    channel, mirror = made.us.channel("MX").log, made.mx.mirrors()["US"].log
    return channel.head() == mirror.head()


def test_there_and_back(made: Pair, tmp_path: Path) -> None:
    """What one exports the other takes in; the receipt comes with the next; then nothing is new."""
    made.us.propose([framework("sig")])
    done = export(made.us, "MX", tmp_path / "out")
    assert (done.files, done.old, done.new) == ((tmp_path / "out",), 0, made.us.channel("MX").log.size)
    (first,) = taken(made.mx, tmp_path / "out")
    assert first.received == done.new and equal(made)
    assert made.mx.shelf.thing("framework/sig").state == "proposed"
    export(made.mx, "US", tmp_path / "back")
    (back,) = taken(made.us, tmp_path / "back")
    assert back.acknowledged == made.us.channel("MX").acknowledged() == done.new
    again = export(made.us, "MX", tmp_path / "again")
    assert (again.old, again.new) == (done.new, done.new)
    (last,) = taken(made.mx, tmp_path / "again")
    assert (last.received, last.acknowledged) == (0, back.received)
    assert made.us.verify() and made.mx.verify()


def test_taking_twice_changes_nothing(made: Pair, tmp_path: Path) -> None:
    """A bundle that was taken in brings nothing the second time, attachments included."""
    made.us.propose([framework("sig")])
    digest = rows(made.us, "rows", b"rows" * 1000)
    export(made.us, "MX", tmp_path / "out")
    assert [one.attachments for one in taken(made.mx, tmp_path / "out")] == [(digest,)]
    before = made.mx.projection.digests()
    (second,) = taken(made.mx, tmp_path / "out")
    assert (second.received, second.attachments, second.pending) == (0, (), 0)
    assert made.mx.projection.digests() == before


def test_a_lost_stick(made: Pair, tmp_path: Path) -> None:
    """What was exported and never acknowledged is exported again, together with what is new."""
    made.us.propose([framework("one")])
    export(made.us, "MX", tmp_path / "lost")
    made.us.propose([framework("two")])
    export(made.us, "MX", tmp_path / "found")
    taken(made.mx, tmp_path / "found")
    assert equal(made)
    assert [one.received for one in taken(made.mx, tmp_path / "lost")] == [0]


def test_a_gap_names_the_place(made: Pair, tmp_path: Path) -> None:
    """A later bundle alone is refused with the place that is needed, and one from that place is taken."""
    made.us.propose([event(f"e-{number}") for number in range(3)])
    export(made.us, "MX", tmp_path / "first")
    taken(made.mx, tmp_path / "first")
    held = made.mx.mirrors()["US"].size()
    export(made.mx, "US", tmp_path / "receipt")
    for number in range(5):
        made.us.propose([event(f"l-{number}-{each}") for each in range(2 * held)])
        size = made.us.release("MX").log.size
        later = export(made.us, "MX", tmp_path / "later", start=size - 1)
    assert later.old > held
    with pytest.raises(BundleGap) as refused:
        taken(made.mx, tmp_path / "later")
    assert refused.value.data == {"file": "later", "needed": held, "found": later.old, "party": "MX"}
    assert made.mx.mirrors()["US"].size() == held
    export(made.us, "MX", tmp_path / "asked", start=held)
    taken(made.mx, tmp_path / "asked")
    assert equal(made)


def test_beyond_the_channel_there_is_nothing(made: Pair, tmp_path: Path) -> None:
    """Nobody exports from a place that the channel has not reached."""
    with pytest.raises(BeyondChannel):
        export(made.us, "MX", tmp_path / "out", start=999)
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path], str]:
    """Bundles of many kinds that one channel was cut into, and the receiver's home before any of them."""
    folder = tmp_path_factory.mktemp("carried")
    files: list[Path] = []
    with pair(folder) as made:
        shutil.copytree(folder / "mx", folder / "before")
        digest = rows(made.us, "rows", bytes(range(256)) * 1500)
        for number in range(4):
            made.us.propose([event(f"e-{number}-{each}", "A visit" * 30) for each in range(30)])
            size = made.us.release("MX").log.size
            for start, limit in ((0, 0), (size // 2, 0), (size // 2, 120_000), (0, 90_000)):
                target = folder / "stick" / f"{number}-{start}-{limit}.bundle"
                target.parent.mkdir(exist_ok=True)
                files += export(made.us, "MX", target, start, limit).files
        head = made.us.channel("MX").log.head()
    return folder, files, f"{head.size}:{head.root.hex()}:{digest}"


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 200), max_size=14))
def test_any_order_gives_the_equal_mirror(
    carried: tuple[Path, list[Path], str], tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    """Whatever was taken before, in whatever order and how often, the folder gives the channel and the rows.

    A file alone is taken or refused as a gap; what is held never becomes less.
    """
    folder, files, expected = carried
    home = tmp_path_factory.mktemp("receiver") / "mx"
    shutil.copytree(folder / "before", home)
    size, root, digest = expected.split(":")
    with Node.open(home, now=HandClock().now) as mx:
        for number in order:
            before = mx.mirrors()["US"].size()
            with suppress(BundleGap, BlobGap):
                taken(mx, files[number % len(files)])
            assert mx.mirrors()["US"].size() >= before
        taken(mx, folder / "stick")
        head = mx.mirrors()["US"].log.head()
        assert (str(head.size), head.root.hex()) == (size, root)
        assert sha256(place_of(mx, digest).read_bytes()).hexdigest() == digest
        assert not wanted(mx, "US")


def test_a_folder_is_taken_in_order(made: Pair, tmp_path: Path) -> None:
    """The parts in a folder are found among other files, put in order, and named as they are taken."""
    made.us.propose([event(f"e-{number}") for number in range(20)])
    rows(made.us, "rows", bytes(range(256)) * 2000)
    stick = tmp_path / "stick"
    stick.mkdir()
    done = export(made.us, "MX", stick / "z.bundle", limit=200_000)
    assert [path.name for path in done.files] == [f"z.{part}-of-3.bundle" for part in (1, 2, 3)]
    assert all(path.stat().st_size <= 200_000 for path in done.files)
    export(made.mx, "US", stick / "ours.bundle")
    (stick / "holiday.jpg").write_bytes(b"\xff\xd8")
    (stick / "half.bundle.part").write_bytes(b"ambos")
    (stick / "z.1-of-3.bundle").rename(stick / "zz-last.bundle")
    found = taken(made.mx, stick)
    assert [(one.part, one.parts) for one in found] == [(1, 3), (2, 3), (3, 3)]
    assert equal(made) and [len(one.attachments) for one in found] == [0, 0, 1]


def test_a_part_that_is_missing_is_asked_for(made: Pair, tmp_path: Path) -> None:
    """Without the part before it a piece is refused, what is pending is said, and it heals."""
    digest = rows(made.us, "rows", bytes(range(256)) * 2000)
    files = export(made.us, "MX", tmp_path / "z.bundle", limit=200_000).files
    (first,) = taken(made.mx, files[0])
    assert (first.pending, first.since) == (1, made.us.channel("MX").log.size - 2)
    assert standing_of(made.mx, made.mx.shelf.thing("evidence/rows")) == PENDING
    with pytest.raises(BlobGap) as refused:
        taken(made.mx, files[2])
    assert refused.value.data["digest"] == digest
    taken(made.mx, files[1])
    assert [one.attachments for one in taken(made.mx, files[2])] == [(digest,)]
    assert standing_of(made.mx, made.mx.shelf.thing("evidence/rows")) == HERE


def test_an_attachment_that_was_lost_is_exported_again(made: Pair, tmp_path: Path) -> None:
    """From the place of its record on, a bundle brings the rows, though the record is acknowledged."""
    digest = rows(made.us, "rows", b"rows")
    made.exchange(2)
    assert wanted(made.mx, "US").keys() == {digest}
    export(made.us, "MX", tmp_path / "next")
    (seen,) = taken(made.mx, tmp_path / "next")
    assert seen.pending == 1
    export(made.us, "MX", tmp_path / "again", start=seen.since)
    (healed,) = taken(made.mx, tmp_path / "again")
    assert (healed.attachments, healed.pending) == ((digest,), 0)


def test_rows_leave_only_with_their_record(made: Pair, tmp_path: Path) -> None:
    """Rows of evidence that was not released are not in the bundle, and not in the folder of the border."""
    secret = rows(made.us, "secret", b"secret rows", Label())
    told = rows(made.us, "told", b"told rows")
    assert export(made.us, "MX", tmp_path / "out").attachments == 1
    blobs = {path.name for path in (tmp_path / "us" / "border" / "peers" / "mx" / "blobs").iterdir()}
    assert blobs == {told}
    taken(made.mx, tmp_path / "out")
    assert place_of(made.mx, told).is_file() and not place_of(made.mx, secret).exists()


def test_what_nobody_wants_is_not_kept(made: Pair, tmp_path: Path) -> None:
    """An attachment that no record of the partner names is passed over."""
    rows(made.us, "rows", b"rows")
    export(made.us, "MX", tmp_path / "out")
    taken(made.mx, tmp_path / "out")
    place_of(made.mx, sha256(b"rows").hexdigest()).unlink()
    tables = made.mx.projection.tables
    tables.execute("DELETE FROM record WHERE kind = ?", ("evidence",))
    (seen,) = taken(made.mx, tmp_path / "out")
    assert seen.attachments == () and not list((tmp_path / "mx" / "evidence").glob("*.parquet"))


def test_a_bundle_for_another_is_refused(made: Pair, tmp_path: Path) -> None:
    """Our own bundle for the partner is not taken in; in a folder it is passed over."""
    made.us.propose([framework("sig")])
    export(made.us, "MX", tmp_path / "stick.bundle")
    with pytest.raises(KeyNotHeld):
        taken(made.us, tmp_path / "stick.bundle")
    folder = tmp_path / "stick"
    folder.mkdir()
    shutil.move(tmp_path / "stick.bundle", folder)
    for path in (folder, tmp_path / "nowhere"):
        with pytest.raises(NoBundle):
            taken(made.us, path)


def test_a_strangers_bundle_is_refused(made: Pair, tmp_path: Path) -> None:
    """A bundle that another key signed, though in the partner's name, brings nothing."""
    with pair(tmp_path / "others") as others:
        others.us.propose([framework("theirs")])
        export(others.us, "MX", tmp_path / "honest")
        head = outbox_of(others.us.config.border, "MX").head() or b""
        stranger = others.us.parts.secrets.authority()
        sealed = seal_manifest(Manifest(head, 0, 0, 1, 1, ()), stranger, made.mx.card().recipient())
        write_bundle(tmp_path / "lie", sealed, [])
    with pytest.raises(BundleRefused):
        taken(made.mx, tmp_path / "lie")
    assert made.mx.mirrors()["US"].size() == 0


def test_a_receipt_is_heeded_before_anything_is_signed(made: Pair, tmp_path: Path) -> None:
    """A node that is an old copy learns it from the bundle, signs nothing, and takes nothing in."""
    made.us.propose([framework("one")])
    made.exchange(2)
    made.us.close()
    shutil.copytree(tmp_path / "us" / "logs", tmp_path / "old")
    with Node.open(tmp_path / "us", now=made.clock.now) as us:
        us.propose([framework("two")])
        export(us, "MX", tmp_path / "out")
    taken(made.mx, tmp_path / "out")
    made.mx.propose([framework("answer")])
    export(made.mx, "US", tmp_path / "back")
    shutil.rmtree(tmp_path / "us" / "logs")
    shutil.copytree(tmp_path / "old", tmp_path / "us" / "logs")
    with Node.open(tmp_path / "us", now=made.clock.now) as us:
        held, size = us.mirrors()["MX"].size(), us.channel("MX").log.size
        with pytest.raises(RestoredCopy):
            taken(us, tmp_path / "back")
        assert (us.mirrors()["MX"].size(), us.channel("MX").log.size) == (held, size)
        with pytest.raises(RestoredCopy):
            export(us, "MX", tmp_path / "never")
        assert not (tmp_path / "never").exists()


def test_two_histories_are_a_fork(made: Pair, tmp_path: Path) -> None:
    """A partner that carries another history than the one we hold is stopped, and both notes are kept."""
    made.us.propose([framework("one")])
    made.exchange(1)
    made.us.close()
    shutil.copytree(tmp_path / "us", tmp_path / "twin")
    for home, slug in (("us", "here"), ("twin", "there")):
        with Node.open(tmp_path / home, now=made.clock.now) as us:
            us.propose([framework(slug)])
            export(us, "MX", tmp_path / f"{slug}.bundle")
    taken(made.mx, tmp_path / "here.bundle")
    with pytest.raises(Fork):
        taken(made.mx, tmp_path / "there.bundle")
    assert made.mx.mirrors()["US"].rival_note() is not None


def test_what_was_taken_before_a_refusal_is_kept(made: Pair, tmp_path: Path) -> None:
    """A damaged section ends the import; what was taken before it is kept and acknowledged."""
    made.us.propose([event(f"e-{number}", "A visit" * 50) for number in range(30)])
    export(made.us, "MX", tmp_path / "one")
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.move(tmp_path / "one", stick / "a")
    made.us.propose([event(f"l-{number}", "A visit" * 50) for number in range(90)])
    export(made.us, "MX", stick / "b")
    data = bytearray((stick / "b").read_bytes())
    data[-5] ^= 1
    (stick / "b").write_bytes(data)
    with pytest.raises((BundleDamaged, BundleRefused)):
        taken(made.mx, stick)
    held = made.mx.mirrors()["US"].size()
    assert 0 < held < made.us.channel("MX").log.size
    export(made.mx, "US", tmp_path / "back")
    assert [one.acknowledged for one in taken(made.us, tmp_path / "back")] == [held]


def test_a_damaged_piece_is_dropped_to_where_it_began(made: Pair, tmp_path: Path) -> None:
    """A piece whose bytes are not those signed leaves what came before it, and the next copy heals it."""
    digest = rows(made.us, "rows", bytes(range(256)) * 2000)
    files = export(made.us, "MX", tmp_path / "z.bundle", limit=200_000).files
    taken(made.mx, files[0])
    whole = files[1].read_bytes()
    files[1].write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    with pytest.raises(BundleDamaged):
        taken(made.mx, files[1])
    files[1].write_bytes(whole)
    taken(made.mx, files[1])
    assert [one.attachments for one in taken(made.mx, files[2])] == [(digest,)]


def test_a_cut_file_brings_nothing(made: Pair, tmp_path: Path) -> None:
    """A file that was cut short is refused whole, before its first section."""
    made.us.propose([framework("sig")])
    export(made.us, "MX", tmp_path / "out")
    whole = (tmp_path / "out").read_bytes()
    (tmp_path / "out").write_bytes(whole[:-1])
    with pytest.raises(BundleCut):
        taken(made.mx, tmp_path / "out")
    assert made.mx.mirrors()["US"].size() == 0


def test_parts_that_are_too_small_leave_no_file(made: Pair, tmp_path: Path) -> None:
    """When a section does not fit, nothing is written."""
    made.us.propose([framework("sig")])
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(PartsTooSmall):
        export(made.us, "MX", stick / "out", limit=1000)
    assert not list(stick.iterdir())


def test_only_who_runs_the_node_may(made: Pair, tmp_path: Path) -> None:
    """An officer without the right neither exports nor takes in, and nobody exports to a stranger."""
    with pytest.raises(PeerUnknown):
        export(made.us, "CA", tmp_path / "out")
    made.us.enrol("ana", {"name": "Ana", "roles": ["analyst"]})
    export(made.us, "MX", tmp_path / "out")
    made.us.close()
    with Node.open(tmp_path / "us", "ana", now=made.clock.now) as us:
        with pytest.raises(NotAllowed):
            export(us, "MX", tmp_path / "two")
        with pytest.raises(NotAllowed):
            taken(us, tmp_path / "out")


def test_memory_is_bounded(made: Pair, tmp_path: Path) -> None:
    """A bundle of 200 MB is sealed, written, taken in and opened in memory for a few chunks."""
    rows(made.us, "rows", bytes(200_000_000))
    tracemalloc.start()
    try:
        export(made.us, "MX", tmp_path / "out")
        taken(made.mx, tmp_path / "out")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (tmp_path / "out").stat().st_size > 200_000_000
    assert peak < 32_000_000 and not wanted(made.mx, "US")
