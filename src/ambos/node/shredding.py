"""Destroy bodies for good wherever this node keeps them, and finish at the next opening what was cut short.

What is to be destroyed is noted first, in the file of the house's keys, with the files that go with it. Then
the keys of the bodies are destroyed, the sealed bodies dropped, the tables cleared of them, the
files removed and the sections that partners may fetch cut anew. Each step may be repeated; only then is the
note cleared. What else may hold a copy, such as backups and printed packets, is not in this program's reach.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from ambos.exchange.channel import Channel
from ambos.exchange.outbox import Outbox
from ambos.exchange.post import PEERS
from ambos.kernel.canonical import decode, encode
from ambos.kernel.keys import KEY, KEY_END
from ambos.kernel.projection import Projection, Source
from ambos.kernel.reading import BodyReader
from ambos.kernel.records import KEY_SET, REDACTS
from ambos.kernel.seal import parse_statement
from ambos.kernel.settling import rows_in
from ambos.kernel.store.contract import StoreUnreachable
from ambos.kernel.store.durable import sync
from ambos.node.assemble import Parts
from ambos.node.card import Card
from ambos.values.errors import AmbosError, Refused

NOTED: Final = "shredding"  # the mark that holds what is being destroyed
# what is derived from bodies and kept: the answers of forecasts, and what the public may see
CACHED: Final = ("logs/outlooks.json", *(f"logs/public.db{end}" for end in ("", "-wal", "-shm")))
REDACTION, RECALL = "redaction", "recall"
KEYS: Final = (KEY, KEY_END, KEY_SET.name)


class KeyStays(Refused):
    """The record registers or ends a key, which every reader of the log needs for ever."""

    code = "shredding.key-stays"


@dataclass(frozen=True)
class Doomed:
    """A body to destroy: its log, its record, and the files below the node's folder that go with it."""

    log: str
    rid: str
    files: tuple[str, ...] = ()


class Shredder:
    """Destroys bodies in the stores of one node."""

    def __init__(
        self,
        parts: Parts,
        projection: Projection,
        channel: Callable[[str], Channel],
        card: Callable[[str], Card],
    ) -> None:
        self._parts = parts
        self._projection = projection
        self._channel = channel
        self._card = card

    def note(self, order: str, doomed: Sequence[Doomed]) -> None:
        """Note durably what is about to be destroyed, and by which order.

        What a ``redaction`` orders is destroyed once that is on record; what a ``recall`` orders, in any
        case. What was noted before is destroyed first. Refused: a record of a key.
        """
        self._complete()
        for one in doomed:
            reader = self._readers()[one.log]
            for place in self._places(reader, [one.rid]):
                (statement,) = reader.log.store.statements(place, place + 1)
                if parse_statement(statement).header.kind in KEYS:
                    raise KeyStays(record=one.rid)
        rows = [[one.log, one.rid, list(one.files)] for one in doomed]
        self._parts.keys.set_mark(NOTED, encode([order, rows]))

    def shred(self) -> tuple[str, ...]:
        """Destroy what was noted; give the settings for want of which a server may keep old rows.

        Afterwards nothing of the bodies is left in the node's files; the records stay, without them.
        """
        _, doomed = self._noted()
        for log in {one.log for one in doomed}:
            reader = self._readers()[log]
            reader.erase(self._places(reader, [one.rid for one in doomed if one.log == log]))
        self._projection.settle_anew(self._sources(), [one.rid for one in doomed])
        kept = self._parts.tables.scrub()
        self._remove({file for one in doomed for file in one.files} | set(CACHED))
        self.cut_outboxes([one.rid for one in doomed])
        self._parts.keys.set_mark(NOTED, b"")
        return kept

    def finish(self) -> None:
        """Complete what an earlier process began; leave it noted while another process is in the way."""
        with suppress(StoreUnreachable):
            self._complete()

    def _complete(self) -> None:
        order, doomed = self._noted()
        if not doomed or any(one.log not in self._readers() for one in doomed):
            return
        if order == REDACTION and not self._on_record(doomed):
            self._parts.keys.set_mark(NOTED, b"")  # nothing was destroyed, and nobody signed for it
        else:
            self.shred()

    def cut_outboxes(self, rids: Iterable[str]) -> None:
        """Cut the sections that hold these records anew, without the bodies that are not to go any more.

        Where that cannot be done now, they are not there until the next synchronisation makes them.
        """
        wanted = [bytes.fromhex(rid) for rid in rids]
        for folder in self._parts.config.border.glob(f"{PEERS}/*"):
            party, outbox = folder.name.upper(), Outbox(folder)
            channel, head = self._channel(party), outbox.head()
            places = channel.log.store.places_of(wanted)
            if not places or head is None:
                continue
            outbox.drop_from(min(places.values()))
            with suppress(AmbosError):  # an old copy signs nothing, and another process may be the writer
                outbox.refresh(channel, self._card(party).recipient(), head)

    def _noted(self) -> tuple[str, list[Doomed]]:
        mark = self._parts.keys.mark(NOTED)
        order, rows = decode(mark) if mark else ("", [])
        return order, [Doomed(log, rid, tuple(files)) for log, rid, files in rows]

    def _on_record(self, doomed: Sequence[Doomed]) -> bool:
        """Say whether every redaction that was about to be signed is."""
        wanted = [one.rid for one in doomed]
        sql = f"SELECT target FROM tie WHERE relation = '{REDACTS}' AND target IN"
        return set(wanted) <= {target for (target,) in rows_in(self._parts.tables, sql, wanted)}

    def _sources(self) -> list[Source]:
        return [self._parts.ledger, *self._parts.mirrors.values()]

    def _readers(self) -> dict[str, BodyReader]:
        """Give the logs that are open, by name; that of a partner who is trusted no more is not."""
        readers = [self._parts.ledger.reader, *(mirror.reader for mirror in self._parts.mirrors.values())]
        return {reader.log.origin: reader for reader in readers}

    def _places(self, reader: BodyReader, rids: Sequence[str]) -> list[int]:
        return sorted(reader.log.store.places_of([bytes.fromhex(rid) for rid in rids]).values())

    def _remove(self, files: Iterable[str]) -> None:
        for name in files:
            path = self._parts.config.home / name
            if path.is_file():
                path.unlink()
                sync(path.parent)
