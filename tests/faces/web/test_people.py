"""The pages of people: for a secretariat alone, each change a record, each undone by another."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ambos.node.demonstration import PEOPLE
from ambos.node.officers import runs
from ambos.node.staff import history, staff
from tests.faces.conftest import Site

PAGES = ("/people", "/people/new/", "/people/analyst")
ACTS = ("/people/enrol/", "/people/analyst/change", "/people/analyst/restore", "/people/analyst/account")
BEFORE = {"name": "Peter Yamada (SYNTHETIC)", "roles": ["analyst"], "active": "on"}


@contextmanager
def restored(site: Site) -> Iterator[None]:
    """Say of the analyst what was said at first, whatever was said in between."""
    yield
    with site.node() as node:
        node.enrol("analyst", dict(history(node, "analyst")[-1].body))


def said(site: Site, officer: str) -> dict[str, object]:
    """Give what the ledger says of an officer now."""
    with site.node() as node:
        return dict(next(one for one in staff(node) if one.slug == officer).body)


@contextmanager
def alone(site: Site) -> Iterator[None]:
    """Let nobody but the secretariat run the node for a while, whoever else other tests have enrolled."""
    with site.node() as node:
        others = {one.slug: dict(one.body) for one in staff(node) if runs(one.body)}
        others.pop("secretariat")
        for slug, body in others.items():
            node.enrol(slug, {**body, "roles": ["auditor"]})
    yield
    with site.node() as node:
        for slug, body in others.items():
            node.enrol(slug, body)


@pytest.mark.parametrize("role", [*PEOPLE])
def test_only_who_runs_the_node_keeps_its_people(site: Site, role: str) -> None:
    """Every page and every act of people is refused to whoever may not run the node, and names nobody."""
    client = site.client(role)
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code in (403, 404, 409), path
        assert "Okafor" not in answer.content.decode().replace(PEOPLE[role]["US"], "")
    for path in ACTS:
        assert client.post(path, {"slug": "new-one", **BEFORE, "act": "invite"}).status_code in (
            403,
            404,
            409,
        )
    with site.node() as node:
        assert "new-one" not in {one.slug for one in staff(node)}


def test_nobody_is_sent_to_the_entrance(site: Site) -> None:
    """Whoever is not signed in learns nothing but where to sign in."""
    for path in (*PAGES, "/account"):
        assert site.client().get(path)["Location"].startswith("/enter?next=")
    for path in ACTS:
        assert site.client().post(path, {"act": "invite"})["Location"].startswith("/enter")


def test_everybody_is_listed_with_key_and_account(site: Site) -> None:
    """The list names each officer, their roles and the beginning of their key's fingerprint."""
    page = site.client("secretariat").get("/people").content.decode()
    with site.node() as node:
        for officer in staff(node):
            assert str(officer.get("name")) in page
    assert len(re.findall(r"<code>[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}…</code>", page)) >= 8


def test_enrolling_gives_a_person_a_key_and_an_account_by_invitation(site: Site) -> None:
    """An officer who is enrolled by the form is in the ledger with the rights that were ticked."""
    client = site.client("secretariat")
    sent = {"slug": "clerk", "name": "A Clerk (SYNTHETIC)", "roles": ["analyst", "auditor"], "active": "on"}
    sent |= {"groups": "borders, arms", "vetted_until": "2030-01-31"}
    assert client.post("/people/enrol/", sent)["Location"] == "/people/clerk"
    found = said(site, "clerk")
    assert (found["roles"], found["groups"]) == (["analyst", "auditor"], ["borders", "arms"])
    page = client.post("/people/clerk/account", {"act": "invite"}).content.decode()
    link = re.search(r"http://testserver(/invitation/[\w-]+)", page)
    assert link and site.client().get(link[1]).status_code == 200
    assert link[1] not in client.get("/people/clerk").content.decode()
    assert client.post("/people/clerk/change", {**sent, "active": ""}).status_code in (302, 303)


def test_what_is_refused_stays_in_the_form(site: Site) -> None:
    """A slug that is taken, and one of a wrong form, come back with what was typed and why."""
    client = site.client("secretariat")
    for slug, name, code in (("analyst", "Twice", "enrolled already"), ("Bad Slug!", "Somebody", "hyphens")):
        answer = client.post(
            "/people/enrol/", {"slug": slug, "name": name, "roles": ["analyst"], "active": "on"}
        )
        assert answer.status_code in (400, 409)
        page = answer.content.decode()
        assert code in page and f'value="{name}"' in page and 'value="analyst" checked' in page


def test_a_change_is_undone_by_a_record(site: Site) -> None:
    """Restoring a version says again what it said; nothing that was said in between is lost."""
    client = site.client("secretariat")
    with restored(site):
        client.post("/people/analyst/change", {**BEFORE, "roles": ["auditor"]})
        assert said(site, "analyst")["roles"] == ["auditor"]
        with site.node() as node:
            versions = history(node, "analyst")
        client.post("/people/analyst/restore", {"version": versions[1].rid})
        assert said(site, "analyst")["roles"] == ["analyst"]
        with site.node() as node:
            assert len(history(node, "analyst")) == len(versions) + 1


def test_somebody_who_runs_the_node_stays(site: Site) -> None:
    """The change after which nobody may run the node is refused with its reason, and nothing is written."""
    client = site.client("secretariat")
    with alone(site):
        answer = client.post(
            "/people/secretariat/change", {"name": "S", "roles": ["auditor"], "active": "on"}
        )
    assert answer.status_code == 409
    assert said(site, "secretariat")["roles"] == ["secretariat"]


def test_ones_own_page_says_what_ones_rights_are(site: Site) -> None:
    """Each person reads in words what they may do, no more, and with which key they sign."""
    auditor = site.client("auditor").get("/account").content.decode()
    assert "Look at the logs" in auditor and "Countersign" not in auditor and "Run the node" not in auditor
    assert "frozen-route" in auditor
    assert re.search(r"([0-9a-f]{4} ){15}[0-9a-f]{4}", auditor)
    assert "frozen-route" not in site.client("analyst").get("/account").content.decode()


def test_a_lapsed_vetting_is_told_to_whom_it_concerns(site: Site) -> None:
    """Whose vetting has ended reads so on their own page."""
    assert "ended" in site.client("firearms-tracer").get("/account").content.decode()


def test_the_language_of_the_account_is_kept(site: Site) -> None:
    """The language of an account is that of every browser in which none is chosen."""
    site.client("integrity").post("/account/language", {"language": "es"})
    try:
        page = site.client("integrity").get("/account").content.decode()
        assert 'lang="es"' in page and "Lo que puedo hacer aquí" in page
    finally:
        site.client("integrity").post("/account/language", {"language": ""})


def test_pages_read_in_both_languages(site: Site) -> None:
    """No page of people or sign-in shows a key in place of a sentence, in either language."""
    client = site.client("secretariat")
    for language in ("en", "es"):
        client.cookies["ambos-language"] = language
        for path in (*PAGES, "/account", "/accounts/factors", "/accounts/again?next=/"):
            page = client.get(path).content.decode()
            assert f'lang="{language}"' in page, path
            assert not re.search(r">\s*[a-z]+\.[a-z.-]+\s*<", page), path
