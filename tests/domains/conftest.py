"""A node of one's own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ambos.node.node import Node
from tests.partnership import new_node


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    """An empty node of the United States, on the day of the tests."""
    with new_node(tmp_path, "US") as made:
        yield made
