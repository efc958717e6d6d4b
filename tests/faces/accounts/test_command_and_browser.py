"""From the command line to a person in a browser: an invitation, a passkey, a lock, a forgotten way in."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, sync_playwright

from ambos.node.border_process import free_port
from ambos.node.config import Config
from ambos.node.node import Node
from tests.processes import ROOT, finish, start

CHROMIUM = shutil.which("chromium") or ""
FLAGS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]
FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class House(NamedTuple):
    """A node with an analyst, and where its site is served."""

    home: Path
    site: str

    def ambos(self, *words: str, code: int = 0) -> str:
        """Call ``ambos account`` in a process of its own; give what it prints."""
        command = [
            sys.executable,
            "-m",
            "ambos.faces.cli",
            "--node",
            str(self.home),
            "--lang",
            "en",
            "account",
        ]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(
            [*command, *words], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    def account(self, officer: str) -> dict[str, Any]:
        """Give how an officer's account stands."""
        found: dict[str, Any] = next(
            one for one in json.loads(self.ambos("list", "--json")) if one["officer"] == officer
        )
        return found


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Serve a new node in a process of its own."""
    home, port = tmp_path_factory.mktemp("house") / "node", free_port()
    with Node.create(Config(home, "MX", "ambos-mx"), "Secretariado") as node:
        node.enrol("analyst", {"name": "Somebody", "roles": ["analyst"]})
    process = start("tests.faces.accounts.serving", str(home), str(port))
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    yield House(home, f"http://localhost:{port}")
    finish(process)


@pytest.fixture
def page() -> Iterator[Page]:
    """Give a page of a real browser with a device for passkeys; errors in its console fail the test."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (Debian: chromium)")
    said: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        made = browser.new_page(locale="en-US")
        made.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        made.on("pageerror", lambda error: said.append(str(error)))
        device = made.context.new_cdp_session(made)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
        yield made
        browser.close()
    assert not [text for text in said if "404" not in text]


def test_an_invitation_a_passkey_and_the_way_in(house: House, page: Page) -> None:
    """The link that the command prints leads to a passkey, and the passkey in, without a password."""
    link = house.ambos("invite", "analyst", "--site", house.site).strip()
    assert re.fullmatch(rf"{house.site}/invitation/[\w-]+", link)
    page.goto(link)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of this passkey").fill("office computer")
    page.get_by_role("button", name="Create the passkey").click()
    page.wait_for_url(f"{house.site}/accounts/factors/codes")
    assert page.locator(".recovery li").count() == 10
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{house.site}/enter?next=/account")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{house.site}/account")
    assert "Somebody" in page.content()
    assert house.account("analyst")["account"] == "open"


def test_a_barred_account_is_told_as_such_and_the_unknown_have_none(house: House) -> None:
    """Barring shows in the list; an officer whom the ledger does not know is invited nowhere."""
    house.ambos("invite", "analyst")
    house.ambos("lock", "analyst")
    assert house.account("analyst")["account"] == "barred"
    house.ambos("invite", "nobody-here", code=1)
