"""Both sites in a real browser: made once for all tests of a process."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser

from tests.faces.browser import browsing
from tests.faces.browser.browsing import CHROMIUM, MISSING, Person, chromium
from tests.faces.browser.partnership import Partnership, served


class Visitor(Protocol):
    """Gives somebody at a party's site, signed in as an officer or as nobody."""

    def __call__(self, party: str, officer: str = "", language: str = "en", **seen: int) -> Person: ...


@pytest.fixture(scope="session")
def partnership(demonstration: Path) -> Iterator[Partnership]:
    """Both parties' sites and borders, as processes."""
    if not CHROMIUM:
        pytest.skip(MISSING)
    with served(demonstration) as made:
        yield made


@pytest.fixture
def browser(partnership: Partnership) -> Iterator[Browser]:
    """Debian's Chromium, for one test: while it runs, nothing else of this process may await anything."""
    with chromium() as started:
        yield started


@pytest.fixture
def visitor(partnership: Partnership, browser: Browser) -> Iterator[Visitor]:
    """Give people at the sites; when the test is over, no console may have complained."""
    people: list[Person] = []
    with ExitStack() as stack:

        def come(party: str, officer: str = "", language: str = "en", **seen: int) -> Person:
            width, dark = seen.get("width", browsing.WIDE), bool(seen.get("dark", 0))
            site = partnership.sites[party]
            one = stack.enter_context(browsing.person(browser, site, language, width, dark))
            people.append(one)
            if officer:
                one.enter(officer)
            return one

        yield come
        assert not [said for one in people for said in one.complaints]
