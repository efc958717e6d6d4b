"""``ambos serve``: the node in a browser."""

from pathlib import Path

from ambos.faces.cli.declare import Option, Verb
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, NUMBER, TEXT

HOST, PORT = "127.0.0.1", 8100


def serve(
    session: Session, host: str, port: int, certificate: Path | None, certificate_key: Path | None
) -> None:
    """Serve the node's pages until the process is asked to end."""
    from ambos.faces.site.server import Place
    from ambos.faces.site.server import serve as serve_site

    def ready(address: str) -> None:
        session.tell(session.say("cli", "serve.ready", address=address))

    serve_site(session.home(), Place(host, port, certificate, certificate_key), ready)


COMMAND = Verb(
    "serve",
    serve,
    (
        Option("host", TEXT, default=HOST),
        Option("port", NUMBER, default=PORT),
        Option("certificate", FILE),
        Option("certificate-key", FILE),
    ),
)
