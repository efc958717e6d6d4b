"""``ambos border``: the service that partners ask, and what lies there for them."""

import socket
from datetime import UTC, datetime
from pathlib import Path

import click

from ambos.faces.cli.declare import JSON, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FOLDER
from ambos.i18n.errors import explain
from ambos.values.errors import AmbosError

COMMAND = Noun("border")
IN_FOLDER = Option("folder", FOLDER, key="option.border-folder")


@COMMAND.verb("serve", IN_FOLDER)
def serve(session: Session, folder: Path | None) -> None:
    """Serve partners until the process is asked to end; the border's folder is all that is read."""
    from ambos.node.serving import Asked, Journal, run_border

    def listening(party: str, address: str) -> None:
        session.print(session.say("exchange", "border.listening", party=party, address=address))

    def left(party: str) -> None:
        session.print(session.say("exchange", "border.left", party=party))

    def asked(each: Asked) -> None:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        click.echo(" ".join(map(str, (now, *each))).rstrip(), err=True)

    def failed(error: AmbosError) -> None:
        session.tell(f"{explain(error, session.language)[0]} [{error.code}]")

    run_border(_folder(session, folder), Journal(listening, left, asked, failed))


@COMMAND.verb("status", IN_FOLDER, JSON)
def status(session: Session, folder: Path | None, json: bool) -> None:
    """Say for whom the border is to listen, whether it does, and what lies there."""
    from ambos.node.serving import posts

    found = [(post, outbox.size(), _answers(post.listen)) for post, outbox in posts(_folder(session, folder))]
    if json:
        session.json(
            [
                {"party": post.party, "listen": post.listen, "listening": answers, "entries": size}
                for post, size, answers in found
            ]
        )
        return
    from ambos.faces.cli.printing import line, table

    if not found:
        line(session.say("exchange", "border.nobody"))
    number = session.shown.formats.number
    columns = ("party", "listen", "listening", "entries")
    rows = [
        (post.party, post.listen, session.say("exchange", f"border.answers.{answers}".lower()), number(size))
        for post, size, answers in found
    ]
    table([session.say("exchange", f"column.{name}") for name in columns], rows, right=(3,))


def _folder(session: Session, folder: Path | None) -> Path:
    return folder or session.home() / "border"


def _answers(listen: str) -> bool:
    """Say whether anybody listens there; not who."""
    host, _, port = listen.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=1).close()
    except (OSError, ValueError):
        return False
    return True
