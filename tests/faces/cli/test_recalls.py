"""Recalls, redaction, holds, holdings and quarantine on the command line, in both languages."""

import csv
import io
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from ambos.node import assemble
from ambos.node.node import Node
from ambos.testing.pair import pair
from tests.exchange.conftest import event
from tests.faces.cli.calling import Ambos
from tests.node.newer import NEW, World, sight

TEXT = "Visit of the delegation"


@dataclass(frozen=True)
class Homes:
    """The words that name two closed nodes to the command line."""

    us: tuple[str, str]
    mx: tuple[str, str]

    def exchange(self) -> None:
        """Let each take what the other has released, twice."""
        with Node.open(Path(self.us[1])) as us, Node.open(Path(self.mx[1])) as mx:
            for _ in range(2):
                us.take_from(mx)
                mx.take_from(us)


def homes(us: Node, mx: Node) -> Homes:
    """Close two nodes and give the words that name them."""
    us.close()
    mx.close()
    return Homes(("--node", str(us.config.home)), ("--node", str(mx.config.home)))


@pytest.fixture
def made(tmp_path: Path) -> Homes:
    """A pair of nodes with a public event, exchanged."""
    with pair(tmp_path) as nodes:
        nodes.us.propose([event("visit", TEXT)])
        nodes.exchange(2)
        return homes(nodes.us, nodes.mx)


def test_a_recall_from_asking_to_answer(made: Homes, ambos: Ambos) -> None:
    """A recall is added, told to the partner, answered there, and seen answered here, in words."""
    us, mx = made.us, made.mx
    asked = ("--reach", "erase", "--reason", "mistaken", "--basis", "Law 1")
    added = ambos(*us, "recall", "add", "visit", *asked)
    assert added.code == 0 and len(added.out.strip()) == 32 and "MX will have to answer" in added.err
    shown = ambos(*us, "record", "show", "visit")
    assert "Recalled by US on" in shown.out and TEXT not in shown.out
    assert TEXT not in ambos(*us, "record", "show", "visit", "--json").out
    assert "MX: not answered yet" in " ".join(ambos(*us, "recall", "list").out.split())
    made.exchange()
    (line,) = ambos(*mx, "recall", "--json").json()
    assert (line["party"], line["subject"], line["waiting"]) == ("US", "event/visit", ["MX"])
    unclear = ambos(*mx, "recall", "answer", line["recall"])
    assert unclear.code == 2 and "cli.outcome-unclear" in unclear.err
    bare = ambos(*mx, "recall", "answer", line["recall"], "--refused")
    assert bare.code == 2 and "--basis" in bare.err
    assert "complied with" in ambos(*mx, "recall", "answer", line["recall"], "--complied").err
    made.exchange()
    (line,) = ambos(*us, "recall", "list", "--json").json()
    assert [(one["party"], one["outcome"]) for one in line["answers"]] == [("MX", "complied")]
    assert "cumplida" in ambos(*us, "--lang", "es", "recall", "list").out


def test_a_redaction_says_what_it_leaves(made: Homes, ambos: Ambos) -> None:
    """Redacted, the content is gone, who did it stands there, and the partner's copy is spoken of."""
    us = made.us
    done = ambos(*us, "redact", "visit", "--reason", "retention-ended", "--basis", "Archive rule 3")
    assert done.code == 0 and "recall add --reach erase" in done.err
    shown = " ".join(ambos(*us, "record", "show", "visit").out.split())
    assert "Destroyed by US on" in shown and "Archive rule 3" in shown and TEXT not in shown
    assert ambos(*us, "record", "list", "event", "--json").json() == []


def test_a_hold_stands_in_the_way(made: Homes, ambos: Ambos) -> None:
    """Held, a record cannot be redacted; the refusal names the hold, and lifting it opens the way."""
    us = made.us
    (rid,) = ambos(*us, "hold", "add", "visit", "--basis", "Case 9").out.split()
    refused = ambos(*us, "redact", "visit", "--reason", "other", "--basis", "x")
    assert refused.code == 1 and "[erasure.held]" in refused.err and rid in refused.err
    assert "Case 9" in ambos(*us, "hold").out
    assert [one["hold"] for one in ambos(*us, "hold", "list", "--json").json()] == [rid]
    assert ambos(*us, "hold", "lift", rid, "--reason", "closed").code == 0
    assert ambos(*us, "redact", "visit", "--reason", "other", "--basis", "x").code == 0


def test_holdings_as_table_json_and_csv(made: Homes, ambos: Ambos) -> None:
    """The three forms tell the same records; the reverse is what the partner's node tells."""
    us, mx = made.us, made.mx
    told = ambos(*us, "holdings", "MX")
    assert "event/visit" in told.out and "acknowledged" in told.out and "the channel to MX" in told.err
    document = ambos(*us, "holdings", "MX", "--json").json()
    rows = list(csv.DictReader(io.StringIO(ambos(*us, "holdings", "MX", "--csv").out)))
    assert [row["record"] for row in rows] == [one["record"] for one in document["held"]]
    assert document["held"] == ambos(*mx, "holdings", "US", "--ours", "--json").json()["held"]
    assert ambos(*us, "holdings", "MX", "--since", "2027", "--json").json()["held"] == []
    assert "con acuse" in ambos(*us, "--lang", "es", "holdings", "MX").out
    assert ambos(*us, "holdings", "CA").code == 1


def test_quarantine_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ambos: Ambos) -> None:
    """What is kept back is listed with its reason, shown, and retried; its author sees it too."""
    with ExitStack() as stack:
        world = World(tmp_path, stack, monkeypatch)
        (rid,) = sight(world, "one")
        world.exchange()
        closed = homes(world.us, world.mx)
    us, mx = closed.us, closed.mx
    assert "this kind is not known here" in " ".join(ambos(*mx, "quarantine").out.split())
    shown = ambos(*mx, "quarantine", "show", rid).out
    assert "glimpse/1" in shown and "Note one" in shown
    retried = ambos(*mx, "quarantine", "retry")
    assert retried.code == 0 and "still kept back: 1" in retried.err
    assert ambos(*mx, "quarantine", "retry", "--json").json()["kept"][0]["record"] == rid
    monkeypatch.setattr(assemble, "KINDS", (*assemble.KINDS, NEW))
    told = ambos(*us, "quarantine", "list", "--json").json()["not_understood"]
    assert [(one["party"], one["record"], one["code"]) for one in told] == [
        ("MX", rid, "record.not-understood")
    ]
    assert "Held by a partner and not shown there" in ambos(*us, "quarantine").out


def test_nothing_kept_back(made: Homes, ambos: Ambos) -> None:
    """Of an empty quarantine it is said that it is empty, in either language."""
    assert "Nothing is kept back" in ambos(*made.us, "quarantine").out
    assert "No hay nada en cuarentena" in ambos(*made.us, "--lang", "es", "quarantine").out
