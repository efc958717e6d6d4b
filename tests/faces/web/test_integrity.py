"""The watch over integrity in the browser: who may open it, a copy and its leak, and a revocation at once."""

import json

from ambos.node.vettings import end, vet
from ambos.values.handling import OWNER_ONLY
from tests.faces.web.conftest import Site

WATCH = ("integrity", "auditor")


def test_who_may_watch(site: Site) -> None:
    """Who audits or holds sees whose vetting ends; to others the room opens without a word of anybody."""
    for officer in WATCH:
        page = site.client(officer).get("/integrity").content.decode()
        assert "/integrity/people/prosecutor" in page
        assert site.client(officer).get("/integrity/people/prosecutor").status_code == 200
    for officer in ("analyst", "minister"):
        client = site.client(officer)
        page = client.get("/integrity").content.decode()
        assert "/integrity/people/" not in page
        for path in ("people/prosecutor", "vetting.csv", "leak", "people/prosecutor/exposure.json"):
            assert client.get(f"/integrity/{path}").status_code in (403, 404)
        assert client.post("/integrity/leak/identify", {"text": "x"}).status_code in (403, 404)


def test_an_exposure_as_page_data_and_document(site: Site) -> None:
    """The page, the data and the PDF of an exposure tell of the same person."""
    client = site.client("integrity")
    assert "prosecutor" in client.get("/integrity/people/prosecutor").content.decode()
    data = json.loads(client.get("/integrity/people/prosecutor/exposure.json").content)
    assert (data["person"], data["enrolled"]) == ("prosecutor", True)
    assert client.get("/integrity/people/prosecutor/exposure.pdf").content.startswith(b"%PDF")
    assert client.get("/integrity/people/nobody-at-all").status_code == 404


def test_a_copy_and_its_leak(site: Site) -> None:
    """A copy made in the browser is named when its text is handed in."""
    asked = {"kind": "commitment", "recipient": "Office of the test", "format": "text"}
    copy = site.client("analyst").post("/integrity/copies/make", asked)
    assert copy.status_code == 200, copy.content.decode()
    page = site.client("integrity").post("/integrity/leak/identify", {"text": copy.content.decode()})
    assert "Office of the test" in page.content.decode()
    assert (
        site.client("analyst").post("/integrity/copies/make", {**asked, "recipient": ""}).status_code == 400
    )


def test_a_session_loses_a_compartment_at_once(site: Site) -> None:
    """Somebody signed in sees a compartment's thing, and after a revocation not with the same session."""
    client = site.client("prosecutor")
    path = "/things/action/synthetic-frozen-route-us"
    assert client.get(path).status_code == 200
    body = {
        "person": "prosecutor",
        "party": "US",
        "scheme": "vetted-unit",
        "band": "passed",
        "decided": "2026-01-05",
        "expires": "2027-12-31",
        "issuer": "Authority",
    }
    with site.node("integrity") as node:
        vet(node, "test-unit", body, OWNER_ONLY)
    assert client.get(path).status_code == 200
    with site.node("integrity") as node:
        end(node, "vetting/test-unit", "revoked", node.today().isoformat())
    assert client.get(path).status_code == 404
    assert client.get("/integrity").status_code == 200
    with site.node("secretariat") as node:
        node.answer("withdraws", [node.shelf.thing("vetting/test-unit").rid], {"reason": "test"})
    assert client.get(path).status_code == 200


def test_rights_are_reviewed_and_confirmed(site: Site) -> None:
    """One person records a review in the browser, and only another confirms it."""
    watch = site.client("integrity")
    assert watch.post("/integrity/people/minister/review", {"outcome": "confirmed"}).status_code == 303
    with site.node("secretariat") as node:
        name = next(t.slug for t in node.shelf.things("access-review") if t.get("person") == "minister")
    assert watch.post(f"/integrity/reviews/{name}/confirm").status_code == 409
    assert site.client("secretariat").post(f"/integrity/reviews/{name}/confirm").status_code == 303
