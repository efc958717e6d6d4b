"""``ambos border``, ``sync`` and ``exchange``: two nodes and their border processes, in both languages."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ambos.node.border_process import BorderProcess, free_port, serving
from ambos.node.node import Node
from tests.faces.cli.calling import Ambos

US, MX = "demo/us", "demo/mx"
SAID: dict[str, dict[str, str]] = {
    "en": {
        "silent": "does not answer",
        "nothing": "MX: 0 new records",
        "alarm": "Alarm: for more than 48 hours",
        "quiet": "No alarms.",
        "yes": "yes",
        "no": "no",
        "no-border": "holds no border",
        "taken": "cannot listen at",
        "help": "Serve partners until the process is asked to end",
    },
    "es": {
        "silent": "no responde",
        "nothing": "MX: 0 registros nuevos",
        "alarm": "Alarma: desde hace más de 48 horas",
        "quiet": "Sin alarmas.",
        "yes": "sí",
        "no": "no",
        "no-border": "no contiene una frontera",
        "taken": "no puede escuchar en",
        "help": "Servir a las contrapartes hasta que se pida al proceso que termine",
    },
}


@pytest.fixture
def ports(own: Ambos) -> dict[str, str]:
    """Where each border of the demonstration is to listen; both nodes are told."""
    found = {home: f"127.0.0.1:{free_port()}" for home in (US, MX)}
    for home, other, party in ((US, MX, "MX"), (MX, US, "US")):
        words = ("--listen", found[home], "--address", f"https://{found[other]}")
        assert own("--node", home, "peer", "address", party, *words).code == 0
        own("--node", home, "sync", party)  # nobody answers yet, but the border is told
    return found


@pytest.fixture
def borders(ports: dict[str, str]) -> Iterator[BorderProcess]:
    """Both borders as processes; gives that of the US."""
    with serving(Path(US), [ports[US]]) as us, serving(Path(MX), [ports[MX]]):
        yield us


def synced(own: Ambos, home: str, party: str) -> Any:
    called = own("--node", home, "sync", party, "--json")
    assert called.code == 0, called.err
    return called.json()[0]


@pytest.mark.parametrize("language", SAID)
def test_a_walk(own: Ambos, borders: BorderProcess, language: str) -> None:
    """Both sides synchronise until each has acknowledged all, and the status tells so without an alarm."""
    said = SAID[language]
    for home, party in ((US, "MX"), (MX, "US"), (US, "MX"), (MX, "US")):
        last = synced(own, home, party)
    assert last["size"] == last["acknowledged"] and last["received"] == 0
    called = own("--lang", language, "--node", US, "sync")
    assert called.code == 0 and said["nothing"] in called.out
    assert said["quiet"] in own("--lang", language, "--node", US, "exchange", "status").out
    told = own("--node", US, "exchange", "status", "--json").json()[0]
    assert told["ours"]["size"] == told["ours"]["out"] == told["ours"]["acknowledged"] > 0
    assert told["theirs"]["held"] == told["theirs"]["promised"] > 0
    assert told["failure"] is None and told["alarms"] == []
    assert said["yes"] in own("--lang", language, "--node", US, "border", "status").out
    assert "MX /v1/head 200" in borders.said()


@pytest.mark.parametrize("language", SAID)
def test_nobody_answers(own: Ambos, ports: dict[str, str], language: str) -> None:
    """Where no border runs the failure is told with its code and kept for the status."""
    said = SAID[language]
    called = own("--lang", language, "--node", US, "sync", "MX")
    assert called.code == 4 and said["silent"] in called.err
    assert "[exchange.partner-unreachable]" in called.err
    called = own("--lang", language, "--node", US, "sync", "--json")
    assert called.code == 4 and called.json() == [] and said["silent"] in called.err
    told = own("--node", US, "exchange", "status", "--json").json()[0]
    assert told["failure"]["code"] == "exchange.partner-unreachable"
    shown = own("--lang", language, "--node", US, "exchange", "status").out
    assert "exchange.partner-unreachable" in shown
    assert said["no"] in own("--lang", language, "--node", US, "border", "status").out
    (post,) = own("--node", US, "border", "status", "--json").json()
    assert (post["party"], post["listen"], post["listening"]) == ("MX", ports[US], False)


@pytest.mark.parametrize("language", SAID)
def test_what_a_border_refuses(own: Ambos, borders: BorderProcess, language: str) -> None:
    """A folder without a border, and an address that another process has, end the service with a reason."""
    said = SAID[language]
    called = own("--lang", language, "border", "serve", "--folder", "demo")
    assert called.code == 2 and said["no-border"] in called.err
    called = own("--lang", language, "--node", US, "border", "serve")
    assert called.code == 4 and said["taken"] in called.err
    assert said["help"] in own("--lang", language, "border", "serve", "--help").out


@pytest.mark.parametrize("number", (signal.SIGTERM, signal.SIGINT))
def test_a_border_ends_when_asked(ports: dict[str, str], number: signal.Signals) -> None:
    """Asked to end, the process ends by itself and without an error, and says for whom it listened."""
    border = BorderProcess(Path(US), [ports[US]])
    border._process.send_signal(number)
    assert border._process.wait(20) == 0
    assert "Traceback" not in border.said() and f"https://{ports[US]}" in border.said()
    border._said.close()


def test_again_and_again(own: Ambos, ports: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Watching goes on after a failure, leaves the node to others meanwhile, and ends when interrupted."""
    slept: list[int] = []

    def sleep(seconds: int) -> None:
        slept.append(seconds)
        with Node.open(Path(US)) as node:
            node.parts.ledger.log.store.claim()
        if len(slept) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("ambos.faces.cli.sync.time.sleep", sleep)
    called = own("--node", US, "sync", "MX", "--watch", "7")
    assert called.code == 130 and slept == [7, 7, 7]
    assert called.err.count("[exchange.partner-unreachable]") == 3
    assert called.out == ""


def test_an_untold_address(own: Ambos) -> None:
    """Where no partner's border has an address there is nothing to synchronise with."""
    own("--node", US, "peer", "address", "MX", "--address", "")
    called = own("--node", US, "sync")
    assert called.code == 2 and "[cli.nothing-to-sync]" in called.err
    called = own("--node", US, "sync", "MX")
    assert called.code == 2 and "[exchange.address-missing]" in called.err
