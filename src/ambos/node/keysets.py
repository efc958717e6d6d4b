"""Key sets at work: our own next version, and what partners' next versions change here.

A set travels as a record of the kind ``key-set`` in the channel. The node that receives it holds the partner
to it if it follows from the one before, and goes on as before if it does not. The node that states it signs
under its old keys as well until the partner's receipt covers the record (spec/exchange, "Key sets").
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ambos.exchange.keyset import (
    NOTES,
    NOTES_PQ,
    OVERLAP,
    ROOT,
    KeySet,
    demand_follows,
    parse_key_set,
    proven,
    sign_key_set,
)
from ambos.exchange.sealing import Opener
from ambos.kernel.access import RUN
from ambos.kernel.keys import Signer
from ambos.kernel.shelf import RecordRow
from ambos.node.card import Card
from ambos.node.certificate import NEXT, certificate_of, make_certificate, switch_certificate
from ambos.node.identity import keep_card, notes_in_use, versions
from ambos.node.partners import House, Partner, following, write_partner
from ambos.node.secrets import make_roots, read_roots
from ambos.values.errors import AmbosError, Misused, Refused, VerificationFailed
from ambos.values.handling import PUBLIC

KIND = "key-set"
UNSEEN = 8  # pairs of note keys that sign side by side: with as many cosignatures they fit a note


class RootsMissing(Misused):
    """Too few roots lie in the folder to sign a version; data: ``folder``, ``found``, ``needed``."""

    code = "node.roots-missing"


class RolledUnseen(Refused):
    """Note keys were rolled so often since a partner last acknowledged a set of ours that a note to it, which
    every one of them signs, would be longer than any reader takes; data: ``party``, ``limit``.
    """

    code = "node.rolled-unseen"


class KeySetRival(VerificationFailed):
    """A partner stated two different sets of one version; data: ``party``, ``version``."""

    code = "node.key-set-rival"


@dataclass(frozen=True)
class Change:
    """What the next version brings: which keys are new, how many new roots, how many of the roots must sign.

    ``roots`` of 0 leaves the roots as they are; ``threshold`` of 0 leaves it, or is a majority of new roots.
    """

    exchange: bool = False
    notes: bool = False
    certificate: bool = False
    roots: int = 0
    threshold: int = 0


# -- our own


def rotate(node: House, change: Change, folder: Path) -> Card:
    """State the next version of this node's key set, signed by the roots that lie in ``folder``.

    New keys are made and new roots written to ``folder``; partners learn of them by what is released to them
    next. An interruption leaves keys that the next call uses. Refused: too few roots, and new note keys where
    ``UNSEEN`` pairs wait for a partner's acknowledgement.
    """
    node.demand(RUN)
    complete(node)
    old = node.card().keys
    if change.notes:
        _demand_seen(node)
    found = read_roots(folder)
    signers = [root for root in found if root.public in {key.public for key in old.roots}]
    if len(signers) < old.threshold:
        raise RootsMissing(folder=str(folder), found=len(signers), needed=old.threshold)
    roots = make_roots(folder, old.version + 1, change.roots) if change.roots else []
    keys = _next(node, old, change, roots)
    card = Card(demand_follows(old, sign_key_set(keys, [*signers, *roots])))
    node.declare(KIND, f"{KIND}/{card.party.lower()}", _body(card), PUBLIC)
    _take_up(node, card)
    return card


def _demand_seen(node: House) -> None:
    """Refuse one more pair of note keys where some partner may still hold a set from long before."""
    for party, partner in node.partners().items():
        if partner.flows and len(notes_in_use(node.config, partner.own_version)) >= UNSEEN:
            raise RolledUnseen(party=party, limit=UNSEEN)


def _next(node: House, old: KeySet, change: Change, roots: list[Signer]) -> KeySet:
    """Give the next version, its new keys made."""
    config, secrets, version = node.config, node.parts.secrets, old.version + 1
    made: dict[str, Any] = {"version": version}
    if change.notes:
        for purpose, kept in ((NOTES, old.notes), (NOTES_PQ, old.notes_pq)):
            new = proven(old.party, old.name, purpose, secrets.make(purpose, version))
            made[purpose.replace("-", "_")] = (new, *kept)[:OVERLAP]
    if change.exchange:
        new_key = Opener(secrets.make("exchange", version)).recipient.public
        made["exchange"] = (new_key, *old.exchange)[:OVERLAP]
    used = certificate_of(config.border)
    made["certificates"] = tuple(old.certificates[old.certificates.index(used) :])
    if change.certificate:
        make_certificate(config.border, config.name, node.parts.now(), NEXT)
        made["certificates"] = (used, certificate_of(config.border, NEXT))
    if roots:
        made["roots"] = tuple(proven(old.party, old.name, ROOT, root.seed) for root in roots)
        made["threshold"] = len(roots) // 2 + 1
    if change.threshold:
        made["threshold"] = change.threshold
    return replace(old, **made)


def _body(card: Card) -> dict[str, Any]:
    return {"key_version": card.keys.version, "key_set": b64encode(bytes(card.signed)).decode()}


def complete(node: House) -> None:
    """Take up the versions that were stated before an interruption, if they follow."""
    for row in _rows(node, node.config.party, node.house):
        if (card := _next_of(node, row)) is not None:
            _take_up(node, card)


def _next_of(node: House, row: RecordRow) -> Card | None:
    """Give the set that a record of ours states if it is the one after the newest card, else None."""
    try:
        card = _card(node, row)
        return None if card is None else Card(demand_follows(node.card().keys, card.signed))
    except (VerificationFailed, Refused):
        return None


def _take_up(node: House, card: Card) -> None:
    """Go by a stated version from now on."""
    keep_card(node.config, card)
    log = node.parts.ledger.log
    log.sign_with(node.parts.secrets.note_signers(log.origin, notes_in_use(node.config, card.keys.version)))
    for party in node.partners():
        node.turn(party)


# -- theirs, and what they hold of ours


def follow(node: House) -> None:
    """Go by what partners' channels and receipts say of keys, as far as it holds; the rest is an alarm.

    A partner's next version that follows is written down. Once a partner's receipt covers our newest version,
    its old keys are signed with no more; once every partner's does, the border answers with the next
    certificate and exchange keys that no set names are destroyed. An officer who may not run the node changes
    nothing.
    """
    node.refresh()
    if not node.may(RUN):
        return
    complete(node)
    for partner in node.partners().values():
        if partner.flows:
            newer = _followed(node, partner)
            held = _held_of_ours(node, newer)
            if (newer := replace(newer, own_version=held)) != partner:
                write_partner(node, newer)
    _settle(node)


def faults(node: House) -> dict[str, AmbosError]:
    """Give the partners who stated a key set that does not follow, with the reason: the alarm ``key-set``."""
    found = {}
    for party, partner in node.partners().items():
        if partner.flows:
            try:
                for _ in _following(node, partner):
                    pass
            except AmbosError as error:
                found[party] = error
    return found


def _followed(node: House, partner: Partner) -> Partner:
    """Give the partner by the newest of its stated sets that follows."""
    try:
        for newer in _following(node, partner):
            partner = newer
    except AmbosError:
        pass  # the alarm tells, and goes on telling
    return partner


def _following(node: House, partner: Partner) -> Iterator[Partner]:
    """Give the partner by each of its stated sets in turn; refuse the first that does not follow."""
    party = partner.card.party
    mirror = node.mirrors().get(party)
    for row in _rows(node, party, mirror.name) if mirror else []:
        card = _card(node, row)
        if card is None or card.keys.version < partner.card.keys.version:
            continue
        if card.keys.version == partner.card.keys.version:
            if card.keys != partner.card.keys:
                raise KeySetRival(party=party, version=card.keys.version)
            continue
        partner = following(partner, card)
        yield partner


def _rows(node: House, party: str, log: str) -> list[RecordRow]:
    """Give the records by which a party states its sets in its own log, in that log's order."""
    rows = node.shelf.versions(f"{KIND}/{party.lower()}")
    return sorted((row for row in rows if row.log == log), key=lambda row: row.seq)


