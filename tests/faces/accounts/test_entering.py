"""Ways in: which of them lead where, and which lead nowhere."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from ambos.faces.accounts.settings import SETTINGS
from tests.faces.accounts.apps import Passkey, options_of
from tests.faces.accounts.conftest import Clock
from tests.faces.conftest import Site

WRONG = "do not go together"
TOKEN = re.compile('name="csrfmiddlewaretoken" value="[^"]*"')


def test_an_invitation_leads_to_a_way_in_and_to_nothing_else(plain: Any) -> None:
    """Whoever follows an invitation is nobody until a second factor is set up, wherever they go."""
    client = plain.invited("analyst")
    for path in ("/account", "/people", "/people/new/"):
        assert client.get(path)["Location"] == "/accounts/factors"
    client.post("/accounts/password", {"first": plain.PASSWORD, "second": plain.PASSWORD})
    assert client.get("/account")["Location"] == "/accounts/factors"


def test_password_and_code_lead_in(plain: Any) -> None:
    """Name, password and the app's code lead in; the password alone does not."""
    _, app = plain.with_app("analyst")
    client = plain.browser()
    assert plain.enter(client, "analyst", to="/account") == "/enter/code"
    assert plain.who(client) == ""
    assert client.post("/enter/code", {"code": app.code()})["Location"] == "/account"
    assert plain.who(client) == "analyst"


def test_a_code_counts_once(plain: Any) -> None:
    """A code that was used does not lead in a second time."""
    _, app = plain.with_app("analyst")
    first, second = plain.browser(), plain.browser()
    plain.enter(first, "analyst"), plain.enter(second, "analyst")
    code = app.code()
    assert first.post("/enter/code", {"code": code}).status_code == 302
    assert second.post("/enter/code", {"code": code}).status_code == 200
    assert plain.who(second) == ""


def test_each_recovery_code_leads_in_once(plain: Any) -> None:
    """A recovery code stands for the app's, one time; the codes are shown one time."""
    owner, _ = plain.with_app("analyst")
    page = owner.get("/accounts/factors/codes").content.decode()
    (code, *_) = re.findall(r"<li>(\d{8})</li>", page)
    assert code not in owner.get("/accounts/factors/codes").content.decode()
    client = plain.browser()
    plain.enter(client, "analyst")
    assert client.post("/enter/code", {"code": code}).status_code == 302
    again = plain.browser()
    plain.enter(again, "analyst")
    assert again.post("/enter/code", {"code": code}).status_code == 200


def test_a_passkey_is_enough(plain: Any) -> None:
    """A passkey leads in without a name and without a password, and only on its own challenge."""
    _, passkey = plain.with_passkey("prosecutor")
    client, other = plain.browser(), plain.browser()
    sent = {"credential": passkey.signed(plain.challenge(client)), "next": "/account"}
    plain.challenge(other)
    assert other.post("/enter/passkey", sent, headers={"host": "localhost"})["Location"] == "/enter"
    assert client.post("/enter/passkey", sent, headers={"host": "localhost"})["Location"] == "/account"
    assert (plain.who(client), plain.who(other)) == ("prosecutor", "")


@pytest.mark.parametrize("passkey", [Passkey("https://elsewhere.example"), Passkey(verified=False)])
def test_a_passkey_of_elsewhere_or_of_anybody_is_none(plain: Any, passkey: Passkey) -> None:
    """A passkey is refused that answers another site, or that did not ask for its person."""
    client = plain.invited("prosecutor")
    page = client.get("/accounts/factors/passkeys/add", headers={"host": "localhost"}).content.decode()
    sent = {"credential": passkey.created(page), "name": ""}
    assert (
        client.post("/accounts/factors/passkeys/add", sent, headers={"host": "localhost"}).status_code == 200
    )
    assert plain.accounts()["prosecutor"].ways == ()


