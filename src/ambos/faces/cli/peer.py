"""``ambos peer``: this node's card, its next versions, and the partners registered by theirs."""

import sys
from pathlib import Path

import click

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.errors import ArgumentMissing, FingerprintDiffers, NotConfirmed
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, FOLDER, NUMBER, PARTY, Text
from ambos.node.card import Card, parse_card
from ambos.node.identity import own_card
from ambos.node.keysets import Change, faults, rotate
from ambos.node.partners import Partner, follow_card, introduce, place, remove, trust

COMMAND = Noun("peer")
FINGERPRINT = Option("fingerprint", Text("fingerprint"))
PLACES = (Option("address", Text("url")), Option("listen", Text("host-port")))


@COMMAND.verb("card", Option("version", NUMBER, default=0, key="option.card-version"), JSON)
def card(session: Session, version: int, json: bool) -> None:
    """Print this node's card, which is JSON with or without the option, and say its fingerprint."""
    own = own_card(session.node.config, version)
    session.print(str(own).rstrip("\n"))
    session.tell(session.say("peer", "read-aloud", fingerprint=own.fingerprint))


@COMMAND.verb("add", Argument("file", FILE), FINGERPRINT, *PLACES)
def add(
    session: Session, file: Path, fingerprint: str | None, address: str | None, listen: str | None
) -> None:
    """Register a partner by its card; it is trusted once its fingerprint was compared over another line."""
    node, found = session.node, _read(file)
    compared = _compared(session, found, fingerprint)
    partner = introduce(node, found, trusted=compared, address=address or "", listen=listen or "")
    key = "added" if partner.trusted else "added-untrusted"
    session.tell(session.say("peer", key, party=found.party, name=found.name))


@COMMAND.verb("trust", Argument("party", PARTY), FINGERPRINT, Option("card", FILE))
def trust_(session: Session, party: str, fingerprint: str | None, card: Path | None) -> None:
    """Trust a partner once its fingerprint was compared, or take its next card by its roots' signatures."""
    node, partner = session.node, session.node.partner(party)
    if card is not None:
        partner = follow_card(node, party, _read(card))
        key, version = "followed", partner.card.keys.version
        session.tell(session.say("peer", key, party=party, name=partner.card.name, version=version))
    if not partner.trusted:
        if not _compared(session, partner.card, fingerprint):
            raise NotConfirmed()
        trust(node, party)
        session.tell(session.say("peer", "trusted", party=party, name=partner.card.name))


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the registered partners, and how far each is trusted."""
    partners, wrong = session.node.partners(), faults(session.node)
    if json:
        session.json([_plain(each, party in wrong) for party, each in partners.items()])
        return
    from ambos.faces.cli.printing import heading, line, pairs, table

    columns = ("party", "name", "state", "version", "address", "listen")
    rows = [
        (
            party,
            each.card.name,
            session.say("peer", f"state.{_state(each)}"),
            str(each.card.keys.version),
            each.address,
            each.listen,
        )
        for party, each in partners.items()
    ]
    table([session.say("peer", f"column.{name}") for name in columns], rows, right=(3,))
    if partners:
        heading(session.say("peer", "fingerprints"))
    pairs((party, each.card.fingerprint) for party, each in partners.items())
    for party in wrong:
        line(session.say("peer", "fault", party=party), "bold red")


def _plain(partner: Partner, wrong: bool) -> dict[str, object]:
    return {
        "party": partner.card.party,
        "name": partner.card.name,
        "state": _state(partner),
        "version": partner.card.keys.version,
        "fingerprint": partner.card.fingerprint,
        "address": partner.address,
        "listen": partner.listen,
        "own_version": partner.own_version,
        "alarm": wrong,
    }


def _state(partner: Partner) -> str:
    if not partner.active:
        return "removed"
    return "trusted" if partner.trusted else "untrusted"


@COMMAND.verb("address", Argument("party", PARTY), *PLACES)
def address_(session: Session, party: str, address: str | None, listen: str | None) -> None:
    """Say where a partner's border answers, and where ours listens for it."""
    if address is None and listen is None:
        raise ArgumentMissing(name="--address", command="ambos peer address")
    partner = place(session.node, party, address, listen)
    given = {"party": party, "address": partner.address or "-", "listen": partner.listen or "-"}
    session.tell(session.say("peer", "placed", **given))


@COMMAND.verb(
    "rotate",
    Option("exchange", flag=True),
    Option("notes", flag=True),
    Option("certificate", flag=True),
    Option("roots", FOLDER),
    Option("new-roots", NUMBER, default=0),
    Option("threshold", NUMBER, default=0),
)
def rotate_(
    session: Session,
    exchange: bool,
    notes: bool,
    certificate: bool,
    roots: Path | None,
    new_roots: int,
    threshold: int,
) -> None:
    """State the next version of this node's key set, signed by its roots."""
    node = session.node
    named = exchange or notes or certificate or new_roots or threshold
    change = Change(
        exchange=exchange or not named,
        notes=notes or not named,
        certificate=certificate or not named,
        roots=new_roots,
        threshold=threshold,
    )
    folder = roots or node.config.roots
    own = rotate(node, change, folder)
    session.tell(session.say("peer", "rotated", version=own.keys.version))
    if new_roots:
        session.tell(session.say("peer", "new-roots", count=new_roots, folder=folder))
    elif roots is None:
        session.tell(session.say("peer", "roots-here", folder=folder))
    session.tell(session.say("peer", "this-version", fingerprint=own.fingerprint))


@COMMAND.verb("remove", Argument("party", PARTY))
def remove_(session: Session, party: str) -> None:
    """Let nothing flow to or from a partner any more; what was received stays readable."""
    partner = remove(session.node, party)
    session.tell(session.say("peer", "removed", party=party, name=partner.card.name))


def _read(file: Path) -> Card:
    return parse_card(file.read_text(encoding="utf-8", errors="replace"))


def _compared(session: Session, card: Card, given: str | None) -> bool:
    """Say whether the fingerprint was compared: by the one given, or by the person at a terminal.

    Refused: one that differs, and a person who does not say that it is the same.
    """
    found = card.fingerprint
    session.tell(session.say("peer", "compare", party=card.party, name=card.name))
    session.tell(found)
    if given is not None:
        if _digits(given) != _digits(found):
            raise FingerprintDiffers(found=found, given=given)
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    answer = click.prompt(session.say("peer", "same"), default="", show_default=False, err=True)
    if answer.strip().lower() != session.say("peer", "yes"):
        raise NotConfirmed()
    return True


def _digits(text: str) -> str:
    return "".join(text.split()).lower()