def _card(node: House, row: RecordRow) -> Card | None:
    """Give the set that a record states, not yet verified; None where its body is gone."""
    body = node.read_record(row).body
    return None if body is None else Card(parse_key_set(b64decode(body["key_set"])))


def _held_of_ours(node: House, partner: Partner) -> int:
    """Give the newest version of our own set that the partner is known to hold."""
    if partner.own_version >= versions(node.config)[-1]:
        return partner.own_version
    channel = node.channel(partner.card.party)
    read, held = channel.acknowledged(), partner.own_version
    for row in _rows(node, node.config.party, node.house):
        rid = bytes.fromhex(row.rid)
        place = channel.log.store.places_of([rid]).get(rid)
        card = _card(node, row)
        if place is not None and place < read and card is not None:
            held = max(held, card.keys.version)
    return held


def _settle(node: House) -> None:
    """Let go of what no partner needs any more, once every one of them holds our newest version."""
    config, secrets = node.config, node.parts.secrets
    newest = node.card().keys
    held = [partner.own_version for partner in node.partners().values() if partner.flows]
    if newest.version == 1 or min(held, default=0) < newest.version:
        return
    if certificate_of(config.border) == newest.certificates[0] and len(newest.certificates) == OVERLAP:
        switch_certificate(config.border)
    named = set(newest.exchange)
    for version, seed in secrets.seeds("exchange").items():
        if version < newest.version and Opener(seed).recipient.public not in named:
            secrets.destroy("exchange", version)
