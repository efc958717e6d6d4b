"""Official lists handed in through the browser: recognised, compared, taken in; entries that records name."""

import gzip
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ambos.faces.accounts.background import jobs, uploads
from ambos.node.job import DONE, FAILED, Job
from tests.faces.web.conftest import Site

SECONDS = 60
SECRETARIAT = "secretariat"
NULL = ",-0- " * 7
ALT = '9000001,1,"aka","SYNTHETIC OTHER NAME",-0- \r\n'
BOMB = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
UN = (
    '<?xml version="1.0"?>{0}<CONSOLIDATED_LIST dateGenerated="2026-01-27T00:00:09Z"><ENTITIES><ENTITY>'
    "<FIRST_NAME>SYNTHETIC BAND</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"
    "<REFERENCE_NUMBER>{1}</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON>"
    "</ENTITY></ENTITIES></CONSOLIDATED_LIST>"
)


def sdn(*names: str, first: int = 9_000_001) -> bytes:
    """Give a main file of OFAC with one entity of each name."""
    rows = (f'{key},"{name}",-0- ,"SDNTK"{NULL},-0- \r\n' for key, name in enumerate(names, first))
    return "".join(rows).encode()


def send(client: Client, *files: tuple[str, bytes], as_of: str = "") -> Job:
    """Hand files in together and wait until they have been looked at."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return ended(client.post("/evidence/send", {"as_of": as_of, "file": sent})["Location"])


def ended(address: str) -> Job:
    """Wait for the job of a page."""
    return jobs().wait(address.rsplit("/", 1)[1], SECONDS)


def text(client: Client, address: str, **asked: str) -> str:
    """Give a page that is there, its entities resolved."""
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


@pytest.fixture
def client(site: Site) -> Client:
    """Give the browser of the secretariat."""
    return site.client(SECRETARIAT)


def taken(client: Client, *files: tuple[str, bytes], as_of: str = "") -> str:
    """Hand a list in and take it in; give the address of its version."""
    seen = send(client, *files, as_of=as_of)
    assert seen.state == DONE, seen.failure
    done = ended(client.post(f"/lists/looks/{seen.id}/take")["Location"])
    assert done.state == DONE, done.failure
    return str(done.result["url"])


def test_a_list_is_looked_at_then_taken_in(client: Client) -> None:
    """A list of several files is shown with what it would change, and stands as a version once taken in."""
    older = taken(client, ("sdn.csv", sdn("SYNTHETIC ONE", "SYNTHETIC TWO")), as_of="2024-02-01")
    assert "SYNTHETIC ONE" in text(client, older)
    files = (("alt.csv", ALT), ("sdn.csv", sdn("SYNTHETIC UNO", "SYNTHETIC DOS", "SYNTHETIC THREE")))
    seen = send(client, *((name, data if isinstance(data, bytes) else data.encode()) for name, data in files),
                as_of="2024-03-01")  # fmt: skip
    assert seen.state == DONE and seen.result["file"] == "sdn.csv; alt.csv"
    assert seen.result["counts"] == {"added": 1, "removed": 0, "changed": 2}
    page = text(client, f"/lists/looks/{seen.id}")
    assert "SYNTHETIC THREE" in page and "2024-02-01" in page
    assert client.get(f"/jobs/{seen.id}/state", headers={"hx-request": "true"})["HX-Redirect"]
    newer = str(ended(client.post(f"/lists/looks/{seen.id}/take")["Location"]).result["url"])
    assert "/take" not in text(client, f"/lists/looks/{seen.id}")
    assert all(address in text(client, "/lists/") for address in (older, newer))
    slugs = {"first": older.split("/")[-1], "second": newer.rsplit("/", maxsplit=1)[-1]}
    assert "SYNTHETIC UNO" in text(client, "/lists/differ", **slugs)
    assert "9000001" in text(client, newer, name="other name synthetic")
    again = send(client, ("sdn.csv", sdn("SYNTHETIC ONE", "SYNTHETIC TWO")))
    told = text(client, f"/lists/looks/{again.id}")
    assert again.result["known"] == slugs["first"] and "2024-03-01" in told


def test_an_entry_fills_the_form_and_is_held_to_it(client: Client) -> None:
    """From an entry a form begins with its name and version; another entry or name is refused."""
    version = taken(client, ("sdn.csv", sdn("SYNTHETIC FIRM", first=9_100_001)), as_of="2024-04-01")
    page = text(client, version, key="9100001")
    address = re.search(r'href="(/[^"]*organisation\?f\.name[^"]+)"', page)
    assert address
    form = client.get(address[1])["Location"]
    assert 'value="SYNTHETIC FIRM"' in text(client, form)
    body = {"slug": "synthetic-listed", "f.sort": "gang", "do": "preview", "f.official_list": "ofac-sdn"}
    body |= {"f.list_version": version.split("/")[-1], "f.name": "SYNTHETIC FIRM"}
    wrong = client.post(form, {**body, "f.entry": "9100002"}, follow=True).content.decode()
    assert "2024-04-01" in wrong and "9100002" in wrong
    other = client.post(form, {**body, "f.entry": "9100001", "f.name": "firm, synthetic"})
    assert "/preview" in other["Location"]


def test_faults_are_named_by_file_row_and_field(client: Client) -> None:
    """What is wrong with a list is told in both languages by the file's name, row and field."""
    job = send(client, ("mine.xml", UN.format("", "nothing").encode()))
    assert job.state == FAILED
    for language in ("en", "es"):
        client.cookies["ambos-language"] = language
        page = text(client, f"/jobs/{job.id}")
        assert "mine.xml" in page and "REFERENCE_NUMBER" in page and "nothing" in page


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.xml", UN.format(BOMB, "CDe.006").encode(), "evidence.xml-hostile"),
        ("outside.xml", UN.format(OUTSIDE, "CDe.006").encode(), "evidence.xml-hostile"),
        (
            "swollen.xml.gz",
            gzip.compress(b"<CONSOLIDATED_LIST>" + b" " * (80 << 20)),
            "evidence.file-swollen",
        ),
        ("other.xml", b"<html><body>no list</body></html>", "evidence.list-foreign"),
        ("cut.xml", UN.format("", "CDe.006").encode()[:-30], "evidence.xml-broken"),
        ("sdn.csv", sdn("SYNTHETIC UNDATED", first=9_200_001), "evidence.list-undated"),
    ],
)
def test_hostile_and_foreign_files_are_refused(client: Client, name: str, data: bytes, code: str) -> None:
    """Entity bombs, external entities, swollen and foreign files are refused, each as what it is."""
    job = send(client, (name, data))
    assert job.state == FAILED and job.failure and job.failure.code == code
    assert name in text(client, f"/jobs/{job.id}")


