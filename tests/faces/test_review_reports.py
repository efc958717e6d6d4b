"""The review as a page, in the terminal and as plain data: whole, alone, in both languages."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise

import pytest
from rich.console import Console

from ambos.analysis.methods.status import RULES, STATUSES
from ambos.analysis.studies.lines import Review
from ambos.analysis.studies.packet import Packet
from ambos.analysis.studies.review import review
from ambos.domains.dialogue.views import STANDINGS
from ambos.faces.reports.acted import acted_terminal
from ambos.faces.reports.document import document
from ambos.faces.reports.editions import EDITIONS
from ambos.faces.reports.page import page as page_of
from ambos.faces.reports.plain import review_json
from ambos.faces.reports.summary import outputs
from ambos.faces.reports.terminal import SIGNS, review_terminal
from ambos.faces.reports.voice import Voice
from ambos.i18n import LANGUAGES, Language
from tests.faces.judged import STAMP, judged
from tests.partnership import public_record

MOST_BYTES = 1_500_000
VOID = {"meta", "br", "link", "img", "input", "hr", "col"}
FETCHING = ("src", "href", "xlink:href", "action", "data", "poster", "srcset")
OPEN_PLACEHOLDER = re.compile(r"\{\w+\}")
PERSONAL = (
    re.compile(r"\b[A-Z]{4}\d{6}[HM][A-Z]{5}[0-9A-Z]\d\b"),  # CURP
    re.compile(r"\b\d{3}-\d{2}-\d{4}\b"),  # social security number
    re.compile(r"\b[\w.+-]+@[\w-]+\.\w+\b"),  # address of mail
)


class Page(HTMLParser):
    """Reads a page, and knows whether every element was closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.text.append(data)

    def having(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Review:
    """The review of the public record."""
    with public_record(tmp_path_factory.mktemp("record")) as node:
        return review(node.shelf)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


def html_of(packet: Packet, language: Language) -> str:
    return page_of(document(packet, EDITIONS["auditor"], language, STAMP))


@pytest.fixture(scope="module")
def html(reviewed: Review, language: Language) -> str:
    return html_of(judged(reviewed), language)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def printed(reviewed: Review, language: Language, width: int) -> str:
    out = StringIO()
    Console(file=out, width=width, color_system=None).print(review_terminal(reviewed, language))
    return out.getvalue()


def shown(reviewed: Review) -> set[str]:
    """Ids of what must open in every form of the review."""
    frameworks = reviewed.frameworks
    promises = [*reviewed.unframed, *(line for f in frameworks for line in f.commitments)]
    goals = [goal for f in frameworks for goal in f.goals]
    indicators = [*reviewed.untied, *reviewed.paper, *(line for goal in goals for line in goal.indicators)]
    meetings = [meeting for f in frameworks for meeting in f.meetings]
    everything = (frameworks, promises, goals, indicators, meetings)
    return {line.item.subject for lines in everything for line in lines}


def test_the_page_is_well_formed(page: Page) -> None:
    """Every element is closed, in order, and every id stands once."""
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)


def test_the_page_stands_alone(html: str, page: Page) -> None:
    """Nothing is fetched: no script, no sheet, no picture, no address save places on the page itself."""
    assert not page.having("script", "link", "img", "iframe", "object")
    for _, attributes in page.elements:
        for name in FETCHING:
            assert (attributes.get(name) or "#").startswith("#")
    assert "@import" not in html
    assert not re.search(r"url\((?!#)", html)
    assert len(html.encode()) < MOST_BYTES


def test_links_lead_somewhere(page: Page) -> None:
    """Every place that the page refers to is on the page."""
    ids = {attributes.get("id") for _, attributes in page.elements}
    targets = {attributes.get("href") for attributes in page.having("a", "use")}
    assert targets and {str(target).removeprefix("#") for target in targets} <= ids


