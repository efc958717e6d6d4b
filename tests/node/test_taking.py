"""An uploaded file is looked at, then taken in whole; both tell what they found in plain values."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ambos.node import taking as room
from ambos.node.job import DONE, FAILED, Job
from ambos.node.jobs import Jobs
from ambos.node.node import Node
from ambos.node.taking import LOOK, TAKE, Looking, Taking, fit, proving
from ambos.node.uploads import Upload, Uploads
from ambos.testing.pair import Pair, pair
from tests.evidence.conftest import CBP_HEADER, CBP_ROW

SECONDS = 60
MONTHS = ("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP")
Send = Callable[..., Upload]
OFFICER = "secretariat"


def rows(pounds: str) -> list[str]:
    """Give fiscal year 2019, so many pounds a month."""
    tail = "U.S. Border Patrol,Southwest Border,Land Only,YUMA SECTOR,Fentanyl,2"
    return [f"2019,{month},{tail},{pounds}" for month in MONTHS]


def csv(lines: list[str]) -> bytes:
    """Give a file in the CBP format."""
    return "".join(f"{line}\r\n" for line in (CBP_HEADER, *lines)).encode()


class Desk:
    """One officer's uploads and jobs at a node."""

    def __init__(self, folder: Path, node: Node) -> None:
        self.node = node
        self.uploads = Uploads(folder / "uploads")
        self.jobs = Jobs(folder / "jobs", self.seats)

    @contextmanager
    def seats(self, officer: str) -> Iterator[Node]:
        """Give the one node there is."""
        yield self.node

    def send(self, data: bytes, name: str = "amo.csv") -> Upload:
        """Hand a file in."""
        return self.uploads.receive(OFFICER, name, [data])

    def look(self, upload: Upload) -> Job:
        """Have it looked at."""
        job = self.jobs.submit(LOOK, OFFICER, Looking(upload, "", "/seen"))
        return self.jobs.wait(job.id, SECONDS)

    def take(self, upload: Upload) -> Job:
        """Have it taken in."""
        work = Taking(upload, "", "/outcomes/{job}", self.seats)
        return self.jobs.wait(self.jobs.submit(TAKE, OFFICER, work).id, SECONDS)


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that know each other."""
    with pair(tmp_path / "nodes") as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, nodes: Pair) -> Iterator[Desk]:
    """The desk of the US node's officer."""
    made = Desk(tmp_path / "web", nodes.us)
    yield made
    made.jobs.close()


def test_a_look_writes_nothing_and_foresees_the_import(desk: Desk) -> None:
    """What a look foresees is what the import then writes, and the look itself writes nothing."""
    upload = desk.send(csv(rows("10")))
    size = desk.node.reader(desk.node.house).log.size
    seen = desk.look(upload)
    assert seen.state == DONE and desk.node.reader(desk.node.house).log.size == size
    assert seen.result["file"] == "amo.csv" and len(seen.result["sample"]) == 10
    done = desk.take(upload)
    assert done.state == DONE and done.result["figures"] == seen.result["figures"] > 0
    thing = desk.node.shelf.thing(done.result["evidence"])
    assert thing.get("file_name") == "amo.csv" and done.result["url"] == f"/outcomes/{done.id}"
    assert not upload.path.exists()


def test_revisions_are_foreseen(desk: Desk) -> None:
    """A newer file of the same series is shown with what it changes, before and after it is taken in."""
    desk.take(desk.send(csv(rows("10"))))
    newer = desk.send(csv(rows("12")), "newer.csv")
    seen = desk.look(newer)
    assert seen.result["counts"]["revised"] == len(seen.result["revisions"]) > 0
    assert {each["percent"] for each in seen.result["revisions"]} == {"20.00"}
    assert desk.take(newer).result["revisions"] == seen.result["revisions"]


def test_a_bad_file_names_its_places(desk: Desk) -> None:
    """Each bad cell is told with its row and column, by the sender's name of the file; nothing is written."""
    bad = csv([CBP_ROW, CBP_ROW.replace("31.5", "many"), CBP_ROW.replace("OCT", "OKT")])
    size = desk.node.reader(desk.node.house).log.size
    failure = desk.take(desk.send(bad, "bad.csv")).failure
    assert failure and failure.code == "evidence.file-invalid" and failure.data["file"] == "bad.csv"
    assert {one.data["row"] for one in failure.problems} == {3, 4}
    assert desk.node.reader(desk.node.house).log.size == size


@pytest.mark.parametrize("header", [CBP_HEADER, "a,b"])
def test_a_bomb_is_refused(desk: Desk, header: str) -> None:
    """A small file that unpacks to hundreds of times its size is refused, known header or not."""
    block = f"{CBP_ROW}\r\n".encode() * 20_000
    bomb = gzip.compress(f"{header}\r\n".encode() + block * 50, 9)
    job = desk.look(desk.send(bomb, "bomb.csv.gz"))
    assert job.state == FAILED and job.failure
    assert job.failure.code == ("evidence.file-swollen" if header == CBP_HEADER else "evidence.file-foreign")


def test_figures_are_proved_from_a_set(desk: Desk) -> None:
    """The figures that rest on one set are computed again from its rows and found equal."""
    done = desk.take(desk.send(csv(rows("10"))))
    digest = desk.node.shelf.thing(done.result["evidence"]).get("rows_digest")
    job = desk.jobs.submit("prove", OFFICER, proving("", digest, "/back"))
    proved = desk.jobs.wait(job.id, SECONDS).result
    assert proved["equal"] and proved["checked"] >= done.result["figures"] and not proved["others"]


def test_a_large_file_is_read_apart(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes much memory is read in a process of its own: its result, its refusals and its end."""
    monkeypatch.setattr(room, "LARGE", 0)
    upload = desk.send(csv(rows("10")))
    here = desk.look(upload)
    job = desk.jobs.submit(LOOK, OFFICER, fit(Looking(upload, "", "/seen")))
    assert desk.jobs.wait(job.id, SECONDS).result == here.result
    bad = desk.send(csv([CBP_ROW.replace("OCT", "OKT")]), "bad.csv")
    job = desk.jobs.submit(LOOK, OFFICER, fit(Looking(bad, "", "/seen")))
    failure = desk.jobs.wait(job.id, SECONDS).failure
    assert failure and failure.data["file"] == "bad.csv" and failure.problems


def test_results_are_plain(desk: Desk) -> None:
    """What a job found is kept in values that JSON carries without loss."""
    seen = desk.look(desk.send(csv(rows("10"))))
    assert json.loads(json.dumps(seen.result)) == seen.result