def test_a_list_can_be_discarded(client: Client) -> None:
    """A list that is discarded is gone from the disk, each of its files."""
    seen = send(client, ("a.csv", sdn("SYNTHETIC ONE")), ("b.csv", ALT.encode()), as_of="2024-01-01")
    client.post(f"/lists/looks/{seen.id}/discard")
    for token in seen.result["uploads"]:
        with pytest.raises(Exception, match=token):
            uploads().upload(SECRETARIAT, token)
    assert client.post(f"/lists/looks/{seen.id}/take").status_code == 404


@pytest.mark.parametrize("officer", ["", "auditor", "analyst"])
def test_nobody_else_sees_what_was_handed_in(site: Site, client: Client, officer: str) -> None:
    """What an officer handed in is shown to nobody else, taken in by nobody else, and the right is asked."""
    seen = send(client, ("sdn.csv", sdn("SYNTHETIC SECRET")), as_of="2024-01-01")
    other = site.client(officer)
    answers = [other.get(f"/lists/looks/{seen.id}")]
    answers += [other.post(f"/lists/looks/{seen.id}/{act}") for act in ("take", "discard")]
    assert all(one.status_code in (302, 403, 404) for one in answers)
    assert all(b"SYNTHETIC SECRET" not in one.content for one in answers)
    assert uploads().upload(SECRETARIAT, seen.result["uploads"][0]).size


def test_the_page_teaches_whoever_may_hand_in(site: Site, client: Client) -> None:
    """Whoever imports finds the way to hand a list in; nobody else is sent there."""
    assert "/evidence/upload" in text(client, "/lists/")
    assert "/evidence/upload" not in text(site.client(), "/lists/")
    assert "OFAC" in text(client, "/evidence/upload")
