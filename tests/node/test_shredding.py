"""After a shred nothing of a body is left in any file of either node, whatever interrupted it."""

import os
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from ambos.evidence.stored import path_of
from ambos.exchange.outbox import Outbox
from ambos.exchange.sealed import open_section
from ambos.kernel.acts import New
from ambos.kernel.canonical import encode
from ambos.kernel.projection import Projection
from ambos.kernel.reading import BodyReader
from ambos.kernel.searching import search
from ambos.kernel.store.sqlite import SqliteTables
from ambos.node.erasure import redact
from ambos.node.node import Node
from ambos.node.recalls import answer, recall, recalls
from ambos.node.shredding import NOTED, REDACTION, Doomed, KeyStays, Shredder
from ambos.testing.pair import Pair, pair
from ambos.testing.postgres import PostgresCluster
from ambos.values.handling import PUBLIC

MARKER = "Tecolote-7f3a-Quetzal"
ERASE = {"reach": "erase", "reason": "mistaken"}
BODY = {"happened": "2026-01-05", "name": {"en": MARKER}, "sort": "visit"}


def found_in(folders: Iterable[Path], marker: str = MARKER) -> list[str]:
    """Give every file below these folders that holds the marker, by its own bytes."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in files if marker.encode() in path.read_bytes()]


WORD = "zzqtecolotequetzal"  # of a text, as the index of words holds it


def planted(made: Pair, text: str = MARKER) -> str:
    """Plant the marker in a record of the US among others, exchange it, and give its id."""
    others = [New("event", f"other-{n}", BODY | {"name": {"en": f"Other {n}"}}, PUBLIC) for n in range(40)]
    made.us.propose(others[:20])
    (written,) = made.us.propose([New("event", "secret", BODY | {"name": {"en": text}}, PUBLIC)])
    made.us.propose(others[20:])
    made.exchange(2)
    return written.rid.hex()


def shred_everywhere(made: Pair, rid: str) -> None:
    """Recall the record for destruction, let the partner comply, and destroy our own."""
    recall(made.us, rid, ERASE)
    made.exchange(2)
    (line,) = recalls(made.mx)
    assert answer(made.mx, [line.row.rid], "complied") == ()
    made.exchange(2)
    assert recalls(made.us)[0].waiting == ()
    assert redact(made.us, rid, "mistaken", "order 7/2026") == ()


def test_nothing_is_left_in_files(tmp_path: Path) -> None:
    """A marker is in files of both nodes before, and in none after; both still verify, with equal tables."""
    with pair(tmp_path) as made:
        rid = planted(made)
        assert {Path(name).relative_to(tmp_path).parts[0] for name in found_in([tmp_path])} == {"us", "mx"}
        shred_everywhere(made, rid)
        assert found_in([tmp_path]) == []
        for node in (made.us, made.mx):
            folded = node.projection.digests()
            node.rebuild()
            assert node.projection.digests() == folded
            assert sum(audited.erased for audited in node.verify()) >= 1
    assert found_in([tmp_path]) == []


def test_nothing_is_left_on_a_server(tmp_path: Path, postgres: PostgresCluster, postgres_dsn: str) -> None:
    """Nor in any file of a PostgreSQL server's data: tables, samples of the planner, write-ahead log."""
    data = postgres.directory / "data"
    with pair(tmp_path, {"US": postgres_dsn, "MX": postgres_dsn}) as made:
        rid = planted(made)
        with psycopg.connect(postgres_dsn, autocommit=True) as server:
            server.execute("ANALYZE")
            server.execute("CHECKPOINT")
        before = {Path(name).relative_to(data).parts[0] for name in found_in([data])}
        assert before >= {"base", "pg_wal"}
        shred_everywhere(made, rid)
        assert found_in([tmp_path, data]) == []
        assert made.us.verify() and made.mx.verify()


