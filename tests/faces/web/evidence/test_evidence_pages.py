"""Files handed in through the browser, and the pages of evidence, figures and jobs."""

import gzip
import io
import resource
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.wsgi import get_wsgi_application
from django.test import Client

from ambos.faces.accounts.background import jobs
from ambos.node import uploads as room
from ambos.node.job import DONE, FAILED, Job
from tests.evidence.conftest import CBP_HEADER, CBP_ROW, OFFICIAL
from tests.faces.web.conftest import Site

SECONDS = 120
SECRETARIAT = "secretariat"
MEGABYTE = 1 << 20
TAIL = b"\r\n--b--\r\n"
MONTHS = ("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP")
# Small files, one of each publisher, so that the tests stay quick; their totals are tested in tests/evidence.
REAL = (
    "cbp/amo-drug-seizures-fy19-fy22.csv.gz",
    "cbp/sbo-encounters-fy19-fy22.csv.gz",
    "drugs/dea_nflis_fentanyl_reports_2026-03-03.csv.gz",
    "health/nchs_drug_poisoning_by_state_1999_2015.csv.gz",
    "homicide/inegi_municipal_month_1990_2012.parquet",
    "sesnsp/victims_state_month_2015-01_2023-12.parquet",
    "border/bts_crossings_us_mexico_1996-01_2019-12.parquet",
)
TRAVERSALS = ("../../ambos.toml", "..\\..\\keys\\a.csv", "/etc/passwd", "%2e%2e%2fa.csv")


def csv(year: int, pounds: str) -> bytes:
    """Give a fiscal year in the CBP format, so many pounds a month."""
    tail = "U.S. Border Patrol,Southwest Border,Land Only,YUMA SECTOR,Fentanyl,2"
    lines = (CBP_HEADER, *(f"{year},{month},{tail},{pounds}" for month in MONTHS))
    return "".join(f"{line}\r\n" for line in lines).encode()


