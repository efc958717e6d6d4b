"""The server: one process, a few threads, over TLS where a certificate is given."""

import gc
import ipaddress
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from cryptography import x509
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from whitenoise import WhiteNoise

from ambos.faces.accounts.background import jobs
from ambos.faces.accounts.house import House
from ambos.faces.site.settings import LOOPBACK, configure, migrated
from ambos.faces.web.frame.statics import static_folders
from ambos.values.errors import Misused, Refused

THREADS: Final = 8
QUEUE: Final = 64
BODY: Final = 2 << 30  # bytes: the largest upload, and what frames it
HEADER: Final = 32 << 10
SILENCE: Final = 30  # seconds that a browser may say nothing in the middle of a request
YEAR: Final = 31_536_000
AMBOS: Final = "Ambos"


class NotLoopback(Misused):
    """A demonstration, or what has no certificate, is to be served to other machines; data: ``host``."""

    code = "site.not-loopback"


class AddressTaken(Refused):
    """Another program listens there; data: ``host``, ``port``."""

    code = "site.address-taken"


class Place(NamedTuple):
    """Where the site is served, and under which certificate: files of a chain and of its key."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None

    @property
    def secure(self) -> bool:
        """Say whether browsers come over TLS."""
        return self.certificate is not None

    @property
    def address(self) -> str:
        """Give what a person types into a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        scheme = "https" if self.secure else "http"
        return f"{scheme}://{'localhost' if is_loopback(self.host) else host}:{self.port}/"

    def names(self) -> list[str]:
        """Give the names at which browsers may ask: this machine's, and those in the certificate."""
        return [*LOOPBACK, self.host, *(_named_in(self.certificate) if self.certificate else ())]


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(home: Path, place: Place, ready: Callable[[str], None]) -> None:
    """Serve the node in ``home`` until the process is asked to end; ``ready`` is told the address.

    Refused: other machines for a demonstration, or without a certificate; a place that is taken.
    """
    house = configure(home, place.names(), secure=place.secure)
    if not is_loopback(place.host) and (house.demonstration or not place.secure):
        raise NotLoopback(host=place.host)
    migrated()
    server = _server(place)
    try:
        server.prepare()
    except OSError as error:
        raise AddressTaken(host=place.host, port=place.port) from error
    _stop_when_asked()
    bound: Any = server.bind_addr
    try:
        _load(house)
        ready(place._replace(port=bound[1]).address)
        server.serve()
    except KeyboardInterrupt:
        return  # answers that are under way are still given
    finally:
        server.stop()
        jobs().close()
        house.pool.close()


def application() -> Any:
    """Give the whole site, static files in front of it."""
    wrapped = WhiteNoise(get_wsgi_application(), max_age=YEAR)
    for folder in static_folders():
        wrapped.add_files(str(folder), prefix="static/")
    return wrapped


def _named_in(certificate: Path) -> list[str]:
    """Give the names that a certificate is for."""
    found = x509.load_pem_x509_certificate(certificate.read_bytes())
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress))]


def _server(place: Place) -> Server:
    server = Server(
        (place.host, place.port),
        application(),
        numthreads=THREADS,
        server_name=AMBOS,
        request_queue_size=QUEUE,
        timeout=SILENCE,
    )
    server.max_request_body_size = BODY
    server.max_request_header_size = HEADER
    server.version = AMBOS  # nobody needs to know what it runs on
    if place.certificate is not None:
        server.ssl_adapter = BuiltinSSLAdapter(str(place.certificate), str(place.key or place.certificate))
    return server


def _load(house: House) -> None:
    """Load what every page needs before anybody asks, and leave it out of all searches for cycles to come.

    It stays as long as the process does; to go through its hundreds of thousands of objects takes a tenth of
    a second, in which nobody is answered.
    """
    reverse("home")  # for which every page is imported
    with house.pool.seat(""):
        gc.collect()
        gc.freeze()


def _stop_when_asked() -> None:
    """End at a request to terminate as at an interrupt from the keyboard."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
