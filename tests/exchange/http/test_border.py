"""A border on a real socket: what its partner may read, and how everything else is refused."""

import io
import os
import random
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from ambos.exchange.http import client as client_module
from ambos.exchange.http.client import (
    AddressInvalid,
    AnswerCut,
    AnswerTooLong,
    Client,
    NotThePartner,
    PartnerUnreachable,
    RequestRefused,
)
from ambos.exchange.http.refusals import NothingYet, NotThere
from ambos.exchange.outbox import Outbox, Span
from ambos.exchange.post import Post, outbox_of, remove_post, write_post
from ambos.exchange.request import HEADER, NONCE_BYTES, sign_request
from ambos.kernel.keys import Signer
from ambos.node.certificate import certificate_of, make_certificate, pem_of
from ambos.values.errors import AmbosError
from tests.exchange.borders import ANYWHERE, Running, serving

NOW = datetime.now(UTC)
SECONDS = int(NOW.timestamp())
ORIGIN = "us/channel/mx"
SIGNER = Signer.of(bytes([7]) * 32, "authority", "authority")
STRANGER = Signer.of(bytes([8]) * 32, "authority", "authority")
POST = Post("MX", ORIGIN, (SIGNER.public,), ANYWHERE)
BLOB = random.Random(0).randbytes(700_000)
DIGEST = sha256(BLOB).hexdigest()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three borders' folders with their certificates."""
    made = tmp_path_factory.mktemp("borders")
    for name in ("us", "mx", "ca"):
        make_certificate(made / name, name, NOW)
    return made


@pytest.fixture
def box(folder: Path) -> Outbox:
    """What the US has put out for Mexico."""
    write_post(folder / "us", POST, pem_of(certificate_of(folder / "mx")))
    found = outbox_of(folder / "us", "MX")
    for name in ("sections", "blobs"):
        (found.folder / name).mkdir(exist_ok=True)
    (found.folder / "head").write_bytes(b"a head")
    (found.folder / "sections" / Span(0, 10).name).write_bytes(b"ten")
    (found.folder / "sections" / Span(10, 14).name).write_bytes(b"four")
    (found.folder / "blobs" / DIGEST).write_bytes(BLOB)
    (found.folder / "secret").write_bytes(b"secret")
    return found


@pytest.fixture
def us(folder: Path, box: Outbox) -> Iterator[Running]:
    """The border of the US at work."""
    with serving(folder / "us", lambda: SECONDS) as running:
        yield running


