"""``ambos peer``: the card of this node, and the partners registered by theirs."""

import sys
from pathlib import Path

import click

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.errors import FingerprintDiffers, NotConfirmed
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, Text
from ambos.node.card import parse_card

COMMAND = Noun("peer")


@COMMAND.verb("card")
def card(session: Session) -> None:
    """Print this node's card, and say its fingerprint."""
    own = session.node.card()
    session.print(own.print().rstrip("\n"))
    session.tell(session.say("cli", "peer.read-aloud", fingerprint=own.fingerprint))


@COMMAND.verb("add", Argument("file", FILE), Option("fingerprint", Text("fingerprint")))
def add(session: Session, file: Path, fingerprint: str | None) -> None:
    """Register a partner by its card, once its fingerprint was compared over another line."""
    node = session.node
    found = parse_card(file.read_text(encoding="utf-8", errors="replace"))
    session.tell(session.say("cli", "peer.compare", party=found.party, name=found.name))
    session.tell(found.fingerprint)
    _confirm(session, found.fingerprint, fingerprint)
    node.add_peer(found)
    session.tell(session.say("cli", "peer.added", party=found.party, name=found.name))


def _confirm(session: Session, found: str, given: str | None) -> None:
    """Go on only if the fingerprint given is the card's or, on a terminal, if the person says so."""
    if given is not None:
        if _digits(given) != _digits(found):
            raise FingerprintDiffers(found=found, given=given)
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NotConfirmed()
    answer = click.prompt(session.say("cli", "peer.same"), default="", show_default=False, err=True)
    if answer.strip().lower() != session.say("cli", "peer.yes"):
        raise NotConfirmed()


def _digits(text: str) -> str:
    return "".join(text.split()).lower()


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the registered partners."""
    peers = session.node.peers()
    if json:
        session.json([{**vars(card), "fingerprint": card.fingerprint} for card in peers.values()])
        return
    from ambos.faces.cli.printing import table

    head = [session.say("cli", f"column.{name}") for name in ("party", "name", "fingerprint")]
    table(head, [(party, card.name, card.fingerprint) for party, card in peers.items()])
