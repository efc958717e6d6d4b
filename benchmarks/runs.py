"""What is measured of Ambos: writing, carrying to the partner, verifying, reading, folding, proving."""

import collections
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ambos.exchange.section import parse_section
from ambos.kernel.audit import audit, audit_tree
from ambos.kernel.keys import KeyBook, Signer
from ambos.kernel.ledger import GROUP_COMMIT, Written
from ambos.kernel.log import Log
from ambos.kernel.merkle import (
    Frontier,
    HashSource,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from ambos.kernel.projection import Projection
from ambos.kernel.record import Draft
from ambos.kernel.store.durable import write_whole
from benchmarks import peers
from benchmarks.houses import Pair
from benchmarks.measuring import Stopwatch
from benchmarks.workload import figures, groups, promises

BATCH: Final = 4096
SECTION: Final = 4096
SINGLES: Final = 1000
PROOFS: Final = 2000
TREE: Final = "verify the tree alone"
AT_ONCE: Final = GROUP_COMMIT * 32

Make = Callable[[int, int], Iterator[Draft]]
Write = Callable[[Sequence[Draft], Signer], list[Written]]


@dataclass(frozen=True)
class Signing:
    """One way to sign records: what is written, by whom, how many at once, beside which work of a peer."""

    name: str
    make: Make
    group: int
    peer: str
    by_person: bool

    def write(self, pair: Pair, start: int, stop: int) -> None:
        """Write the records ``start`` to ``stop`` of this sort."""
        writer = pair.writer
        signer = writer.officer() if self.by_person else writer.authority()
        write: Write = writer.ledger.write if self.by_person else writer.ledger.write_batch
        for group in groups(self.make(start, stop), self.group):
            write(group, signer)


INDIVIDUALLY: Final = Signing("signed one by one", promises, AT_ONCE, peers.RECORDER_256, True)
BATCHED: Final = Signing(f"signed {BATCH:,} at a time", figures, BATCH, peers.RECORDER_1000, False)


def silent(done: int, total: int) -> None:
    """Take progress and say nothing."""


def written(signing: Signing) -> str:
    """Name the row of writing."""
    return f"write, {signing.name}, {GROUP_COMMIT if signing.by_person else signing.group:,} a commit"


def received(signing: Signing) -> str:
    """Name the row of receiving."""
    return f"receive, {signing.name}, sections of {SECTION:,}"


def whole_way(pair: Pair, signing: Signing, n: int, watch: Stopwatch) -> None:
    """Write ``n`` records, release them, have the partner admit them; verify, read and fold."""
    if signing.by_person:
        _singles(pair, watch)
    with watch.row(written(signing), n, signing.peer):
        signing.write(pair, 0, n)
    with watch.row(f"release to the channel, {signing.name}", n):
        pair.channel.release()
    _carry(pair, signing, watch)
    _check(pair, signing, watch)


def _singles(pair: Pair, watch: Stopwatch) -> None:
    """Write one record a commit, as a person at a keyboard does; apart from the records counted later."""
    signer = pair.writer.officer()
    drafts = list(promises(9_000_000, 9_000_000 + SINGLES))
    with watch.row("write, signed one by one, 1 a commit", SINGLES, peers.AGGREGATE):
        for draft in drafts:
            pair.writer.ledger.write([draft], signer)


def _carry(pair: Pair, signing: Signing, watch: Stopwatch) -> None:
    """Bring the mirror up to the channel in sections, as files; each side is measured by itself."""
    start, stop = pair.mirror.size(), pair.channel.log.size
    with tempfile.TemporaryDirectory(dir=pair.home) as folder:
        with watch.row(f"make sections of {SECTION:,}, {signing.name}", stop - start):
            paths = list(_sections(pair, Path(folder)))
        with watch.row(received(signing), stop - start):
            for path in paths:
                admitted = pair.mirror.admit(parse_section(path.read_bytes()))
        pair.channel.take_receipt(admitted.receipt, *pair.reader.card().cosigners())


def _sections(pair: Pair, folder: Path) -> Iterator[Path]:
    old = pair.mirror.size()
    while old < pair.channel.log.size:
        section = pair.channel.section(old, SECTION)
        yield write_whole(folder / f"{old:010d}.section", bytes(section))
        old = section.new


def _check(pair: Pair, signing: Signing, watch: Stopwatch) -> None:
    """Verify everything, then the tree alone; read bodies and statements; rebuild the tables."""
    ledger = pair.writer.ledger
    n = ledger.size()
    with watch.row(f"verify: signatures, bodies, tree, pages; {signing.name}", n):
        audit(ledger.reader, KeyBook("US"), silent)
    with watch.row(f"read in order with bodies, {signing.name}", n, peers.READ):
        collections.deque(ledger.read(0, n), 0)
    projection = Projection(pair.writer.parts.tables, ledger.register, "US")
    with watch.row(f"rebuild the tables, {signing.name}", n):
        projection.rebuild([ledger])
    if not signing.by_person:
        with watch.row(TREE, n):
            audit_tree(ledger.log)
        _prove(ledger.log, n, watch)


def _prove(log: Log, n: int, watch: Stopwatch) -> None:
    """Prove from the store that entries are in the log, and that it extends what it was; verify both."""
    chance = random.Random(n)
    places = [chance.randrange(n) for _ in range(PROOFS)]
    leaves = [leaf_hash(log.store.statements(place, place + 1)[0]) for place in places]
    _proofs(log, n, log.head().root, leaves, places, watch)


def tree_in_memory(n: int, watch: Stopwatch) -> None:
    """Grow a tree of ``n`` leaves in memory and prove the same of it."""
    tree = MemoryTree()
    with watch.row("append to a tree", n, peers.GROWTH):
        for start in range(0, n, SECTION):
            stop = min(start + SECTION, n)
            tree.extend([leaf_hash(peers.entry(i)) for i in range(start, stop)])
    chance = random.Random(n)
    places = [chance.randrange(n) for _ in range(PROOFS)]
    leaves = [leaf_hash(peers.entry(place)) for place in places]
    _proofs(tree, n, tree.frontier.root(), leaves, places, watch)


class MemoryTree:
    """A tree whose tiles lie in memory."""

    def __init__(self) -> None:
        self.frontier = Frontier()
        self._full: dict[tuple[int, int], bytes] = {}

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Append leaves."""
        for tile in self.frontier.extend(leaves):
            self._full[tile.level, tile.index] = tile.data

    def tile(self, level: int, index: int) -> bytes:
        """Give a tile, full or open."""
        return self._full.get((level, index)) or self.frontier.open_tile(level)


def _proofs(
    tree: HashSource, n: int, root: bytes, leaves: list[bytes], places: list[int], watch: Stopwatch
) -> None:
    with watch.row("prove inclusion", PROOFS, peers.INCLUSION):
        proofs = [inclusion_proof(tree, place, n) for place in places]
    with watch.row("verify inclusion", PROOFS, peers.INCLUSION_VERIFIED):
        for place, leaf, proof in zip(places, leaves, proofs, strict=True):
            verify_inclusion(place, n, leaf, proof, root)
    olds = [place + 1 for place in places]
    with watch.row("prove consistency", PROOFS, peers.CONSISTENCY):
        growths = [consistency_proof(tree, old, n) for old in olds]
    roots = [root_at(tree, old) for old in olds]
    with watch.row("verify consistency", PROOFS, peers.CONSISTENCY_VERIFIED):
        for old, old_root, growth in zip(olds, roots, growths, strict=True):
            verify_consistency(old, n, old_root, root, growth)