def test_nothing_is_left_of_words(tmp_path: Path, postgres: PostgresCluster, postgres_dsn: str) -> None:
    """What was found by its words is found no more, and no index of words holds them, on either back end."""
    data = postgres.directory / "data"
    with pair(tmp_path, {"MX": postgres_dsn}) as made:
        rid = planted(made, f"Zzq-{WORD.upper()} and more")
        with psycopg.connect(postgres_dsn, autocommit=True) as server:
            server.execute("CHECKPOINT")
        for node in (made.us, made.mx):
            assert [hit.thing.subject for hit in search(node.shelf, WORD[:12]).hits] == ["event/secret"]
        assert found_in([tmp_path], WORD) and found_in([data], WORD)
        shred_everywhere(made, rid)
        assert search(made.us.shelf, WORD).hits == search(made.mx.shelf, WORD).hits == []
        for word in (WORD, WORD[4:]):  # an index keeps what a word does not share with the one before it
            assert found_in([tmp_path, data], word) == []


def test_what_is_recalled_is_not_found(tmp_path: Path) -> None:
    """From its recall on, a thing is found by its words at neither node, though its body is still there."""
    with pair(tmp_path) as made:
        rid = planted(made, WORD)
        recall(made.us, rid, {"reach": "use", "reason": "mistaken"})
        made.exchange(2)
        assert search(made.us.shelf, WORD).hits == search(made.mx.shelf, WORD).hits == []


def test_a_long_text_goes_whole(tmp_path: Path) -> None:
    """What takes many pages leaves none of them behind."""
    with pair(tmp_path) as made:
        text = " ".join(f"{MARKER}-{n}" for n in range(80))
        shred_everywhere(made, planted(made, text))
    assert found_in([tmp_path]) == []


def evidence(node: Node, slug: str, rows: bytes) -> tuple[str, Path]:
    """State an evidence set whose rows hold the marker, and store them; give the record and the file."""
    digest = "ab" * 32
    body = {
        "reader": "sesnsp-victims",
        "title": "Victims",
        "file_name": "file.csv",
        "file_digest": "cd" * 32,
        "rows": 1,
        "rows_digest": digest,
        "first": "2024-01",
        "last": "2024-12",
        "as_of": "2025-01-20",
        "publisher": "SESNSP",
        "columns": ["a"],
    }
    (written,) = node.propose([New("evidence", slug, body, PUBLIC)])
    node.config.evidence.mkdir(exist_ok=True)
    path = path_of(node.config.evidence, digest)
    path.write_bytes(rows)
    return written.rid.hex(), path


def test_the_rows_of_an_evidence_set_go_with_it(tmp_path: Path) -> None:
    """The rows' file is removed with the body at both nodes, unless another set states the same rows."""
    with pair(tmp_path) as made:
        rid, path = evidence(made.us, "one", MARKER.encode())
        other, _ = evidence(made.us, "two", MARKER.encode())
        made.exchange(2)
        theirs = made.mx.config.evidence
        theirs.mkdir(exist_ok=True)
        path_of(theirs, path.stem).write_bytes(MARKER.encode())
        redact(made.us, rid, "mistaken", "order")
        assert path.exists()
        redact(made.us, other, "mistaken", "order")
        assert not path.exists()
        recall(made.us, other, ERASE)
        recall(made.us, rid, ERASE)
        made.exchange(2)
        answer(made.mx, [line.row.rid for line in recalls(made.mx)], "complied")
    assert found_in([tmp_path]) == []


# -- interruptions

STEPS: dict[str, tuple[type, str]] = {
    "before the keys": (BodyReader, "erase"),
    "before the tables": (Projection, "settle_anew"),
    "before the file is written anew": (SqliteTables, "scrub"),
    "before the files": (Shredder, "_remove"),
    "before the sections": (Shredder, "cut_outboxes"),
}