def test_unknown_names_and_wrong_passwords_are_answered_alike(plain: Any) -> None:
    """Nothing tells an officer's name from a made-up one, nor a barred account from a wrong password."""
    plain.with_app("analyst")
    plain.with_app("auditor")
    plain.bar(plain.account("auditor"))
    pages = set()
    for name, password in (("analyst", "wrong"), ("nobody-here", "wrong"), ("auditor", plain.PASSWORD)):
        answer = plain.browser().post("/enter", {"login": name, "password": password})
        assert answer.status_code == 200
        pages.add(TOKEN.sub("", answer.content.decode()).replace(f'value="{name}"', ""))
    assert len(pages) == 1 and WRONG in pages.pop()


def test_ten_failures_lock_password_and_codes_and_not_passkeys(plain: Any) -> None:
    """After ten wrong passwords the right one is refused; a passkey still leads in, and unlocking opens."""
    owner, _ = plain.with_app("analyst")
    passkey, client = Passkey(), plain.browser()
    plain.add(owner, passkey)
    for _ in range(plain.FAILURES):
        assert plain.enter(client, "analyst", "wrong") == ""
        cache.clear()
    assert plain.accounts()["analyst"].locked
    assert plain.enter(client, "analyst") == ""
    sent = {"credential": passkey.signed(plain.challenge(client))}
    assert client.post("/enter/passkey", sent, headers=plain.LOCALHOST)["Location"] == "/"
    assert plain.accounts()["analyst"].locked
    plain.unlock(plain.account("analyst"))
    assert plain.enter(plain.browser(), "analyst") == "/enter/code"


def test_wrong_codes_lock_as_wrong_passwords_do(plain: Any) -> None:
    """Codes cannot be guessed for longer than passwords."""
    plain.with_app("analyst")
    client = plain.browser()
    plain.enter(client, "analyst")
    for _ in range(plain.FAILURES):
        client.post("/enter/code", {"code": "000000"})
        cache.clear()
    assert plain.accounts()["analyst"].locked


def test_too_many_tries_are_slowed(plain: Any) -> None:
    """Many tries within a minute are refused before the password is looked at, even the right one."""
    plain.with_app("analyst")
    client = plain.browser()
    for _ in range(40):
        client.post("/enter", {"login": "nobody-here", "password": "wrong"})
    assert plain.enter(client, "analyst") == ""


@pytest.mark.parametrize(
    "to", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]
)
def test_next_leads_to_own_pages_only(plain: Any, to: str) -> None:
    """Whatever ``next`` says, sign-in leads to a page of this site."""
    _, app = plain.with_app("analyst")
    client = plain.browser()
    plain.enter(client, "analyst", to=to)
    assert client.post("/enter/code", {"code": app.code()})["Location"] == "/"


def test_nobody_signs_up(plain: Any) -> None:
    """There is no page on which somebody makes an account, nor one that mails a password."""
    for path in ("/accounts/signup/", "/signup", "/accounts/password/reset/", "/accounts/email/"):
        assert plain.browser().get(path).status_code == 404


def test_an_invitation_works_once_and_for_a_day(plain: Any, clock: Clock) -> None:
    """A link is refused after it was used, after 24 hours, beside a newer one, and if it is made up."""
    token = plain.invite("analyst")
    assert plain.browser().get(f"/invitation/{token}").status_code == 200
    assert plain.browser().post(f"/invitation/{token}").status_code == 302
    late, replaced, newest = plain.invite("auditor"), plain.invite("integrity"), plain.invite("integrity")
    clock.advance(hours=23, minutes=59)
    assert plain.browser().get(f"/invitation/{late}").status_code == 200
    clock.advance(minutes=1)
    for spent in (token, late, replaced, newest, "made-up"):
        for answer in (
            plain.browser().get(f"/invitation/{spent}"),
            plain.browser().post(f"/invitation/{spent}"),
        ):
            assert answer.status_code == 404


def test_an_invitation_is_no_way_around_a_second_factor(plain: Any) -> None:
    """Whoever has a second factor is asked for it behind an invitation too, until it is forgotten."""
    plain.with_app("analyst")
    client = plain.browser()
    assert client.post(f"/invitation/{plain.invite('analyst')}")["Location"] == "/enter/code"
    assert plain.who(client) == ""
    assert plain.forget_factors("analyst") == 3
    assert plain.browser().post(f"/invitation/{plain.invite('analyst')}")["Location"] == "/accounts/factors"


