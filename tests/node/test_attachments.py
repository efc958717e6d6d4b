"""Rows of evidence follow their record over a real border, whole or not at all."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pytest

from ambos.exchange.blob import CHUNK
from ambos.exchange.http.client import AnswerCut
from ambos.exchange.http.refusals import NotThere
from ambos.exchange.post import outbox_of
from ambos.node.attachments import fetch, incoming, offer, place_of, released, wanted
from ambos.node.bordering import put_out
from ambos.node.definitions import EQUAL, MISSING, recompute
from ambos.node.erasure import files_of
from ambos.node.syncing import border_of, sync
from ambos.testing.pair import Pair, pair
from tests.evidence.conftest import CBP_HEADER
from tests.exchange.borders import Running, bordered
from tests.node.test_bundles import rows
from tests.node.test_imports import MONTHS, ROW, bring

DATA = bytes(range(256)) * (CHUNK // 128) + b"end"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """A new pair of nodes."""
    with pair(tmp_path) as nodes:
        yield nodes


@pytest.fixture
def served(made: Pair) -> Iterator[Running]:
    """The border of the United States, at work beside the other's."""
    with bordered(made) as (us, _):
        yield us


def cut_after(size: int, data: bytes) -> Callable[[str, BinaryIO, int], int]:
    """Give an answer that breaks off after so many bytes."""

    def resume(path: str, into: BinaryIO, limit: int) -> int:
        into.write(data[:size])
        raise AnswerCut(address="", reason="")

    return resume


def sealed_rows(made: Pair, digest: str) -> bytes:
    """Give the rows as they wait for Mexico."""
    path = outbox_of(made.us.config.border, "MX").blob(digest)
    assert path is not None
    return path.read_bytes()


def test_figures_can_be_proved_by_the_partner(made: Pair, served: Running, tmp_path: Path) -> None:
    """Once the rows are here, every figure computed from them is computed again from them, and is equal."""
    lines = [CBP_HEADER, *(ROW.format(year=2019, month=month, pounds="10") for month in MONTHS)]
    (tmp_path / "a.csv").write_bytes("".join(f"{line}\r\n" for line in lines).encode())
    bring(made.us, tmp_path / "a.csv")
    sync(made.us, "MX")
    place_of(made.us, next(iter(released(made.us, "MX")))).rename(tmp_path / "aside")
    put_out(made.us, "MX")
    assert sync(made.mx, "US").pending == 1
    assert {each.outcome for each in recompute(made.mx)} == {MISSING}
    (digest,) = wanted(made.mx, "US")
    (tmp_path / "aside").rename(place_of(made.us, digest))
    put_out(made.us, "MX")
    done = sync(made.mx, "US")
    assert (done.attachments, done.pending, done.failed) == (1, 0, ())
    checked = recompute(made.mx)
    assert len(checked) > 12 and {each.outcome for each in checked} == {EQUAL}


def test_nothing_more_is_asked_once_they_are_here(made: Pair, served: Running) -> None:
    """The sync that brings the record brings the rows, and the next one is a single request."""
    digest = rows(made.us, "rows", DATA)
    sync(made.us, "MX")
    sync(made.mx, "US")
    assert place_of(made.mx, digest).read_bytes() == DATA
    assert sync(made.mx, "US").requests == 1


def test_a_broken_fetch_goes_on(made: Pair, served: Running) -> None:
    """What came before a break is not asked for again."""
    digest = rows(made.us, "rows", DATA)
    made.exchange(1)
    put_out(made.us, "MX")
    data = sealed_rows(made, digest)
    broken = fetch(made.mx, "US", cut_after(1_500_000, data))
    assert (broken.here, broken.pending, broken.failed) == ((), 1, ("exchange.answer-cut",))
    assert incoming(made.mx).held(digest) == 1_500_000
    with border_of(made.mx, "US") as border:
        assert fetch(made.mx, "US", border.resume).here == (digest,)
    assert [each.bytes for each in served.asked if "/blobs/" in each.route] == [len(data) - 1_500_000]
    assert place_of(made.mx, digest).read_bytes() == DATA


@pytest.mark.parametrize("size", (9, 1_500_000))
def test_another_sealing_is_asked_for_anew(made: Pair, served: Running, size: int) -> None:
    """Bytes of a sealing that is no longer served are found out, and the whole is fetched once more."""
    digest = rows(made.us, "rows", DATA)
    made.exchange(1)
    put_out(made.us, "MX")
    fetch(made.mx, "US", cut_after(size, sealed_rows(made, digest)))
    outbox = outbox_of(made.us.config.border, "MX")
    (outbox.folder / "blobs" / digest).unlink()
    put_out(made.us, "MX")
    with border_of(made.mx, "US") as border:
        assert fetch(made.mx, "US", border.resume).here == (digest,)
    assert place_of(made.mx, digest).read_bytes() == DATA


