"""A person at the forms: begin, type, look, sign."""

import re
from uuid import uuid4

from django.test import Client

from ambos.faces.web.writing.entries import entries_of
from ambos.kernel.kinds import Body, Kind

Typed = dict[str, list[str]]


def fresh(name: str = "made") -> str:
    """Give an id that nothing has yet."""
    return f"{name}-{uuid4().hex[:8]}"


def begun(client: Client, address: str) -> str:
    """Begin a draft at an address, and give where its form is."""
    answer = client.get(address)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


def typed(kind: Kind, body: Body, slug: str, release: str = "") -> Typed:
    """Give what a person types and chooses for a body; it stays in the house unless a party is named."""
    return {**entries_of(kind, body), "slug": [slug], "h.tlp": ["amber"], "h.release": [release]}


def ready(client: Client, form: str, entries: Typed) -> str:
    """Send a form to the preview, and give the page's mark of what would be signed."""
    answer = client.post(form, {**entries, "do": "preview"})
    assert answer.status_code == 303, answer.content.decode()
    return digest(client, form)


def refused(client: Client, form: str, entries: Typed) -> str:
    """Send a form that cannot be signed, and give the page that says why."""
    answer = client.post(form, {**entries, "do": "preview"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{form}?check=1")
    return str(client.get(f"{form}?check=1").content.decode())


def digest(client: Client, form: str) -> str:
    """Give the preview's mark of what would be signed."""
    page = client.get(f"{form}/preview")
    assert page.status_code == 200, page.headers.get("Location")
    return page.content.decode().partition('name="digest" value="')[2].partition('"')[0]


def sign(client: Client, form: str, mark: str) -> str:
    """Sign what bears a mark, and give the address after."""
    answer = client.post(f"{form}/sign", {"digest": mark, "back": f"{form}/preview"})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


def signed_rid(client: Client, form: str) -> str:
    """Give the id of the record that a draft became."""
    page = client.get(f"{form}/signed").content.decode()
    found = re.search(r"<code>([0-9a-f]{32})</code>", page)
    assert found, page
    return found[1]


def proposed(client: Client, kind: Kind, body: Body, slug: str, release: str = "") -> str:
    """Propose something new through the form, and give its record's id."""
    form = begun(client, f"/propose/{kind.name}")
    sign(client, form, ready(client, form, typed(kind, body, slug, release)))
    return signed_rid(client, form)