def send(client: Client, data: bytes, name: str = "amo.csv") -> Job:
    """Hand a file in and wait until it has been looked at."""
    answer = client.post("/evidence/send", {"as_of": "", "file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 303, answer.content.decode()
    return ended(answer["Location"])


def ended(address: str) -> Job:
    """Wait for the job of a page."""
    return jobs().wait(address.rsplit("/", 1)[1], SECONDS)


def text(client: Client, address: str, **asked: Any) -> str:
    """Give a page that is there."""
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.fixture
def client(site: Site) -> Client:
    """Give the browser of the secretariat."""
    return site.client(SECRETARIAT)


@pytest.fixture
def stored(site: Site) -> Callable[[], int]:
    """Say how many files lie in the folder of uploads."""
    return lambda: sum(1 for path in (site.house.config.web / "uploads").iterdir() if path.suffix != ".json")


def test_a_file_is_looked_at_then_taken_in(site: Site, client: Client) -> None:
    """A file is shown with its figures and changes before anything is written, then stands as evidence."""
    seen = send(client, csv(2016, "10"))
    page = text(client, f"/evidence/looks/{seen.id}")
    assert "amo.csv" in page and "YUMA SECTOR" in page
    done = ended(client.post(f"/evidence/looks/{seen.id}/take")["Location"])
    assert done.state == DONE and done.result["figures"] == seen.result["figures"] > 0
    text(client, f"/evidence/outcomes/{done.id}")
    slug = done.result["evidence"].partition("/")[2]
    assert done.result["digest"] in text(client, f"/evidence/sets/{slug}")
    assert slug in text(client, "/evidence/")
    again = text(client, f"/evidence/looks/{seen.id}")
    assert "/take" not in again
    newer = send(client, csv(2016, "12"), "newer.csv")
    assert "+20.0" in text(client, f"/evidence/looks/{newer.id}")
    proved = ended(client.post(f"/evidence/sets/{slug}/prove")["Location"])
    assert proved.result["equal"] and proved.result["checked"] > 0
    text(client, f"/evidence/outcomes/{proved.id}")
    indicator = seen.result["figure_sample"][0]["indicator"]
    assert "sum@1" in text(client, f"/figures/{indicator}")


def test_a_file_can_be_discarded(client: Client, stored: Callable[[], int]) -> None:
    """A file that is discarded is gone from the disk."""
    before = stored()
    seen = send(client, csv(2018, "10"))
    assert stored() == before + 1
    client.post(f"/evidence/looks/{seen.id}/discard")
    assert stored() == before


def test_bad_rows_are_named(client: Client) -> None:
    """A bad file's page names row, column and value of each fault, and gives them as CSV without formulas."""
    bad = CBP_ROW.replace("31.5", "=HYPERLINK(1)")
    job = send(client, "".join(f"{line}\r\n" for line in (CBP_HEADER, CBP_ROW, bad)).encode(), "bad.csv")
    assert job.state == FAILED
    page = text(client, f"/jobs/{job.id}")
    assert "bad.csv" in page and "Sum Qty (lbs)" in page and "=HYPERLINK(1)" in page
    rows = text(client, f"/jobs/{job.id}/problems.csv")
    assert "3,Sum Qty (lbs)" in rows and "'=HYPERLINK(1)" in rows and ",=" not in rows


@pytest.mark.parametrize("name", TRAVERSALS)
def test_names_lead_nowhere(site: Site, client: Client, name: str) -> None:
    """Whatever a file is called, nothing is written outside the folder of uploads."""
    home = site.house.config.home
    before = {path for path in home.rglob("*") if "web" not in path.parts}
    job = send(client, b"a,b\r\n1,2\r\n", name)
    assert job.state == FAILED
    assert {path for path in home.rglob("*") if "web" not in path.parts} == before


def test_a_bomb_is_refused(client: Client) -> None:
    """A file that unpacks to hundreds of times its size is refused, and says so."""
    block = f"{CBP_ROW}\r\n".encode() * 20_000
    job = send(client, gzip.compress(f"{CBP_HEADER}\r\n".encode() + block * 50, 9), "bomb.csv.gz")
    assert job.state == FAILED and job.failure and job.failure.code == "evidence.file-swollen"


@pytest.mark.parametrize("officer", ["", "auditor"])
def test_nobody_without_the_right_leaves_a_file(site: Site, stored: Callable[[], int], officer: str) -> None:
    """A file of somebody who may not import is not kept."""
    before, client = stored(), site.client(officer)
    answer = client.post("/evidence/send", {"file": SimpleUploadedFile("a.csv", b"x" * (2 * MEGABYTE))})
    assert answer.status_code in (302, 403)
    assert stored() == before


def test_too_large_a_file_is_refused(
    client: Client, stored: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file over the limit is let go by without being written, and the page says the limit."""
    before = stored()
    monkeypatch.setattr(room, "BYTES_LIMIT", MEGABYTE)
    answer = client.post("/evidence/send", {"file": SimpleUploadedFile("a.csv", b"x" * (2 * MEGABYTE))})
    assert answer.status_code == 413 and stored() == before


class Stream(io.RawIOBase):
    """A form with a large file, made while it is read."""

    def __init__(self, megabytes: int, token: str) -> None:
        super().__init__()
        field = f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        head = '--b\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n'
        self._pieces = self._made((field + head).encode(), megabytes)
        self._left = b""
        self.length = len(field + head) + megabytes * MEGABYTE + len(TAIL)

    def _made(self, begin: bytes, megabytes: int) -> Iterator[bytes]:
        yield begin
        for _ in range(megabytes):
            yield b"x" * MEGABYTE
        yield TAIL

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give as many bytes as there is room for, fewer at a piece's end."""
        self._left = self._left or next(self._pieces, b"")
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count


def test_a_large_upload_takes_no_memory(site: Site, client: Client) -> None:
    """A quarter of a gigabyte is received through the whole site with hardly more memory than a piece."""
    client.get("/evidence/upload")
    token = client.cookies["ambos-csrf"].value
    stream = Stream(256, token)
    application = get_wsgi_application()
    environ = client._base_environ(  # type: ignore[attr-defined]  # what a request of this browser is made of
        REQUEST_METHOD="POST",
        PATH_INFO="/evidence/send",
        CONTENT_TYPE="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(stream.length),
        HTTP_COOKIE="; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items()),
    )
    environ["wsgi.input"] = stream
    told: list[Any] = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def start(status: str, headers: Any, *_: Any) -> Any:
        told.append((status, dict(headers)))

    answer = application(environ, start)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    list(answer)
    status, headers = told[0]
    assert status.startswith("303"), status
    assert after - before < 48 * 1024
    job = ended(headers["Location"])
    assert job.state == FAILED and job.failure and job.failure.code == "evidence.file-foreign"


def test_another_officers_jobs_are_not_there(site: Site, client: Client) -> None:
    """The page of another officer's job, its state, problems and files are those of what is not there."""
    job = send(client, b"a,b\r\n1,2\r\n")
    other = site.client("analyst")
    for address in ("", "/state", "/problems.csv", "/file"):
        assert other.get(f"/jobs/{job.id}{address}").status_code == 404
    assert other.post(f"/jobs/{job.id}/cancel").status_code == 404
    assert other.get(f"/evidence/outcomes/{job.id}").status_code == 404
    assert site.client().get(f"/jobs/{job.id}").status_code == 302


def test_a_job_is_followed_without_and_with_scripts(client: Client) -> None:
    """A browser with scripts is sent on once the job is done; one without finds a link to the result."""
    job = send(client, csv(2017, "10"))
    sent = client.get(f"/jobs/{job.id}/state", headers={"hx-request": "true"})
    assert sent["HX-Redirect"] == f"/evidence/looks/{job.id}"
    assert f"/evidence/looks/{job.id}" in text(client, f"/jobs/{job.id}")
    assert job.id in text(client, "/jobs/")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "address",
    [
        "/evidence/",
        "/evidence/upload",
        "/figures/",
        "/figures/extraditions-mx-us",
        "/reconcile/",
        "/reconcile/?name=indicator/extraditions-mx-us",
        "/jobs/",
    ],
)
def test_every_page_is_there_in_both_languages(site: Site, language: str, address: str) -> None:
    """Each page reads in the language of the browser."""
    client = site.client(SECRETARIAT)
    client.cookies["ambos-language"] = language
    assert f'lang="{language}"' in text(client, address)


def test_the_public_reads_public_figures(site: Site) -> None:
    """Nobody in particular may read figures and evidence that are public, and finds no act there."""
    client = site.client()
    page = text(client, "/figures/extraditions-mx-us")
    assert "/prove" not in page
    assert "/evidence/upload" not in text(client, "/evidence/")


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_of_each_publisher_is_recognised(client: Client, name: str) -> None:
    """An official file, as its publisher gives it, is recognised and shown with the figures that it gives."""
    path = OFFICIAL / name
    if not path.exists():
        pytest.skip(f"no official file at {path}; set AMBOS_SHARED_DATA")
    job = send(client, path.read_bytes(), path.name)
    assert job.state == DONE and job.result["figures"]
    assert path.name in text(client, f"/evidence/looks/{job.id}")
