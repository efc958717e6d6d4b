"""A job as it stands: what was asked, how far it is, what came of it; and its form in a file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from ambos.values.errors import AmbosError, Form

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
CANCELLED, INTERRUPTED = "cancelled", "interrupted"
UNDER_WAY: Final = (WAITING, RUNNING)
_FORM: Final = "form"


@dataclass(frozen=True)
class Failure:
    """Why a job failed: the code of an error, its data in plain values, and the errors that it holds."""

    code: str
    data: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple["Failure", ...] = ()

    @classmethod
    def of(cls, error: AmbosError) -> "Failure":
        """Keep an error: what it says can be said again in either language."""
        held = [value for value in error.data.values() if isinstance(value, tuple)]
        problems = [one for values in held for one in values if isinstance(one, AmbosError)]
        told = {name: _plain(value) for name, value in error.data.items() if not _holds_errors(value)}
        return cls(error.code, told, tuple(cls.of(one) for one in problems))

    def filled(self) -> dict[str, Any]:
        """Give the data as the error had it, forms as forms."""
        return {name: _restored(value) for name, value in self.data.items()}


@dataclass(frozen=True)
class Job:
    """One job. ``made`` and ``ended`` are POSIX seconds; ``about`` is what it is about, in a word or a name.

    ``step`` is the code of what it does now, ``done`` of ``total`` how far that is; both are known only while
    it runs. ``result`` holds plain values, ``url`` among them for where to go on.
    """

    id: str
    kind: str
    officer: str
    about: str
    state: str
    made: int
    ended: int = 0
    step: str = ""
    done: int = 0
    total: int = 0
    result: Mapping[str, Any] = field(default_factory=dict)
    failure: Failure | None = None

    @property
    def under_way(self) -> bool:
        """Say whether it has not ended."""
        return self.state in UNDER_WAY

    @property
    def percent(self) -> int:
        """Give how much of the step is done, in whole hundredths."""
        return min(100, 100 * self.done // self.total) if self.total > 0 else 0

    def written(self) -> bytes:
        """Give the form in which a job is kept."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()


def parse_job(data: bytes) -> Job:
    """Read a job that was kept."""
    found = json.loads(data)
    failure = found.pop("failure")
    return Job(**found, failure=None if failure is None else _failure(failure))


def _failure(found: Mapping[str, Any]) -> Failure:
    return Failure(found["code"], found["data"], tuple(_failure(one) for one in found["problems"]))


def _holds_errors(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(one, AmbosError) for one in value)


def _plain(value: object) -> Any:
    """Give a value that JSON can keep; a form of a reader's language stays a form."""
    match value:
        case Form():
            return {_FORM: str(value)}
        case None | bool() | int() | float() | str():
            return value
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return str(value)


def _restored(value: Any) -> Any:
    if isinstance(value, dict):
        return Form(value[_FORM])
    return [_restored(one) for one in value] if isinstance(value, list) else value
