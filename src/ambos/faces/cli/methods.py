"""``ambos methods``: the catalogue of methods of operation, each with where and when it was seen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ambos.faces.cli.declare import JSON, Argument, Noun
from ambos.faces.cli.session import Session

if TYPE_CHECKING:
    from ambos.analysis.studies.networks import MethodLine
    from ambos.kernel.shelf import Thing

COMMAND = Noun("methods")


@COMMAND.verb("list", JSON)
def list_(session: Session, json: bool) -> None:
    """List the catalogue with the sightings of the last two years."""
    from ambos.analysis.studies.networks import methods

    found = methods(session.node.shelf)
    if json:
        session.json([_plain(one) for one in found])
        return
    _print(session, found)
    session.tell(session.say("networks", "caveat.sightings"))


def _plain(one: "MethodLine") -> dict[str, Any]:
    return {
        "subject": one.method.subject,
        "total": one.total,
        "months": list(one.months),
        "body": dict(one.method.body),
    }


def _print(session: Session, found: "tuple[MethodLine, ...]") -> None:
    from decimal import Decimal

    from ambos.faces.cli.printing import line, table
    from ambos.faces.reports.sparks import spark

    if not found:
        line(session.say("networks", "methods.none"))
        return
    most = Decimal(max(1, *(max(one.months) for one in found)))
    table(
        [session.say("networks", f"column.{name}") for name in ("number", "method", "seen", "months")],
        [
            (
                one.method.get("number"),
                "  " * one.depth + session.shown.words(one.method.get("name")),
                session.shown.formats.number(one.total),
                spark([Decimal(count) for count in one.months], Decimal(0), most),
            )
            for one in found
        ],
        right=(2,),
        whole=(0, 3),
    )


@COMMAND.verb("show", Argument("method"), JSON)
def show(session: Session, method: str, json: bool) -> None:
    """Show a method by its number or id, and its sightings, the newest first."""
    from ambos.analysis.studies.networks import methods, sightings
    from ambos.kernel.paging import throughout
    from ambos.values.errors import NotFound

    wanted = method.removeprefix("method/")
    found = methods(session.node.shelf)
    one = next((one for one in found if wanted in (one.method.get("number"), one.method.slug)), None)
    if one is None:
        raise NotFound(name=method)
    seen = list(throughout(session.node.shelf, sightings(found, one.method.subject)))
    if json:
        session.json({**_plain(one), "seen": [dict(each.body) for each in seen]})
        return
    _print_one(session, one, seen)


def _print_one(session: Session, one: "MethodLine", seen: "Sequence[Thing]") -> None:
    from ambos.faces.cli.printing import heading, line, pairs, table

    shown, kinds = session.shown, session.node.register
    heading(shown.title(kinds["method"], one.method))
    fields = ("description", "answer", "area", "mark")
    pairs(
        (shown.field_name("method", name), shown.value(kinds["method"].by_name[name], one.method.get(name)))
        for name in fields
        if one.method.get(name)
    )
    if not seen:
        line(session.say("networks", "sightings.none"))
        return
    columns = ("seen", "place", "organisation", "count", "reliability", "information")
    table(
        [shown.field_name("sighting", name) for name in columns],
        [
            tuple(shown.cell(kinds["sighting"].by_name[name], each.get(name)) for name in columns)
            for each in seen
        ],
        right=(3,),
    )
