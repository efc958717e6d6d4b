"""A node is created once, whole, and opened with settings that explain themselves."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from ambos.node.bundles import export
from ambos.node.card import Card
from ambos.node.config import FILE, Config, ConfigInvalid, NodeExists, NoNode, read_config, write_config
from ambos.node.identity import OwnCardMissing, own_card
from ambos.node.node import Node, OfficerUnknown, PeerUnknown
from ambos.node.officers import LastSecretariat
from ambos.node.partners import OwnCard
from ambos.node.secrets import NODE_KEYS, SecretMissing, Secrets
from ambos.values.errors import Misused, NotAllowed


def config(folder: Path) -> Config:
    return Config(folder / "us", "US", "ambos-us")


def created(folder: Path) -> Config:
    """Create a node, close it, and give its settings."""
    settings = config(folder)
    Node.create(settings, "Secretariat").close()
    return settings


def test_a_new_node_can_be_opened_and_verified(tmp_path: Path) -> None:
    """It holds its authority's key, the policy, its first officer's key and the officer, and nothing else."""
    home = created(tmp_path).home
    with Node.open(home) as node:
        (audited,) = node.verify()
        assert audited.checkpoint.size == 4
        assert node.person().roles == {"secretariat"}


def test_secrets_are_the_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the machine can read a key; none of them stands in the settings."""
    home = created(tmp_path).home
    keys = sorted((home / "keys").iterdir())
    assert {key.name for key in keys} == {f"{name}.key" for name in (*NODE_KEYS, "officer-secretariat")}
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700
    settings = (home / FILE).read_text()
    assert not [key for key in keys if key.read_text().strip() in settings]


def test_the_name_of_a_new_key_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the last key is linked its folder is synchronised: a loss of power takes no key that signed."""
    folder, synchronised = tmp_path / "keys", []
    real = os.fsync

    def watched(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            synchronised.append(sorted(path.stem for path in folder.glob("*.key")))
        real(descriptor)

    monkeypatch.setattr("os.fsync", watched)
    Secrets(folder).create()
    assert synchronised[-1] == sorted(NODE_KEYS)
    assert not list(folder.glob("*.part"))


def test_a_node_is_never_replaced(tmp_path: Path) -> None:
    """Creating a node where there is one is refused, and changes nothing."""
    settings = created(tmp_path)
    before = {path: path.read_bytes() for path in settings.home.rglob("*.key")}
    with pytest.raises(NodeExists):
        Node.create(settings, "Somebody else")
    assert before == {path: path.read_bytes() for path in settings.home.rglob("*.key")}


def test_an_interrupted_creation_can_be_begun_again(tmp_path: Path) -> None:
    """Whatever an interruption left, the next creation completes it without making a second authority."""
    settings = config(tmp_path)
    Secrets(settings.keys).create()
    (settings.keys / "notes.key").unlink()
    authority = Secrets(settings.keys).authority().public
    Node.create(settings, "Secretariat").close()
    (settings.home / FILE).unlink()
    with Node.create(settings, "Secretariat") as node:
        assert bytes.fromhex(node.card().authority) == authority
        assert node.verify()[0].checkpoint.size == 4


@pytest.mark.parametrize(
    ("party", "name", "officer"), [("usa", "us", "a"), ("US", "U S", "a"), ("US", "us", "a/b")]
)
def test_settings_that_could_not_be_read_are_not_written(
    tmp_path: Path, party: str, name: str, officer: str
) -> None:
    """A party, name or officer of a wrong form is refused before the folder is made."""
    with pytest.raises(Misused):
        Node.create(Config(tmp_path / "x", party, name, officer=officer), "Secretariat")
    assert not (tmp_path / "x").exists()


def test_no_node_there(tmp_path: Path) -> None:
    """A folder without settings is no node."""
    with pytest.raises(NoNode):
        Node.open(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        'party = "US"',
        'name = "us"',
        'party = "US"\nname = "us"\ncolour = "red"',
        'party = "US"\nname = 3',
        "party = ",
        "\0",
    ],
)
def test_broken_settings_are_named(tmp_path: Path, text: str) -> None:
    """A setting that is missing, unknown, of another type, or no TOML at all is refused as such."""
    (tmp_path / FILE).write_text(text)
    with pytest.raises(ConfigInvalid):
        read_config(tmp_path)


def test_the_environment_wins_and_says_so(tmp_path: Path) -> None:
    """A setting from the environment replaces the file's, and both name where they come from."""
    write_config(config(tmp_path))
    found, origin = read_config(tmp_path / "us", {"AMBOS_OFFICER": "ana", "AMBOS_STORE": ""})
    assert (found.officer, found.store) == ("ana", "sqlite")
    assert (origin["officer"], origin["store"]) == ("AMBOS_OFFICER", FILE)


