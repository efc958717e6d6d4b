"""Bundles on the command line: exported, inspected without a node, taken in, in both languages."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from ambos.kernel.acts import New
from ambos.node.attachments import place_of
from ambos.node.node import Node
from ambos.values.handling import PUBLIC
from tests.faces.cli.calling import Ambos

ROWS = bytes(range(256)) * 1500


@pytest.fixture
def carried(own: Ambos) -> Ambos:
    """A bundle for Mexico with one evidence set whose rows are attached."""
    with Node.open(Path("demo/us")) as us:
        digest = sha256(ROWS).hexdigest()
        place_of(us, digest).parent.mkdir(exist_ok=True)
        place_of(us, digest).write_bytes(ROWS)
        body = {"reader": "none", "title": "Rows", "file_name": "rows.csv", "file_digest": digest, "rows": 1}
        span = {"rows_digest": digest, "first": "2025-01", "last": "2025-12", "as_of": "2026-01-01"}
        us.propose([New("evidence", "attached", body | span, PUBLIC)])
    assert own("bundle", "export", "MX", "out.bundle").out == "out.bundle\n"
    return own


def test_a_guard_needs_no_node(carried: Ambos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the exchange key alone, without a node, everything is shown, and what was not verified."""
    guard = tmp_path / "guard"
    guard.mkdir()
    shutil.copy(tmp_path / "demo" / "mx" / "keys" / "exchange.key", guard / "mx.key")
    shutil.move(tmp_path / "out.bundle", guard)
    monkeypatch.chdir(guard)
    shown = carried("bundle", "inspect", "out.bundle", "--key", "mx.key")
    assert shown.code == 0 and shown.err == ""
    for words in ("ambos-us/channel/mx", "evidence set", "public (TLP:CLEAR)", "Not verified here"):
        assert words in shown.out
    told = carried("--lang", "es", "bundle", "inspect", "out.bundle", "--key", "mx.key").out
    for words in ("conjunto de evidencia", "público (TLP:CLEAR)", "Lo que aquí no se verificó"):
        assert words in told
    plain = carried("bundle", "inspect", "out.bundle", "--key", "mx.key", "--json").json()
    assert plain["kinds"]["evidence"]["records"] == 1 and plain["problems"] == []
    assert plain["attachments"][0]["checked"] and "signatures" in plain["not_verified"]


def test_a_guard_holds_back(carried: Ambos) -> None:
    """A kind that is not on the list ends with exit code 1 and its name; a damaged file with 3."""
    key = ("--key", "demo/mx/keys/exchange.key")
    kinds = list(carried("bundle", "inspect", "out.bundle", *key, "--json").json()["kinds"])
    others = ", ".join(kind for kind in kinds if kind != "evidence")
    held = carried("bundle", "inspect", "out.bundle", *key, "--allow", others, "--json")
    assert held.code == 1 and "kinds that may not pass: evidence" in held.err
    assert held.json()["not_allowed"] == ["evidence"]
    assert carried("bundle", "inspect", "out.bundle", *key, "--allow", ",".join(kinds)).code == 0
    data = Path("out.bundle").read_bytes()
    Path("out.bundle").write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    damaged = carried("bundle", "inspect", "out.bundle", *key)
    assert damaged.code == 3 and "out.bundle is not of its form in 1 places" in damaged.err
    assert "exchange.bundle-damaged" in damaged.err
    spanish = carried("--lang", "es", "bundle", "inspect", "out.bundle", *key)
    assert spanish.code == 3 and "no tiene la forma debida" in spanish.err


def test_rows_are_pending_until_they_are_here(carried: Ambos) -> None:
    """Record and list say in both languages whether the rows have come."""
    mx = ("--node", "demo/mx")
    carried(*mx, "bundle", "import", "out.bundle")
    assert carried(*mx, "record", "show", "evidence/attached", "--json").json()["rows"] == "here"
    next(Path("demo/mx/evidence").glob("*.parquet")).unlink()
    assert "body pending" in carried(*mx, "record", "show", "evidence/attached").out
    assert "cuerpo pendiente" in carried("--lang", "es", *mx, "record", "show", "evidence/attached").out
    assert "pending" in carried(*mx, "record", "list", "evidence").out
    carried(*mx, "bundle", "export", "US", "back.bundle")
    carried("bundle", "import", "back.bundle")
    carried("bundle", "export", "MX", "next.bundle")
    told = carried(*mx, "bundle", "import", "next.bundle").err
    assert "still to come: 1" in told and "--from" in told
    place = told.rpartition("--from ")[2].split()[0]
    carried("bundle", "export", "MX", "again.bundle", "--from", place)
    assert "attachments: 1" in carried(*mx, "bundle", "import", "again.bundle").err
    assert carried(*mx, "record", "show", "evidence/attached", "--json").json()["rows"] == "here"


def test_parts_and_a_folder(carried: Ambos) -> None:
    """Parts bear their numbers, a folder is taken in order, and each file is said, also in Spanish."""
    Path("stick").mkdir()
    done = carried("bundle", "export", "MX", "stick/us.bundle", "--all", "--parts", "300K")
    names = done.out.split()
    assert len(names) > 1 and names[0].endswith(f"us.1-of-{len(names)}.bundle")
    taken = carried("--lang", "es", "--node", "demo/mx", "bundle", "import", "stick")
    assert taken.err.count("acusa recibo de") == len(names) and f"parte 1 de {len(names)}" in taken.err


def test_a_gap_says_what_to_ask_for(carried: Ambos) -> None:
    """A file that begins too late is refused with the very command that the partner needs."""
    size = carried("node", "status", "--json").json()["logs"][1]["size"]
    for number in range(3):
        for each in range(6):
            text = f"sentence.en=Number {number} {each}"
            options = ("--set", text, "--set", "said_on=2026-01", "--set", "said_by=joint")
            carried("record", "add", "commitment", f"n-{number}-{each}", *options)
        carried("bundle", "export", "MX", "late.bundle", "--from", str(size))
    late = carried("node", "status", "--json").json()["logs"][1]["size"]
    carried("bundle", "export", "MX", "late.bundle", "--from", str(late))
    refused = carried("--node", "demo/mx", "bundle", "import", "late.bundle")
    assert refused.code == 1
    assert "ask the partner for: ambos bundle export MX FILE --from" in refused.err
