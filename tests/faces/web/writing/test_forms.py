"""Forms made from kinds: what is typed becomes just the record that the desk would write."""

from uuid import uuid4

import pytest
from django.test import Client

from ambos.faces.web.writing.entries import entries_of
from ambos.kernel.kinds import Body, Kind
from ambos.kernel.release_kinds import KERNEL
from ambos.node.assemble import KINDS
from tests.faces.web.conftest import Site
from tests.faces.web.writing.bodies import whole_body

WRITABLE = [kind for kind in KINDS if kind.domain != KERNEL]


def begun(client: Client, address: str) -> str:
    """Begin a draft at an address, and give its form's address."""
    answer = client.get(address)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


def typed(kind: Kind, body: Body, slug: str) -> dict[str, list[str]]:
    """Give what a person types and chooses for a body that stays in the house."""
    return {**entries_of(kind, body), "slug": [slug], "h.tlp": ["amber"], "h.release": [""]}


def signed(client: Client, form: str) -> str:
    """Look at what a draft would sign, sign it, and give the address after."""
    page = client.get(f"{form}/preview")
    assert page.status_code == 200, page.headers.get("Location")
    digest = page.content.decode().partition('name="digest" value="')[2].partition('"')[0]
    answer = client.post(f"{form}/sign", {"digest": digest, "back": f"{form}/preview"})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


@pytest.mark.parametrize("kind", WRITABLE, ids=lambda kind: kind.name)
def test_a_form_gives_the_record_that_the_desk_would_write(site: Site, kind: Kind) -> None:
    """The empty form of every kind shows every field, and what is typed into it becomes that very body."""
    client = site.client("secretariat")
    form = begun(client, f"/things/{kind.name}/new")
    page = client.get(form).content.decode()
    assert all(f'id="field-{field.name}"' in page for field in kind.fields)
    body, slug = whole_body(kind), f"made-{uuid4().hex[:8]}"
    answer = client.post(form, {**typed(kind, body, slug), "do": "preview"})
    assert answer.status_code == 303, answer.content.decode()
    assert signed(client, form) == f"{form}/signed"
    assert client.get(f"{form}/signed").status_code == 200
    with site.house.pool.seat("secretariat") as node:
        assert dict(node.shelf.thing(f"{kind.name}/{slug}").body) == kind.read(body, kind.version)
