"""What is particular to PostgreSQL: how it refuses."""

import psycopg
import pytest

from ambos.kernel.store.contract import StoreDamaged, StoreUnreachable
from ambos.kernel.store.postgres import PostgresLog, PostgresTables


def test_a_store_that_names_no_database_does_not_answer() -> None:
    """A setting that is no connection string, and a server that is not there, are refused alike."""
    for dsn in ("garbage", "postgresql://127.0.0.1:1/none"):
        for store in (PostgresLog, PostgresTables):
            with pytest.raises(StoreUnreachable) as refused:
                store(dsn, "log")
            assert refused.value.data["store"] == "log" and refused.value.data["reason"]


def test_a_table_that_is_gone_is_damage(postgres_dsn: str) -> None:
    """A log whose table somebody dropped is damaged, and says so."""
    log = PostgresLog(postgres_dsn, "log")
    with psycopg.connect(postgres_dsn, autocommit=True) as other:
        other.execute("DROP TABLE log.note")
    with pytest.raises(StoreDamaged):
        log.note()
    log.close()
