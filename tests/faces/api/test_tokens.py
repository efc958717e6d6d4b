"""Tokens: told once, kept as a digest, within scopes and time, paced."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ambos.faces.accounts.errors import LifetimeTooLong, ScopeUnknown, TokenIncomplete
from ambos.faces.accounts.scopes import READ_RECORDS, SCOPES, SIGN
from ambos.faces.api.errors import TooManyRequests
from ambos.faces.api.pace import Pace
from ambos.values.errors import NotFound
from tests.faces.api.conftest import issued
from tests.faces.conftest import Site

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def ask(text: str) -> int:
    """Ask who the token is, and give the status of the answer."""
    return Client(headers={"authorization": f"Bearer {text}"}).get("/api/v1/me").status_code


def test_only_the_digest_is_kept(site: Site) -> None:
    """Nothing on the disk of the site holds the text of a token; it opens the interface all the same."""
    text = issued("analyst", (READ_RECORDS,))
    held = b"".join(path.read_bytes() for path in site.house.config.web.glob("web.db*"))
    assert text.encode() not in held
    assert ask(text) == 200


def test_token_ends_and_is_revoked(site: Site) -> None:
    """A token opens nothing once its time is over or it was taken back, as if it were made up."""
    from ambos.faces.accounts import tokens  # noqa: PLC0415  # only after Django is ready

    over = tokens.issue("analyst", "test", (READ_RECORDS,), timedelta(days=1), NOW - timedelta(days=2))
    kept = tokens.issue("analyst", "test", (READ_RECORDS,), timedelta(days=1), datetime.now(UTC))
    assert (ask(over.text), ask("ambos_made-up"), ask(kept.text)) == (401, 401, 200)
    with pytest.raises(NotFound):
        tokens.revoke(kept.token.mark, officer="auditor")
    tokens.revoke(kept.token.mark, officer="analyst")
    assert ask(kept.text) == 401
    assert kept.token.mark not in {token.mark for token in tokens.listed("analyst")}


def test_token_of_nobody_who_works_here_opens_nothing(site: Site) -> None:
    """Rights come from the ledger at each request: where it does not know the officer, there is no token."""
    assert ask(issued("nobody-of-that-name", (READ_RECORDS,))) == 401


@pytest.mark.parametrize(
    ("scopes", "lifetime", "refusal"),
    [
        (("read:everything",), timedelta(days=1), ScopeUnknown),
        ((), timedelta(days=1), TokenIncomplete),
        ((READ_RECORDS,), timedelta(days=400), LifetimeTooLong),
        ((READ_RECORDS,), timedelta(0), LifetimeTooLong),
        ((READ_RECORDS, SIGN), timedelta(minutes=11), LifetimeTooLong),
    ],
)
def test_token_is_refused(
    site: Site, scopes: tuple[str, ...], lifetime: timedelta, refusal: type[Exception]
) -> None:
    """No token has a scope that there is not, lives for ever, or signs for longer than ten minutes."""
    from ambos.faces.accounts.tokens import issue  # noqa: PLC0415  # only after Django is ready

    with pytest.raises(refusal):
        issue("analyst", "test", scopes, lifetime, NOW)


def test_refusal_is_told_in_the_language_asked_for(site: Site) -> None:
    """The sentence follows the header; the code is the same."""
    told = {
        wanted: Client(headers={"accept-language": wanted}).get("/api/v1/me").json()
        for wanted in ("en", "es-MX,es;q=0.9,en;q=0.1", "fr, es;q=0.2", "nonsense;;q=9")
    }
    assert [one["language"] for one in told.values()] == ["en", "es", "es", "en"]
    assert {one["code"] for one in told.values()} == {"api.token-missing"}


def test_interface_heeds_no_cookie(site: Site) -> None:
    """Whoever is signed in in a browser is nobody here: no other page can act through them."""
    client = site.client("secretariat")
    assert client.get("/api/v1/things/goal").status_code == 401
    answer = client.post("/api/v1/things/source", {}, "application/json")
    assert answer.status_code == 401


@given(st.lists(st.floats(0, 5), min_size=1, max_size=200))
def test_pace_never_lets_more_through(gaps: list[float]) -> None:
    """No more than the burst and the steady pace get through; whoever waits as told does."""
    pace, now, let, begun = Pace(burst=5, pace=2.0), 0.0, 0, 0.0
    for gap in gaps:
        now += gap
        try:
            pace.take("one", now)
            let += 1
        except TooManyRequests as error:
            seconds = error.data["seconds"]
            assert isinstance(seconds, int)
            now += seconds
            pace.take("one", now)
            let += 1
    assert let <= 5 + 2.0 * (now - begun) + 1e-6


def test_every_scope_is_asked_for_somewhere() -> None:
    """No scope is idle: each opens some route, or signs."""
    from ambos.faces.api.routes import ROUTES  # noqa: PLC0415

    assert {route.scope for route in ROUTES} >= set(SCOPES) - {SIGN}
