"""Who this node is: the versions of its own key set, as it states them, one file each in ``cards/``."""

from ambos.exchange.keyset import (
    AUTHORITY,
    NOTES,
    NOTES_PQ,
    ROOT,
    KeySet,
    check_key_set,
    proven,
    sign_key_set,
)
from ambos.exchange.sealing import Opener
from ambos.kernel.store.durable import write_whole
from ambos.node.card import Card, CardInvalid, read_card
from ambos.node.certificate import certificate_of
from ambos.node.config import Config
from ambos.node.secrets import Secrets, make_roots
from ambos.values.errors import Misused

ROOTS, THRESHOLD = 3, 2


class OwnCardMissing(Misused):
    """A version of this node's own card is not there; data: ``version`` (0 for any at all)."""

    code = "node.own-card-missing"


def make_first_card(config: Config) -> Card:
    """Make the first version of this node's key set with new roots, unless it is there."""
    secrets = Secrets(config.keys)
    seeds = {name: secrets.seeds(name)[1] for name in ("authority", NOTES, NOTES_PQ, "exchange")}
    roots = make_roots(config.roots, 1, ROOTS)
    party, name = config.party, config.name
    if 1 in versions(config) and _is_of(own_card(config, 1), seeds["authority"], seeds[NOTES]):
        return own_card(config, 1)
    keys = KeySet(
        party,
        name,
        version=1,
        threshold=THRESHOLD,
        roots=tuple(proven(party, name, ROOT, root.seed) for root in roots),
        authority=proven(party, name, AUTHORITY, seeds["authority"]),
        notes=(proven(party, name, NOTES, seeds[NOTES]),),
        notes_pq=(proven(party, name, NOTES_PQ, seeds[NOTES_PQ]),),
        exchange=(Opener(seeds["exchange"]).recipient.public,),
        certificates=(certificate_of(config.border),),
    )
    card = Card(check_key_set(sign_key_set(keys, roots)))
    keep_card(config, card)
    return card


def _is_of(card: Card, *seeds: bytes) -> bool:
    """Say whether the card names just these keys: a creation that was interrupted may have made others."""
    made = {proven(card.party, card.name, NOTES, seed).public for seed in seeds}
    return made == {card.keys.authority.public, card.keys.notes[0].public}


def keep_card(config: Config, card: Card) -> None:
    """Write a version of this node's own card down."""
    config.cards.mkdir(parents=True, exist_ok=True)
    write_whole(config.cards / f"{card.keys.version}.json", str(card).encode())


def versions(config: Config) -> list[int]:
    """Give the versions of this node's own card that are there, in order."""
    return sorted(int(path.stem) for path in config.cards.glob("*.json") if path.stem.isdigit())


def own_card(config: Config, version: int = 0) -> Card:
    """Give one version of this node's own card, the newest if none is named; refuse one that is not there."""
    found = versions(config)
    if not found or (version and version not in found):
        raise OwnCardMissing(version=version)
    try:
        text = (config.cards / f"{version or found[-1]}.json").read_text(encoding="utf-8")
        return read_card(text)
    except (OSError, UnicodeDecodeError, CardInvalid) as error:
        raise OwnCardMissing(version=version) from error


def notes_in_use(config: Config, since: int) -> list[bytes]:
    """Give the keys to sign notes with for a partner who holds our version ``since`` or a later one.

    They are that version's and those of every later one, until the partner is known to hold the newest.
    """
    cards = [own_card(config, version) for version in versions(config) if version >= since]
    used = [card.keys.notes[0].public for card in cards or [own_card(config)]]
    return list(dict.fromkeys(used))