def die_before(owner: type, name: str, work: Callable[[], object]) -> None:
    """Do the work in a process of its own, which is killed where it would take the step."""
    child = os.fork()
    if not child:
        setattr(owner, name, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        with suppress(BaseException):
            work()
        os._exit(1)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_in_the_midst_is_made_good(tmp_path: Path, step: str) -> None:
    """Killed at any step of a shred, the node completes it when it is opened, and verifies."""
    with pair(tmp_path) as made:
        rid = planted(made)
        recall(made.us, rid, ERASE)
        made.exchange(2)
        (line,) = recalls(made.mx)
        clock = made.clock

    def work() -> None:
        with Node.open(tmp_path / "mx", now=clock.now) as node:
            answer(node, [line.row.rid], "complied")

    die_before(*STEPS[step], work)
    with Node.open(tmp_path / "mx", now=clock.now) as node:
        node.verify()
        assert [one.waiting for one in recalls(node)] == [("MX",)]  # nobody has signed the answer yet
        answer(node, [line.row.rid], "complied")
        assert recalls(node)[0].waiting == ()
    assert found_in([tmp_path / "mx"]) == []


def test_a_kill_before_the_keys_are_gone_but_after_the_signature(tmp_path: Path) -> None:
    """A redaction that was signed is carried out; one that nobody signed destroys nothing."""
    with pair(tmp_path) as made:
        rid, clock = planted(made), made.clock

    def work() -> None:
        with Node.open(tmp_path / "us", now=clock.now) as node:
            redact(node, rid, "mistaken", "order")

    die_before(BodyReader, "erase", work)
    with Node.open(tmp_path / "us", now=clock.now) as node:
        assert node.read_record(node.shelf.record(rid)).body is None
        kept = node.shelf.thing("event/other-1")
        node.shredder.note(REDACTION, [Doomed(node.house, kept.rid)])
    with Node.open(tmp_path / "us", now=clock.now) as node:
        assert node.shelf.thing("event/other-1").body == kept.body
        assert node._parts.keys.mark(NOTED) == b""
        node.verify()


def test_keys_are_never_shredded(tmp_path: Path) -> None:
    """The record of a key, which every reader needs, is refused before anything is noted."""
    with pair(tmp_path) as made:
        (first,) = made.us.shelf.versions("key/us-authority")
        with pytest.raises(KeyStays):
            made.us.shredder.note(REDACTION, [Doomed(made.us.house, first.rid)])
        assert made.us._parts.keys.mark(NOTED) is None


# -- what may come back


def test_what_comes_again_brings_nothing_back(tmp_path: Path) -> None:
    """A section kept from before and handed in again is passed over; a section made anew holds no body."""
    with pair(tmp_path) as made:
        rid = planted(made)
        old = made.us.channel("MX").section(0)
        assert MARKER.encode() in bytes(old)
        shred_everywhere(made, rid)
        mirror = made.mx.mirrors()["US"]
        assert len(mirror.admit(old).places) == 0
        made.mx.refresh()
        assert made.mx.read_record(made.mx.shelf.record(rid)).body is None
        assert MARKER.encode() not in bytes(made.us.channel("MX").section(0))
        assert found_in([tmp_path]) == []


def test_a_body_to_be_destroyed_is_handed_over_no_more(tmp_path: Path) -> None:
    """Once it is to be destroyed, sections hold the statement alone; those cut before are cut anew."""
    with pair(tmp_path) as made:
        rid = planted(made)
        channel, openers = made.us.channel("MX"), list(made.mx.parts.secrets.openers().values())
        outbox = Outbox(made.us.config.border / "peers" / "mx")

        def served() -> bytes:
            outbox.refresh(channel, openers[0].recipient, b"head")
            files = sorted((outbox.folder / "sections").iterdir())
            return b"".join(
                bytes(open_section(file.read_bytes(), openers, channel.log.origin)) for file in files
            )

        assert MARKER.encode() in served()
        recall(made.us, rid, {"reach": "use", "reason": "mistaken"})
        assert MARKER.encode() in served()
        recall(made.us, rid, ERASE)
        assert MARKER.encode() not in served()
        assert encode(bytes.fromhex(rid))[1:] in served()
