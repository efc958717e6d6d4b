"""The pages of task forces: everything on record shows, to those who may see it, in both languages."""

import html

import pytest

from tests.faces.conftest import Site

PAGES = {
    "/taskforces": ("SYNTHETIC: Task force on precursors", "terminados"),
    "/taskforces/of/synthetic-fentanyl-sonora": ("P-19C2", "sin admitir"),
    "/taskforces/targets": ("SYNTHETIC: Granite Ring", "Adoptado"),
    "/taskforces/operations": ("SYNTHETIC: Operation Copper", "sin revisión"),
    "/taskforces/conflicts": ("Rounds of comparison", "Rondas de comparación"),
    "/taskforces/incidents": ("Culiacán", "Culiacán"),
    "/taskforces/incidents/synthetic-fuga-cobre": ("No decision followed yet", "Cronología"),
    "/taskforces/results.csv": ("e-2026-nogales-03", "arrests"),
}


def text(site: Site, path: str, officer: str, language: str = "en") -> str:
    """Give a page as its reader reads it."""
    client = site.client(officer)
    client.cookies["ambos-language"] = language
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
def test_pages_say_what_is_on_record(site: Site, path: str) -> None:
    """A page tells in either language what the study says."""
    english, spanish = PAGES[path]
    assert english in text(site, path, "secretariat")
    assert spanish in text(site, path, "secretariat", "es").replace("Terminados", "terminados")


def test_an_event_of_two_reports_stands_once(site: Site) -> None:
    """Of the event that both parties report, the greater number of arrests stands in one row."""
    rows = [
        row for row in text(site, "/taskforces/results.csv", "secretariat").splitlines() if "nogales" in row
    ]
    assert [row for row in rows if ",arrests," in row] == [
        "e-2026-nogales-03,2026-03-11,MX-26,arrests,,5,MX; US,true"
    ]


def test_nobody_sees_only_what_is_public(site: Site) -> None:
    """Without signing in the incidents of the public record show, and no task force does."""
    client = site.client()
    assert "Culiac" in client.get("/taskforces/incidents").content.decode()
    assert "Operation Copper" not in client.get("/taskforces/operations").content.decode()
    assert client.get("/taskforces/of/synthetic-fentanyl-sonora").status_code == 404
    assert client.get("/taskforces/conflicts").status_code == 302
