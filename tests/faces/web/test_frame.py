"""The frame of every page."""

from django.test import Client

from tests.faces.web.conftest import Site


def test_every_answer_says_what_the_browser_may_do(site: Site) -> None:
    """Whatever is asked, the policy allows this site's own files alone, and nothing written into a page."""
    for path in ("/enter", "/nothing-here", "/static/nothing"):
        answer = site.client().get(path)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert "no-store" in answer["Cache-Control"]
        assert answer["Server-Timing"].startswith("app;dur=")


def test_language_is_kept_and_leads_nowhere_else(site: Site) -> None:
    """Choosing a language comes back to a page of this site, whatever the form says, and stays chosen."""
    client = site.client()
    for back in ("https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"):
        answer = client.post("/language", {"language": "es", "back": back})
        assert answer["Location"] == "/"
    assert 'lang="es"' in client.get("/enter").content.decode()


def test_a_form_from_elsewhere_is_refused(site: Site) -> None:
    """Without the proof that a form comes from a page of ours nothing is done."""
    answer = Client(enforce_csrf_checks=True).post("/language", {"language": "es"})
    assert answer.status_code == 403
    assert not answer.cookies.get("ambos-language")
