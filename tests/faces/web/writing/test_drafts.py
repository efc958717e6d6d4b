"""Drafts: nothing that was typed is lost, and nobody reads another's."""

import pytest
from django.apps import apps
from django.test import Client

from ambos.kernel.acts import New
from ambos.node.assemble import KINDS
from ambos.node.demonstration import COMPARTMENT
from ambos.node.recalls import recall
from ambos.values.handling import Label
from tests.faces.web.conftest import Site
from tests.faces.web.writing.pages import Typed, begun, digest, fresh, ready, sign, typed

FRAMEWORK = next(kind for kind in KINDS if kind.name == "framework")
BODY = {"name": {"en": "Words worth keeping", "es": "Palabras que conservar"}}


def entries(slug: str = "kept") -> Typed:
    return typed(FRAMEWORK, BODY, slug)


def saved(client: Client, form: str, what: Typed) -> int:
    return int(client.post(f"{form}/save", what, headers={"HX-Request": "true"}).status_code)


def test_what_is_typed_is_kept_as_it_is_typed(site: Site) -> None:
    """A form that was saved while typing and then left stands in the list of drafts, every word of it."""
    client, slug = site.client("secretariat"), fresh()
    form = begun(client, "/propose/framework")
    assert saved(client, form, entries(slug)) == 200
    assert form in client.get("/drafts").content.decode()
    page = client.get(form).content.decode()
    assert "Words worth keeping" in page and "Palabras que conservar" in page and slug in page


def test_the_saved_note_says_whom_it_would_reach(site: Site) -> None:
    """While the handling is chosen, the answer to each save says in words who would see it."""
    client = site.client("secretariat")
    form = begun(client, "/propose/framework")
    for choice, words in (("MX", "Mexico must countersign"), ("", "does not leave this house")):
        page = client.post(f"{form}/save", {**entries(), "h.release": ["", choice]}).content.decode()
        assert words in page


def test_nobody_reads_the_draft_of_another(site: Site) -> None:
    """Another officer, even of the secretariat, and nobody find no such draft anywhere."""
    author = site.client("co-chair")
    form = begun(author, "/propose/framework")
    saved(author, form, entries())
    other = site.client("secretariat")
    for path in (form, f"{form}/preview", f"{form}/merge", f"{form}/signed"):
        assert other.get(path).status_code == 404
        assert "Words worth keeping" not in site.client().get(path, follow=True).content.decode()
    assert other.post(f"{form}/sign", {"digest": ""}).status_code == 404
    assert form not in other.get("/drafts").content.decode()


def test_words_sent_after_the_session_ended_are_set_aside(site: Site) -> None:
    """Who was signed out while writing signs in, comes back and finds what they had sent beside its field."""
    client = site.client("secretariat")
    form = begun(client, "/propose/framework")
    saved(client, form, entries())
    client.logout()
    late = {**entries(), "f.name.en": ["Words sent too late"]}
    assert "signed out" in client.post(f"{form}/save", late).content.decode()
    answer = client.post(form, {**late, "do": "preview"})
    assert answer.status_code == 303 and "next=" in answer.headers["Location"]
    page = site.client("secretariat").get(form).content.decode()
    assert "Words sent too late" in page and "Words worth keeping" in page


def test_a_signed_draft_holds_nothing_more(site: Site) -> None:
    """What was signed lies in the ledger alone; the draft keeps only which record it became."""
    client, slug = site.client("secretariat"), fresh()
    form = begun(client, "/propose/framework")
    sign(client, form, ready(client, form, entries(slug)))
    draft = apps.get_model("writing", "Draft").objects.get(token=form.rpartition("/")[2])
    assert draft.written and "Words" not in repr((draft.entries, draft.earlier))
    assert form not in client.get("/drafts").content.decode()


def test_a_draft_is_thrown_away(site: Site) -> None:
    """A draft that its author throws away is gone."""
    client = site.client("secretariat")
    form = begun(client, "/propose/framework")
    saved(client, form, entries())
    assert client.get(f"{form}/drop").status_code == 303  # a link throws nothing away
    assert client.get(form).status_code == 200
    client.post(f"{form}/drop")
    assert client.get(form).status_code == 404


def test_forms_that_were_only_looked_at_leave_no_draft(site: Site) -> None:
    """Opening forms again and again leaves at most one empty draft behind, and none in the list."""
    client = site.client("co-chair")
    forms = [begun(client, "/propose/framework") for _ in range(3)]
    assert [client.get(form).status_code for form in forms] == [404, 404, 200]
    assert not any(form in client.get("/drafts").content.decode() for form in forms)


