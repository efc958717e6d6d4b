"""The templates' surroundings: what each finds besides what its view gives."""

from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from jinja2 import Environment

import ambos
from ambos.faces.accounts.house import house
from ambos.faces.accounts.who import officer_of
from ambos.faces.accounts.words import language_of
from ambos.faces.web.frame.statics import static
from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.kernel.access import ANSWER
from ambos.node.waiting import count_for_us

ADDRESSES: Final = 4_096  # that are kept: a page has near a hundred, of which most are on the next one too
# The rooms of the day-to-day work, in the order in which the hub shows them.
OPERATIONS: Final = (
    "operations", "taskforces", "justice", "finance", "arms", "drugs",
    "networks", "integrity", "determinations", "assistance", "deployments",
)  # fmt: skip
# The ways through the house: name of the section, its first page, the pages' names that belong to it.
SECTIONS: Final = (
    ("home", "home", ("home",)),
    ("score", "score-card", ("score",)),
    ("plan", "plan-board", ("plan",)),
    ("talks", "talks-commitments", ("talks",)),
    ("operations", "operations-hub", OPERATIONS),
    ("evidence", "evidence-sets", ("evidence", "jobs")),
    ("things", "things-kinds", ("things", "writing")),
    ("exchange", "exchange-peers", ("exchange",)),
)


class Way(NamedTuple):
    """A link of the navigation."""

    key: str
    href: str
    here: bool


class Page:
    """What the base of every page shows: ways, language, who is signed in."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language: Language = language_of(request)
        self.languages = LANGUAGES
        self.officer = officer_of(request)
        self.party = house().config.party
        self.demonstration = house().demonstration
        self.version = ambos.__version__

    def ways(self) -> list[Way]:
        """Give the sections that are there, and in which of them this page is."""
        name = (self.request.resolver_match.url_name or "") if self.request.resolver_match else ""
        begin = name.partition("-")[0]
        found = [(key, address(first), begin in rooms) for key, first, rooms in SECTIONS]
        return [Way(key, href, here) for key, href, here in found if href]

    @property
    def name(self) -> str:
        """Give the name of whoever is signed in, where a view of this request has found it."""
        visit = getattr(self.request, "visit", None)
        return str(visit.name) if visit is not None else ""

    @cached_property
    def waiting(self) -> int:
        """Give how many things wait for the answer of whoever asks; nothing for who may not answer."""
        visit = getattr(self.request, "visit", None)
        if visit is None or not visit.signed_in or not visit.may(ANSWER):
            return 0
        return count_for_us(visit.node)

    @property
    def back(self) -> str:
        """Give this page's own address, to come back to."""
        return self.request.get_full_path()


def page(request: HttpRequest) -> dict[str, Any]:
    """Give every template its page and the sentences of the reader's language."""
    made = Page(request)
    return {"page": made, "say": made.language.say, "label": made.language.label}


def environment(**options: Any) -> Environment:
    """Give the environment of all templates."""
    made = Environment(**options)
    made.globals |= {"url": url, "address": address, "static": static}
    return made


@lru_cache(ADDRESSES)
def url(name: str, *parts: object) -> str:
    """Give the address of a page by its name and parts."""
    return reverse(name, args=parts)


@lru_cache(ADDRESSES)
def address(name: str, *parts: object) -> str:
    """Give the address of a page, or nothing where this site has no such page."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""


def is_ours(path: str) -> bool:
    """Say whether a path leads to a page of this site."""
    try:
        resolve(path.partition("?")[0])
    except Resolver404:
        return False
    return path.startswith("/") and not path.startswith("//")
