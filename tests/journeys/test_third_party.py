"""A third party with one file and two packages sees what was said, when, and that it was received."""

import json
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambos.kernel.checkpoint import Checkpoint, sign_checkpoint
from ambos.kernel.log import Fork
from ambos.kernel.merkle import batch_root, leaf_hash
from ambos.node.node import Node
from ambos.node.proof import NotAcknowledged, NotReleased, prove, prove_released
from ambos.node.showing import find_record
from ambos.node.witness_host import answer_file, follow, make_witness
from ambos.node.witnesses import fork_evidence, set_policy, take_file, write_request
from ambos.testing.pair import Pair, pair
from tests.exchange.conftest import event, say
from tests.exchange.test_channel import figures
from tests.journeys.altering import altered
from tests.vectors.stranger import VERIFIER, load

PACKAGES = (
    "nacl",
    "cryptography",
    "cffi",
    "pycparser",
    "_cffi_backend",
)  # the last three serve the first two


@dataclass(frozen=True)
class Court:
    """What lies before the court: files, cards and the keys of a witness."""

    folder: Path
    files: Mapping[str, Path]
    cards: Mapping[str, Path]
    witness: str

    @property
    def trust(self) -> list[str]:
        """Give everything that the court trusts."""
        return [*map(str, self.cards.values()), self.witness]


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    """The stand-alone verifier, loaded for many checks at once."""
    return load()


@pytest.fixture(scope="module")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Court]:
    """Two nodes and a witness have dealt with each other; what they can prove is written down."""
    folder = tmp_path_factory.mktemp("court")
    with pair(folder) as made:
        key = str(make_witness(folder / "witness", "witness.example/w1")[0].key)
        follow(folder / "witness", [made.us.card(), made.mx.card()], [])
        said(made)
        cosigned(made, folder, key)
        made.exchange(2)
        files = dict(written(made, folder))
        yield Court(folder, files, cards(made, folder), key)


def said(made: Pair) -> None:
    say(made.us, "visit")
    figures(made.us, 0, 5)
    made.exchange(2)
    made.clock.advance(hours=5)
    say(made.us, "later")


def cosigned(made: Pair, folder: Path, key: str) -> None:
    set_policy(made.us, f"witness W {key}\nquorum W\n".encode())
    write_request(made.us, "MX", "W", folder / "request")
    answer_file(folder / "witness", folder / "request", folder / "answer")
    take_file(made.us, "MX", "W", folder / "answer")


def cards(made: Pair, folder: Path) -> dict[str, Path]:
    found = {}
    for party, node in (("US", made.us), ("MX", made.mx)):
        found[party] = folder / f"{party}.json"
        found[party].write_text(str(node.card()), encoding="utf-8")
    return found


def written(made: Pair, folder: Path) -> Iterator[tuple[str, Path]]:
    """Write each sort of proof to a file."""
    texts = {
        "sender": prove_released(made.us, row(made.us, "event/visit"), "MX").print(),
        "receiver": prove_released(made.mx, row(made.mx, "event/visit"), "US").print(),
        "batched": prove_released(made.us, row(made.us, "figure/f-2"), "MX").print(),
        "key": prove_released(made.mx, row(made.mx, "key/us-officer-secretariat"), "US").print(),
        "house": prove(made.us, row(made.us, "event/visit")).print(),
        "fork": str(forked(made)),
    }
    for name, text in texts.items():
        path = folder / f"{name}.json"
        path.write_text(text, encoding="utf-8")
        yield name, path


def row(node: Node, name: str) -> Any:
    return find_record(node.shelf, name)


def forked(made: Pair) -> Any:
    """Let the United States sign another history of its channel, and Mexico meet it."""
    channel, mirror = made.us.channel("MX"), made.mx.mirrors()["US"]
    statements = mirror.log.store.statements(0, mirror.size() - 1)
    root = batch_root([leaf_hash(statement) for statement in statements[::-1]])
    signers = made.us._parts.secrets.note_signers(mirror.name)
    with pytest.raises(Fork):
        mirror.heed(sign_checkpoint(Checkpoint(channel.log.origin, len(statements), root), signers, 1))
    return fork_evidence(made.mx, "US")


