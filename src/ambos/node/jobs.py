"""Jobs: work that takes longer than a page may, done one after the other by one thread of a server's process.

What became of each is kept in a file of its own, so that a job which ran while the process died is told as
interrupted and not forgotten. A job's function is gone with the process: it is handed in again, not resumed.
"""

import logging
import queue
import secrets
import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Any, Final

from ambos.kernel.store.durable import write_whole
from ambos.node.assemble import system_now
from ambos.node.job import (
    CANCELLED,
    DONE,
    FAILED,
    INTERRUPTED,
    RUNNING,
    WAITING,
    Failure,
    Job,
    parse_job,
)
from ambos.node.node import Node
from ambos.values.errors import AmbosError, NotFound, Refused, Unreachable

__all__ = ["Job", "Jobs", "Seats", "RefusedApart", "Teller", "Work"]

KEPT_DAYS: Final = 30
MOST_WAITING: Final = 50
_LOG: Final = logging.getLogger(__name__)

Seats = Callable[[str], AbstractContextManager[Node]]


class TooManyJobs(Unreachable):
    """Too many jobs wait already; data: ``count``."""

    code = "job.too-many"


class JobBroken(AmbosError):
    """A job met a fault of Ambos itself; data: ``reason``, the name of the fault."""

    code = "job.broken"


class JobCancelled(Refused):
    """Whoever handed the job in does not want it any more, or the server stops."""

    code = "job.cancelled"


class RefusedApart(Exception):
    """Another process refused the work; ``failure`` is what it said."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


@dataclass(frozen=True)
class Teller:
    """What a job's function reports its progress to: called with what is done and the total.

    A call raises ``JobCancelled`` once the job is to stop: asked for where that is safe. ``folder`` is a
    place of the job's own for files that it makes; they are kept as long as the job is.
    """

    folder: Path
    _told: Callable[[str, int, int], None]
    _step: str = ""

    def __call__(self, done: int, total: int) -> None:
        """Say how far the step is."""
        self._told(self._step, done, total)

    def here(self, url: str) -> str:
        """Give an address with the job's own name put in where it says ``{job}``."""
        return url.replace("{job}", self.folder.name)

    def step(self, name: str) -> "Teller":
        """Begin a step that has this code, and give what its progress is told to."""
        self._told(name, 0, 0)
        return replace(self, _step=name)


Work = Callable[[Node, Teller], Mapping[str, Any]]


@dataclass
class _Task:
    job: Job
    work: Work
    seats: Seats
    stop: Event = field(default_factory=Event)


