"""Forms made from kinds: what is typed becomes just the record that the desk would write."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.faces.web.writing.entries import entries_of, read
from ambos.kernel import fields
from ambos.kernel.kinds import Field, Kind
from ambos.kernel.release_kinds import KERNEL
from ambos.node.assemble import KINDS
from tests.faces.web.conftest import Site
from tests.faces.web.writing.bodies import sound_body, whole_body
from tests.faces.web.writing.pages import begun, fresh, ready, refused, sign, typed

WRITABLE = [kind for kind in KINDS if kind.domain != KERNEL]
FRAMEWORK = next(kind for kind in KINDS if kind.name == "framework")
HIDDEN = "a\N{RIGHT-TO-LEFT OVERRIDE}b"


def by_name(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


@pytest.mark.parametrize("kind", WRITABLE, ids=lambda kind: kind.name)
def test_a_form_gives_the_record_that_the_desk_would_write(site: Site, kind: Kind) -> None:
    """The empty form of every kind shows every field, and what is typed into it becomes that very body."""
    officer = next(iter(sorted(kind.roles)), "secretariat")
    client = site.client(officer)
    form = begun(client, f"/propose/{kind.name}")
    page = client.get(form).content.decode()
    assert all(f'id="field-{field.name}"' in page for field in kind.fields)
    body, slug = sound_body(kind), fresh()
    sign(client, form, ready(client, form, typed(kind, body, slug)))
    assert client.get(f"{form}/signed").status_code == 200
    with site.house.pool.seat(officer) as node:
        assert dict(node.shelf.thing(f"{kind.name}/{slug}").body) == kind.read(body, kind.version)


def broken(field: Field) -> str:
    """Give a text that no value of the field is spelt like."""
    return (
        HIDDEN
        if field.type.storage == "words" or isinstance(field.type, fields.Text | fields.Prose)
        else "¿?"
    )


@pytest.mark.parametrize("kind", WRITABLE, ids=lambda kind: kind.name)
def test_each_broken_field_is_named_at_its_place(kind: Kind) -> None:
    """Of a form with every field broken each one is told for itself, and a required one that is empty."""
    entries = {f"f.{column}": [broken(field)] for field in kind.fields for column in field.columns}
    assert read(kind, entries, {}).wrong.keys() == kind.by_name.keys()
    empty = {name: [""] for name in entries}
    assert read(kind, empty, {}).wrong.keys() == kind.needed


def test_the_page_tells_what_is_wrong_and_keeps_what_was_typed(site: Site) -> None:
    """A form that cannot be signed comes back with the fault at its field and every word still there."""
    client = site.client("secretariat")
    form = begun(client, "/propose/framework")
    entries = typed(FRAMEWORK, {"name": {"en": "Some words of mine"}}, "No Slug", "")
    page = refused(client, form, {**entries, "f.started": ["yesterday"]})
    assert "Some words of mine" in page and "No Slug" in page
    assert page.count('aria-invalid="true"') == 2
    assert "yesterday" in page.partition('id="field-started"')[2].partition("</div>")[0]


@pytest.mark.parametrize(
    ("kind", "changes", "place"),
    [
        ("framework", {"started": "2024", "ended": "2020"}, "ended"),
        ("meeting", {"held": "2999-01-01"}, "held"),
        ("group", {"cadence_days": 0}, "cadence_days"),
        ("agenda", {"starts_at": "late"}, None),
        ("group", {"parent": "group/itself"}, "parent"),
    ],
)
def test_a_rule_of_a_domain_speaks_at_its_field(
    site: Site, kind: str, changes: dict[str, Any], place: str | None
) -> None:
    """What a rule refuses stands at the field that the refusal names, or above the form if it names none."""
    client = site.client("secretariat")
    form = begun(client, f"/propose/{kind}")
    declared = by_name(kind)
    slug = "itself" if "parent" in changes else fresh()
    page = refused(client, form, typed(declared, whole_body(declared) | changes, slug))
    told = page.partition(f'id="about-{place}"')[2].partition("</div>")[0] if place else page
    assert 'role="alert"' in told


def test_a_field_that_the_form_did_not_carry_stays(site: Site) -> None:
    """A revision takes nothing out that its form did not show; an emptied field is taken out."""
    body = {"name": {"en": "A", "es": "B"}, "abbreviation": "AB", "started": "2020"}
    found = read(FRAMEWORK, {"f.name.en": ["C"], "f.name.es": [""], "f.started": [""]}, body)
    assert found.body == {"name": {"en": "C"}, "abbreviation": "AB"} and not found.wrong


@given(st.data())
def test_what_is_typed_is_what_was_said(data: st.DataObject) -> None:
    """Entries of any body of any kind read back as that body."""
    kind = data.draw(st.sampled_from(WRITABLE))
    whole = whole_body(kind)
    body = {name: value for name, value in whole.items() if name in kind.needed or data.draw(st.booleans())}
    found = read(kind, entries_of(kind, body), {})
    assert found.body == body and not found.wrong


def test_kinds_of_the_node_have_no_form(site: Site) -> None:
    """What the node says of itself cannot be written in a form, nor can a kind that is not there."""
    client = site.client("secretariat")
    assert client.get("/propose/officer").status_code == 409
    assert client.get("/propose/nonsense").status_code == 400


def test_who_may_not_propose_gets_no_form(site: Site) -> None:
    """An auditor is refused, and nobody is sent to the entrance."""
    assert site.client("auditor").get("/propose/goal").status_code == 403
    answer = site.client().get("/propose/goal")
    assert answer.status_code == 302 and "next=" in answer.headers["Location"]


def test_rows_are_added_without_scripts(site: Site) -> None:
    """A field of many values gets more empty rows at the press of its button, and what was typed stays."""
    client = site.client("secretariat")
    form = begun(client, "/propose/action")
    entries = typed(by_name("action"), {"name": {"en": "Kept"}, "participants": ["One", "Two"]}, "x", "")
    page = client.post(form, {**entries, "do": "more:participants"}).content.decode()
    assert page.count('name="f.participants"') == 1 + 2 + 3  # the hidden one, two values, three empty rows
    assert "Kept" in page


def test_the_address_may_fill_fields(site: Site) -> None:
    """A link from a thing opens the form with the reference in its place."""
    client = site.client("secretariat")
    form = begun(client, "/propose/milestone?f.action=some-action")
    assert 'value="some-action"' in client.get(form).content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_language_has_the_whole_form(site: Site, language: str) -> None:
    """The form, its preview and the inbox are there in both languages without a missing sentence."""
    client = site.client("secretariat")
    client.cookies["ambos-language"] = language
    for kind in ("commitment", "evidence", "figure"):
        form = begun(client, f"/propose/{kind}")
        assert f'<html lang="{language}">' in client.get(form).content.decode()
    for address in ("/inbox", "/inbox?show=for-them", "/inbox?show=contested", "/drafts"):
        assert client.get(address).status_code == 200
