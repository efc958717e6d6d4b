"""``make fuzz``: hostile bytes for every parser behind the border, steered by what they reach (atheris).

    python -m benchmarks.fuzz [--minutes 60] [--target section,note] [--keep tests/vectors/corpus]

The targets take turns, each in a process of its own with bounded memory and time an input; what a turn has
learnt stays for the next. A find ends the turns of its target, and the file that holds it is named. With
``--keep`` the inputs that reach something new are put, few and small, where the tests try them again.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import atheris
import cbor2
import zstandard

with atheris.instrument_imports(include=["ambos"]):
    from ambos.testing.hostile import OPENER, ORIGIN, SIGNER, TRIALS, accepts

from ambos.exchange import routes
from ambos.exchange.bundle import SECTION, Frame, Manifest
from ambos.exchange.forks import Evidence, Side
from ambos.exchange.head import Head
from ambos.exchange.request import TYPE
from ambos.exchange.sealed import seal_section
from ambos.exchange.witness.asking import AddCheckpoint
from ambos.kernel import tabular
from ambos.kernel.acts import New
from ambos.kernel.canonical import decode_loosely, encode
from ambos.kernel.checkpoint import Checkpoint, sign_checkpoint
from ambos.kernel.checkpoint import Signer as NoteSigner
from ambos.kernel.cose import sign_message
from ambos.kernel.kinds import Register
from ambos.kernel.note import Algorithm
from ambos.kernel.seal import parse_statement
from ambos.node.assemble import KINDS
from ambos.node.published import FOLDER
from ambos.testing.pair import pair

ROOT: Final = Path(__file__).parents[1]
CORPUS: Final = ROOT / "tests" / "vectors" / "corpus"
GROWN: Final = ROOT / "build" / "fuzz"
TURN: Final = 60  # seconds that a target runs before the next has its turn
MEMORY: Final = 400  # MiB that a process may hold, the interpreter and its packages included
HANGING: Final = 5 * TURN  # seconds after which a process is given up that does not end by itself
PATIENCE: Final = 5  # seconds that one input may take
LARGEST: Final = 1 << 16
KEPT_FILES, KEPT_BYTES = 8, 8_000  # of each target
TEXTS: Final = frozenset(("note", "signature", "vkey", "card"))
BENT: Final = 0.5  # how often an input of CBOR is changed in what it means
PARTS: Final = (
    None, True, 0, -1, 23, 24, 255, 256, 65_535, 65_536, 2**32, 2**63, 2**64 - 1, 2**64, 1.5, float("nan"),
    "", "a", "abc", "\u00e9", "x" * 300, "US", "ambos:MX", "goal/x", "goal/1",
    b"", b"\x00", bytes(16), bytes(32), bytes(64), [], [[]], {}, {1: 2}, {"lab": 1},
    ["green", ["MX"], None, None], cbor2.undefined, cbor2.CBORTag(28, []), cbor2.CBORTag(29, 0),
)  # fmt: skip
DRIVE: Final = "--drive"


def main() -> None:
    """Run as asked: all targets in turns, or one in this process, driven by libFuzzer's own options."""
    if sys.argv[1:2] == [DRIVE]:
        _drive(sys.argv[2], sys.argv[3:])
        return
    asked = _asked()
    names = asked.target.split(",") if asked.target else list(TRIALS)
    with tempfile.TemporaryDirectory() as folder:
        for name, inputs in seeds(Path(folder)).items():
            _put(GROWN / name, inputs)
    tried, found = _turns(names, asked.minutes * 60)
    for name, (seconds, runs) in tried.items():
        print(f"{name:14} {runs:>12,} inputs in {seconds:6.0f} s")
    if asked.keep:
        for name in names:
            _keep(name, asked.keep / name)
    if found:
        sys.exit(f"found something in {', '.join(sorted(found))}: see {GROWN}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60, help="of all targets together")
    parser.add_argument("--target", default="", help=f"some of {', '.join(TRIALS)}")
    parser.add_argument("--keep", type=Path, help="put the inputs that count into this folder")
    return parser.parse_args()


def _turns(names: list[str], seconds: float) -> tuple[dict[str, tuple[float, int]], set[str]]:
    """Give each target its turns until the time is over; give seconds and inputs of each, and who found."""
    tried, found = {name: (0.0, 0) for name in names}, set[str]()
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 1 and len(found) < len(names):
        name = min((one for one in names if one not in found), key=lambda one: tried[one][0])
        began = time.monotonic()
        runs, sound = _turn(name, int(min(TURN, left)))
        tried[name] = (tried[name][0] + time.monotonic() - began, tried[name][1] + runs)
        found |= set() if sound else {name}
    return tried, found


def _turn(name: str, seconds: int) -> tuple[int, bool]:
    """Run one target in a process of its own; give how many inputs it took, and whether all went well."""
    _put(GROWN / name, [path.read_bytes() for path in (CORPUS / name).glob("*")])
    done = _driven(
        name, f"-max_total_time={seconds}", "-print_final_stats=1", f"-artifact_prefix={GROWN}/found-{name}-",
        str(GROWN / name),
    )  # fmt: skip
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-2000:], sep="\n", file=sys.stderr)
    lines = done.stderr.splitlines()
    reached = [line.strip() for line in lines if "DONE" in line][-1:]
    print(time.strftime("%H:%M:%S"), f"{name:14}", *reached, file=sys.stderr, flush=True)
    runs = sum(int(line.rpartition(":")[2]) for line in lines if line.startswith("stat::number_of_executed"))
    return runs, not done.returncode


