"""Cards of partners: read strictly, and never one in the place of another."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ambos.node.card import Card, CardInvalid, PeerReplaced, parse_card
from ambos.node.node import Node
from ambos.node.proof import ProofMalformed, parse_proof
from ambos.testing.pair import Pair, create, pair


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """A new pair of nodes."""
    with pair(tmp_path) as nodes:
        yield nodes


def test_cards_are_read_strictly(made: Pair) -> None:
    """A card whose keys have another length or spelling is refused, and so is what is no card at all."""
    card = made.mx.card()
    assert parse_card(card.print()) == card
    wrong = (
        replace(card, notes_pq=""),
        replace(card, notes_pq=card.notes_pq[2:]),
        replace(card, notes_pq=card.notes_pq.upper()),
        replace(card, notes=f"{card.notes[:2]} {card.notes[2:]}"),
        replace(card, authority="00" * 32),
    )
    for text in (*(each.print() for each in wrong), "[" * 100_000, "{}", ""):
        with pytest.raises(CardInvalid):
            parse_card(text)


def test_a_proof_of_brackets_alone_is_no_proof() -> None:
    """A file nested deeper than any proof is refused as malformed."""
    with pytest.raises(ProofMalformed):
        parse_proof("[" * 100_000)


def _as_new(made: Pair, folder: Path) -> Card:
    """Give the card of another node of Mexico, made anew."""
    with create(folder, "MX", made.clock) as other:
        return other.card()


def test_no_other_node_takes_the_place_of_a_partner(made: Pair, tmp_path: Path) -> None:
    """While its records are held a partner's card stays; the node opens and verifies after the refusal."""
    made.exchange()
    with pytest.raises(PeerReplaced):
        made.us.add_peer(_as_new(made, tmp_path / "other"))
    with pytest.raises(PeerReplaced):
        made.us.add_peer(replace(made.mx.card(), party="CA"))
    made.us.add_peer(made.mx.card())
    assert made.us.take_from(made.mx) >= 0
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
