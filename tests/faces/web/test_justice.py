"""The pages of justice: what runs out next, a request and its next step, reciprocity, the laws."""

import csv
from io import StringIO

import pytest
from django.test import Client

from tests.faces.web.conftest import Site

HELD, PRESENTED = "synthetic-north-one", "synthetic-south-2"
PAGES = (
    "/justice",
    "/justice?instrument=extradition&owner=US",
    "/justice/reciprocity",
    "/justice/reciprocity?instrument=legal-assistance",
    "/justice/laws",
    f"/justice/requests/{HELD}",
)


@pytest.fixture
def prosecutor(site: Site) -> Client:
    """Give the browser of the prosecutor."""
    return site.client("prosecutor")


def text(client: Client, path: str, language: str = "en") -> str:
    """Give a page that is there."""
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_speak(prosecutor: Client, path: str, language: str) -> None:
    """Every page answers in the reader's language, and no key stands where words should."""
    told = text(prosecutor, path, language)
    assert f'lang="{language}"' in told
    assert "web_justice" not in told
    assert "clock-state." not in told


def test_the_board_puts_what_has_run_out_first(prosecutor: Client) -> None:
    """The clocks stand in the order of what is left, those that stand still last; each names who acts."""
    rows = list(csv.DictReader(StringIO(text(prosecutor, "/justice/clocks.csv"))))
    running = [int(row["days"].lstrip("'")) for row in rows if row["state"] != "tolled"]
    assert running == sorted(running)
    assert [row["state"] for row in rows][-1] == "tolled"
    assert {row["owner"] for row in rows} <= {"US", "MX"}
    narrowed = list(csv.DictReader(StringIO(text(prosecutor, "/justice/clocks.csv?owner=MX"))))
    assert narrowed == [row for row in rows if row["owner"] == "MX"]


def test_the_calendar_holds_every_end(prosecutor: Client) -> None:
    """Each clock that runs or has run out is an event of the calendar; one that stands still has no day."""
    rows = list(csv.DictReader(StringIO(text(prosecutor, "/justice/clocks.csv"))))
    events = text(prosecutor, "/justice/clocks.ics").count("BEGIN:VEVENT")
    assert 0 < events == sum(bool(row["due"]) for row in rows) < len(rows)


def test_a_step_is_previewed_and_signed(site: Site, prosecutor: Client) -> None:
    """The preview writes nothing; the signature takes the step, and the page stands at the next stage."""
    form = {"step": "pass-on", "at": "2026-11-20T10:00-05:00", "authority": "", "document": "", "reason": ""}
    assert "pass on to the prosecutor" in text(prosecutor, f"/justice/requests/{PRESENTED}")
    preview = prosecutor.post(f"/justice/requests/{PRESENTED}/step", form)
    assert preview.status_code == 200
    assert "OIA passes it to the United States Attorney" in preview.content.decode()
    assert "With the prosecutor" not in text(prosecutor, f"/justice/requests/{PRESENTED}")
    assert prosecutor.post(f"/justice/requests/{PRESENTED}/step/sign", form).status_code == 303
    assert "With the prosecutor" in text(prosecutor, f"/justice/requests/{PRESENTED}")
    again = prosecutor.post(f"/justice/requests/{PRESENTED}/step/sign", form)
    assert again.status_code == 409 or "cannot be taken" in again.content.decode()


@pytest.mark.parametrize(
    ("step", "at", "said"),
    [
        ("surrender", "2026-11-20T10:00-05:00", "not yours to take"),
        ("grant", "2026-11-20T10:00-05:00", "cannot be taken"),
        ("withdraw", "yesterday", "2024-03-05T14:30-07:00"),
        ("withdraw", "2999-01-01T10:00-05:00", "after today"),
        ("fly", "2026-11-20T10:00-05:00", "has no step"),
    ],
)
def test_what_cannot_be_signed_says_why(prosecutor: Client, step: str, at: str, said: str) -> None:
    """A step of the other side, out of turn, unknown, or at no moment is refused with what to do."""
    form = {"step": step, "at": at, "authority": "", "document": "", "reason": ""}
    answer = prosecutor.post(f"/justice/requests/{HELD}/step", form)
    assert answer.status_code >= 400
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "said", "other"), [("en", "Treaty of 1976", "Tratado"), ("es", "Tratado de 1976", "Treaty")]
)
def test_sources_speak_as_the_reader(prosecutor: Client, language: str, said: str, other: str) -> None:
    """The legal source of every step and clock stands in the reader's language alone."""
    told = text(prosecutor, "/justice/laws", language)
    assert said in told
    assert other not in told


def test_a_request_to_the_united_states_runs_its_clocks(prosecutor: Client) -> None:
    """What is asked of the United States runs their clocks, what is asked of Mexico the Mexican ones."""
    rows = list(csv.DictReader(StringIO(text(prosecutor, "/justice/clocks.csv"))))
    told = {
        row["request"]: row["clock"] for row in rows if row["request"].startswith("request/synthetic-mla")
    }
    assert told["request/synthetic-mla-3"] == "execution-us"
    assert told["request/synthetic-mla-5"] == "acknowledgement"


def test_nobody_learns_of_a_case(site: Site) -> None:
    """Whoever is not signed in sees no request and no count, and is sent to the entrance from a case."""
    nobody = site.client()
    told = text(nobody, "/justice")
    assert "synthetic-" not in told
    assert "No legal clock runs" in told
    for path in (f"/justice/requests/{HELD}", "/justice/reciprocity"):
        assert nobody.get(path).status_code == 302
    assert text(nobody, "/justice/clocks.csv").count("\n") == 1


@pytest.mark.parametrize(("language", "said"), [("en", "Legal clocks"), ("es", "Plazos legales")])
def test_a_prosecutors_home_begins_with_the_clocks(prosecutor: Client, language: str, said: str) -> None:
    """What runs out next stands first on a prosecutor's home, and leads to its case."""
    told = text(prosecutor, "/", language)
    assert said in told
    assert "/justice/requests/synthetic-" in told
