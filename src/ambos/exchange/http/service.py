"""What a border answers to one partner: three routes over files. It writes nothing and knows no secret.

Whatever is refused is answered with a code and nothing else.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ambos.exchange import routes
from ambos.exchange.http.refusals import MethodRefused, NothingYet, NotThere, RangeRefused
from ambos.exchange.outbox import Outbox
from ambos.exchange.request import HEADER, Gate
from ambos.values.errors import AmbosError

CHUNK = 1 << 18
PROBLEM = "application/problem+json"
_RANGE = re.compile("bytes=([0-9]{1,18})-([0-9]{1,18})?", re.ASCII)


class Asked(NamedTuple):
    """What is written down of a request: who, the route without its argument, status, bytes, the refusal."""

    party: str
    route: str
    status: int
    bytes: int
    code: str


class Border:
    """The ASGI application of one partner's listener."""

    def __init__(
        self,
        party: str,
        outbox: Outbox,
        gate: Gate,
        now: Callable[[], int],
        report: Callable[[Asked], None],
    ) -> None:
        self._party = party
        self._outbox = outbox
        self._gate = gate
        self._now = now
        self._report = report

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        code = ""
        try:
            response = await run_in_threadpool(self._answer, scope)
        except AmbosError as error:
            code = error.code
            response = JSONResponse({"code": code}, error.http_status, media_type=PROBLEM)
        path = scope["raw_path"].decode("ascii", "replace")
        length = int(response.headers.get("content-length", 0))
        self._report(Asked(self._party, _route(path), response.status_code, length, code))
        await response(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        """Give the answer, or raise the refusal; the signature is looked at before the path."""
        headers = dict(scope["headers"])
        path = scope["raw_path"].decode("ascii", "replace")
        if scope["method"] != "GET":
            raise MethodRefused()
        signed = headers.get(HEADER.lower().encode(), b"").decode("ascii", "replace")
        self._gate.admit(signed, path, self._now())
        if scope["query_string"]:
            raise NotThere()
        return self._found(path, headers.get(b"range", b"").decode("ascii", "replace"))

    def _found(self, path: str, asked: str) -> Response:
        if path == routes.HEAD:
            head = self._outbox.head()
            if head is None:
                raise NothingYet()
            return Response(head, media_type="application/cbor")
        try:
            return _streamed(self._file(path).open("rb"), asked)
        except FileNotFoundError as error:
            raise NotThere() from error

    def _file(self, path: str) -> Path:
        """Give the file of a section or an attachment; only a number or a digest can name one."""
        found: Path | None = None
        if path.startswith(routes.SECTIONS):
            position = routes.position_of(path.removeprefix(routes.SECTIONS))
            found = None if position is None else self._outbox.section_at(position)
        elif path.startswith(routes.BLOBS):
            digest = path.removeprefix(routes.BLOBS)
            found = self._outbox.blob(digest) if routes.is_digest(digest) else None
        if found is None:
            raise NotThere()
        return found


class _Streamed(StreamingResponse):
    """A file in pieces, closed at the end however it comes; open, it stays readable though it be replaced."""

    def __init__(
        self, file: BinaryIO, start: int, stop: int, status: int, headers: Mapping[str, str]
    ) -> None:
        self._file = file
        super().__init__(_pieces(file, start, stop), status, headers, media_type="application/octet-stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._file.close()


def _streamed(file: BinaryIO, asked: str) -> Response:
    """Give a file, or the range of it that is asked for."""
    size = os.fstat(file.fileno()).st_size
    try:
        start, stop = _range(asked, size)
    except RangeRefused:
        file.close()
        raise
    headers = {"content-length": str(stop - start), "accept-ranges": "bytes"}
    if asked:
        headers["content-range"] = f"bytes {start}-{stop - 1}/{size}"
    return _Streamed(file, start, stop, 206 if asked else 200, headers)


def _pieces(file: BinaryIO, start: int, stop: int) -> Iterator[bytes]:
    file.seek(start)
    left = stop - start
    while left and (piece := file.read(min(CHUNK, left))):
        left -= len(piece)
        yield piece


def _range(asked: str, size: int) -> tuple[int, int]:
    """Read one range of bytes (RFC 9110 14.2), of the form that a resumed download asks for."""
    if not asked:
        return 0, size
    found = _RANGE.fullmatch(asked)
    start = int(found[1]) if found else size
    stop = min(size, int(found[2]) + 1) if found and found[2] else size
    if not start < stop:
        raise RangeRefused()
    return start, stop


def _route(path: str) -> str:
    """Give the route of a path for the journal, without what the asker chose to write into it."""
    known = (routes.HEAD, routes.SECTIONS, routes.BLOBS)
    return next((route for route in known if path.startswith(route)), "?")
