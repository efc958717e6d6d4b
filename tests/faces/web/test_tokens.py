"""Tokens on one's own page: made by whoever has proved who they are, told once, taken back by their owner."""

import re
import sqlite3
from pathlib import Path

import pytest
from django.test import Client

from ambos.faces.accounts.scopes import READ_RECORDS, SIGN
from tests.faces.conftest import Site

FORM = {"name": "Weekly list", "scope": [READ_RECORDS], "minutes": "1440"}


def made(client: Client, **form: object) -> str:
    """Make a token on the page and give the text that it shows."""
    page = client.post("/account/tokens", {**FORM, **form}).content.decode()
    found = re.search(r"ambos_[\w-]{43}", page)
    assert found, page
    return found[0]


def opens(text: str) -> bool:
    """Say whether a token opens the interface."""
    return Client(headers={"authorization": f"Bearer {text}"}).get("/api/v1/me").status_code == 200


def test_a_token_is_told_once_and_opens_the_interface(site: Site) -> None:
    """The page that makes a token shows it; afterwards only its name, its scopes and its mark are shown."""
    client = site.client("analyst")
    text = made(client)
    assert opens(text)
    page = client.get("/account").content.decode()
    assert text not in page and "Weekly list" in page and "things, records, proofs, search" in page
    assert "Weekly list" not in site.client("auditor").get("/account").content.decode()


def test_only_its_owner_takes_a_token_back(site: Site) -> None:
    """A revoked token opens nothing; a token of somebody else is not found."""
    client = site.client("analyst")
    text = made(client, name="To be revoked")
    page = client.get("/account").content.decode()
    path = re.search(r'action="(/account/tokens/[0-9a-f]+/revoke)"', page)
    assert path
    assert site.client("auditor").post(path[1]).status_code == 404
    assert opens(text)
    assert client.get(path[1]).status_code == 405
    assert client.post(path[1])["Location"] == "/account"
    assert not opens(text)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"name": " "}, "A token needs a name"),
        ({"scope": []}, "A token needs a name"),
        ({"scope": [SIGN], "minutes": "1440"}, "lives at most"),
        ({"minutes": "x"}, "lives at most"),
        ({"scope": ["read:everything"]}, "There is no scope"),
    ],
)
def test_what_is_refused_stays_in_the_form(site: Site, form: dict[str, object], sentence: str) -> None:
    """Each refusal is told in a sentence with what was typed, and no token is made."""
    answer = site.client("analyst").post("/account/tokens", {**FORM, **form})
    page = answer.content.decode()
    assert answer.status_code == 400 and sentence in page
    assert not re.search(r"ambos_[\w-]{43}", page)


def test_nobody_makes_a_token(site: Site) -> None:
    """Whoever is not signed in is sent to the entrance."""
    for path in ("/account/tokens", "/account/tokens/0123456789ab/revoke"):
        assert site.client().post(path, FORM)["Location"].startswith("/enter")


def test_tokens_of_an_earlier_site_go_on(tmp_path: Path, site: Site) -> None:
    """A site whose tokens stood with the interface keeps each of them, and the answers that name it."""
    from django.db import connections  # noqa: PLC0415  # only after Django is ready
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    path = tmp_path / "web.db"
    connections.databases["earlier"] = {**connections.databases["default"], "NAME": str(path)}
    try:
        MigrationExecutor(connections["earlier"]).migrate([("api", "0001_initial")])
        with sqlite3.connect(path) as db:
            row = "7, 'analyst', 'old', 'd', 'sign', '2026-01-01', '2027-01-01', NULL"
            db.execute(f"INSERT INTO api_token VALUES({row})")
            db.execute("INSERT INTO api_kept VALUES(1, 'k', 'd', '2026-01-01', 200, '', '{}', 7)")
        executor = MigrationExecutor(connections["earlier"])
        executor.migrate(executor.loader.graph.leaf_nodes())
        with sqlite3.connect(path) as db:
            tokens = db.execute("SELECT id, officer, name FROM accounts_token").fetchall()
            assert tokens == [(7, "analyst", "old")]
            assert db.execute("SELECT token_id FROM api_kept").fetchall() == [(7,)]
            assert not db.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        connections["earlier"].close()
        del connections.databases["earlier"]