def test_altered_rows_stop_nothing_else(made: Pair, served: Running) -> None:
    """An attachment that does not open is named by its code; records and other rows come all the same."""
    bad, good = rows(made.us, "bad", DATA), rows(made.us, "good", b"good rows")
    sync(made.us, "MX")
    path = outbox_of(made.us.config.border, "MX").blob(bad)
    assert path is not None
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    done = sync(made.mx, "US")
    assert (done.attachments, done.pending, done.failed) == (1, 1, ("exchange.blob-broken",))
    assert done.held == done.received > 0 and wanted(made.mx, "US").keys() == {bad}
    assert place_of(made.mx, good).is_file() and incoming(made.mx).held(bad) == 0


def test_rows_that_are_not_offered_stay_wanted(made: Pair, served: Running) -> None:
    """A partner that has not the rows itself is no fault; they come when they are there."""
    digest = rows(made.us, "rows", DATA)
    place_of(made.us, digest).rename(made.us.config.home / "aside")
    sync(made.us, "MX")
    done = sync(made.mx, "US")
    assert (done.attachments, done.pending, done.failed) == (0, 1, ())
    (made.us.config.home / "aside").rename(place_of(made.us, digest))
    sync(made.us, "MX")
    assert sync(made.mx, "US").attachments == 1


def test_a_name_that_is_no_digest_is_never_a_path(made: Pair) -> None:
    """A record that names its rows by something else than a digest has nothing asked for."""
    rows(made.us, "rows", b"rows")
    thing = made.us.shelf.thing("evidence/rows")
    made.us.revise(thing.subject, {"rows_digest": "../../keys/authority"})
    made.exchange(1)
    asked: list[str] = []

    def resume(path: str, into: BinaryIO, limit: int) -> int:
        asked.append(path)
        raise NotThere()

    assert fetch(made.mx, "US", resume).pending == 0
    assert asked == [] and not released(made.us, "MX")


def test_what_a_partner_names_as_rows_removes_no_other_file(made: Pair) -> None:
    """With the body of a partner's record go rows by their digest, and no file that it leads to otherwise."""
    rows(made.us, "rows", b"rows")
    for name in ("../../keys/authority", "../../../../keys/authority.key", "*", ""):
        made.us.revise("evidence/rows", {"rows_digest": name or "x"})
    made.exchange(1)
    seen = [list(files_of(made.mx, row)) for row in made.mx.shelf.versions("evidence/rows")]
    digest = sha256(b"rows").hexdigest()
    assert sorted(seen)[-1][:2] == [f"evidence/{digest}.parquet", f"evidence/incoming/{digest}"]
    assert sorted(seen)[:-1] == [[]] * 4


def test_altered_rows_are_not_offered(made: Pair, tmp_path: Path) -> None:
    """Rows that are no longer what was signed stay here, and stop nothing else."""
    bad, good = rows(made.us, "bad", b"bad"), rows(made.us, "good", b"good")
    place_of(made.us, bad).write_bytes(b"altered")
    made.us.release("MX")
    offer(made.us, "MX", tmp_path / "blobs", made.mx.card().recipient())
    assert [path.name for path in (tmp_path / "blobs").iterdir()] == [good]


def test_what_is_erased_is_offered_no_more(made: Pair, tmp_path: Path) -> None:
    """Once rows are gone from the house, the folder of the border holds them no longer."""
    digest = rows(made.us, "rows", b"rows")
    folder, recipient = tmp_path / "blobs", made.mx.card().recipient()
    made.us.release("MX")
    offer(made.us, "MX", folder, recipient)
    assert [path.name for path in folder.iterdir()] == [digest]
    place_of(made.us, digest).unlink()
    offer(made.us, "MX", folder, recipient)
    assert not list(folder.iterdir())


def test_a_new_exchange_key_seals_anew(made: Pair, tmp_path: Path) -> None:
    """What waits for a partner is sealed to the key that it uses now, and not touched while that stays."""
    digest = rows(made.us, "rows", b"rows")
    folder, theirs = tmp_path / "blobs", made.mx.card().recipient()
    made.us.release("MX")
    offer(made.us, "MX", folder, theirs)
    first = (folder / digest).read_bytes()
    offer(made.us, "MX", folder, theirs)
    assert (folder / digest).read_bytes() == first
    offer(made.us, "MX", folder, made.us.card().recipient())
    assert (folder / digest).read_bytes()[1:9] == made.us.card().recipient().key_id