def test_a_draft_of_what_was_recalled_is_gone(site: Site) -> None:
    """Words that a draft took over from a record do not outlive that record's recall, whoever looks next."""
    with site.node() as node:
        slug = fresh()
        rid = node.propose([New("framework", slug, BODY, Label())])[0].rid.hex()
    client = site.client("secretariat")
    form = begun(client, f"/things/framework/{slug}/revise")
    saved(client, form, entries(slug))
    with site.node() as node:
        recall(node, rid, {"reach": "use", "reason": "mistaken"})
    site.client("co-chair").get("/drafts")
    assert not apps.get_model("writing", "Draft").objects.filter(token=form.rpartition("/")[2]).exists()
    assert client.get(form).status_code == 404


class TestCompartments:
    """Words in a compartment are for those who are vetted for it, before they are signed as after."""

    def test_an_officer_outside_keeps_none(self, site: Site) -> None:
        """Who is not inside is offered no compartment and cannot keep a draft in one."""
        client = site.client("analyst")
        form = begun(client, "/propose/framework")
        assert COMPARTMENT not in client.get(form).content.decode()
        assert saved(client, form, {**entries(), "h.compartment": [COMPARTMENT]}) == 403
        assert "Words worth keeping" not in client.get(form).content.decode()

    def test_a_draft_is_out_of_sight_when_vetting_ends(self, site: Site) -> None:
        """A draft in a compartment is shown to its author while they are inside, and not a day longer."""
        client = site.client("prosecutor")
        form = begun(client, "/propose/framework")
        assert saved(client, form, {**entries(), "h.compartment": [COMPARTMENT]}) == 200
        assert client.get(form).status_code == 200
        with site.node() as node:
            inside = node.shelf.thing("officer/prosecutor").body
            node.enrol("prosecutor", {**inside, "vetted_until": "2020-01-01"})
        try:
            assert client.get(form).status_code == 404
            assert form not in client.get("/drafts").content.decode()
        finally:
            with site.node() as node:
                node.enrol("prosecutor", dict(inside))
        assert client.get(form).status_code == 200

    def test_neither_suggestions_nor_the_inbox_know_what_is_inside(self, site: Site) -> None:
        """A thing in a compartment is in no suggestion, inbox, comparison or form of an officer outside."""
        slug, hidden = fresh("zq"), Label(("MX",), compartment=COMPARTMENT)
        with site.node("prosecutor") as node:
            rid = node.propose([New("framework", slug, {"name": {"en": "Zyxquartz"}}, hidden)])[0].rid.hex()
        inside, outside = site.client("prosecutor"), site.client("analyst")
        for query in (slug, "zyxquartz"):
            found = {"value": slug, "label": "Zyxquartz"}
            for client, items in ((inside, [found]), (outside, [])):
                answer = client.get("/suggest", {"kind": "framework", "q": query})
                assert answer.json() == {"items": items}
        for path in (f"/things/framework/{slug}/compare", f"/things/framework/{slug}/revise"):
            assert outside.get(path).status_code == 404
        assert outside.get(f"/records/{rid}/answer").status_code in (403, 404)
        assert "Zyxquartz" in inside.get("/inbox?show=for-them").content.decode()
        assert "Zyxquartz" not in outside.get("/inbox?show=for-them").content.decode()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)"]
)
def test_no_text_becomes_markup(site: Site, text: str) -> None:
    """Markup typed into a text shows as the text that it is: in form, drafts, preview, inbox, comparison."""
    client, slug = site.client("secretariat"), fresh()
    form = begun(client, "/propose/framework")
    body = {"name": {"en": text, "es": text}, "abbreviation": text, "purpose": {"en": text}}
    sent = typed(FRAMEWORK, body, slug, "MX")
    saved(client, form, sent)
    pages = [client.get(path).content.decode() for path in (form, "/drafts")]
    ready(client, form, sent)
    pages.append(client.get(f"{form}/preview").content.decode())
    sign(client, form, digest(client, form))
    again = begun(client, f"/things/framework/{slug}/revise")
    client.post(again, {**typed(FRAMEWORK, {**body, "abbreviation": f"{text}2"}, slug), "do": "preview"})
    sign(client, again, digest(client, again))
    pages += [
        client.get(path).content.decode()
        for path in (f"{again}/signed", "/inbox?show=for-them", f"/things/framework/{slug}/compare")
    ]
    for page in pages:
        assert "<script>alert" not in page and "<img src=x" not in page and 'href="javascript' not in page
    assert "alert(1)" in pages[0]
