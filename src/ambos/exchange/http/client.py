"""Ask a partner's border: TLS 1.3, each side held by the bytes of its certificate, every request signed."""

import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import httpx2

from ambos.exchange.http.refusals import NothingYet, NotThere, RangeRefused
from ambos.exchange.post import CERTIFICATE, KEY
from ambos.exchange.request import HEADER
from ambos.values.errors import Misused, Refused, Unreachable, VerificationFailed

CONNECT_SECONDS, READ_SECONDS, ANSWER_SECONDS = 10.0, 30.0, 600.0
PROBLEM_BYTES = 1024
_CODE_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz.-")
_OK, _PARTIAL = 200, 206
_NAMED = {error.code: error for error in (NothingYet, NotThere, RangeRefused)}


class AddressInvalid(Misused):
    """A border's address is not one of the form https://host:port; data: ``address``."""

    code = "exchange.address-invalid"


class PartnerUnreachable(Unreachable):
    """The partner's border does not answer; data: ``address``, ``reason``."""

    code = "exchange.partner-unreachable"


class AnswerCut(Unreachable):
    """An answer broke off; data: ``address``, ``reason``."""

    code = "exchange.answer-cut"


class NotThePartner(VerificationFailed):
    """Whoever answers at the address does not hold its certificate; data: ``address``, ``reason``."""

    code = "exchange.not-the-partner"


class RequestRefused(Refused):
    """The partner's border refuses the request; data: ``address``, ``status``, ``reason``."""

    code = "exchange.request-refused"


class AnswerTooLong(VerificationFailed):
    """An answer is longer than any of its kind may be; data: ``address``, ``limit``."""

    code = "exchange.answer-too-long"


class Client:
    """One partner's border; connections are kept between requests. ``requests`` counts those made."""

    def __init__(
        self, address: str, border: Path, certificates: Sequence[bytes], sign: Callable[[str], str]
    ) -> None:
        """Prepare to ask at ``address`` with the certificate of our own ``border``; nothing is sent yet.

        ``certificates`` (DER) are those of which the partner's border must show one, and ``sign`` gives the
        header's value for a path.
        """
        self.address = address.rstrip("/")
        self.requests = 0
        self._certificates = certificates
        self._sign = sign
        if not self.address.startswith("https://"):
            raise AddressInvalid(address=address)
        self._client = httpx2.Client(
            verify=_context(border, certificates),
            trust_env=False,
            timeout=httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            headers={"accept-encoding": "identity", "user-agent": "ambos"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, sort: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, path: str, limit: int) -> bytes:
        """Give the whole answer to ``path``; refuse one of more than ``limit`` bytes before it is read."""
        with self._asked(path, {}) as response:
            return b"".join(self._pieces(response, limit))

    def resume(self, path: str, into: BinaryIO, limit: int) -> int:
        """Append to ``into`` what it still lacks of the answer to ``path``; give how many bytes it then has.

        What was written before a break stays, and the next call asks from there on.
        """
        start = into.seek(0, 2)
        headers = {"range": f"bytes={start}-"} if start else {}
        try:
            with self._asked(path, headers) as response:
                if start and response.status_code != _PARTIAL:
                    into.truncate(start := into.seek(0))
                for piece in self._pieces(response, limit - start):
                    into.write(piece)
        except RangeRefused:  # nothing is lacking
            pass
        return into.tell()

    @contextmanager
    def _asked(self, path: str, headers: dict[str, str]) -> Iterator[httpx2.Response]:
        """Send a request and give the answer that has begun; every failure is one of ours."""
        signed = {**headers, HEADER: self._sign(path)}
        self.requests += 1
        try:
            with self._client.stream("GET", self.address + path, headers=signed) as response:
                self._demand_partner(response)
                self._demand_given(response)
                yield response
        except (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.ReadTimeout) as error:
            raise self._broken(error, AnswerCut) from error
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            raise AddressInvalid(address=self.address) from error
        except httpx2.HTTPError as error:
            raise self._broken(error, PartnerUnreachable) from error

    def _broken(self, error: Exception, otherwise: type[Unreachable]) -> Exception:
        """Give the error that a broken exchange stands for, by what TLS said underneath."""
        cause = _tls_error(error)
        data: dict[str, Any] = {"address": self.address, "reason": str(error)[:120]}
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NotThePartner(**{**data, "reason": cause.verify_message})
        return otherwise(**data)

    def _demand_partner(self, response: httpx2.Response) -> None:
        """Refuse an answer under any other certificate than the partner's own, byte for byte."""
        shown = response.extensions["network_stream"].get_extra_info("ssl_object").getpeercert(True)
        if shown not in self._certificates:
            raise NotThePartner(address=self.address, reason="")

    def _demand_given(self, response: httpx2.Response) -> None:
        if response.status_code in (_OK, _PARTIAL):
            return
        code = _code(b"".join(self._pieces(response, PROBLEM_BYTES)))
        if code in _NAMED:
            raise _NAMED[code]()
        raise RequestRefused(address=self.address, status=response.status_code, reason=code)

    def _pieces(self, response: httpx2.Response, limit: int) -> Iterator[bytes]:
        """Give the answer's bytes as they come; no answer takes for ever or beyond its limit."""
        ending, taken = time.monotonic() + ANSWER_SECONDS, 0
        said = response.headers.get("content-length", "0")
        if not said.isdigit() or int(said) > limit:
            raise AnswerTooLong(address=self.address, limit=limit)
        for piece in response.iter_raw():
            taken += len(piece)
            if taken > limit:
                raise AnswerTooLong(address=self.address, limit=limit)
            if time.monotonic() > ending:
                raise AnswerCut(address=self.address, reason="")
            yield piece


def _context(border: Path, certificates: Sequence[bytes]) -> ssl.SSLContext:
    """Give a TLS context in which the partner's certificates are the only trust there is.

    A border is found by its address and known by its certificate; the name in it is not compared.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # each by itself, though two bear one name
    context.load_verify_locations(cadata=b"".join(certificates))
    context.load_cert_chain(border / CERTIFICATE, border / KEY)
    return context


def _tls_error(error: BaseException | None) -> ssl.SSLError | None:
    """Find what TLS said in the chain of causes."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _code(body: bytes) -> str:
    """Read the code of a refusal; nothing but the letters of a code is taken over from there."""
    text = body.decode("ascii", "replace").partition('"code":')[2].strip(' "}\n')
    return text if text and set(text) <= _CODE_LETTERS else ""
