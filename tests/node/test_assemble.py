"""A node's parts are told apart, whatever the node is called."""

from pathlib import Path

import pytest

from ambos.kernel.store.contract import Entry
from ambos.kernel.store.postgres import PostgresLog
from ambos.node.assemble import log_store
from ambos.node.config import Config
from tests.kernel.store.racing import attested


@pytest.mark.parametrize("length", (2, 50, 80))
def test_logs_of_a_long_name_lie_apart(tmp_path: Path, postgres_dsn: str, length: int) -> None:
    """Two logs of one node never share a schema, though PostgreSQL cuts long names off."""
    config = Config(tmp_path, "US", "u" * length, postgres_dsn)
    house, channel = (log_store(config, name) for name in ("house", "channel-mx"))
    assert isinstance(house, PostgresLog)
    house.append(0, [Entry(bytes(16), b"statement", None)], attested, {})
    assert (house.size(), channel.size()) == (1, 0)
    house.close()
    channel.close()