def signing(signer: Signer = SIGNER, origin: str = ORIGIN, time: int = SECONDS) -> Callable[[str], str]:
    """Give what signs requests."""

    def sign(path: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        return sign_request(path, origin, nonce, time, kid=signer.kid, sign=signer.sign)

    return sign


def asking(
    us: Running, folder: Path, sign: Callable[[str], str] | None = None, own: str = "mx", theirs: str = "us"
) -> Client:
    """Give a client with one border's certificate that expects another's."""
    certificates = [certificate_of(folder / theirs)]
    return Client(us.addresses["MX"], folder / own, certificates, sign or signing())


def test_what_the_partner_may_read(us: Running, folder: Path) -> None:
    """Head, the section that holds a position, and attachments come as they lie there."""
    with asking(us, folder) as client:
        assert client.get("/v1/head", 99) == b"a head"
        assert [client.get(f"/v1/sections/{n}", 99) for n in (0, 9, 10, 13)] == [
            b"ten",
            b"ten",
            b"four",
            b"four",
        ]
        assert client.get(f"/v1/blobs/{DIGEST}", len(BLOB)) == BLOB
    assert us.refusals() == [] and {each.party for each in us.asked} == {"MX"}


@pytest.mark.parametrize(
    "path",
    (
        "/",
        "/v1",
        "/v2/head",
        "/v1/head/",
        "/v1/sections/",
        "/v1/sections/14",
        "/v1/sections/-1",
        "/v1/sections/007",
        "/v1/sections/99999999999999999999999",
        f"/v1/sections/{Span(0, 10).name}",
        "/v1/blobs/secret",
        f"/v1/blobs/{DIGEST[:-1]}",
        f"/v1/blobs/{DIGEST.upper()}",
        f"/v1/blobs/{'0' * 64}",
        "/v1/blobs/%2e%2e%2fsecret",
        "/secret",
    ),
)
def test_nothing_else_is_there(us: Running, folder: Path, path: str) -> None:
    """Every other path is not there, whatever it seems to name."""
    with asking(us, folder) as client, pytest.raises(NotThere):
        client.get(path, 99)
    assert b"secret" not in str(us.asked[-1].route).encode()


def raw(us: Running, folder: Path, request: bytes) -> bytes:
    """Send bytes of our own making over the partner's TLS; give what comes back until the end."""
    context = client_module._context(folder / "mx", [certificate_of(folder / "us")])
    host, _, port = us.addresses["MX"].removeprefix("https://").rpartition(":")
    with (
        socket.create_connection((host, int(port)), timeout=10) as plain,
        context.wrap_socket(plain) as connection,
    ):
        connection.sendall(request)
        pieces = []
        while piece := connection.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


def asked_for(path: str, method: str = "GET", header: str | None = None, more: str = "") -> bytes:
    signed = signing()(path) if header is None else header
    lines = (f"{method} {path} HTTP/1.1", "host: x", "connection: close", f"{HEADER}: {signed}")
    return ("\r\n".join(lines) + f"\r\n{more}\r\n").encode()


@pytest.mark.parametrize("method", ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"))
def test_a_border_is_only_read(us: Running, folder: Path, method: str) -> None:
    """Every other method is refused, though the request is signed."""
    answer = raw(us, folder, asked_for("/v1/head", method))
    assert answer.startswith(b"HTTP/1.1 405 ")
    assert us.refusals() == ["exchange.method-refused"]


@pytest.mark.parametrize(
    "path", ("/../us/secret", "/v1/blobs/../secret", "/v1/sections/../../secret", "/v1/head?x=1")
)
def test_paths_lead_nowhere_else(us: Running, folder: Path, path: str) -> None:
    """Dots in a path and questions behind it are refused as they were sent."""
    answer = raw(us, folder, asked_for(path))
    assert answer.split(b" ")[1] in (b"401", b"404") and b"secret" not in answer


def test_a_refusal_is_a_code_and_nothing_else(us: Running, folder: Path) -> None:
    """The answer to a refused request is a problem document with the code alone."""
    answer = raw(us, folder, asked_for("/v1/head", header="nobody"))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert body == b'{"code":"exchange.request-invalid"}'
    names = {line.partition(b":")[0].lower() for line in head.split(b"\r\n")[1:]}
    assert names == {b"content-type", b"content-length", b"connection"}
    assert b"application/problem+json" in head


@pytest.mark.parametrize(
    "request_", (asked_for("/v1/head", header="A" * 20_000), b"\x00\xff nonsense\r\n\r\n", b"GET")
)
def test_huge_and_broken_requests(us: Running, folder: Path, request_: bytes) -> None:
    """A header beyond the limit and what is no request end in an error, and the border goes on."""
    assert b" 200 " not in raw(us, folder, request_ + b"\r\n" * 2)
    with asking(us, folder) as client:
        assert client.get("/v1/head", 99) == b"a head"


def test_a_request_is_answered_once(us: Running, folder: Path) -> None:
    """The same signed request a second time is refused, over another connection too."""
    request = asked_for("/v1/head")
    assert raw(us, folder, request).startswith(b"HTTP/1.1 200 ")
    assert raw(us, folder, request).startswith(b"HTTP/1.1 401 ")
    assert us.refusals() == ["exchange.request-repeated"]


@pytest.mark.parametrize(
    ("sign", "code"),
    (
        (signing(STRANGER), "exchange.request-invalid"),
        (signing(origin="us/channel/ca"), "exchange.request-invalid"),
        (signing(time=SECONDS - 301), "exchange.request-stale"),
        (signing(time=SECONDS + 301), "exchange.request-stale"),
        (
            lambda path: signing()("/v1/head" if path != "/v1/head" else "/v1/sections/0"),
            "exchange.request-invalid",
        ),
    ),
    ids=("signer", "channel", "old", "early", "path"),
)
def test_only_the_partner_asks(us: Running, folder: Path, sign: Callable[[str], str], code: str) -> None:
    """A stolen TLS key alone opens nothing: another signer, channel, path or time is refused."""
    for path in ("/v1/head", "/v1/nothing"):
        with asking(us, folder, sign) as client, pytest.raises(RequestRefused) as found:
            client.get(path, 99)
        assert found.value.data["reason"] == code and found.value.data["status"] == 401


def test_another_certificate_gets_nothing(us: Running, folder: Path) -> None:
    """With a certificate that is not the partner's no request arrives."""
    with asking(us, folder, own="ca") as client, pytest.raises((AnswerCut, PartnerUnreachable)):
        client.get("/v1/head", 99)
    assert us.asked == []


@pytest.mark.parametrize("highest", (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3))
def test_no_certificate_gets_nothing(us: Running, folder: Path, highest: ssl.TLSVersion) -> None:
    """Without a certificate, and with an older TLS, no request arrives."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = highest
    host, _, port = us.addresses["MX"].removeprefix("https://").rpartition(":")
    with (
        pytest.raises(OSError),
        socket.create_connection((host, int(port)), timeout=10) as plain,
        context.wrap_socket(plain) as connection,
    ):
        connection.sendall(asked_for("/v1/head"))
        assert connection.recv(100) == b""
        raise ConnectionResetError
    assert us.asked == []


def test_somebody_else_answers(us: Running, folder: Path) -> None:
    """A border that does not show the certificate which we hold of the partner is not asked anything."""
    with asking(us, folder, theirs="ca") as client, pytest.raises(NotThePartner):
        client.get("/v1/head", 99)
    assert us.asked == []


def test_nothing_yet(us: Running, folder: Path, box: Outbox) -> None:
    """Before anything was put out the border says so."""
    (box.folder / "head").unlink()
    with asking(us, folder) as client, pytest.raises(NothingYet):
        client.get("/v1/head", 99)


def test_answers_have_an_end(us: Running, folder: Path) -> None:
    """An answer longer than the asker allows is refused before it is read."""
    with asking(us, folder) as client, pytest.raises(AnswerTooLong):
        client.get(f"/v1/blobs/{DIGEST}", len(BLOB) - 1)


@pytest.mark.parametrize("held", (0, 1, 333_333, len(BLOB) - 1, len(BLOB)))
def test_a_download_goes_on_where_it_broke(us: Running, folder: Path, held: int) -> None:
    """What lacks is asked for from the byte where it broke off, and nothing where nothing lacks."""
    into = io.BytesIO(BLOB[:held])
    with asking(us, folder) as client:
        assert client.resume(f"/v1/blobs/{DIGEST}", into, len(BLOB)) == len(BLOB)
    assert into.getvalue() == BLOB
    assert us.asked[-1].status == (200 if not held else 206 if held < len(BLOB) else 416)


def test_a_file_cut_short(us: Running, folder: Path, box: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """When an answer breaks off, what was written stays and the next call goes on from there."""
    into = io.BytesIO()
    path = box.folder / "blobs" / DIGEST
    with asking(us, folder) as client:
        with pytest.raises(AnswerCut), monkeypatch.context() as patched:
            patched.setattr(
                "ambos.exchange.http.service._pieces", lambda file, start, stop: iter([b"x" * 1000])
            )
            client.resume(f"/v1/blobs/{DIGEST}", into, len(BLOB))
        kept = into.getvalue()
        assert len(kept) in (0, 1000) and path.is_file()
        into = io.BytesIO(BLOB[: len(kept)])
        assert client.resume(f"/v1/blobs/{DIGEST}", into, len(BLOB)) == len(BLOB)


def test_a_replaced_section_is_sent_to_its_end(us: Running, folder: Path, box: Outbox) -> None:
    """A file that is replaced and removed while it is being sent comes whole, as it was."""
    large = box.folder / "sections" / Span(14, 20).name
    large.write_bytes(BLOB * 8)
    with asking(us, folder) as client:
        with client._asked("/v1/sections/14", {}) as response:
            large.unlink()
            assert b"".join(response.iter_raw()) == BLOB * 8
        with pytest.raises(NotThere):
            client.get("/v1/sections/14", 99)


def test_unreachable(folder: Path, us: Running) -> None:
    """An address where nobody listens, or which is none, is told as such."""
    certificates = [certificate_of(folder / "us")]
    for address, error in (
        ("https://127.0.0.1:1", PartnerUnreachable),
        ("https://nowhere.invalid:443", PartnerUnreachable),
        ("https://[::1", AddressInvalid),
        ("http://127.0.0.1:1", AddressInvalid),
    ):
        with pytest.raises(error), Client(address, folder / "mx", certificates, signing()) as client:
            client.get("/v1/head", 99)


def test_the_border_follows_its_folder(us: Running, folder: Path) -> None:
    """A partner's other certificate, another listener and its removal are followed without a restart."""
    first = us.addresses["MX"]
    write_post(folder / "us", POST, pem_of(certificate_of(folder / "ca")))
    us.follow()
    with asking(us, folder, own="ca") as client:
        assert client.get("/v1/head", 99) == b"a head"
    with asking(us, folder) as client, pytest.raises(AmbosError):
        client.get("/v1/head", 99)
    write_post(folder / "us", replace(POST, keys=(STRANGER.public,)), pem_of(certificate_of(folder / "mx")))
    us.follow()
    with asking(us, folder, signing(STRANGER)) as client:
        assert client.get("/v1/head", 99) == b"a head"
    assert us.addresses["MX"] != first
    remove_post(folder / "us", "MX")
    us.follow()
    with asking(us, folder) as client, pytest.raises(PartnerUnreachable):
        client.get("/v1/head", 99)


def test_an_expired_certificate(tmp_path: Path, folder: Path, us: Running) -> None:
    """A certificate whose years are over is no longer accepted."""
    make_certificate(tmp_path, "mx", NOW - timedelta(days=1000))
    write_post(folder / "us", POST, pem_of(certificate_of(tmp_path)))
    us.follow()
    certificates = [certificate_of(folder / "us")]
    client = Client(us.addresses["MX"], tmp_path, certificates, signing())
    with client, pytest.raises((AnswerCut, PartnerUnreachable)):
        client.get("/v1/head", 99)
    assert us.asked == []
