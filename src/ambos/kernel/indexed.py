"""The indexes of the read tables, and that tables which an earlier version made have those of this one."""

from hashlib import sha256
from typing import Final

from ambos.kernel.records import HOLDS, RECALLS, REPLIES
from ambos.kernel.store.contract import TableStore

INDEXES: Final = (
    "record_subject ON record(subject)",
    "record_place ON record(log, seq)",
    "tie_target ON tie(target)",
    "thing_kind ON thing(kind, subject)",
    "thing_sight ON thing(kind, shown, sight)",
    # by which what is not agreed is found, however much is
    "thing_proposed ON thing(owner, current) WHERE state = 'proposed'",
    "thing_disputed ON thing(current) WHERE state = 'disputed'",
    "thing_pending ON thing(current) WHERE pending <> '[]'",
    # by which the few ties of a relation are found among the very many that revise
    f"tie_recalls ON tie(target) WHERE relation = '{RECALLS}'",
    f"tie_replies ON tie(rid) WHERE relation = '{REPLIES}'",
    f"tie_holds ON tie(rid) WHERE relation = '{HOLDS}'",
    "record_signer ON record(kid, time) WHERE batched = 0",  # what a person signed, of very many machine-made
    "word_subject ON word(subject)",
    "habit_day ON habit(day)",
)
_TABLE: Final = "CREATE TABLE IF NOT EXISTS indexed(digest TEXT PRIMARY KEY)"  # which indexes there are
_WANTED: Final = sha256("\n".join(INDEXES).encode()).hexdigest()


def make_indexes(tables: TableStore) -> None:
    """Have every index, on tables that are all there."""
    for definition in INDEXES:
        tables.execute(f"CREATE INDEX IF NOT EXISTS {definition}")
    tables.execute(_TABLE)
    tables.execute("DELETE FROM indexed")
    tables.insert("indexed", [(_WANTED,)])


def have_indexes(tables: TableStore) -> None:
    """Have the indexes of this version on tables that another may have made."""
    tables.execute(_TABLE)
    if not tables.execute("SELECT 1 FROM indexed WHERE digest = ?", (_WANTED,)):
        with tables.alone(), tables.transaction():
            make_indexes(tables)
