"""The watch over integrity in the browser: who may open it, a copy and its leak, and a revocation at once."""

import json
from hashlib import sha256
from threading import Event

from django.test import Client

from ambos.faces.accounts.background import jobs
from ambos.node.job import DONE
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


SECONDS = 120  # that a job is waited for, on a machine with much to do
PERSON = "/integrity/people/prosecutor"


def worked_out(client: Client, path: str = PERSON) -> str:
    """Have an exposure worked out; give how the job ended."""
    answer = client.post(f"{path}/exposure")
    assert answer.status_code == 303, answer.content.decode()
    return jobs().wait(answer.headers["Location"].rpartition("/")[2], SECONDS).state


def test_an_exposure_is_worked_out_by_a_job(site: Site) -> None:
    """The page says that nothing was worked out, then what was; nobody else is shown it."""
    client = site.client("integrity")
    assert "Not worked out yet" in client.get(PERSON).content.decode()
    assert client.get(f"{PERSON}/exposure.json").status_code == 303
    assert worked_out(client) == DONE
    page = client.get(PERSON).content.decode()
    assert "worked out" in page and "Not worked out yet" not in page
    data = client.get(f"{PERSON}/exposure.json").content
    told = json.loads(data)
    assert (told["person"], told["enrolled"]) == ("prosecutor", True)
    assert sha256(data).hexdigest() in page
    assert "Not worked out yet" in site.client("auditor").get(PERSON).content.decode()
    assert client.get("/integrity/people/nobody-at-all").status_code == 404
    assert client.post("/integrity/people/nobody-at-all/exposure").status_code == 404
    assert client.get(f"{PERSON}/exposure").status_code == 405


def test_an_exposure_is_not_worked_out_twice_at_once(site: Site) -> None:
    """While it waits or runs, asking again leads to the same job, and the page says so."""
    client, free = site.client("auditor"), Event()
    held = jobs().submit("test", "auditor", lambda node, tell: {"url": str(free.wait(SECONDS))})
    try:
        first, again = (client.post(f"{PERSON}/exposure").headers["Location"] for _ in range(2))
        page = client.get(PERSON).content.decode()
    finally:
        free.set()
    assert first == again and first in page and "Not worked out yet" not in page
    assert jobs().wait(held.id, SECONDS).state == DONE
    assert jobs().wait(first.rpartition("/")[2], SECONDS).state == DONE
    assert client.post(f"{PERSON}/exposure").headers["Location"] != first


def test_a_signed_report_in_both_languages(site: Site) -> None:
    """What was looked at is signed; its data have the digest on record, its documents name the record."""
    client = site.client("integrity")
    assert worked_out(client) == DONE
    data = client.get(f"{PERSON}/exposure.json").content
    assert client.post(f"{PERSON}/sign", {"compartment": ""}).status_code == 303
    with site.node("integrity") as node:
        (report,) = node.shelf.having("exposure-report", "digest", (sha256(data).hexdigest(),))
    for path in (f"{PERSON}/exposure", f"/integrity/reports/{report.slug}"):
        for language, word in (("en", "On record as"), ("es", "Registrado como")):
            page = client.get(f"{path}.{language}.html").content.decode()
            assert f"{word} {report.rid}" in page and report.get("digest") in page
            assert client.get(f"{path}.{language}.pdf").content.startswith(b"%PDF")
        for wrong in ("fr.html", "en.exe"):
            assert client.get(f"{path}.{wrong}").status_code == 404
    assert report.slug in client.get(PERSON).content.decode()
    assert site.client("analyst").get(f"/integrity/reports/{report.slug}.en.html").status_code in (403, 404)


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