def _driven(name: str, *options: str) -> subprocess.CompletedProcess[str]:
    limits = (f"-rss_limit_mb={MEMORY}", f"-timeout={PATIENCE}", f"-max_len={LARGEST}")
    command = [sys.executable, "-m", "benchmarks.fuzz", DRIVE, name, *limits, *options]
    try:
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False, timeout=HANGING
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", "it hangs, deaf to its own time limit")


def _drive(name: str, options: list[str]) -> None:
    """Let libFuzzer have one target; ends this process."""
    atheris.Setup([sys.argv[0], *options], lambda data: _try(name, data), custom_mutator=mutator(name))
    atheris.Fuzz()


def _try(name: str, data: bytes) -> None:
    accepts(name, data)


def mutator(name: str) -> Callable[[bytes, int, int], bytes]:
    """Give what changes an input: its bytes, or for CBOR now and then a part of what it means."""

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if name not in TEXTS and chance.random() < BENT:
            try:
                return bent(data, chance)[:most]
            except Exception:  # it is no CBOR, or the part chosen fits nowhere
                pass
        return bytes(atheris.Mutate(data, most))

    return mutate


def bent(data: bytes, chance: random.Random) -> bytes:
    """Change a part of a CBOR value, inside byte strings too, and print it again in one of its spellings."""
    if data[:2] == b"\xd2\x84":  # a statement: its header is a byte string
        parts = decode_loosely(data[1:])
        parts[0 if chance.random() < 0.8 else chance.randrange(4)] = bent(parts[0], chance)
        return cbor2.dumps(cbor2.CBORTag(18, parts))
    return cbor2.dumps(_bend(decode_loosely(data), chance), canonical=chance.random() < 0.9)


