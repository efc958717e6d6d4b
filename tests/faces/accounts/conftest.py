"""Sign-in with a clock that is set, at a node that is no demonstration and at one that is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from ambos.faces.accounts import house as houses
from ambos.faces.accounts.settings import SETTINGS
from ambos.node.config import NO
from tests.faces.conftest import Site

QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"  # what a real one costs is felt, and not tested here


@dataclass
class Clock:
    """A clock that moves when it is told to."""

    moment: datetime = datetime(2027, 1, 4, 9, tzinfo=UTC)

    def now(self) -> datetime:
        """Give the moment that it shows."""
        return self.moment

    def advance(self, **span: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**span)


@pytest.fixture
def clock(site: Site) -> Iterator[Clock]:
    """Let the site read a clock that the test sets."""
    made = Clock()
    with override_settings(AMBOS_NOW=made.now):
        yield made


@pytest.fixture
def desk(site: Site) -> Iterator[Any]:
    """Give the hands of these tests, and take from all accounts what a test set up.

    They look at the tables of accounts, so that they can be imported only when a site is there.
    """
    cache.clear()
    made = import_module("tests.faces.accounts.desk")
    with override_settings(PASSWORD_HASHERS=[QUICK, *SETTINGS["PASSWORD_HASHERS"]]):
        yield made
    cache.clear()
    made.clear()


@pytest.fixture
def plain(site: Site, desk: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Serve the node as one that is no demonstration; give the hands."""
    house = replace(site.house, config=replace(site.house.config, demonstration=NO))
    monkeypatch.setattr(houses, "_open", [house])
    return desk