def test_the_last_way_in_stays(plain: Any) -> None:
    """A passkey that is the only way in cannot be removed; beside another it can."""
    client, _ = plain.with_passkey("prosecutor")
    first = plain.account("prosecutor").authenticator_set.get(type="webauthn")
    client.post(f"/accounts/factors/passkeys/{first.pk}/remove")
    assert "webauthn" in plain.accounts()["prosecutor"].ways
    page = client.get("/accounts/factors/passkeys/add", headers={"host": "localhost"}).content.decode()
    assert options_of(page)["publicKey"]["excludeCredentials"]
    sent = {"credential": Passkey().created(page), "name": "home"}
    client.post("/accounts/factors/passkeys/add", sent, headers={"host": "localhost"})
    client.post(f"/accounts/factors/passkeys/{first.pk}/remove")
    assert plain.account("prosecutor").authenticator_set.filter(type="webauthn").count() == 1


def test_passwords_are_kept_as_memory_hard_digests(plain: Any) -> None:
    """What is kept of a password is scrypt of it."""
    with override_settings(PASSWORD_HASHERS=SETTINGS["PASSWORD_HASHERS"]):
        plain.with_app("analyst")
        assert plain.account("analyst").password.startswith("scrypt$16384$")


def test_secrets_are_kept_encrypted(plain: Any) -> None:
    """The site's database does not hold the secret of an app as it was shown."""
    _, app = plain.with_app("analyst")
    kept = plain.account("analyst").authenticator_set.get(type="totp").data["secret"]
    assert app.secret not in kept and len(kept) > len(app.secret)


def test_seats_are_there_at_a_demonstration_only(site: Site, plain: Any) -> None:
    """Where people are real, nobody sits down as another."""
    assert plain.browser().post("/enter/as", {"officer": "analyst"}).status_code == 404
    assert (
        "officer"
        not in plain.browser().get("/enter").content.decode().partition("<main")[2].partition("login")[0]
    )


ANSWER = '{{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}}'
EMPTY = '{"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}'
GARBAGE = (
    "", "null", "[]", "7", '""', "{}", '{"id": 1}', "{", "\0",
    '{"id": "é", "rawId": "é", "response": {}, "type": "x"}',
    ANSWER.format("[]"),
    ANSWER.format('{"userHandle": 7}'),
    ANSWER.format(EMPTY),
    ANSWER.format('{"clientDataJSON": "e30", "attestationObject": "oA"}'),
)  # fmt: skip


@pytest.mark.parametrize("sent", GARBAGE)
def test_garbage_in_place_of_a_passkey_is_refused(plain: Any, sent: str) -> None:
    """Whatever a program sends in place of a passkey's answer, the page refuses it and does not fail."""
    client = plain.browser()
    plain.challenge(client)
    answer = client.post("/enter/passkey", {"credential": sent}, headers=plain.LOCALHOST)
    assert answer.status_code in (200, 302, 400)
    owner = plain.invited("analyst")
    owner.get(plain.PASSKEYS, headers=plain.LOCALHOST)
    answer = owner.post(plain.PASSKEYS, {"credential": sent, "name": "x"}, headers=plain.LOCALHOST)
    assert answer.status_code in (200, 400)
    assert plain.who(client) == "" and plain.accounts()["analyst"].ways == ()


@pytest.mark.parametrize(
    "sent", ["\0", "a" * 100_000, "../../etc/passwd", "' OR 1=1 --", "<script>alert(1)</script>"]
)
def test_garbage_in_place_of_a_name_is_refused(plain: Any, sent: str) -> None:
    """Whatever stands in a field of the entrance is refused as a wrong name is, and shown escaped."""
    for field in ("login", "password"):
        answer = plain.browser().post("/enter", {"login": "analyst", "password": "x", field: sent})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