def alone(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the verifier where nothing but the two packages can be imported."""
    site, bare = Path(sysconfig.get_paths()["platlib"]), folder / "packages"
    if not bare.is_dir():
        bare.mkdir()
        for found in (path for name in PACKAGES for path in site.glob(f"{name}*") if "dist" not in path.name):
            (bare / found.name).symlink_to(found)
    code = (
        "import runpy, sys; sys.path.append(sys.argv.pop(1)); sys.argv.pop(0);"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(bare), str(VERIFIER), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


BASE64 = re.compile("(?:[A-Za-z0-9+/]{4}){8,}[A-Za-z0-9+/=]{4}", re.ASCII)
SORTS = ("sender", "receiver", "batched", "key", "house", "fork")


@pytest.mark.parametrize("sort", SORTS)
def test_it_needs_two_packages_and_no_more(court: Court, sort: str) -> None:
    """In an interpreter without Ambos every sort of proof holds, and a proof under another card does not."""
    done = alone(court.folder, str(court.files[sort]), *court.trust, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["party"] == "US"
    other = alone(court.folder, str(court.files[sort]), str(court.cards["MX"]))
    assert (other.returncode, other.stdout) == (3, "")


def test_without_words_it_says_how_it_is_called(court: Court) -> None:
    """Called with too little it explains itself and proves nothing."""
    done = alone(court.folder)
    assert done.returncode != 0
    assert "python verify.py FILE TRUST" in done.stderr


def test_it_says_what_was_said_when_and_to_whom(court: Court, verifier: ModuleType) -> None:
    """From the sender: statement, signer, the first receipt. From the receiver: its own line and the
    witness's.
    """
    shown = verifier.check(str(court.files["sender"]), court.trust)
    assert shown["subject"] == "event/visit"
    assert shown["body"]["name"] == {"en": "A visit"}
    assert shown["signer"].startswith("secretariat (officer) ")
    assert shown["received"] == {"mx": "2026-01-05T12:00:00Z"}
    assert shown["not-later-than"] == "2026-01-05T12:00:00Z"
    received = verifier.check(str(court.files["receiver"]), court.trust)
    assert received["received"]["mx"] == "2026-01-05T17:00:00Z"
    assert verifier.check(str(court.files["batched"]), court.trust)["signer"].endswith("in a batch")
    fork = verifier.check(str(court.files["fork"]), court.trust)
    assert fork["fork"] == "us/channel/mx"


def test_who_is_not_trusted_says_nothing(court: Court, verifier: ModuleType) -> None:
    """A receipt by a node whose card the court does not have is passed over, not believed."""
    shown = verifier.check(str(court.files["sender"]), [str(court.cards["US"])])
    assert (shown["received"], shown["not-later-than"]) == ({}, None)


def test_the_house_log_is_not_dated(court: Court, verifier: ModuleType) -> None:
    """A proof in the house log shows who said it; nobody but its own node says when."""
    assert verifier.check(str(court.files["house"]), court.trust)["received"] == {}


@settings(max_examples=150)
@given(draw=st.data(), sort=st.sampled_from(SORTS))
def test_nothing_altered_holds(court: Court, verifier: ModuleType, draw: st.DataObject, sort: str) -> None:
    """Whatever sign or number of a file is changed, it is refused, or shows the very same."""
    sound = court.files[sort]
    changed = court.folder / "altered.json"
    changed.write_text(altered(sound.read_text(encoding="utf-8"), draw), encoding="utf-8")
    try:
        shown = verifier.check(str(changed), court.trust)
    except verifier.Refused:
        return
    assert shown == verifier.check(str(sound), court.trust)


@settings(max_examples=150)
@given(data=st.data(), sort=st.sampled_from(SORTS))
def test_no_bit_of_any_part_may_differ(
    court: Court, verifier: ModuleType, data: st.DataObject, sort: str
) -> None:
    """A bit flipped inside of any binary part, in sound base 64, is refused, or shows the very same."""
    plain = json.loads(court.files[sort].read_text(encoding="utf-8"))
    holder, key = data.draw(st.sampled_from(list(binaries(plain))))
    octets = bytearray(verifier.b64(holder[key]))
    octets[data.draw(st.integers(0, len(octets) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    holder[key] = verifier.base64.b64encode(bytes(octets)).decode()
    changed = court.folder / "flipped.json"
    changed.write_text(json.dumps(plain), encoding="utf-8")
    try:
        shown = verifier.check(str(changed), court.trust)
    except verifier.Refused:
        return
    assert shown == verifier.check(str(court.files[sort]), court.trust)


def binaries(plain: Any) -> Iterator[tuple[Any, Any]]:
    """Give every place of a file where base 64 stands, as its holder and its key."""
    for key, value in plain.items() if isinstance(plain, dict) else enumerate(plain):
        if isinstance(value, dict | list):
            yield from binaries(value)
        elif isinstance(value, str) and BASE64.fullmatch(value):
            yield plain, key


def test_a_record_is_proven_once_it_was_received(tmp_path: Path) -> None:
    """Nothing is proven in a channel before the partner's receipt, nor what was never released."""
    with pair(tmp_path) as made:
        say(made.us, "visit")
        made.us.propose([event("home", label=None)])
        made.us.release("MX")
        with pytest.raises(NotAcknowledged):
            prove_released(made.us, row(made.us, "event/visit"), "MX")
        with pytest.raises(NotReleased):
            prove_released(made.us, row(made.us, "officer/secretariat"), "MX")
        made.exchange(2)
        prove_released(made.us, row(made.us, "event/visit"), "MX")


def test_each_record_is_dated_by_its_first_receipt(tmp_path: Path, verifier: ModuleType) -> None:
    """Later receipts do not make an earlier record younger."""
    with pair(tmp_path) as made:
        for hour in range(4):
            say(made.us, f"e-{hour}")
            made.exchange(2)
            made.clock.advance(hours=1)
        trust = [str(path) for path in cards(made, tmp_path).values()]
        for hour in range(4):
            file = tmp_path / "proof.json"
            file.write_text(prove_released(made.us, row(made.us, f"event/e-{hour}"), "MX").print(), "utf-8")
            assert verifier.check(str(file), trust)["not-later-than"] == f"2026-01-05T{12 + hour}:00:00Z"
