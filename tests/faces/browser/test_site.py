"""What a hostile page, proxy or program meets at the site, over real sockets."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.faces.browser.partnership import Partnership

POLICY = (
    *("default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'"),
    *("frame-ancestors 'none'", "base-uri 'none'"),
)


@pytest.fixture
def person(partnership: Partnership) -> Iterator[httpx2.Client]:
    """A browser without scripts at the site of the United States, as nobody yet."""
    with httpx2.Client(base_url=partnership.sites["US"]) as client:
        yield client


def enter(client: httpx2.Client, officer: str, onward: str = "/") -> httpx2.Response:
    """Sit down as an officer by the form of the entrance."""
    client.get("/enter")
    told = {"officer": officer, "next": onward, "csrfmiddlewaretoken": client.cookies["ambos-csrf"]}
    return client.post("/enter/as", data=told)


@pytest.mark.parametrize(
    "path", ["/", "/enter", "/static/frame/ambos.css", "/static/none", "/api/v1/me", "/no"]
)
def test_no_answer_may_be_framed_or_run_what_is_not_ours(person: httpx2.Client, path: str) -> None:
    """Pages, files and answers to programs alike bind the browser, but for files that run nothing."""
    answer = person.get(path)
    if "/static/" in path and answer.is_success:
        assert answer.headers["content-type"].startswith("text/css")
        return
    assert all(rule in answer.headers["content-security-policy"] for rule in POLICY)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "onward",
    ["https://example.org/", "//example.org", r"/\example.org", "javascript:alert(1)", "\thttps://e.org"],
)
def test_nobody_is_sent_elsewhere(person: httpx2.Client, onward: str) -> None:
    """Whatever address a link to the entrance names, one comes in at a page of this site."""
    answer = enter(person, "analyst", onward)
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith(("//", "/\\"))


def test_form_of_another_page_does_nothing(person: httpx2.Client) -> None:
    """A form without this site's secret, or with another's, is refused, and who sat down stays so."""
    enter(person, "analyst")
    for secret in ({}, {"csrfmiddlewaretoken": "x" * 64}):
        answer = person.post("/leave", data=secret)
        assert answer.status_code == 403
    assert person.get("/account").status_code == 200


def test_session_is_another_one_after_the_entrance(person: httpx2.Client) -> None:
    """A session that was planted before somebody came in is worth nothing afterwards."""
    person.get("/enter")
    person.cookies.set("ambos-session", "planted" * 4, domain="localhost.local")
    enter(person, "analyst")
    assert "planted" * 4 not in person.cookies["ambos-session"]
    with httpx2.Client(base_url=str(person.base_url)) as thief:
        thief.cookies.set("ambos-session", "planted" * 4)
        assert thief.get("/account").status_code != 200


def test_cookies_are_out_of_reach(person: httpx2.Client) -> None:
    """No script and no other site gets at the session."""
    answer = enter(person, "analyst")
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith("ambos-session=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example", "[::1", "a/b"])
def test_host_that_is_not_ours_is_refused(partnership: Partnership, host: str) -> None:
    """An answer never rests on a name that somebody else put into the request."""
    place = urlsplit(partnership.sites["US"]).netloc
    connection = http.client.HTTPConnection(place, timeout=30)
    connection.putrequest("GET", "/enter", skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 400
    assert host.encode() not in answer.read()
    connection.close()


@pytest.mark.parametrize(
    "path", ["/static/../site/settings.py", "/static/%2e%2e/%2e%2e/api/models.py", "/static//etc/passwd"]
)
def test_no_path_leads_out_of_the_static_files(partnership: Partnership, path: str) -> None:
    """Only what is meant to be given is given."""
    place = urlsplit(partnership.sites["US"]).netloc
    connection = http.client.HTTPConnection(place, timeout=30)
    connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", "localhost")
    connection.endheaders()
    assert connection.getresponse().status in (301, 302, 400, 404)
    connection.close()
