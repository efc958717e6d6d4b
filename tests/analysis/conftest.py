"""The public record on two nodes, made once for all tests that only read it."""

from collections.abc import Iterator

import pytest

from ambos.node.node import Node
from tests.partnership import public_record


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """The United States' node with the public record of both parties."""
    with public_record(tmp_path_factory.mktemp("record")) as node:
        yield node
