"""A demonstration's two nodes with the example plan, and the site over the one of the United States."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from ambos.faces.accounts.house import House
from ambos.faces.site.settings import configure, migrated
from ambos.node.config import read_config
from ambos.node.demo import build, home_of
from ambos.node.kept import KeptPackets
from ambos.node.node import Node
from ambos.node.pool import Pool


@contextmanager
def over(home: Path) -> Iterator[House]:
    """Give a house over a node that this process serves beside its own."""
    config, _ = read_config(home)
    house = House(config, pool := Pool(home), KeptPackets(pool.seat))
    yield house
    pool.close()


@dataclass(frozen=True)
class Site:
    """The site over the US node, in this process, and the Mexican node beside it."""

    house: House
    partner: Path

    def client(self, officer: str = "") -> Client:
        """Give a browser without scripts, signed in as an officer of the demonstration, or as nobody."""
        client = Client(headers={"accept-language": "en"})
        if officer:
            answer = client.post("/enter/as", {"officer": officer})
            assert answer.status_code == 302, answer.content.decode()
        return client

    @contextmanager
    def node(self, officer: str = "secretariat") -> Iterator[Node]:
        """Give the node open for writing, as if by a command in a terminal."""
        with self.house.pool.writing(officer) as node:
            yield node

    @contextmanager
    def other(self, officer: str = "secretariat") -> Iterator[Node]:
        """Give the Mexican node, open."""
        with Node.open(self.partner, officer) as node:
            yield node


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the two nodes once for all processes of a run of the tests; each takes a copy of its own."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demonstrations"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "built").exists():
            build(shared / "nodes", lambda step: None, example=True)
            (shared / "built").touch()
    copy = tmp_path_factory.mktemp("demonstration") / "nodes"
    shutil.copytree(shared / "nodes", copy)
    return copy


@pytest.fixture(scope="session")
def partner(site: "Site") -> Iterator[House]:
    """Give the house of the Mexican node, for tests that put it in the place of the site's own."""
    with over(site.partner) as house:
        yield house


@pytest.fixture(scope="session")
def site(demonstration: Path) -> Iterator[Site]:
    """Open the site over the US node; a process serves one node only, so all tests share it."""
    house = configure(home_of(demonstration, "US"), ("testserver", "localhost"))
    migrated()
    yield Site(house, home_of(demonstration, "MX"))
    house.pool.close()
