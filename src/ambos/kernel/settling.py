"""What newly folded records touch: the things to settle anew, what was said of them, and the rows of both."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ambos.kernel.joint import COUNTERSIGNS, DISPUTES, REVISES, WITHDRAWS, Answer, Settled, Version
from ambos.kernel.merkle import leaf_hash
from ambos.kernel.reading import Opened
from ambos.kernel.records import RECALLS
from ambos.kernel.sights import sight_of
from ambos.kernel.store.contract import TableStore
from ambos.values.handling import Label

_LIST = 400  # parameters in one IN list
_REPEATED = 4096  # labels that are remembered, since many records have the same
_ANSWERS = f"'{COUNTERSIGNS}', '{DISPUTES}', '{WITHDRAWS}'"
HELD = "tie t JOIN record r ON r.rid = t.target AND r.leaf = t.leaf"  # a tie holds to the very bytes


class Stored(NamedTuple):
    """A version as the tables hold it."""

    version: Version
    kind: str
    log: str
    label: str
    time: int
    sight: int


def known_rids(tables: TableStore, rids: Sequence[str]) -> set[str]:
    """Give those of these record ids that the tables have already."""
    return {rid for (rid,) in rows_in(tables, "SELECT rid FROM record WHERE rid IN", rids)}


def rows_in(tables: TableStore, sql: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
    """Run a query that ends in IN for any number of values."""
    rows: list[tuple[Any, ...]] = []
    for start in range(0, len(values), _LIST):
        part = values[start : start + _LIST]
        rows += tables.execute(f"{sql} ({', '.join('?' * len(part))})", part)
    return rows


def recalled(tables: TableStore, rids: Sequence[str]) -> set[str]:
    """Give those of these records that their own party has recalled and not taken the recall back."""
    by_recall: dict[str, set[str]] = {}
    sql = f"SELECT t.rid, t.target FROM {HELD} WHERE t.relation = '{RECALLS}' AND t.party = r.party"
    for rid, target in rows_in(tables, f"{sql} AND t.target IN", rids):
        by_recall.setdefault(rid, set()).add(target)
    return set[str]().union(*(by_recall[rid] for rid in standing(tables, sorted(by_recall))))


def recalled_for_ever(tables: TableStore, rids: Sequence[str]) -> set[str]:
    """Give those of these records that their own party wants destroyed."""
    asked = {
        rid: target
        for rid, target in rows_in(
            tables,
            f"SELECT t.rid, t.target FROM {HELD} JOIN record w ON w.rid = t.rid "
            "JOIN is_recall k ON k.subject = w.subject AND k.f_reach = 'erase' "
            f"WHERE t.relation = '{RECALLS}' AND t.party = r.party AND t.target IN",
            rids,
        )
    }
    return {asked[rid] for rid in standing(tables, sorted(asked))}


def every_recalled(tables: TableStore) -> set[str]:
    """Give all records that their own party has recalled and not taken the recall back."""
    found = tables.execute(f"SELECT DISTINCT target FROM tie WHERE relation = '{RECALLS}'")
    return recalled(tables, [target for (target,) in found])


def standing(tables: TableStore, rids: Sequence[str]) -> set[str]:
    """Give those of these records that their own party has not withdrawn."""
    sql = f"SELECT t.target FROM {HELD} WHERE t.relation = '{WITHDRAWS}' AND t.party = r.party"
    return set(rids) - {target for (target,) in rows_in(tables, f"{sql} AND t.target IN", rids)}


class Touched:
    """The subjects that a group of records speaks of or answers, read back in few queries."""

    def __init__(self, tables: TableStore, subjects: Iterable[str], targets: Iterable[str]) -> None:
        self._tables = tables
        named = sorted(set(targets))
        # who withdraws a recall speaks of what was recalled
        recalled = self._column(f"SELECT target FROM tie WHERE relation = '{RECALLS}' AND rid IN", named)
        answered = self._column(
            "SELECT DISTINCT subject FROM record WHERE rid IN", sorted({*named, *recalled})
        )
        self._subjects = sorted({*subjects, *answered})

    def _rows(self, sql: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
        return rows_in(self._tables, sql, values)

    def _column(self, sql: str, values: Sequence[str]) -> list[str]:
        return [value for (value,) in self._rows(sql, values)]

    def versions(self) -> dict[str, list[Stored]]:
        """Give, for each touched subject, its versions (answers are not versions of what they answer)."""
        found = self._rows(
            "SELECT rid, subject, party, seq, kind, log, label, time, sight FROM record WHERE subject IN",
            self._subjects,
        )
        revised: dict[str, set[str]] = {}
        many = [row[0] for row in found if len(found) > len(self._subjects)]
        for rid, target in self._rows(
            f"SELECT t.rid, t.target FROM {HELD} WHERE t.relation = '{REVISES}' AND t.rid IN", many
        ):
            revised.setdefault(rid, set()).add(target)
        things: dict[str, list[Stored]] = {}
        for rid, subject, party, seq, *rest in found:
            version = Version(rid, party, seq, frozenset(revised.get(rid, ())))
            things.setdefault(subject, []).append(Stored(version, *rest))
        return things

    def answers(self, rids: Sequence[str]) -> dict[str, list[Answer]]:
        """Give what the parties answered to these versions, by the version answered."""
        found = self._rows(
            f"SELECT t.rid, t.party, t.seq, t.relation, t.target FROM {HELD} "
            f"WHERE t.relation IN ({_ANSWERS}) AND t.target IN",
            rids,
        )
        answers: dict[str, list[Answer]] = {}
        for row in found:
            answer = Answer(*row)
            answers.setdefault(answer.target, []).append(answer)
        return answers


def thing_row(subject: str, kind: str, current: Stored, settled: Settled, shown: bool) -> tuple[Any, ...]:
    """Give the row of table ``thing``; one that is not ``shown`` is withdrawn, recalled or without a body."""
    return (
        subject,
        kind,
        current.version.party,
        settled.state,
        settled.current,
        current.label,
        json.dumps(settled.pending),
        json.dumps(settled.rivals),
        current.sight,
        current.time,
        int(shown),
    )


def record_row(log: str, record: Opened, reader: str) -> tuple[Any, ...]:
    """Give the row of table ``record``, as the party that reads it holds its label."""
    header, seq = record.statement.header, record.seq
    batched, leaf = int(not record.statement.signature), leaf_hash(record.statement.data).hex()
    row = (header.rid.hex(), log, seq, header.party, header.kind, header.version, header.subject)
    label = _label_text(header.label, "" if header.party == reader else reader)
    return (*row, header.time, header.kid.hex(), batched, label, leaf, sight_of(header.party, label))


@lru_cache(_REPEATED)
def _label_text(label: Label, reached: str) -> str:
    """Give a label as tables hold it; what came to a reader may be had by them."""
    return json.dumps((label.reaching(reached) if reached else label).whole())


def tie_rows(record: Opened) -> list[tuple[Any, ...]]:
    """Give the rows of table ``tie``: each reference of a record once."""
    header = record.statement.header
    ties = {(tie.relation, tie.rid.hex()): tie.leaf.hex() for tie in header.references}
    return [(header.rid.hex(), *tie, header.party, record.seq, leaf) for tie, leaf in sorted(ties.items())]
