"""Cards of partners: read strictly, and never one in the place of another."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ambos.exchange.keyset import KeySetSkips, KeySetUnproven, KeySetUnsigned, Proven
from ambos.kernel.ed25519 import KeyRefused
from ambos.node.card import Card, CardInvalid, parse_card
from ambos.node.keysets import Change, rotate
from ambos.node.node import Node
from ambos.node.partners import PeerReplaced
from ambos.node.proof import ProofMalformed, parse_proof
from ambos.testing.pair import Pair, create, pair
from ambos.values.errors import AmbosError


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """A new pair of nodes."""
    with pair(tmp_path) as nodes:
        yield nodes


Change_ = Callable[[dict[str, Any]], Any]


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain["notes_pq"][0].__setitem__(0, ""),
        lambda plain: plain["notes_pq"][0].__setitem__(0, plain["notes_pq"][0][0].upper()),
        lambda plain: plain["notes"][0].__setitem__(0, f" {plain['notes'][0][0]}"),
        lambda plain: plain.__setitem__("version", "1"),
        lambda plain: plain.__setitem__("fingerprint", "0000"),
        lambda plain: plain.__setitem__("more", 1),
        lambda plain: plain.__delitem__("roots"),
        lambda plain: plain.__setitem__("party", "usa"),
        lambda plain: plain.__setitem__("signatures", [["a", "b", "c"]]),
    ],
)
def test_cards_are_read_strictly(made: Pair, change: Change_) -> None:
    """A card whose fields have another form, length or spelling is no card."""
    plain = made.mx.card().plain()
    assert parse_card(json.dumps(plain)) == made.mx.card()
    change(plain)
    with pytest.raises(CardInvalid):
        parse_card(json.dumps(plain))


def test_what_is_no_card_is_refused() -> None:
    """Neither brackets without end nor nothing at all are a card."""
    for text in ("[" * 100_000, "{}", "[]", "1", ""):
        with pytest.raises(CardInvalid):
            parse_card(text)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda plain: plain["authority"].__setitem__(0, "00" * 32), KeyRefused),
        (lambda plain: plain["authority"].__setitem__(1, "00" * 64), KeySetUnproven),
        (lambda plain: plain.__setitem__("signatures", plain["signatures"][:1]), KeySetUnsigned),
    ],
    ids=["small-order", "unproven", "unsigned"],
)
def test_a_card_that_proves_too_little_says_why(made: Pair, change: Change_, error: type[AmbosError]) -> None:
    """What a well-formed card lacks is named, its fingerprint being that of what it says."""
    plain, keys = made.mx.card().plain(), made.mx.card().keys
    change(plain)
    authority = Proven(*(bytes.fromhex(digits) for digits in plain["authority"]))
    keys = replace(keys, authority=authority)
    plain["fingerprint"] = keys.fingerprint
    with pytest.raises(error):
        parse_card(json.dumps(plain))


def test_a_proof_of_brackets_alone_is_no_proof() -> None:
    """A file nested deeper than any proof is refused as malformed."""
    with pytest.raises(ProofMalformed):
        parse_proof("[" * 100_000)


def _as_new(made: Pair, folder: Path) -> Card:
    """Give the card of another node of Mexico, made anew."""
    with create(folder, "MX", made.clock) as other:
        return other.card()


def _renamed(card: Card, party: str) -> Card:
    """Give a card that claims another party; a node believes what it was told to trust."""
    return Card(replace(card.signed, keys=replace(card.keys, party=party)))


def test_no_other_node_takes_the_place_of_a_partner(made: Pair, tmp_path: Path) -> None:
    """While its records are held a partner's card stays; the node opens and verifies after the refusal."""
    made.exchange()
    with pytest.raises(PeerReplaced):
        made.us.add_peer(_as_new(made, tmp_path / "other"))
    with pytest.raises(PeerReplaced):
        made.us.add_peer(_renamed(made.mx.card(), "CA"))
    made.us.add_peer(made.mx.card())
    assert made.us.take_from(made.mx) >= 0
    assert made.us.verify()


def test_a_newer_card_takes_the_place_of_the_one_it_follows(made: Pair) -> None:
    """While records are held the next version is taken, one after it is not, and an older one never again."""
    made.exchange()
    cards = [made.mx.card()]
    cards += [rotate(made.mx, Change(notes=True), made.mx.config.roots) for _ in range(2)]
    with pytest.raises(KeySetSkips):
        made.us.add_peer(cards[2])
    made.us.add_peer(cards[1])
    with pytest.raises(KeySetSkips):
        made.us.add_peer(cards[0])
    made.us.add_peer(cards[2])
    assert made.us.take_from(made.mx) > 0
    assert made.us.verify()


def test_a_wrong_card_is_put_right(made: Pair, tmp_path: Path) -> None:
    """Of a partner from whom nothing was received another card may be registered, and counts at once."""
    right = made.mx.card()
    made.us.add_peer(_as_new(made, tmp_path / "other"))
    made.us.add_peer(right)
    assert made.us.take_from(made.mx) > 0
    home = made.us.config.home
    made.us.close()
    with Node.open(home, now=made.clock.now) as again:
        assert again.peers() == {"MX": right} and again.verify()
