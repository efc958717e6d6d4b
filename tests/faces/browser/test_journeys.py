"""Whole ways through both nodes, as people walk them in a browser, in either language."""

import os
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ambos.i18n.catalogue import LANGUAGES, Language
from tests.faces.browser.browsing import Person
from tests.faces.browser.conftest import Visitor
from tests.faces.browser.partnership import Partnership

DATA = Path(os.environ.get("AMBOS_SHARED_DATA", Path(__file__).parents[4] / "shared/data"))
# A goal of which no target is on record, and an indicator of its.
GOALS = {
    "en": ("ganseg-goal-consumption", "us-overdose-deaths"),
    "es": ("ganseg-goal-fentanyl", "us-synthetic-opioid-deaths"),
}
MOST_TABS = 400
MOST_LOOKS = 40
_numbers = count(1)


def say(one: Person, language: str, domain: str, key: str, **data: object) -> str:
    """Give a sentence of the site."""
    return Language(language).say(domain, key, **data)


def press(one: Person, selector: str, key: str = "Enter") -> None:
    """Move by the tabulator alone until something is in focus, and press a key there."""
    one.page.wait_for_load_state()
    for _ in range(MOST_TABS):
        if one.page.locator(f":is({selector}):focus").count():
            one.page.keyboard.press(key)
            return
        one.page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def fill(one: Person, selector: str, text: str) -> None:
    """Move by the tabulator alone to a field, and type."""
    press(one, selector, "End")
    one.page.keyboard.type(text)


def target(one: Person, language: str) -> str:
    """Propose a target for a goal that has none, and sign it; give its id."""
    slug = f"browser-{language}-{next(_numbers)}"
    one.go("/propose/target")
    goal, indicator = GOALS[language]
    told = {"f.goal": goal, "f.indicator": indicator, "f.value": "60000"}
    for name, text in {"slug": slug, **told, "f.deadline": "2027-12-31"}.items():
        one.page.locator(f"[name='{name}']").first.fill(text)
    one.page.locator("button.primary[name=do][value=preview]").click()
    one.page.get_by_role("button", name=say(one, language, "web_writing", "sign"), exact=True).click()
    expect(one.page.locator(".note.good")).to_be_visible()
    return slug


def first_tile(one: Person) -> str:
    """Give what the scorecard tells first: how many goals have a target, how many an agreed one."""
    one.go("/scorecard")
    return one.page.locator(".tiles > *").first.inner_text()


def moved(one: Person, before: str) -> None:
    """Look again until the scorecard tells something else: it is made anew behind the older one."""
    for _ in range(MOST_LOOKS):
        if first_tile(one) != before:
            return
    raise AssertionError(f"still {before}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_keys(partnership: Partnership, visitor: Visitor, language: str) -> None:
    """What one side proposes the other countersigns, and both scorecards count it then."""
    us, mx = visitor("US", "co-chair", language), visitor("MX", "co-chair", language)
    before = first_tile(mx)
    slug = target(us, language)
    partnership.exchange()
    mx.go("/inbox")
    with partnership.node("MX", "co-chair") as node:
        rid = node.shelf.thing(f"target/{slug}").rid
    mx.page.locator(f"a[href*='{rid}']").first.click()
    mx.page.locator("input[name=relation][value=countersigns]").check()
    mx.page.locator("button.primary[name=do][value=preview]").click()
    mx.page.get_by_role("button", name=say(mx, language, "web_writing", "sign"), exact=True).click()
    expect(mx.page.locator(".note.good")).to_be_visible()
    partnership.exchange()
    for one in (us, mx):
        one.go(f"/things/target/{slug}")
        said = Language(language).label("cli", "state.countersigned")
        expect(one.page.locator(".badge.countersigned").first).to_have_text(said)
        moved(one, before)


@pytest.mark.parametrize("language", LANGUAGES)
def test_recall(partnership: Partnership, visitor: Visitor, language: str) -> None:
    """What one side recalls neither shows any more; the other answers, and the first side reads it."""
    us, mx = visitor("US", "secretariat", language), visitor("MX", "secretariat", language)
    slug = target(us, language)
    partnership.exchange()
    assert mx.go(f"/things/target/{slug}") == 200
    us.go(f"/exchange/recalls/new?record=target/{slug}")
    us.page.locator("[name=reach]").first.select_option("use")
    us.page.locator("[name=reason]").first.select_option("mistaken")
    us.page.get_by_role("button", name=say(us, language, "web_exchange", "recall.do")).click()
    us.page.wait_for_url("**/exchange/recalls")
    partnership.exchange()
    mx.go("/exchange/recalls")
    answer = say(mx, language, "web_exchange", "recalls.answer")
    mx.page.get_by_role("link", name=answer).first.click()
    mx.page.locator("[name=outcome]").first.select_option("complied")
    mx.page.locator("main form button").last.click()
    partnership.exchange()
    us.go("/exchange/recalls")
    complied = Language(language).label("codes", "recall-outcome.complied")
    expect(us.page.locator("main table")).to_contain_text(complied)


@pytest.mark.parametrize("language", LANGUAGES)
def test_official_file(visitor: Visitor, language: str) -> None:
    """A file of CBP is recognised, previewed and taken in, and its figures stand with their source."""
    files = sorted((DATA / "cbp").glob("nationwide-drugs-*.csv.gz"))
    if not files:
        pytest.skip(f"no official files in {DATA}")
    party = "US" if language == "en" else "MX"
    one = visitor(party, "analyst", language)
    one.go("/evidence/upload")
    one.page.locator("input[type=file]").set_input_files(files[0])
    one.page.get_by_role("button", name=say(one, language, "web_evidence", "upload.send")).click()
    take = one.page.get_by_role("button", name=say(one, language, "web_evidence", "look.take"))
    expect(take).to_be_visible(timeout=60_000)
    take.click()
    expect(one.page.locator(".note.good")).to_be_visible(timeout=120_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_keyboard_alone(visitor: Visitor, language: str) -> None:
    """Without a mouse one comes in, finds a goal by its words, proposes a source and signs it."""
    one = visitor("US", "", language)
    one.go("/enter")
    press(one, "button[name=officer][value=analyst]")
    one.page.wait_for_url(lambda url: "/enter" not in url)
    one.page.locator("body").press("/")
    one.page.keyboard.type("fentanyl" if language == "en" else "fentanilo")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/search?**")
    press(one, "main a[href^='/goals/'], main a[href^='/things/'], main a[href^='/indicators/']")
    expect(one.page.locator("h1")).to_be_visible()
    slug = f"keyboard-{language}-{next(_numbers)}"
    one.go("/propose/source")
    fill(one, "input[name=slug]", slug)
    fill(one, "[name='f.title']", "SYNTHETIC")
    press(one, "[name='f.grade']", "ArrowDown")
    press(one, "button.primary[value=preview]")
    press(one, "main form[action$='/sign'] button.primary")
    expect(one.page.locator(".note.good")).to_be_visible()
