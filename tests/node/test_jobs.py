"""Jobs are done one after the other, survive what goes wrong, and are their officer's alone."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from ambos.evidence.errors import CellInvalid, FileInvalid
from ambos.node.job import CANCELLED, DONE, FAILED, INTERRUPTED, RUNNING, Failure, Job
from ambos.node.jobs import Jobs, Teller, TooManyJobs
from ambos.node.node import Node
from ambos.testing.pair import Pair, pair
from ambos.values.errors import Form, NotFound, ValueInvalid

SECONDS = 20


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two nodes that know each other."""
    with pair(tmp_path_factory.mktemp("jobs")) as made:
        yield made


@pytest.fixture
def jobs(tmp_path: Path, nodes: Pair) -> Iterator[Jobs]:
    """The jobs of a server in its own folder."""
    made = make(tmp_path, nodes)
    yield made
    made.close()


def make(folder: Path, nodes: Pair) -> Jobs:
    """Begin a server's jobs."""

    @contextmanager
    def seats(officer: str) -> Iterator[Node]:
        yield nodes.us

    return Jobs(folder / "jobs", seats)


def count(node: Node, told: Teller) -> Mapping[str, Any]:
    """Count the node's officers, and say how far it is."""
    told.step("counting")(1, 1)
    return {"count": len(node.shelf.things("officer")), "url": "/there"}


def ended(jobs: Jobs, job: Job) -> Job:
    """Give a job once it has ended."""
    return jobs.wait(job.id, SECONDS)


def test_a_job_is_done_and_its_result_kept(jobs: Jobs, tmp_path: Path, nodes: Pair) -> None:
    """A job that is done keeps its result, also for the process after this one."""
    job = ended(jobs, jobs.submit("count", "ana", count, "officers"))
    assert (job.state, job.result["url"], job.about) == (DONE, "/there", "officers")
    assert make(tmp_path, nodes).job("ana", job.id) == job


def test_an_error_is_kept_with_its_data(jobs: Jobs) -> None:
    """What a job is refused with is kept with its data and the errors within, and the next job is done."""
    held = CellInvalid(file="a.csv", row=3, column="MONTH", value="x", expected=Form("day"))

    def broken(node: Node, told: Teller) -> Mapping[str, Any]:
        raise FileInvalid(count=1, **held.data, problems=(held,))

    failure = ended(jobs, jobs.submit("import", "ana", broken)).failure
    assert failure and failure.code == FileInvalid.code
    assert isinstance(failure.problems[0].filled()["expected"], Form)
    assert ended(jobs, jobs.submit("count", "ana", count)).state == DONE


def test_a_fault_of_our_own_ends_the_job_alone(jobs: Jobs) -> None:
    """A fault ends its job as failed, says so without its inner words, and the thread lives on."""

    def faulty(node: Node, told: Teller) -> Mapping[str, Any]:
        raise KeyError("inner words")

    job = ended(jobs, jobs.submit("import", "ana", faulty))
    assert job.state == FAILED and job.failure and job.failure.data == {"reason": "KeyError"}
    assert ended(jobs, jobs.submit("count", "ana", count)).state == DONE


def test_another_officer_has_no_such_job(jobs: Jobs) -> None:
    """A job is there for who handed it in; for others, and for nobody, it is not found."""
    job = jobs.submit("count", "ana", count)
    for other in ("luis", ""):
        with pytest.raises(NotFound):
            jobs.job(other, job.id)
        with pytest.raises(NotFound):
            jobs.cancel(other, job.id)
        assert not jobs.of(other)
    assert [one.id for one in jobs.of("ana")] == [job.id]


def test_a_job_stops_where_it_tells(jobs: Jobs) -> None:
    """A job that is cancelled stops when it next tells how far it is; one that waits never begins."""
    begun, go = Event(), Event()

    def long(node: Node, told: Teller) -> Mapping[str, Any]:
        told.step("reading")(1, 4)
        begun.set()
        go.wait(SECONDS)
        told(2, 4)
        raise AssertionError("it went on")

    running, waiting = jobs.submit("import", "ana", long), jobs.submit("count", "ana", count)
    assert begun.wait(SECONDS)
    seen = jobs.job("ana", running.id)
    assert (seen.state, seen.step, seen.percent) == (RUNNING, "reading", 25)
    for job in (running, waiting):
        jobs.cancel("ana", job.id)
    go.set()
    assert {ended(jobs, job).state for job in (running, waiting)} == {CANCELLED}


def test_what_the_process_left_is_interrupted(tmp_path: Path, nodes: Pair) -> None:
    """A job that ran when the process died is told as interrupted by the next one."""
    jobs, begun, go = make(tmp_path, nodes), Event(), Event()

    def long(node: Node, told: Teller) -> Mapping[str, Any]:
        begun.set()
        go.wait(SECONDS)
        return {}

    job = jobs.submit("import", "ana", long)
    assert begun.wait(SECONDS)
    after = make(tmp_path, nodes)
    assert after.job("ana", job.id).state == INTERRUPTED
    go.set()
    ended(jobs, job)


def test_a_server_that_ends_interrupts(tmp_path: Path, nodes: Pair) -> None:
    """Jobs that a server leaves behind as it ends, under way or waiting, are told as interrupted."""
    jobs, begun = make(tmp_path, nodes), Event()

    def long(node: Node, told: Teller) -> Mapping[str, Any]:
        begun.set()
        while True:
            told(1, 2)

    left = [jobs.submit("import", "ana", long), jobs.submit("count", "ana", count)]
    assert begun.wait(SECONDS)
    jobs.close(SECONDS)
    after = make(tmp_path, nodes)
    assert {after.job("ana", job.id).state for job in left} == {INTERRUPTED}


def test_a_queue_has_its_limit(jobs: Jobs) -> None:
    """More jobs than the limit are refused until some are done."""
    go = Event()

    def held(node: Node, told: Teller) -> Mapping[str, Any]:
        go.wait(SECONDS)
        return {}

    made = [jobs.submit("count", "ana", held) for _ in range(50)]
    with pytest.raises(TooManyJobs):
        jobs.submit("count", "ana", count)
    go.set()
    assert ended(jobs, made[-1]).state == DONE
    assert ended(jobs, jobs.submit("count", "ana", count)).state == DONE


def test_files_of_a_job_lie_in_its_own_folder(jobs: Jobs) -> None:
    """A job has a folder of its own for what it makes."""

    def writing(node: Node, told: Teller) -> Mapping[str, Any]:
        (told.folder / "made.txt").write_text("made")
        return {"file": "made.txt"}

    job = ended(jobs, jobs.submit("export", "ana", writing))
    assert (jobs.folder("ana", job.id) / "made.txt").read_text() == "made"


def test_values_of_an_error_are_shown_alike() -> None:
    """A kept error gives the data back that the error had."""
    error = ValueInvalid(value="x", expected=Form("day"))
    assert Failure.of(error).filled() == error.data
