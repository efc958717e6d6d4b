"""Programs at the interface of the demonstration's site: each with a token of an officer and some scopes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from ambos.faces.accounts.scopes import SCOPES, SIGN
from ambos.faces.api.pace import Pace
from tests.faces.conftest import Site

Program = Callable[..., Client]
UNSIGNED = tuple(scope for scope in SCOPES if scope != SIGN)


@pytest.fixture(autouse=True)
def unhurried(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let tests ask as often as they like."""
    monkeypatch.setattr("ambos.faces.api.answering.PACE", Pace(burst=10**9))
    yield


def issued(officer: str, scopes: Sequence[str], minutes: int = 10) -> str:
    """Issue a token, and give its text."""
    from ambos.faces.accounts.tokens import issue  # noqa: PLC0415  # only after Django is ready

    return issue(officer, "test", scopes, timedelta(minutes=minutes), datetime.now(UTC)).text


@pytest.fixture
def program(site: Site) -> Program:
    """Give what makes a program that acts as an officer, within scopes: all but signing, unless named."""

    def made(officer: str = "secretariat", scopes: Sequence[str] = UNSIGNED) -> Client:
        headers = {"authorization": f"Bearer {issued(officer, scopes)}", "accept-language": "en"}
        return Client(headers=headers)

    return made