class Jobs:
    """The jobs of one server, and the thread that does them."""

    def __init__(self, folder: Path, seats: Seats, now: Callable[[], datetime] = system_now) -> None:
        """Keep the jobs in ``folder``. Those that a process before left under way are interrupted.

        ``seats`` gives a node with an officer at its desk, for as long as a job runs.
        """
        self._folder, self._seats, self._now = folder, seats, now
        self._tasks: dict[str, _Task] = {}
        self._queue: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._changed = Condition()
        self._worker: Thread | None = None
        self._closing = False
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._jobs = {job.id: job for job in self._left()}

    def _left(self) -> list[Job]:
        """Read what is known of the jobs before; drop the oldest, and say which were interrupted."""
        found = [parse_job(path.read_bytes()) for path in sorted(self._folder.glob("*.json"))]
        oldest = int((self._now() - timedelta(days=KEPT_DAYS)).timestamp())
        kept = []
        for job in found:
            if job.made < oldest:
                self._drop(job.id)
            elif job.under_way:
                kept.append(self._write(replace(job, state=INTERRUPTED)))
            else:
                kept.append(job)
        return kept

    def _drop(self, id_: str) -> None:
        shutil.rmtree(self._folder / id_, ignore_errors=True)
        (self._folder / f"{id_}.json").unlink(missing_ok=True)

    def submit(self, kind: str, officer: str, work: Work, about: str = "", seats: Seats | None = None) -> Job:
        """Hand work in that is done as this officer; give the job, which waits.

        What ``work`` gives is kept as the job's result: plain values, ``url`` among them where to go on.
        ``seats`` gives another node than a reading one, such as the pool's ``writing``. Refused: more jobs
        than are reasonable.
        """
        with self._changed:
            waiting = sum(job.under_way for job in self._jobs.values())
            if waiting >= MOST_WAITING:
                raise TooManyJobs(count=waiting)
            job = Job(secrets.token_hex(16), kind, officer, about, WAITING, int(self._now().timestamp()))
            task = self._tasks[job.id] = _Task(job, work, seats or self._seats)
            self._jobs[job.id] = self._write(job)
            if self._worker is None:
                self._worker = Thread(target=self._run, name="ambos-jobs", daemon=True)
                self._worker.start()
        self._queue.put(task)
        return job

    def job(self, officer: str, id_: str) -> Job:
        """Give how a job stands, to the officer who handed it in; to everybody else there is none."""
        job = self._jobs.get(id_)
        if job is None or job.officer != officer or not officer:
            raise NotFound(name=id_)
        return job

    def of(self, officer: str) -> list[Job]:
        """Give an officer's jobs, the newest first."""
        own = [job for job in self._jobs.values() if officer and job.officer == officer]
        return sorted(own, key=lambda job: (job.made, job.id), reverse=True)

    def folder(self, officer: str, id_: str) -> Path:
        """Give where the files that a job made lie."""
        return self._folder / self.job(officer, id_).id

    def cancel(self, officer: str, id_: str) -> None:
        """Ask a job to stop: one that waits is not begun, one that runs stops where that is safe."""
        task = self._tasks.get(self.job(officer, id_).id)
        if task is not None:
            task.stop.set()

    def wait(self, id_: str, seconds: float) -> Job:
        """Give a job once it has ended, or as it stands when the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: not self._jobs[id_].under_way, seconds)
            return self._jobs[id_]

    def close(self, seconds: float = 5.0) -> None:
        """Stop: what runs is asked to, and what does not within the time is interrupted with the process."""
        self._closing = True
        for task in list(self._tasks.values()):
            task.stop.set()
        if self._worker is not None:
            self._queue.put(None)
            self._worker.join(seconds)

    # -- the thread

    def _run(self) -> None:
        while (task := self._queue.get()) is not None:
            self._do(task)

    def _do(self, task: _Task) -> None:
        """Do one job; whatever it raises is what became of it, and the thread goes on."""
        job, teller = task.job, Teller(self._made(task.job), self._hearing(task))
        try:
            if task.stop.is_set():
                raise JobCancelled
            self._become(replace(job, state=RUNNING))
            with task.seats(job.officer) as node:
                result = task.work(node, teller)
            ended = replace(job, state=DONE, result=dict(result))
        except JobCancelled:
            ended = replace(job, state=INTERRUPTED if self._closing else CANCELLED)
        except AmbosError as error:
            ended = replace(job, state=FAILED, failure=Failure.of(error))
        except RefusedApart as error:
            ended = replace(job, state=FAILED, failure=error.failure)
        except Exception as error:
            _LOG.exception("job %s broke", job.id)
            ended = replace(job, state=FAILED, failure=Failure.of(JobBroken(reason=type(error).__name__)))
        self._tasks.pop(job.id, None)
        self._become(replace(ended, ended=int(self._now().timestamp())))

    def _hearing(self, task: _Task) -> Callable[[str, int, int], None]:
        """Give what hears of progress: it is shown, and not written."""

        def told(step: str, done: int, total: int) -> None:
            if task.stop.is_set():
                raise JobCancelled
            running = replace(task.job, state=RUNNING, step=step, done=done, total=total)
            self._jobs[task.job.id] = running

        return told

    def _made(self, job: Job) -> Path:
        folder = self._folder / job.id
        folder.mkdir(exist_ok=True, mode=0o700)
        return folder

    def _become(self, job: Job) -> None:
        """Write how a job stands, and tell those who wait for it."""
        with self._changed:
            self._jobs[job.id] = self._write(job)
            self._changed.notify_all()

    def _write(self, job: Job) -> Job:
        write_whole(self._folder / f"{job.id}.json", job.written())
        return job