def _bend(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(list(value))
        if chance.random() < 0.2:
            return {name: part for name, part in value.items() if name != key}
        return {**value, (key if chance.random() < 0.8 else _any(chance)): _bend(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        match chance.randrange(5):
            case 0:
                return value[:at] + value[at + 1 :]
            case 1:
                return [*value[:at], value[at], *value[at:]]
            case _:
                return [*value[:at], _bend(value[at], chance), *value[at + 1 :]]
    if isinstance(value, bytes) and value and chance.random() < 0.7:
        return _bend_bytes(value, chance)
    return _any(chance)


def _bend_bytes(value: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.4:
        try:
            return bent(value, chance)
        except Exception:  # it is no CBOR, or the part chosen fits nowhere
            pass
    at = chance.randrange(len(value))
    return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]


def _any(chance: random.Random) -> Any:
    tag = cbor2.CBORTag(chance.randrange(300), 1)
    return chance.choice((*PARTS, chance.randrange(2**40), tag))


def seeds(folder: Path) -> dict[str, list[bytes]]:
    """Give what two nodes really say to each other, for each target."""
    with pair(folder) as made:
        made.us.propose([New("framework", "a", {"name": {"en": "A framework", "es": "Un marco"}})])
        made.exchange()
        made.mx.answer("countersigns", [made.mx.shelf.thing("framework/a").rid], {})
        section = made.mx.release("US").section(0)
        items = section.items
        statements = [item.statement for item in items]
        headers = [parse_statement(statement).protected for statement in statements]
        card = made.us.card()
        head = bytes(Head(section.origin, section.note, None, 1, 1, 1_800_000_000))
        sealed = seal_section(section, OPENER.recipient)
        frame = Frame(SECTION, b"", 0, section.new, section.new, len(sealed), sha256(sealed).digest())
        manifest = bytes(Manifest(head, 0, section.new, 1, 1, (frame,)))
        packed = len(sealed).to_bytes(8, "big") + sealed
        log, _, cosigner = (str(key) for key in (*card.verifiers("ambos/x"), card.cosigner()))
        policy = f"log {log}\nwitness W1 {cosigner}\ngroup G any W1\nquorum G\n"
        return {
            "blob": [b"attached"],
            "body": list(bodies()),
            "bundle": [len(manifest).to_bytes(2, "big") + manifest + packed],
            "canonical": [*headers, bytes(section)],
            "card": [str(card).encode()],
            "evidence": [evidence()],
            "exchange-key": [card.recipient().public],
            "header": headers,
            "head": [head],
            "key-set": [bytes(card.signed)],
            "manifest": [manifest],
            "message": [sign_message(b"\x80", TYPE, SIGNER.kid, SIGNER.sign)],
            "request": [encode([routes.HEAD, ORIGIN, bytes(16), 0])],
            "route": [b"/v1/sections/5\nbytes=0-9", b"/v1/blobs/../../secret\nbytes=5-"],
            "sealed": [zstandard.compress(bytes(section)), zstandard.compress(b"\x80")],
            "note": [section.note],
            "preimage": [item.preimage for item in items if item.preimage],
            "section": [bytes(section), bytes(made.us.release("MX").section(0))],
            "signature": [
                line.encode() + b"\n" for line in section.note.decode().split("\n\n")[1].splitlines()
            ],
            "statement": statements,
            "witness-answer": [b"409\n7\n"],
            "witness-policy": [policy.encode()],
            "witness-request": [bytes(AddCheckpoint(1, (bytes(32),), section.note))],
            "vkey": [str(key).encode() for key in (*card.verifiers("ambos/x"), card.cosigner())],
        }


def evidence() -> bytes:
    """Give evidence of a fork: two heads of one size, signed by one key."""
    signer = NoteSigner(ORIGIN, Algorithm.ED25519, bytes(range(32)))
    heads = [Checkpoint(ORIGIN, 1, bytes([n]) * 32) for n in range(2)]
    one, other = (Side(sign_checkpoint(head, [signer], 1), head.root, ()) for head in heads)
    return Evidence(ORIGIN, (signer.key,), 1, (one, other)).print().encode()


def bodies() -> Iterator[bytes]:
    """Give a body of each kind that the shipped record has, with the kind's name."""
    register = Register(KINDS)
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open("rb") as stream:
            _, body = next(iter(tabular.read(register[path.stem], stream, path.name)))
        yield encode([path.stem, dict(body)])


def _put(folder: Path, inputs: list[bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for data in inputs:
        (folder / f"{sha256(data).hexdigest()[:16]}.bin").write_bytes(data)


def _keep(name: str, folder: Path) -> None:
    """Keep a few inputs that reached something new: the smallest accepted, then some of each length."""
    found = sorted((path.read_bytes() for path in (GROWN / name).glob("*")), key=len)
    kept = [data for data in found if accepts(name, data)][:1]
    for data in found[:: max(1, len(found) // KEPT_FILES)]:
        if data not in kept and len(kept) < KEPT_FILES and sum(map(len, kept)) + len(data) <= KEPT_BYTES:
            kept.append(data)
    shutil.rmtree(folder, ignore_errors=True)
    _put(folder, kept)


if __name__ == "__main__":
    main()
