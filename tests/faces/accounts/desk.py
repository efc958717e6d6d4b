"""The hands of these tests: browsers that were invited, that hold an app or a passkey, that sign in."""

from typing import Any

from django.core.cache import cache
from django.test import Client

from ambos.faces.accounts.invitations import invite
from ambos.faces.accounts.keeping import account, accounts, forget_factors
from ambos.faces.accounts.locking import bar, end_sessions, unlock
from ambos.faces.accounts.recent import is_recent
from ambos.faces.accounts.settings import FAILURES
from tests.faces.accounts.apps import App, Passkey

__all__ = ["FAILURES", "account", "accounts", "bar", "end_sessions", "forget_factors", "invite", "unlock"]

PASSWORD = "a long and rather odd sentence"
LOCALHOST = {"host": "localhost"}
PASSKEYS = "/accounts/factors/passkeys/add"


def clear() -> None:
    """Take every way in from every account, and every lock and bar."""
    for officer in accounts():
        forget_factors(officer)
        unlock(account(officer))


def browser() -> Client:
    """Give a new browser that asks in English."""
    return Client(headers={"accept-language": "en"})


def invited(officer: str) -> Client:
    """Give a browser that has just followed an invitation of an officer."""
    client = browser()
    answer = client.post(f"/invitation/{invite(officer)}")
    assert answer["Location"] == "/accounts/factors"
    return client


def with_app(officer: str) -> tuple[Client, App]:
    """Set up a password and an authenticator app for an officer; give the browser and the app."""
    client = invited(officer)
    client.post("/accounts/password", {"first": PASSWORD, "second": PASSWORD})
    app = App.read(client.get("/accounts/factors/app/add").content.decode())
    answer = client.post("/accounts/factors/app/add", {"code": app.code()})
    assert answer["Location"] == "/accounts/factors/codes"
    cache.clear()  # in which it is kept that the code was used
    return client, app


def with_passkey(officer: str) -> tuple[Client, Passkey]:
    """Set up a passkey for an officer; give the browser and the passkey."""
    client, passkey = invited(officer), Passkey()
    answer = add(client, passkey)
    assert answer.headers.get("Location") == "/accounts/factors/codes", answer.content.decode()
    return client, passkey


def add(client: Client, passkey: Passkey) -> Any:
    """Set a passkey up; give the answer."""
    page = client.get(PASSKEYS, headers=LOCALHOST).content.decode()
    return client.post(PASSKEYS, {"credential": passkey.created(page), "name": "office"}, headers=LOCALHOST)


def challenge(client: Client) -> dict[str, Any]:
    """Fetch what a passkey is to sign at the entrance."""
    answer = client.get("/enter/passkey", headers={"accept": "application/json", **LOCALHOST})
    found: dict[str, Any] = answer.json()["request_options"]
    return found


def enter(client: Client, name: str, password: str = PASSWORD, to: str = "") -> str:
    """Type a name and a password; give where that leads, or nothing."""
    answer = client.post("/enter", {"login": name, "password": password, **({"next": to} if to else {})})
    return answer.headers.get("Location", "")


def who(client: Client) -> str:
    """Give the officer as whom a browser is taken by the pages, or nothing."""
    answer = client.get("/account")
    return answer.wsgi_request.user.username if answer.status_code == 200 else ""  # type: ignore[union-attr]


def recent(client: Client) -> bool:
    """Say whether a browser's person has proved recently enough who they are."""
    return is_recent(client.get("/account").wsgi_request)