def test_the_page_can_be_heard(page: Page, language: Language) -> None:
    """It names its language; tables have captions, headers a scope, drawings words for what they show."""
    assert page.having("html")[0]["lang"] == language.code
    assert len(page.having("table")) == len(page.having("caption"))
    assert all(attributes.get("scope") for attributes in page.having("th"))
    drawn = [attributes for _, attributes in page.elements if attributes.get("role") == "img"]
    assert len(drawn) > 1
    assert all(attributes.get("aria-label") for attributes in drawn)
    levels = [int(tag[1]) for tag, _ in page.elements if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_page_shows_every_line(html: str, reviewed: Review) -> None:
    """The id of every framework, goal, indicator, meeting, promise and unverified entry is on the page."""
    wanted = shown(reviewed) | {item.subject for item in reviewed.quality.unverified}
    wanted |= {figure.item.subject for line in reviewed.disagreements for figure in line.figures}
    assert not {subject for subject in wanted if f">{subject}</code>" not in html}


def test_nothing_unsaid(page: Page) -> None:
    """No placeholder stays open, and no key stands where a sentence should."""
    text = " ".join(page.text)
    assert not OPEN_PLACEHOLDER.search(text)
    assert not re.search(
        r"\b(rule|change|means|status|standing|heading|about|none|column|caption)\.[\w-]+\b", text
    )


def test_nothing_personal(html: str) -> None:
    """No personal number and no address of mail is on the page."""
    assert not [pattern.pattern for pattern in PERSONAL if pattern.search(html)]


def test_values_cannot_become_markup(reviewed: Review, language: Language) -> None:
    """What a record says is shown as text, whatever it holds."""
    first = reviewed.frameworks[0]
    hostile = replace(first.item, name={"en": "<script>alert(1)</script>", "es": "<script>alert(1)</script>"})
    changed = replace(reviewed, frameworks=(replace(first, item=hostile),))
    page = Page(html_of(Packet(changed), language))
    assert not page.having("script")
    assert "<script>alert(1)</script>" in "".join(page.text)


@pytest.mark.parametrize("width", [60, 100, 160])
def test_the_terminal_shows_every_line(reviewed: Review, language: Language, width: int) -> None:
    """At any width every id can be read whole, lines joined, and no placeholder stays open."""
    out = printed(reviewed, language, width)
    assert max(len(line) for line in out.splitlines()) <= width
    assert not OPEN_PLACEHOLDER.search(out)
    if width == 160:
        assert not {subject for subject in shown(reviewed) if subject not in out}


def test_plain_data_is_json(reviewed: Review) -> None:
    """The plain form survives JSON, holds every id, and has no number that a reader could round."""
    plain = review_json(reviewed)
    assert json.loads(json.dumps(plain)) == plain
    text = json.dumps(plain)
    assert not {subject for subject in shown(reviewed) if f'"{subject}"' not in text}
    assert not re.search(r": -?\d+\.\d", text)


def test_every_code_has_its_words(language: Language) -> None:
    """Every status, standing and rule has a word, a meaning and a shape of its own."""
    for status in STATUSES:
        assert language.find("review", f"status.{status}") and status in SIGNS
    for standing in STANDINGS:
        assert language.find("review", f"standing.{standing}") and standing in SIGNS
    for rule in RULES:
        assert all(language.find("review", f"{part}.{rule}") for part in ("rule", "change", "means"))
    for rule in (*(f"K{n}" for n in range(1, 8)), *(f"C{n}" for n in range(1, 5))):
        assert all(language.find("review", f"{part}.{rule}") for part in ("rule", "means"))


def test_what_is_asked_stands_in_words(reviewed: Review, language: Language) -> None:
    """The short form says every ask, reason and grade in words, and no code of them."""
    out = StringIO()
    Console(file=out, width=100, color_system=None).print(acted_terminal(judged(reviewed), language))
    said = " ".join(out.getvalue().split())
    for code in ("late-commitment", "too-few-before", "not-addressed"):
        assert code not in said
    for domain, key in (("cycle", "ask.late-commitment"), ("effects", "reason.too-few-before")):
        assert language.label(domain, key) in said
    assert language.label("lint", "grade.not-addressed") in said


def test_a_packet_says_assumptions_and_checks_in_words(html: str, language: Language) -> None:
    """Why an effect is unknown, what an estimate assumes and what was checked stand as sentences."""
    for key in ("reason.too-few-before", "assumption.nothing-else-began", "check.placebo-dates"):
        assert language.label("effects", key) in html
    assert "nothing-else-began" not in html and "placebo-dates" not in html


def test_a_change_of_a_percentage_is_in_points(language: Language) -> None:
    """A difference between two percentages is told in percentage points, never as a percentage."""
    said = Voice(language, date(2026, 1, 1)).signed(Decimal(10), "percent")
    assert said.startswith("+10 ") and "%" not in said


def test_an_output_says_so_among_disagreements(reviewed: Review, language: Language) -> None:
    """Seizures carry the word output where official numbers that differ are listed."""
    word = language.label("codes", "indicator-sort.output")
    told = outputs(reviewed)
    listed = [line.item for line in reviewed.disagreements if line.item.subject in told]
    assert listed
    flat = " ".join(printed(reviewed, language, 400).split())
    assert all(f"{language.words(item.name)} [{word}]" in flat for item in listed)
