"""Sessions: when they end, what they stand on, how old a proof may be."""

from typing import Any

from tests.faces.accounts.conftest import Clock
from tests.faces.conftest import Site


def test_a_session_ends_after_half_an_hour_without_use(site: Site, desk: Any, clock: Clock) -> None:
    """29 minutes of silence keep a session, 30 end it."""
    client = site.client("analyst")
    clock.advance(minutes=29)
    assert desk.who(client) == "analyst"
    clock.advance(minutes=30)
    assert desk.who(client) == ""


def test_a_session_ends_after_twelve_hours_of_use(site: Site, desk: Any, clock: Clock) -> None:
    """However often it is used, a session is over twelve hours after it began."""
    client = site.client("analyst")
    for _ in range(35):
        clock.advance(minutes=20)
        assert desk.who(client) == "analyst"
    clock.advance(minutes=20)
    assert desk.who(client) == ""


def test_a_session_has_a_new_name_after_sign_in(site: Site, desk: Any) -> None:
    """A session that somebody planted before sign-in is worth nothing after it."""
    client = desk.browser()
    client.get("/enter/provider")
    client.session.save()
    planted = client.session.session_key
    client.cookies["ambos-session"] = planted
    client.post("/enter/as", {"officer": "analyst"})
    assert client.cookies["ambos-session"].value != planted
    other = desk.browser()
    other.cookies["ambos-session"] = planted
    assert desk.who(other) == ""


def test_the_cookie_is_kept_from_scripts_and_other_sites(site: Site, desk: Any) -> None:
    """The session's cookie is HttpOnly and SameSite."""
    cookie = site.client("analyst").cookies["ambos-session"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_a_session_ends_with_the_account(site: Site, desk: Any) -> None:
    """Barring an account, or ending its sessions, ends each of them at its next request."""
    for end in (desk.end_sessions, desk.bar):
        clients = [site.client("integrity"), site.client("integrity")]
        end(desk.account("integrity"))
        assert [desk.who(client) for client in clients] == ["", ""]
    assert desk.browser().post("/enter/as", {"officer": "integrity"})["Location"] == "/enter?refused=1"
    desk.account("integrity").__class__.objects.filter(username="integrity").update(is_active=True)


def test_a_session_ends_with_the_office(site: Site, desk: Any) -> None:
    """Whoever the ledger no longer knows as active is nobody at the next request, and signed out."""
    client = site.client("financial-intelligence")
    before = {"name": "Victor Hale (SYNTHETIC)", "roles": ["financial-intelligence"]}
    with site.node() as node:
        node.enrol("financial-intelligence", {**before, "active": False})
    assert desk.who(client) == ""
    with site.node() as node:
        node.enrol("financial-intelligence", before)
    assert desk.who(client) == ""
    assert desk.who(site.client("financial-intelligence")) == "financial-intelligence"


def test_signing_out_everywhere_ends_every_session(site: Site, desk: Any) -> None:
    """One button ends all sessions of the account."""
    here, there = site.client("analyst"), site.client("analyst")
    here.post("/accounts/sessions/end")
    assert (desk.who(here), desk.who(there)) == ("", "")


def test_a_new_password_ends_other_sessions(desk: Any, plain: Any) -> None:
    """Changing the password keeps this session and ends the others."""
    here, app = desk.with_app("analyst")
    there = desk.browser()
    there.post("/enter", {"login": "analyst", "password": "a long and rather odd sentence"})
    there.post("/enter/code", {"code": app.code()})
    assert desk.who(there) == "analyst"
    here.post(
        "/accounts/password", {"first": "another long sentence here", "second": "another long sentence here"}
    )
    assert (desk.who(here), desk.who(there)) == ("analyst", "")


def test_a_proof_is_recent_for_ten_minutes(site: Site, desk: Any, clock: Clock) -> None:
    """Sign-in is a proof; ten minutes later a signature asks for another, and leads back to the form."""
    client = site.client("secretariat")
    assert desk.recent(client)
    clock.advance(minutes=10)
    assert not desk.recent(client)
    sent = {"name": "Nobody", "roles": ["analyst"], "slug": "nobody-yet", "back": "/people/new/"}
    answer = client.post("/people/enrol/", sent)
    assert answer["Location"] == "/accounts/again?next=%2Fpeople%2Fnew%2F"
    assert (
        client.post("/accounts/prove/demonstration", {"next": "/people/new/"})["Location"] == "/people/new/"
    )
    assert desk.recent(client)


def test_a_password_alone_proves_nothing_where_there_is_a_factor(desk: Any, plain: Any, clock: Clock) -> None:
    """Whoever has a second factor proves with that, not with the password."""
    client, app = desk.with_app("analyst")
    clock.advance(minutes=11)
    assert client.get("/accounts/again?next=/account")["Location"] == "/accounts/prove?next=%2Faccount"
    client.post("/accounts/prove/password", {"password": "a long and rather odd sentence"})
    assert not desk.recent(client)
    assert client.post("/accounts/prove", {"code": app.code(), "next": "/account"})["Location"] == "/account"
    assert desk.recent(client)


def test_ways_in_are_changed_after_a_recent_proof_only(desk: Any, plain: Any, clock: Clock) -> None:
    """Eleven minutes after sign-in nobody adds, removes or reads a way in without proving it again."""
    client, _ = desk.with_app("analyst")
    clock.advance(minutes=11)
    for path in ("passkeys/add", "app/remove", "codes", "codes/new"):
        assert client.get(f"/accounts/factors/{path}")["Location"].startswith("/accounts/prove?next=")
    assert client.get("/accounts/password")["Location"].startswith("/accounts/prove?next=")
