"""Contacts with foreign agents, at a real server of Mexico's node: each step in turn, by who may take it."""

import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import httpx2
import pytest

from ambos.node.demo import home_of
from tests.processes import ROOT

TODAY = date.today().isoformat()
DRAFT = {
    "slug": "first",
    "from": "meeting/sig-2025-09-26",
    "official": "C. Pérez",
    "office": "SSPC",
    "government": "federal",
    "channel": "meeting",
    "agent_agency": "DEA",
    "agent_nationality": "US",
    "objective.es": "Revisar el avance",
    "planned": TODAY,
}
STEPS: tuple[tuple[dict[str, str], str], ...] = (
    ({"step": "submitted", "submitted": TODAY}, "Solicitado"),
    ({"step": "decided", "decided": TODAY, "decision": "authorised", "decided_by": "GAN"}, "Autorizado"),
    ({"step": "held", "held": TODAY}, "Por informar"),
    ({"step": "reported", "reported": TODAY, "report.es": "Se revisó"}, "Informado"),
    ({"step": "closed", "closed": TODAY}, "Cerrado"),
)


class Browser:
    """A browser without scripts at the server, signed in as one officer, in Spanish."""

    def __init__(self, client: httpx2.Client, officer: str) -> None:
        self.client = client
        self.token = ""
        self.get("/enter")
        assert self.post("/enter/as", {"officer": officer}).status_code in (302, 303)

    def get(self, path: str) -> httpx2.Response:
        """Open a page."""
        answer = self.client.get(path)
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.text)
        self.token = found[1] if found else self.token
        return answer

    def post(self, path: str, form: dict[str, str]) -> httpx2.Response:
        """Send a form."""
        return self.client.post(path, data={**form, "csrfmiddlewaretoken": self.token})


@contextmanager
def browsing(address: str, officer: str) -> Iterator[Browser]:
    """Open a browser, and close it."""
    with httpx2.Client(
        base_url=address, headers={"accept-language": "es", "referer": address}, timeout=60
    ) as client:
        yield Browser(client, officer)


@pytest.fixture(scope="module")
def server(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a copy of Mexico's node of the demonstration."""
    home = tmp_path_factory.mktemp("mexico") / "mx"
    shutil.copytree(home_of(demonstration, "MX"), home)
    command = [
        sys.executable,
        "-m",
        "ambos.faces.cli",
        "--node",
        str(home),
        "--lang",
        "en",
        "serve",
        "--port",
        "0",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        found = None
        while found is None:
            line = process.stderr.readline()
            assert line, "the server ended before it was ready"
            found = re.search(r"http://\S+/", line)
        yield found[0].rstrip("/")
    finally:
        process.kill()
        process.communicate()


def test_a_contact_goes_its_way_step_by_step(server: str) -> None:
    """From a draft to its closing each step is looked at, signed, and leads to the next; none is left out."""
    with browsing(server, "co-chair") as browser:
        assert "Contactos" in browser.get("/contacts").text
        browser.get("/contacts/draft?from=meeting/sig-2025-09-26")
        preview = browser.post("/contacts/draft", DRAFT)
        assert "Revisar el avance" in html.unescape(preview.text)
        assert browser.get("/contacts/first").status_code == 404  # looking signs nothing
        assert browser.post("/contacts/draft/sign", DRAFT).headers["location"] == "/contacts/first"
        for form, word in STEPS:
            browser.get("/contacts/first")
            assert browser.post("/contacts/first/step", form).status_code == 200, form
            assert browser.post("/contacts/first/step/sign", form).status_code == 303, form
            assert word in html.unescape(browser.get("/contacts/first").text)
        assert "Cerrado" in browser.get("/contacts").text
        assert "contact/first" in browser.get("/contacts.csv").text


def test_no_step_comes_before_its_turn(server: str) -> None:
    """A step whose turn it is not is refused, looked at or signed; so is one on a day to come."""
    with browsing(server, "co-chair") as browser:
        form = {**DRAFT, "slug": "second"}
        browser.get("/contacts/draft")
        assert browser.post("/contacts/draft/sign", form).status_code == 303
        browser.get("/contacts/second")
        tomorrow = (date.today() + timedelta(days=2)).isoformat()
        wrong = [step for step, _ in STEPS[1:]] + [{"step": "submitted", "submitted": tomorrow}]
        for step in wrong:
            for path in ("/contacts/second/step", "/contacts/second/step/sign"):
                assert browser.post(path, step).status_code in (400, 409, 422), (path, step)
        assert browser.post("/contacts/second/step", {"step": "planned", "planned": TODAY}).status_code == 404


@pytest.mark.parametrize("officer", ["auditor"])
def test_who_may_not_propose_takes_no_step(server: str, officer: str) -> None:
    """A role that may only see is offered no step, and one that it sends all the same is refused."""
    with browsing(server, officer) as browser:
        board = browser.get("/contacts")
        assert board.status_code == 200
        assert "/contacts/draft" not in board.text
        form = {**DRAFT, "slug": f"by-{officer}"}
        for path in ("/contacts/draft", "/contacts/draft/sign"):
            assert browser.post(path, form).status_code == 403, path
        assert browser.get(f"/contacts/by-{officer}").status_code == 404


def test_nobody_learns_of_contacts(server: str) -> None:
    """Whoever has not signed in is sent to the entrance by every address of contacts, there or not."""
    with httpx2.Client(base_url=server) as client:
        for path in ("/contacts", "/contacts/first", "/contacts/none", "/contacts.csv", "/contacts/draft"):
            assert client.get(path).status_code == 302, path
