"""``ambos witness`` and ``ambos exchange``: a witness by courier, and the proof of two histories, in both
languages.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ambos.kernel.checkpoint import Checkpoint, sign_checkpoint
from ambos.node.secrets import Secrets
from tests.faces.cli.calling import Ambos
from tests.house.source import ROOT


@pytest.fixture
def settled(own: Ambos) -> Ambos:
    """A copy of the demonstration with a witness that follows both channels, and a policy that demands it."""
    assert own("witness", "init", "w", "--name", "witness.example/w1").code == 0
    for party in ("us", "mx"):
        Path(f"{party}.json").write_text(own("--node", f"demo/{party}", "peer", "card").out, encoding="utf-8")
    assert "ambos-us/channel/mx" in own("witness", "add", "w", "us.json", "mx.json").err
    key = own("witness", "key", "w").out.split("\n")[0]
    Path("policy").write_text(f"witness W {key}\nquorum W\n", encoding="utf-8")
    for party in ("us", "mx"):
        assert own("--node", f"demo/{party}", "exchange", "witnesses", "--policy", "policy").code == 0
    return own


def test_a_witness_by_courier(settled: Ambos) -> None:
    """Request, answer and what comes of them are told in either language, and listed as data."""
    assert settled("witness", "request", "MX", "W", "request").code == 0
    assert "firmado" in settled("--lang", "es", "witness", "answer", "w", "request", "answer").err
    assert "cosigned by W" in settled("witness", "take", "MX", "W", "answer").err
    listed = json.loads(settled("exchange", "witnesses", "--json").out)
    assert (listed["quorum"], list(listed["witnesses"][0]["cosigned"])) == ("W", ["MX"])
    assert "Quórum: W" in settled("--lang", "es", "exchange", "witnesses").out
    followed = json.loads(settled("witness", "list", "w", "--json").out)
    assert [log["log"] for log in followed if log["size"]] == ["ambos-us/channel/mx"]
    assert "bitácora" in settled("--lang", "es", "witness", "list", "w").out
    assert settled("witness", "answer", "w", "request", "answer").code == 0
    stale = settled("witness", "take", "MX", "W", "answer")
    assert (stale.code, "[witness.elsewhere]" in stale.err) == (1, True)


def test_two_histories_are_proven(settled: Ambos) -> None:
    """A second note is compared, refused, kept and written as a proof that a stranger checks."""
    lie(Path("demo/us"), Path("note"))
    mexico = ("--node", "demo/mx")
    assert "[fork.none]" in settled(*mexico, "exchange", "evidence", "US", "fork.json").err
    assert settled(*mexico, "exchange", "compare", "US", "note").code == 3
    assert settled(*mexico, "exchange", "evidence", "US", "fork.json").code == 0
    assert "dos historias" in settled("--lang", "es", *mexico, "exchange", "judge", "fork.json").out
    assert json.loads(settled("exchange", "judge", "fork.json", "--json").out)["party"] == "US"
    command = [sys.executable, str(ROOT / "spec" / "verify.py"), "fork.json", "us.json", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout)["fork"] == "ambos-us/channel/mx"
    assert settled(*mexico, "exchange", "resume", "US").code == 0
    assert "[fork.none]" in settled(*mexico, "exchange", "resume", "US").err


def lie(home: Path, file: Path) -> None:
    """Sign another head of the United States' channel, of one record."""
    origin = "ambos-us/channel/mx"
    signers = Secrets(home / "keys").note_signers(origin)
    file.write_bytes(sign_checkpoint(Checkpoint(origin, 1, bytes(32)), signers, 1))


def test_a_record_is_proven_with_its_receipt(settled: Ambos) -> None:
    """From either side a record is proven within the channel, and the receipt is told."""
    assert settled("ledger", "prove", "framework/sig-2025", "--channel", "MX", "--output", "p.json").code == 0
    told = settled("ledger", "check", "p.json")
    assert "held by" in told.out
    assert json.loads(settled("ledger", "check", "p.json", "--json").out)["received"].keys() == {"ambos-mx"}
    assert settled("--node", "demo/mx", "ledger", "prove", "framework/sig-2025", "--channel", "US").code == 0
    wrong = settled("ledger", "prove", "officer/secretariat", "--channel", "MX")
    assert (wrong.code, "[proof.not-released]" in wrong.err) == (1, True)


def test_what_is_asked_wrongly_is_told(settled: Ambos) -> None:
    """A wrong address, a wrong line of a policy and a folder without a witness are named."""
    assert "[cli.argument-invalid]" in settled("witness", "serve", "w", "--listen", "80").err
    Path("policy").write_text("# none\nwitness W x\n", encoding="utf-8")
    told = settled("--lang", "es", "exchange", "witnesses", "--policy", "policy")
    assert (told.code, "línea 2" in told.err) == (2, True)
    assert "[witness.no-witness]" in settled("witness", "list", "demo").err
    assert "one history" in settled("witness", "conflicts", "w").err
    assert settled("witness", "conflicts", "w", "--json").out == "[]\n"
    assert "--reader" in settled("witness", "add", "w", "us.json").err
