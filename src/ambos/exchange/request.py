"""Signed requests: whoever asks a border signs the path, so that a stolen TLS key alone opens nothing.

Each holds once: it carries a nonce, remembered while its time is within the window (spec/exchange).
"""

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from ambos.kernel.canonical import NotCanonical, decode, encode
from ambos.kernel.cose import SignerUnknown, open_message, sign_message
from ambos.kernel.ed25519 import SignatureInvalid
from ambos.kernel.note import parse_base64, print_base64
from ambos.values.errors import AmbosError, VerificationFailed

HEADER = "Ambos-Request"
TYPE = "ambos-request+cbor"
WINDOW_SECONDS = 300
NONCE_BYTES = 16
REQUEST_LIMIT = 4096  # characters
REMEMBERED_LIMIT = 100_000  # requests within the window; each takes some two hundred bytes


_WRONG = (NotCanonical, SignerUnknown, SignatureInvalid, TypeError, ValueError)


class RequestInvalid(VerificationFailed):
    """A request is not signed by the partner, or for another path or channel."""

    code = "exchange.request-invalid"
    http_status = 401


class RequestStale(VerificationFailed):
    """A request was signed too long ago, or in what is the future here."""

    code = "exchange.request-stale"
    http_status = 401


class RequestRepeated(VerificationFailed):
    """A request was answered already."""

    code = "exchange.request-repeated"
    http_status = 401


class TooManyRequests(AmbosError):
    """The partner asks more often within the window than can be remembered."""

    code = "exchange.too-many-requests"
    http_status = 429


def sign_request(
    path: str, origin: str, nonce: bytes, time: int, *, kid: bytes, sign: Callable[[bytes], bytes]
) -> str:
    """Give the header's value by which ``path`` of the border that serves ``origin`` is asked for."""
    message = sign_message(encode([path, origin, nonce, time]), TYPE, kid, sign)
    return print_base64(message)


@dataclass
class Gate:
    """Who may ask for one channel: the partner's keys by their ids; and what was asked lately."""

    origin: str
    keys: Mapping[bytes, bytes]
    _seen: set[bytes] = field(default_factory=set, repr=False)
    _order: list[tuple[int, bytes]] = field(default_factory=list, repr=False)
    _alone: Lock = field(default_factory=Lock, repr=False)

    def admit(self, header: str, path: str, now: int) -> None:
        """Return if the partner signed this very request just now and never before; raise otherwise."""
        origin, signed_path, nonce, time = self._opened(header)
        if origin != self.origin or signed_path != path:
            raise RequestInvalid()
        if abs(now - time) > WINDOW_SECONDS:
            raise RequestStale()
        with self._alone:  # a border answers in several threads
            self._remember(nonce, time, now)

    def _remember(self, nonce: bytes, time: int, now: int) -> None:
        """Take note of a request; refuse one that was answered, and more than can be remembered."""
        self._forget(now)
        if nonce in self._seen:
            raise RequestRepeated()
        if len(self._seen) >= REMEMBERED_LIMIT:
            raise TooManyRequests()
        self._seen.add(nonce)
        heapq.heappush(self._order, (time, nonce))

    def _opened(self, header: str) -> tuple[str, str, bytes, int]:
        """Give origin, path, nonce and time as the partner signed them."""
        if len(header) > REQUEST_LIMIT:
            raise RequestInvalid()
        try:
            message = parse_base64(header) or b""
            path, origin, nonce, time = decode(open_message(message, TYPE, self.keys))
            _demand_sane(path, origin, nonce, time)
        except _WRONG as error:
            raise RequestInvalid() from error
        return origin, path, nonce, time

    def _forget(self, now: int) -> None:
        """Drop the nonces whose time has left the window: they are refused as stale from now on."""
        while self._order and self._order[0][0] < now - WINDOW_SECONDS:
            self._seen.discard(heapq.heappop(self._order)[1])


def _demand_sane(path: Any, origin: Any, nonce: Any, time: Any) -> None:
    sound = type(path) is str and type(origin) is str and type(nonce) is bytes and type(time) is int
    if not sound or len(nonce) != NONCE_BYTES:
        raise ValueError("not a request")