def test_settings_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Quotation marks and backslashes of a setting survive the file."""
    written = Config(tmp_path / "us", "US", "us", store='postgresql://a:"b\\c"@d/e')
    write_config(written)
    assert read_config(tmp_path / "us", {})[0] == written


def test_an_unknown_officer_sits_down_at_no_desk(tmp_path: Path) -> None:
    """Somebody whom the log does not know as an active officer reads and writes nothing."""
    home = created(tmp_path).home
    with Node.open(home, "nobody") as node, pytest.raises(OfficerUnknown):
        node.shelf.things("officer")


def test_only_who_runs_the_node_enrols(tmp_path: Path) -> None:
    """An officer without that right enrols nobody and registers no partner."""
    home = created(tmp_path).home
    with Node.open(home) as node:
        node.enrol("ana", {"name": "Ana", "roles": ["analyst"]})
    with Node.open(home, "ana") as node:
        with pytest.raises(NotAllowed):
            node.enrol("eve", {"name": "Eve", "roles": ["secretariat"]})
        with pytest.raises(NotAllowed):
            node.add_peer(node.card())


def test_a_node_keeps_somebody_who_runs_it(tmp_path: Path) -> None:
    """The last secretariat cannot be given another role; with a second one it can."""
    home = created(tmp_path).home
    with Node.open(home) as node:
        demoted = {"name": "Secretariat", "roles": ["analyst"]}
        with pytest.raises(LastSecretariat):
            node.enrol("secretariat", demoted)
        node.enrol("second", {"name": "Second", "roles": ["secretariat"]})
        node.enrol("secretariat", demoted)
        assert node.person().roles == {"analyst"}
        assert node.verify()


@pytest.mark.parametrize(
    ("slug", "body"),
    [("A b", {"name": "A"}), ("a", {"name": "A", "roles": ["boss"]}), ("a", {"roles": ["analyst"]})],
)
def test_a_refused_officer_leaves_no_key(tmp_path: Path, slug: str, body: dict[str, object]) -> None:
    """An officer of a wrong form is refused before a key is made."""
    home = created(tmp_path).home
    before = set((home / "keys").iterdir())
    with Node.open(home) as node, pytest.raises(Misused):
        node.enrol(slug, body)
    assert set((home / "keys").iterdir()) == before


def test_a_node_is_no_partner_of_itself(tmp_path: Path) -> None:
    """Its own card, or one of another party under its own name, is refused."""
    home = created(tmp_path).home
    with Node.open(home) as node:
        own = node.card().signed
        for signed in (own, replace(own, keys=replace(own.keys, party="MX"))):
            card = Card(signed)
            with pytest.raises(OwnCard):
                node.add_peer(card)


def test_a_missing_or_damaged_key_is_named(tmp_path: Path) -> None:
    """Without one of its keys a node does not make a new one; it says which is missing."""
    home = created(tmp_path).home
    for damage in ("", "zz", "11" * 16):
        (home / "keys" / "authority.key").write_text(damage)
        with Node.open(home) as node, pytest.raises(SecretMissing):
            node.enrol("ana", {"name": "Ana"})
    (home / "keys" / "notes.key").unlink()
    with pytest.raises(SecretMissing):
        Node.open(home)


def test_a_new_node_has_roots_apart_from_its_keys(tmp_path: Path) -> None:
    """Three roots of which two must sign lie in a folder to be moved away; the node opens without them."""
    settings = created(tmp_path)
    roots = sorted(settings.roots.iterdir())
    assert len(roots) == 3 and own_card(settings).keys.threshold == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in (*roots, settings.roots)} == {0o600, 0o700}
    for path in roots:
        path.unlink()
    with Node.open(settings.home) as node:
        assert node.verify()


def test_a_missing_or_altered_card_is_named(tmp_path: Path) -> None:
    """A node whose own card is gone or altered says so and makes no other."""
    settings = created(tmp_path)
    card = settings.cards / "1.json"
    for text in (card.read_text().replace('"version": 1', '"version": 2'), "", "{}"):
        card.write_text(text)
        with pytest.raises(OwnCardMissing):
            Node.open(settings.home)
    card.unlink()
    with pytest.raises(OwnCardMissing):
        Node.open(settings.home)


def test_strangers_are_refused_by_name(tmp_path: Path) -> None:
    """Nothing is sent to, received from or believed of a party that is not registered."""
    with Node.create(config(tmp_path), "Secretariat") as node:
        for act in (
            lambda: export(node, "MX", tmp_path / "out"),
            lambda: node.card_of_log("ambos-mx/house"),
        ):
            with pytest.raises(PeerUnknown):
                act()


@pytest.mark.parametrize(
    ("lines", "setting"),
    [
        ('oidc_issuer = "http://identity.example"\noidc_client = "us"', "oidc_issuer"),
        ('oidc_issuer = "https://identity.example"', "oidc_client"),
        ('demonstration = "perhaps"', "demonstration"),
    ],
)
def test_what_would_let_anybody_in_is_refused(tmp_path: Path, lines: str, setting: str) -> None:
    """A provider without TLS or without our name there, and half a demonstration, are refused by setting."""
    (tmp_path / FILE).write_text(f'party = "US"\nname = "us"\n{lines}\n', encoding="utf-8")
    with pytest.raises(ConfigInvalid) as refused:
        read_config(tmp_path, {})
    assert refused.value.data["setting"] == setting
