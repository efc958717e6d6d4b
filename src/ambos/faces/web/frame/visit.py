"""What a view is given: who asks, in which language, and an open node with that person at its desk."""

from collections.abc import Callable
from datetime import date
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode

from ambos.analysis.studies.lines import Item
from ambos.faces.accounts.house import House, house
from ambos.faces.accounts.recent import demand_recent
from ambos.faces.accounts.who import leave, officer_of
from ambos.faces.accounts.words import language_of
from ambos.faces.reports.names import Names
from ambos.faces.reports.shown import Shown
from ambos.faces.reports.voice import Voice
from ambos.faces.web.frame.errors import refused
from ambos.faces.web.frame.templating import url
from ambos.i18n.catalogue import Language
from ambos.i18n.formats import Formats
from ambos.kernel.access import Person, may
from ambos.kernel.shelf import Shelf, Thing
from ambos.node.node import Node, OfficerUnknown
from ambos.node.staff import staff
from ambos.values.errors import AmbosError, Unreachable, VerificationFailed
from ambos.values.handling import Label

P = ParamSpec("P")
View = Callable[Concatenate["Visit", P], HttpResponse]
Answer = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Visit:
    """One request of one person, at an open node."""

    def __init__(self, request: HttpRequest, node: Node) -> None:
        self.request = request
        self.node = node
        self.house: House = house()

    @cached_property
    def language(self) -> Language:
        """Give the language of whoever asks."""
        return language_of(self.request)

    @cached_property
    def person(self) -> Person:
        """Give the person at the desk, with the rights that the ledger gives them now."""
        return self.node.person()

    @cached_property
    def name(self) -> str:
        """Give the officer's own name; nothing for nobody."""
        known = {one.slug: one.get("name") for one in staff(self.node)}
        return str(known.get(self.person.officer, ""))

    @property
    def signed_in(self) -> bool:
        """Say whether an officer asks, and not just anybody."""
        return bool(self.person.officer)

    @cached_property
    def shelf(self) -> Shelf:
        """Give the tables as the person may see them."""
        return self.node.shelf

    @property
    def today(self) -> date:
        """Give the day, in UTC."""
        return self.node.today()

    @cached_property
    def shown(self) -> Shown:
        """Give the forms in which values are read in the person's language."""
        return Shown(self.language)

    @cached_property
    def names(self) -> Names:
        """Give what things are called, as the person may see them; each is learnt before it is asked."""
        return Names(self.shelf, self.shown)

    @cached_property
    def voice(self) -> Voice:
        """Give the sentences of reviews in the person's language."""
        return Voice(self.language, self.today)

    def title(self, thing: Thing) -> str:
        """Give a thing in one line, with what it refers to by its name too."""
        self.names.learn_of([thing])
        return self.names.title(thing)

    def called(self, item: Item) -> str:
        """Give the name of an item of the review; of one without words, its thing in one line."""
        return self.voice.words(item.name) or self.named(item.subject)

    def named(self, subject: str) -> str:
        """Give the name of a thing by its subject, in one line; its id to whoever may not see it."""
        self.names.learn([subject])
        return self.names.of(subject)

    @property
    def formats(self) -> Formats:
        """Give numbers and dates in the person's language."""
        return self.shown.formats

    def say(self, domain: str, key: str, /, **data: object) -> str:
        """Give a sentence in the person's language."""
        return self.language.say(domain, key, **data)

    def url(self, name: str, *parts: object) -> str:
        """Give the address of a page by its name."""
        return url(name, *parts)

    def may(self, action: str) -> bool:
        """Say whether the person may do this at the node."""
        return may(self.person, action, Label(), self.node.config.party, self.today).allowed

    def render(self, template: str, http: int = 200, /, **context: Any) -> HttpResponse:
        """Give a page made of a template; ``visit``, ``shown``, ``voice``, ``formats`` are there too."""
        given = {"visit": self, "shown": self.shown, "voice": self.voice, "formats": self.formats}
        return render(self.request, template, {**given, **context}, status=http)

    def go(self, name: str, *parts: object) -> HttpResponse:
        """Send the browser to a page by its name; after a POST it then asks with GET."""
        return HttpResponseRedirect(self.url(name, *parts), status=303)


def reading(view: View[P]) -> Answer[P]:
    """Let a view read as whoever asks: the officer who is signed in, else as the public."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with house().pool.seat(officer_of(request)) as node:
            seat = node if works_here(request, node) else node.seat("")
            return told(view, visiting(request, seat), *args, **kwargs)

    return answer


def signed_in(view: View[P]) -> Answer[P]:
    """Let a view read as the officer who is signed in; anybody else is sent to the entrance."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not (officer := officer_of(request)):
            return to_entrance(request)
        with house().pool.seat(officer) as node:
            if not works_here(request, node):
                return to_entrance(request)
            return told(view, visiting(request, node), *args, **kwargs)

    return answer


def acting(view: View[P]) -> Answer[P]:
    """Let a view write as the officer who is signed in and proved it of late; only forms may ask.

    One act at a time: the node is opened for it and closed behind it.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (officer := officer_of(request)):
            return to_entrance(request)
        demand_recent(request)
        with house().pool.writing(officer) as node:
            if not works_here(request, node):
                return to_entrance(request)
            return told(view, visiting(request, node), *args, **kwargs)

    return answer


def told(view: View[P], visit: Visit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    """Give a view's answer; a refusal becomes its page while the node is still ours to read from.

    What else fails, and what fails in a store, is answered later and without a look at the node.
    """
    try:
        return view(visit, *args, **kwargs)
    except Exception as error:
        if isinstance(error, AmbosError) and not isinstance(error, Unreachable | VerificationFailed):
            return refused(visit.request, error)
        del visit.request.visit  # type: ignore[attr-defined]
        raise


def works_here(request: HttpRequest, node: Node) -> bool:
    """Say whether the ledger still knows whoever sits at the node; if not, their session is ended."""
    try:
        node.person()
    except OfficerUnknown:
        leave(request)
        return False
    return True


def to_entrance(request: HttpRequest) -> HttpResponse:
    """Send whoever asks to the entrance, and back to this page behind it."""
    wanted = request.get_full_path() if request.method == "GET" else "/"
    entrance = f"{url('account_login')}?{urlencode({'next': wanted})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": entrance})
    return HttpResponseRedirect(entrance)


def visiting(request: HttpRequest, node: Node) -> Visit:
    """Give the visit of a request, which the base of its page finds too."""
    visit = Visit(request, node)
    request.visit = visit  # type: ignore[attr-defined]
    return visit
