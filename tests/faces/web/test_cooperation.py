"""The pages of determinations, assistance, deployments and official lists."""

import csv
import html
import io
import re

import icalendar
import pytest

from tests.faces.conftest import Site

PAGES = (
    "/determinations",
    "/determinations/fto-designations-2025",
    "/assistance",
    "/assistance/merida-initiative",
    "/deployments",
    "/deployments?force=guardia-nacional",
    "/deployments?force=semar",
    "/lists/",
    "/lists/?name=nobody",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("officer", ["", "analyst"])
@pytest.mark.filterwarnings("error::ambos.i18n.catalogue.MissingSentence")
def test_every_page_is_whole_in_both_languages(site: Site, path: str, officer: str) -> None:
    """Each page answers whoever asks, in both languages, with no sentence missing and no placeholder left."""
    client = site.client(officer)
    for language in ("en", "es"):
        client.cookies["ambos-language"] = language
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = html.unescape(answer.content.decode())
        assert f'lang="{language}"' in page
        assert not re.search(r"\{[a-z_]+\}", re.sub(r"<meta[^>]*>", "", page))
        assert ("SYNTHETIC: " not in page and "SINTÉTICO: " not in page) or officer


@pytest.mark.parametrize("path", ["/determinations.csv", "/assistance.csv", "/deployments.csv"])
def test_tables_hold_what_the_reader_may_see(site: Site, path: str) -> None:
    """The public reads the public record's rows, an officer the made-up ones too."""
    rows = [
        list(csv.DictReader(io.StringIO(site.client(officer).get(path).content.decode())))
        for officer in ("", "analyst")
    ]
    assert 0 < len(rows[0]) < len(rows[1])
    assert not any("synthetic" in str(value) for row in rows[0] for value in row.values())


def test_days_go_into_a_calendar(site: Site) -> None:
    """The days that come next stand in a calendar file, each as a whole day."""
    made = site.client("analyst").get("/determinations.ics").content
    events = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert events
    assert all(event["SUMMARY"] and b"VALUE=DATE" in event.to_ical() for event in events)
