"""Partners: nothing flows before the fingerprint was compared, nor after they were removed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ambos.exchange.post import ListenInvalid, Post, read_posts, write_post
from ambos.kernel.acts import HouseKind, New
from ambos.node.bundles import export
from ambos.node.keysets import Change, rotate
from ambos.node.node import Node
from ambos.node.partners import (
    AddressInvalid,
    PeerRemoved,
    PeerReplaced,
    PeerUntrusted,
    follow_card,
    introduce,
    place,
    remove,
    trust,
)
from ambos.testing.pair import Pair, create, pair
from ambos.values.errors import AmbosError, NotAllowed


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Pair]:
    """Two nodes that know each other."""
    with pair(tmp_path / "pair") as nodes:
        yield nodes


@pytest.fixture
def stranger(made: Pair, tmp_path: Path) -> Iterator[Node]:
    """A node of a third party, which the United States has registered and not compared."""
    with create(tmp_path, "CA", made.clock) as node:
        introduce(made.us, node.card())
        yield node


def _flows(node: Node, party: str, folder: Path) -> list[Callable[[], object]]:
    """Give every way by which something could flow to or from a party."""
    return [
        lambda: node.release(party),
        lambda: export(node, party, folder / "nothing.bundle"),
    ]


def _refused(acts: list[Callable[[], object]], error: type[AmbosError]) -> None:
    for act in acts:
        with pytest.raises(error):
            act()


def test_nothing_flows_before_the_comparison(made: Pair, stranger: Node, tmp_path: Path) -> None:
    """A partner that is only registered is released nothing, sent nothing, and nothing of it is taken."""
    _refused(_flows(made.us, "CA", tmp_path), PeerUntrusted)
    stranger.add_peer(made.us.card())
    with pytest.raises(PeerUntrusted):
        made.us.take_from(stranger)
    with pytest.raises(PeerUntrusted):
        stranger.take_from(made.us)
    assert made.us.channel("CA").log.size == 0 and "CA" not in made.us.mirrors()
    trust(made.us, "CA")
    assert made.us.take_from(stranger) > 0 and stranger.take_from(made.us) > 0


def test_an_untrusted_partner_is_nobody_to_write_for(made: Pair, stranger: Node) -> None:
    """What goes to the partners by default goes to those who are trusted and not removed."""

    def reached(slug: str) -> tuple[str, ...]:
        made.us.propose([New("framework", slug, {"name": {"en": slug}})])
        return made.us.shelf.thing(f"framework/{slug}").label.release

    assert stranger.config.party == "CA" and reached("one") == ("MX",)
    trust(made.us, "CA")
    assert reached("two") == ("CA", "MX")
    remove(made.us, "MX")
    assert reached("three") == ("CA",)


def test_nothing_flows_after_the_removal(made: Pair, tmp_path: Path) -> None:
    """A removed partner is released and served nothing; its mirror stays readable and verifies."""
    made.exchange()
    border = made.us.config.border
    write_post(border, Post("MX", made.us.card().origin("MX"), (), ""), b"")
    held, read = made.us.mirrors()["MX"].size(), made.us.channel("MX").log.size
    remove(made.us, "MX")
    assert read_posts(border) == []
    _refused(_flows(made.us, "MX", tmp_path), PeerRemoved)
    for taking, from_ in ((made.us, made.mx), (made.mx, made.us)):
        with pytest.raises(PeerRemoved):
            taking.take_from(from_)
    assert made.us.channel("MX").log.size == read
    home = made.us.config.home
    made.us.close()
    with Node.open(home, now=made.clock.now) as again:
        assert len(list(again.mirrors()["MX"].read(0, held))) == held and again.verify()


def test_a_removed_partner_comes_back_only_as_itself(made: Pair, tmp_path: Path) -> None:
    """By another card it is refused, even if nothing of it was held; by its own, or the next, it is back."""
    remove(made.us, "MX")
    with pytest.raises(PeerRemoved):
        trust(made.us, "MX")
    with create(tmp_path / "other", "MX", made.clock) as other, pytest.raises(PeerReplaced):
        made.us.add_peer(other.card())
    assert introduce(made.us, made.mx.card()).flows
    remove(made.us, "MX")
    with pytest.raises(PeerRemoved):
        follow_card(made.us, "MX", made.mx.card())
    assert introduce(made.us, rotate(made.mx, Change(notes=True), made.mx.config.roots)).flows
    assert made.us.take_from(made.mx) > 0


def test_trust_survives_the_next_card_and_no_other(made: Pair, tmp_path: Path) -> None:
    """A card that follows is taken without a new comparison; any other has to be compared."""
    assert introduce(made.us, rotate(made.mx, Change(notes=True), made.mx.config.roots)).trusted
    with create(tmp_path / "other", "MX", made.clock) as other:
        assert not introduce(made.us, other.card()).trusted
    assert made.us.mirrors() == {}


def test_where_a_border_is_may_be_said_anew(made: Pair) -> None:
    """Each place is kept until another is said, by whatever else is said of the partner."""
    place(made.us, "MX", "https://mx.example:8443", None)
    place(made.us, "MX", None, "127.0.0.1:9001")
    made.us.add_peer(made.mx.card())
    partner = made.us.partner("MX")
    assert (partner.address, partner.listen) == ("https://mx.example:8443", "127.0.0.1:9001")
    assert place(made.us, "MX", "", None).address == ""


@pytest.mark.parametrize(
    ("address", "listen", "error"),
    [
        ("http://mx.example", None, AddressInvalid),
        ("https://", None, AddressInvalid),
        ("https://user@mx.example", None, AddressInvalid),
        ("https://mx.example/path", None, AddressInvalid),
        (None, "9001", ListenInvalid),
        (None, "host:99999", ListenInvalid),
    ],
)
def test_a_place_that_is_none_is_refused(
    made: Pair, address: str | None, listen: str | None, error: type[AmbosError]
) -> None:
    """An address without https or with more than a host, a listener without host or port: nothing changes."""
    before = made.us.partner("MX")
    with pytest.raises(error):
        place(made.us, "MX", address, listen)
    assert made.us.partner("MX") == before


def test_nothing_is_written_where_nothing_changes(made: Pair) -> None:
    """Saying again what is known of a partner adds no record."""
    place(made.us, "MX", "https://mx.example", None)
    size = made.us.reader(made.us.house).log.size
    place(made.us, "MX", "https://mx.example", None)
    trust(made.us, "MX")
    made.us.add_peer(made.mx.card())
    assert made.us.reader(made.us.house).log.size == size


def test_only_who_runs_the_node_decides_on_partners(made: Pair) -> None:
    """Somebody else can neither trust nor remove a partner, nor write its record at a desk."""
    made.us.enrol("ana", {"name": "Ana", "roles": ["analyst"]})
    home = made.us.config.home
    made.us.close()
    with Node.open(home, "ana", made.clock.now) as node:
        for act in (remove, trust):
            with pytest.raises(NotAllowed):
                act(node, "MX")
        for kind in ("peer", "key-set"):
            with pytest.raises(HouseKind):
                node.propose([New(kind, "mx", {})])
