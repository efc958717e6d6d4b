"""The rooms of arms and drugs: what both nodes hold, with caveats, as pages and CSV, and nothing unseen."""

import pytest

from tests.faces.web.conftest import Site

PAGES = (
    "/arms",
    "/arms/corridors",
    "/arms/form",
    "/arms/traces/synthetic-glock-nogales",
    "/drugs",
    "/drugs/control",
    "/drugs/purity",
    "/drugs/chain",
)


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_in_both_languages(site: Site, page: str) -> None:
    """Each page opens for an analyst in both languages, and says that its cases are synthetic."""
    client = site.client("analyst")
    for language in ("en", "es"):
        client.cookies["ambos-language"] = language
        answer = client.get(page)
        assert answer.status_code == 200
        assert "SYNTHETIC" in answer.content.decode() or "SINTÉTICO" in answer.content.decode()


def test_corridors_are_on_the_map_and_in_the_table(site: Site) -> None:
    """The corridor from Arizona to Sonora stands on the page and in its CSV, with ATF's caveats."""
    client = site.client("analyst")
    text = client.get("/arms/corridors").content.decode()
    assert "From Arizona to Sonora: 3 firearms, 2 of them under three years" in text
    assert "no random sample" in text
    table = client.get("/arms/corridors.csv").content.decode()
    assert "US-AZ,MX-26,3,2" in table.splitlines()


def test_nobody_learns_of_what_is_not_public(site: Site) -> None:
    """Who is not signed in sees neither a trace nor a count of any, and a trace is not found."""
    client = site.client()
    for page in ("/arms", "/arms/corridors", "/drugs/chain", "/arms/metrics.csv", "/drugs/seizures.csv"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "Sonora" not in answer.content.decode() and "MX-26" not in answer.content.decode()
    assert client.get("/arms/traces/synthetic-glock-nogales").status_code == 404


def test_gates_stand_on_the_page_of_a_trace(site: Site) -> None:
    """The page of a draft says what stops it and what to do."""
    text = site.client("firearms-tracer").get("/arms/traces/synthetic-century-mexicali").content.decode()
    assert "is known as an importer, not as a maker" in text and "Choose a value of the list." in text
