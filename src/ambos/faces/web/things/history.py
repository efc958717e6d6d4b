"""Everything that was ever said of a thing, the newest first."""

from typing import Final

from django.http import HttpResponse

from ambos.faces.reports.names import Names
from ambos.faces.web.frame.visit import Visit, reading
from ambos.faces.web.things.actions import actions
from ambos.faces.web.things.laid import Laying
from ambos.faces.web.things.told import entries
from ambos.node.showing import told_of

PAGE: Final = 50


@reading
def show_history(visit: Visit, kind: str, slug: str) -> HttpResponse:
    """Show every version of a thing that whoever asks may see, with what each changed."""
    thing = visit.shelf.standing(f"{kind}/{slug}")
    declared = visit.node.register.kind(thing.kind)
    names = Names(visit.shelf, visit.shown)
    names.learn_of([thing])
    listed = entries(visit, declared, told_of(visit.node, thing), Laying(visit.shown, names), names)
    page = max(1, _whole(visit.request.GET.get("page", "")))
    return visit.render(
        "things/history.html",
        thing=thing,
        kind=declared,
        title=names.title(thing),
        entries=listed[(page - 1) * PAGE : page * PAGE],
        before=f"?page={page - 1}" if page > 1 else "",
        after=f"?page={page + 1}" if len(listed) > page * PAGE else "",
        revisable=any(action.key == "revise" for action in actions(visit, declared, thing)),
        total=len(listed),
    )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
