"""Sign-in with a provider of identities that runs as a process of its own, over real redirects."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from ambos.node.border_process import free_port
from ambos.node.config import FILE, Config
from ambos.node.node import Node
from tests.faces.accounts.provider.entrance import STRONG
from tests.processes import finish, start

CLIENT, SECRET = "ambos-us", "a secret of two parties"


class Served(NamedTuple):
    """The addresses of the site and of the provider, and the folder of the node."""

    site: str
    provider: str
    home: Path

    def browser(self, person: str = "") -> httpx2.Client:
        """Give a browser whose person is signed in at the provider under a name."""
        headers = {"accept-language": "en", **({"x-person": person} if person else {})}
        return httpx2.Client(headers=headers, timeout=20)


@contextmanager
def running(module: str, *arguments: str, ready: str) -> Iterator[None]:
    """Run a module until it says that it is ready, and end it afterwards."""
    process = start(module, *arguments)
    assert process.stdout is not None
    assert process.stdout.readline().startswith(ready)
    yield
    finish(process)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Run a provider, and the site over a new node that trusts it."""
    folder, (site, provider) = tmp_path_factory.mktemp("provider"), (free_port(), free_port())
    home, issuer = folder / "node", f"http://127.0.0.1:{provider}/o"
    told = {"oidc_issuer": issuer, "oidc_client": CLIENT, "oidc_acr": STRONG}
    with Node.create(Config(home, "US", "ambos-us", **told), "Secretariat") as node:
        node.enrol("analyst", {"name": "Somebody", "roles": ["analyst"]})
        node.enrol("gone", {"name": "Somebody else", "roles": ["analyst"], "active": False})
    (home / "keys" / "oidc").write_text(SECRET + "\n")
    back = f"http://localhost:{site}/enter/provider/back"
    with (
        running(
            "tests.faces.accounts.provider.serve",
            str(provider),
            CLIENT,
            SECRET,
            back,
            str(folder),
            ready="ready",
        ),
        running("tests.faces.accounts.serving", str(home), str(site), ready="ready"),
    ):
        yield Served(f"http://localhost:{site}", issuer, home)


def walk(browser: httpx2.Client, address: str) -> httpx2.Response:
    """Follow redirects until a page is there that is none."""
    for _ in range(8):
        answer = browser.get(address)
        if not answer.is_redirect:
            return answer
        address = str(answer.next_request.url) if answer.next_request else ""
    raise AssertionError(address)


def at_the_door(browser: httpx2.Client, served: Served) -> str:
    """Go to the provider and stop where it sends the person back; give that address."""
    away = browser.get(f"{served.site}/enter/provider?next=/account")
    answer = browser.get(away.headers["location"])
    assert answer.is_redirect, answer.text
    return answer.headers["location"]


def test_an_officer_of_the_ledger_comes_in(served: Served) -> None:
    """An officer whom the provider names with a second factor that is trusted is signed in by that alone."""
    with served.browser("analyst+strong") as browser:
        page = walk(browser, f"{served.site}/enter/provider?next=/account")
        assert page.url.path == "/account"
        assert "Somebody" in page.text


def test_our_second_factor_is_asked_where_the_providers_is_not_trusted(served: Served) -> None:
    """Without the class of authentication that is trusted, a person must set up a factor of ours first."""
    with served.browser("analyst") as browser:
        page = walk(browser, f"{served.site}/enter/provider?next=/account")
        assert page.url.path == "/accounts/factors"
        assert browser.get(f"{served.site}/account").headers["location"].endswith("/accounts/factors")


@pytest.mark.parametrize("person", ["nobody-here+strong", "gone+strong"])
def test_nobody_comes_in_whom_the_ledger_does_not_know(served: Served, person: str) -> None:
    """A person is refused whom the provider knows and the ledger does not, or no longer."""
    with served.browser(person) as browser:
        page = walk(browser, f"{served.site}/enter/provider?next=/account")
        assert (page.status_code, "unknown" in page.text) == (403, True)
        assert "/enter" in browser.get(f"{served.site}/account").headers["location"]


@pytest.mark.parametrize("lie", ["nonce", "issuer", "audience", "expired", "old"])
def test_a_token_with_one_claim_wrong_is_refused(served: Served, lie: str) -> None:
    """A signed token is refused that is for another errand, issuer or client, or that is too old."""
    with served.browser(f"analyst+{lie}") as browser:
        page = walk(browser, f"{served.site}/enter/provider")
        assert page.status_code == 403
        assert {"old": "age"}.get(lie, lie) in page.text


def test_an_answer_counts_once_and_in_its_own_browser(served: Served) -> None:
    """An address back is refused a second time, in another browser, and under another errand."""
    with served.browser("analyst+strong") as browser, served.browser("analyst+strong") as other:
        back = at_the_door(browser, served)
        assert other.get(back).status_code == 403
        assert browser.get(back).is_redirect
        browser.cookies.clear()
        assert browser.get(back).status_code == 403
        at_the_door(other, served)
        code = parse_qs(urlsplit(back).query)["code"][0]
        errand = parse_qs(urlsplit(at_the_door(other, served)).query)
        replayed = other.get(
            f"{served.site}/enter/provider/back", params={"code": code, "state": errand["state"][0]}
        )
        assert replayed.status_code == 403


def test_a_code_without_the_browsers_own_proof_key_is_worth_nothing(served: Served) -> None:
    """PKCE: a code that was read on its way gives no token, not even with the client's secret."""
    with served.browser("analyst+strong") as browser:
        code = parse_qs(urlsplit(at_the_door(browser, served)).query)["code"][0]
        stolen = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": f"{served.site}/enter/provider/back",
            "code_verifier": "guessed" * 8,
        }
        answer = httpx2.post(f"{served.provider}/token/", data=stolen, auth=(CLIENT, SECRET))
        assert answer.status_code == 400


def test_next_leads_to_own_pages_only(served: Served) -> None:
    """Where the errand began at a link of somebody else, it ends at a page of this site."""
    with served.browser("analyst+strong") as browser:
        answer = browser.get(f"{served.site}/enter/provider?next=https://example.org/")
        back = browser.get(answer.headers["location"]).headers["location"]
        assert browser.get(back).headers["location"] == "/"


def test_the_settings_name_the_provider_and_never_its_secret(served: Served) -> None:
    """The settings file holds the provider's address and our name there; the secret lies among the keys."""
    text = (served.home / FILE).read_text(encoding="utf-8")
    assert served.provider in text and CLIENT in text and SECRET not in text
