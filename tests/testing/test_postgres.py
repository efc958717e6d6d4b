"""The private server is durable, checked and closed to the network."""

import tempfile
from pathlib import Path

import psycopg
import pytest

from ambos.testing.postgres import PostgresCluster, ServerMissing, find_binaries


def setting(dsn: str, name: str) -> str:
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize(
    ("name", "value"), [("data_checksums", "on"), ("fsync", "on"), ("listen_addresses", "")]
)
def test_settings(postgres: PostgresCluster, name: str, value: str) -> None:
    """The server checks its pages, waits for the disk and listens on no network address."""
    assert setting(postgres.dsn(), name) == value


def test_databases_are_apart(postgres: PostgresCluster, postgres_dsn: str) -> None:
    """A table made in one test's database is not in another's."""
    other = postgres.create_database("apart")
    with psycopg.connect(postgres_dsn) as connection:
        connection.execute("CREATE TABLE only_here (number int)")
    with psycopg.connect(other) as connection, pytest.raises(psycopg.errors.UndefinedTable):
        connection.execute("SELECT * FROM only_here")


def test_committed_rows_survive_a_crash() -> None:
    """What was committed is there after the server is stopped as by a power cut and started again."""
    with tempfile.TemporaryDirectory(prefix="ambos-pg-") as folder, PostgresCluster(Path(folder)) as cluster:
        with psycopg.connect(cluster.dsn()) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
        cluster.stop("immediate")
        cluster.start()
        with psycopg.connect(cluster.dsn()) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (1,)


def test_missing_server_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no server program can be found, that is what the error says."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServerMissing):
        find_binaries(tmp_path)


def test_newest_server_is_taken(tmp_path: Path) -> None:
    """Of several installed versions the highest number wins, not the last in the alphabet."""
    for version in ("9.6", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        (folder / "initdb").touch()
    assert find_binaries(tmp_path) == tmp_path / "17" / "bin"
