"""Fixtures for every room: a private PostgreSQL server, and properties that do not depend on luck or load."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from ambos.i18n import Language, explain
from ambos.testing.postgres import PostgresCluster, ServerMissing

# Time limits per example fail on a loaded machine; in CI half as many examples are tried, the same each time.
settings.register_profile("local", deadline=None)
settings.register_profile(
    "ci",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """A running server, one for each test process."""
    with tempfile.TemporaryDirectory(prefix="ambos-pg-") as directory:
        try:
            cluster = PostgresCluster(Path(directory))
        except ServerMissing as missing:
            sentence, hint = explain(missing, Language("en"))
            pytest.fail(f"{sentence} {hint}", pytrace=False)
        with cluster:
            yield cluster


@pytest.fixture
def postgres_dsn(postgres: PostgresCluster) -> str:
    """The connection string of an empty database that no other test has."""
    return postgres.create_database(f"test_{uuid4().hex}")
