"""``ambos sync``: fetch what partners released, and put out what we release to them."""

import time
from typing import TYPE_CHECKING

from ambos.faces.cli.declare import JSON, Argument, Option, Verb
from ambos.faces.cli.errors import NothingToSync
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import NUMBER, PARTY
from ambos.i18n.errors import explain
from ambos.values.errors import AmbosError

if TYPE_CHECKING:
    from ambos.node.node import Node
    from ambos.node.syncing import Synced


def sync(session: Session, party: str | None, watch: int | None, json: bool) -> None:
    """Synchronise with one partner, or with all whose border is known; once, or again and again."""
    if watch is not None:
        _watch(session, party, watch)
        return
    node, failed = session.node, None
    done = []
    for each in _parties(node, party):
        try:
            done.append(_one(session, node, each))
        except AmbosError as error:
            if party:
                raise
            failed = error
            _tell_failure(session, each, error)
    if json:
        session.json([vars(synced) for synced in done])
    else:
        for synced in done:
            session.print(_said(session, synced))
            _tell_rows(session, synced)
    if failed is not None:
        raise failed


COMMAND = Verb(
    "sync",
    sync,
    (Argument("party", PARTY, required=False), Option("watch", NUMBER, key="option.watch"), JSON),
)


def _parties(node: "Node", party: str | None) -> list[str]:
    found = (
        [party]
        if party
        else [p for p, partner in node.partners().items() if partner.flows and partner.address]
    )
    if not found:
        raise NothingToSync()
    return found


def _one(session: Session, node: "Node", party: str) -> "Synced":
    from ambos.node.syncing import sync

    with session.progress(session.say("exchange", "progress.syncing", party=party)) as report:
        synced = sync(node, party, report)
    if synced.outdated:
        session.tell(session.say("exchange", "sync.outdated", party=party))
    for witness in synced.unwitnessed:
        session.tell(session.say("witness", "not-cosigned", witness=witness, party=party))
    return synced


def _watch(session: Session, party: str | None, seconds: int) -> None:
    """Synchronise at intervals until interrupted; the node is open only meanwhile, so that others may write.

    What brought nothing new is not told; a failure is, and the next interval tries again.
    """
    from ambos.node.node import Node

    while True:
        with Node.open(session.home(), session.officer) as node:
            for each in _parties(node, party):
                try:
                    synced = _one(session, node, each)
                except AmbosError as error:
                    _tell_failure(session, each, error)
                    continue
                if synced.received or synced.released:
                    session.print(_said(session, synced))
                    _tell_rows(session, synced)
        time.sleep(seconds)


def _tell_rows(session: Session, synced: "Synced") -> None:
    """Say how many attachments came and are to come, if any."""
    number = session.shown.formats.number
    counts = {"here": number(synced.attachments), "pending": number(synced.pending)}
    if synced.attachments or synced.pending:
        session.tell(session.say("bundle", "fetched", party=synced.party, **counts))
    for code in synced.failed:
        session.tell(session.say("bundle", "not-fetched", party=synced.party, code=code))


def _tell_failure(session: Session, party: str, error: AmbosError) -> None:
    reason = explain(error, session.language)[0]
    session.tell(session.say("exchange", "sync.failed", party=party, reason=reason, code=error.code))


def _said(session: Session, synced: "Synced") -> str:
    number = session.shown.formats.number
    counts = {
        name: number(getattr(synced, name))
        for name in ("received", "held", "released", "size", "acknowledged")
    }
    return session.say("exchange", "sync.done", party=synced.party, **counts)
