"""Plan, commitments, decisions and dialogue on the command line, and the page of promises."""

from pathlib import Path

import pytest

from tests.faces.cli.calling import Ambos
from tests.faces.test_review_reports import FETCHING, OPEN_PLACEHOLDER, Page

WHOLE = (
    ("plan",),
    ("plan", "bicentennial-2021", "--level", "goal"),
    ("commitments",),
    ("commitments", "--standing", "claimed"),
    ("decisions",),
    ("dialogue", "status", "--all"),
)


@pytest.mark.parametrize("words", WHOLE, ids=" ".join)
def test_both_languages_say_all_of_it(ambos: Ambos, words: tuple[str, ...]) -> None:
    """Each command speaks in both languages, fills every placeholder, and gives the same things."""
    english, spanish = ambos("--lang", "en", *words), ambos("--lang", "es", *words)
    assert english.code == spanish.code == 0
    assert english.out != spanish.out
    for told in (english, spanish):
        assert not OPEN_PLACEHOLDER.search(told.out + told.err)
    plain = [ambos("--lang", language, *words, "--json").json() for language in ("en", "es")]
    assert plain[0] == plain[1]


def test_the_plan_shows_who_coordinates_and_evaluates(ambos: Ambos) -> None:
    """Goals stand with the body that coordinates them, the framework with its roles and evaluations."""
    (model,) = ambos("plan", "bicentennial-2021", "--json").json()["frameworks"]
    assert len(model["around"]["role"]) == 7
    assert {one["subject"] for one in model["around"]["evaluation"]} == {"evaluation/gao-23-103795"}
    told = " ".join(ambos("plan", "bicentennial-2021").out.split())
    assert "coordinated by: Subgroup: protect our people" in told
    assert "recommendation: Three recommendations to INL" in told


def test_a_framework_that_is_none_is_refused(ambos: Ambos) -> None:
    """A name that no framework has ends with a sentence and the exit code of a misuse."""
    for words in (("plan", "nothing"), ("commitments", "--framework", "nothing")):
        called = ambos(*words)
        assert called.code and called.err.startswith("ambos: ")


def test_a_claim_is_not_counted_as_kept(ambos: Ambos) -> None:
    """What Mexico alone says is kept stands as claimed, and asks the other side."""
    found = ambos("commitments", "--standing", "claimed", "--json").json()
    assert {(one["subject"], one["rule"]) for one in found} == {
        ("commitment/migration-enforcement-2019", "K8"),
        ("commitment/migration-wait-in-mexico", "K8"),
    }
    assert ambos("commitments", "--standing", "kept", "--json").json() == []
    asked = ambos("decisions", "--asked", "--json").json()["asks"]
    assert {one["reason"] for one in asked} == {"late-commitment", "claim"}


def test_a_text_without_a_date_is_told_from_one_unknown(ambos: Ambos) -> None:
    """The command says which texts give no date and of which promises none is known."""
    told = ambos("commitments")
    assert "the text gives no date: 10" in told.err and "no date is known: 28" in told.err
    flags = {one["subject"]: one["flags"] for one in ambos("commitments", "--json").json()}
    assert flags["commitment/sig-drones"] == ["date-not-given"]
    assert flags["commitment/bicentennial-benchmarks"] == ["date-unknown"]
    assert flags["commitment/sig-ministerial-2026-02"] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_stands_alone(ambos: Ambos, tmp_path: Path, language: str) -> None:
    """The page is whole, fetches nothing, fills every placeholder, and its links lead inside it."""
    file = tmp_path / "promises.html"
    assert ambos("--lang", language, "commitments", "--html", str(file)).code == 0
    page = Page(file.read_text("utf-8"))
    assert page.open == []
    assert not OPEN_PLACEHOLDER.search(" ".join(page.text))
    anchors = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    for _, attributes in page.elements:
        for name in FETCHING:
            assert (attributes.get(name) or "#").startswith("#")
        target = attributes.get("href")
        assert not target or target[1:] in anchors
    assert sum(tag == "tr" and "id" in attributes for tag, attributes in page.elements) == 41


def test_a_page_of_a_few_promises_has_no_dangling_links(ambos: Ambos, tmp_path: Path) -> None:
    """A chain that leads out of what was asked for is shown without links."""
    file = tmp_path / "some.html"
    ambos("commitments", "--framework", "sig-2025", "--html", str(file))
    page = Page(file.read_text("utf-8"))
    anchors = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    assert links and {str(link)[1:] for link in links} <= anchors


def test_old_bodies_are_named_only_when_asked_for(ambos: Ambos) -> None:
    """The status of the dialogue speaks of bodies at work; --all adds those of earlier frameworks."""
    living, every = (ambos("dialogue", "status", *words, "--json").json() for words in ((), ("--all",)))
    assert {one["framework"] for one in living} == {"framework/sig-2025"}
    assert len(every) > len(living)
    assert {one["rule"] for one in every} > {one["rule"] for one in living}
