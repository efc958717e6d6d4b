"""``ambos peer``: cards, comparison, the next versions and the end of a partnership, in both languages."""

from pathlib import Path
from typing import Any

import pytest

from tests.faces.cli.calling import Ambos, Called

US, MX, CA = (f"demo/{party}" for party in ("us", "mx", "ca"))
SAID = {
    "en": {
        "trusted": "trusted",
        "untrusted": "not compared yet",
        "removed": "removed",
        "rotated": "stated version 2 of this node's key set",
        "roots": "2 new roots lie in",
        "followed": "is held to version 2",
        "skips": "has version 4 of its key set; version 2 is held",
        "missing": "lie 0 roots of this node; 2 must sign",
        "flow": "nothing flows until its fingerprint is compared: ambos peer trust CA",
        "differs": "is not the one whose fingerprint was read out",
        "unconfirmed": "it was not confirmed",
        "address": "is no address of a border",
        "placed": "CA answers at https://ca.example:8443; our border listens for it at 127.0.0.1:9003",
        "ended": "nothing flows to or from ca of CA any more",
    },
    "es": {
        "trusted": "de confianza",
        "untrusted": "sin comparar",
        "removed": "dada de baja",
        "rotated": "se declaró la versión 2 del juego de claves",
        "roots": "hay 2 raíces nuevas",
        "followed": "se le exige la versión 2",
        "skips": "trae la versión 4 de su juego de claves; se tiene la 2",
        "missing": "hay 0 raíces de este nodo; deben firmar 2",
        "flow": "nada fluye hasta que se compare su huella: ambos peer trust CA",
        "differs": "no es aquella cuya huella se leyó",
        "unconfirmed": "no se confirmó",
        "address": "no es la dirección de una frontera",
        "placed": "CA responde en https://ca.example:8443; nuestra frontera la escucha en 127.0.0.1:9003",
        "ended": "ya nada fluye hacia ca de CA ni desde ahí",
    },
}


class Desk:
    """The command line in one language, in a copy of the demonstration."""

    def __init__(self, ambos: Ambos, language: str) -> None:
        self._ambos, self._language = ambos, language
        self._said = SAID[language]

    def peer(self, home: str, *words: str) -> Called:
        """Call a verb of ``ambos peer`` at a node."""
        return self._ambos("--lang", self._language, "--node", home, "peer", *words)

    def hears(self, key: str, home: str, *words: str, code: int = 0) -> Called:
        """Call it and demand the exit code and the sentence."""
        called = self.peer(home, *words)
        said = " ".join((called.out + called.err).split())
        assert called.code == code and self._said[key] in said, said
        return called

    def card(self, home: str, *words: str) -> Path:
        """Write a node's card into a file."""
        called = self.peer(home, "card", *words)
        path = Path(f"card-{called.json()['party']}-{called.json()['version']}.json")
        path.write_text(called.out)
        return path

    def listed(self, home: str, party: str) -> dict[str, Any]:
        """Give what the list says of one partner."""
        (found,) = (each for each in self.peer(home, "list", "--json").json() if each["party"] == party)
        return dict(found)


@pytest.fixture(params=["en", "es"])
def desk(own: Ambos, request: pytest.FixtureRequest) -> Desk:
    """The command line in each language."""
    return Desk(own, request.param)


def test_the_next_versions_of_a_key_set(desk: Desk) -> None:
    """Rolled with its roots, handed over as a card, taken in order; without roots nothing is rolled."""
    desk.hears("trusted", MX, "list")
    desk.hears("rotated", US, "rotate", "--notes")
    desk.hears("followed", MX, "trust", "US", "--card", str(desk.card(US)))
    assert desk.listed(MX, "US")["version"] == 2 and desk.listed(MX, "US")["state"] == "trusted"
    desk.hears("roots", US, "rotate", "--new-roots", "2")
    assert desk.peer(US, "rotate", "--exchange", "--certificate").code == 0
    desk.hears("skips", MX, "trust", "US", "--card", str(desk.card(US)), code=1)
    for version in ("3", "4"):
        assert desk.peer(MX, "add", str(desk.card(US, "--version", version))).code == 0
    assert desk.listed(MX, "US")["fingerprint"] == desk.peer(US, "card", "--json").json()["fingerprint"]
    desk.hears("missing", US, "rotate", "--roots", MX, code=2)


def test_a_partner_from_registration_to_removal(desk: Desk, own: Ambos) -> None:
    """Registered, compared, placed, removed and taken back; the list tells each state."""
    assert own("--node", CA, "node", "init", "--party", "CA", "--name", "ca").code == 0
    card = str(desk.card(CA))
    right = desk.peer(CA, "card").json()["fingerprint"]
    desk.hears("flow", US, "add", card)
    desk.hears("untrusted", US, "list")
    desk.hears("differs", US, "trust", "CA", "--fingerprint", "0000 1111", code=1)
    desk.hears("unconfirmed", US, "trust", "CA", code=1)
    assert desk.peer(US, "trust", "CA", "--fingerprint", right.replace(" ", "").upper()).code == 0
    desk.hears("trusted", US, "list")
    desk.hears("address", US, "address", "CA", "--address", "http://ca.example", code=2)
    assert desk.peer(US, "address", "CA").code == 2
    place = ("--address", "https://ca.example:8443", "--listen", "127.0.0.1:9003")
    desk.hears("placed", US, "address", "CA", *place)
    desk.hears("ended", US, "remove", "CA")
    desk.hears("removed", US, "list")
    assert desk.peer(US, "add", card).code == 0
    assert desk.listed(US, "CA")["state"] == "trusted"
    assert desk.listed(US, "CA")["address"] == "https://ca.example:8443"
