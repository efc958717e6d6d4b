"""The client: reads as typed values, pages as iterators, acts once, refusals as exceptions."""

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar
from uuid import uuid4

import httpx2
import msgspec

from ambos.faces.client.problem import NotReached, Problem, Refusal
from ambos.faces.client.types import History, Hits, Job, Kind, New, Page, Record, Thing, Written

T = TypeVar("T")

BASE: Final = "/api/v1"
TRIES: Final = 3  # of one act, under one key, while no server answers
PAUSE: Final = 0.5  # seconds between two looks at a job
JSON: Final = "application/json"
PIECE: Final = 1 << 20


class Client:
    """One node, asked by one token."""

    def __init__(
        self,
        url: str,
        token: str,
        language: str = "en",
        transport: httpx2.BaseTransport | None = None,
        timeout: float = 60.0,
    ) -> None:
        """Ask the node whose site is at ``url``, such as ``https://node.example``; refusals in a language."""
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": language, "Accept": JSON}
        self._http = httpx2.Client(base_url=url, headers=headers, transport=transport, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, sort: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    # -- reading

    def get(self, path: str, query: Mapping[str, Any] | None = None, type_: Any = Any) -> Any:
        """Give what an address of the interface answers, as a type."""
        told = {name: _text(value) for name, value in (query or {}).items() if value not in (None, "", ())}
        return self._told(self._ask("GET", path, params=told), type_)

    def me(self) -> dict[str, Any]:
        """Give what the token is for, and whom it acts as."""
        return self._read("/me", dict[str, Any])

    def kinds(self) -> list[Kind]:
        """Give every kind of record."""
        return self._read("/kinds", list[Kind])

    def page(self, kind: str, after: str | None = None, **query: Any) -> Page:
        """Give one page of the things of a kind; ``query`` as the description has it."""
        return self._read(f"/things/{kind}", Page, {"after": after, **query})

    def things(self, kind: str, **query: Any) -> Iterator[Thing]:
        """Give all things of a kind that are asked for, fetched page by page as they are wanted."""
        after: str | None = None
        while True:
            page = self.page(kind, after, **query)
            yield from page.things
            if page.next is None:
                return
            after = page.next

    def thing(self, subject: str) -> Thing:
        """Give one thing as it stands, by ``kind/id``."""
        return self._read(f"/things/{subject}", Thing)

    def history(self, subject: str) -> History:
        """Give every version of a thing, with the answers."""
        return self._read(f"/things/{subject}/history", History)

    def search(self, text: str, **query: Any) -> list[Thing]:
        """Give the first things in which words are found."""
        return [hit.thing for hit in self._read("/search", Hits, {"text": text, **query}).hits]

    def record(self, rid: str) -> Record:
        """Give one record."""
        return self._read(f"/records/{rid}", Record)

    def proof(self, rid: str, party: str = "") -> dict[str, Any]:
        """Give the proof of a record, to be checked without a node."""
        return self._read(f"/records/{rid}/proof", dict[str, Any], {"party": party})

    def scorecard(self) -> dict[str, Any]:
        """Give what is to be known first."""
        return self._read("/scorecard", dict[str, Any])

    def commitments(self, **query: Any) -> list[dict[str, Any]]:
        """Give what became of what was promised."""
        return self._read("/commitments", list[dict[str, Any]], query)

    def figures(self, indicator: str) -> dict[str, Any]:
        """Give every figure of an indicator, with revisions and disagreements."""
        return self._read(f"/figures/{indicator}", dict[str, Any])

    def job(self, job: str) -> Job:
        """Give how a job stands."""
        return self._read(f"/jobs/{job}", Job)

    def ended(self, job: Job, pause: float = PAUSE) -> Job:
        """Give a job once it has ended."""
        while job.under_way:
            time.sleep(pause)
            job = self.job(job.job)
        return job

    # -- acting

    def propose(self, kind: str, things: Iterable[New], key: str = "") -> tuple[str, ...]:
        """Say new things of a kind, all or none; give the ids of their records."""
        return self._act(f"/things/{kind}", {"things": list(things)}, key)

    def revise(self, thing: Thing, changes: Mapping[str, Any], key: str = "") -> tuple[str, ...]:
        """Say a new version of a thing as it was read; refused if it moved on since."""
        body = {"base": thing.record, "changes": dict(changes)}
        return self._act(f"/things/{thing.subject}/versions", body, key)

    def countersign(self, record: str, note: str = "", key: str = "") -> tuple[str, ...]:
        """Agree with a record of the partner's."""
        return self._act(f"/records/{record}/countersign", {"note": note} if note else {}, key)

    def dispute(self, record: str, reason: str, key: str = "") -> tuple[str, ...]:
        """Disagree with a record of the partner's, and say why."""
        return self._act(f"/records/{record}/dispute", {"reason": reason}, key)

    def withdraw(self, record: str, reason: str, key: str = "") -> tuple[str, ...]:
        """Take back a record of one's own, and say why."""
        return self._act(f"/records/{record}/withdraw", {"reason": reason}, key)

    def recall(self, record: str, reach: str, reason: str, key: str = "", **told: str) -> tuple[str, ...]:
        """Ask those who hold a record to use it no more, or to destroy it."""
        return self._act(f"/records/{record}/recall", {"reach": reach, "reason": reason, **told}, key)

    def hand_in(self, file: Path, as_of: str = "", key: str = "") -> Job:
        """Hand in an official file; give the job that takes it in."""
        query = {"name": file.name, **({"as_of": as_of} if as_of else {})}

        def pieces() -> Iterator[bytes]:
            with file.open("rb") as stream:
                yield from iter(lambda: stream.read(PIECE), b"")

        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Length": str(file.stat().st_size),
            "Idempotency-Key": key or uuid4().hex,
        }
        answer = self._ask("POST", "/imports", params=query, content=pieces(), headers=headers)
        return self._told(answer, Job)

    # -- asking

    def _read(self, path: str, type_: type[T], query: Mapping[str, Any] | None = None) -> T:
        found: T = self.get(path, query, type_)
        return found

    def _act(self, path: str, body: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """Do an act once: while no server answers it is asked again under the same key."""
        headers = {"Idempotency-Key": key or uuid4().hex, "Content-Type": JSON}
        data = msgspec.json.encode(body)
        for left in reversed(range(TRIES)):
            try:
                answer = self._ask("POST", path, content=data, headers=headers)
                return self._told(answer, Written).records
            except NotReached:
                if not left:
                    raise
        raise AssertionError

    def _ask(self, method: str, path: str, **told: Any) -> httpx2.Response:
        try:
            return self._http.request(method, BASE + path, **told)
        except httpx2.TransportError as error:
            raise NotReached(str(error)) from error

    def _told(self, answer: httpx2.Response, type_: type[T]) -> T:
        if answer.is_success:
            return msgspec.json.decode(answer.content, type=type_)
        try:
            problem = msgspec.json.decode(answer.content, type=Problem)
        except (msgspec.DecodeError, UnicodeDecodeError):
            problem = Problem(answer.status_code, answer.reason_phrase)
        raise Refusal(problem)


def _text(value: Any) -> Any:
    """Give a value as a query holds it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return [_text(one) for one in value] if isinstance(value, list | tuple) else str(value)
