"""``ambos networks``: organisations and people by graded ties, and which ties hold them together."""

from typing import TYPE_CHECKING, Any

from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session

if TYPE_CHECKING:
    from ambos.analysis.studies.networks import Network, NodeLine
    from ambos.kernel.shelf import Thing

COMMAND = Noun("networks")


@COMMAND.verb("show", Argument("organisation", required=False), JSON)
def show(session: Session, organisation: str | None, json: bool) -> None:
    """Show who lies between whom, or one organisation or person with its ties."""
    from ambos.analysis.studies.networks import network

    found = network(session.node.shelf)
    if organisation:
        _show_one(session, found, organisation, json)
        return
    if json:
        session.json([_plain(one) for one in found.nodes])
        return
    _print_nodes(session, found)
    session.tell(
        session.say(
            "networks", "counted", nodes=len(found.nodes), ties=len(found.ties), parts=len(found.parts)
        )
    )
    session.tell(session.say("networks", "caveat.between"))


def _show_one(session: Session, found: "Network", name: str, json: bool) -> None:
    from ambos.faces.cli.printing import heading
    from ambos.node.showing import find_of_kind
    from ambos.values.errors import NotFound

    subject = find_of_kind(session.node.shelf, "organisation", name)
    one = found.node(subject)
    if one is None:
        raise NotFound(name=subject)
    if json:
        session.json(_plain(one))
        return
    heading(_name(session, one))
    _print_ties(session, found, list(one.ties))


def _plain(one: "NodeLine") -> dict[str, Any]:
    return {
        "subject": one.subject,
        "name": one.thing.get("name") or one.thing.get("subject") if one.thing else None,
        "degree": one.degree,
        "between": format(one.between, "f"),
        "part": one.part,
        "ties": [tie.subject for tie in one.ties],
    }


def _name(session: Session, one: "NodeLine") -> str:
    return session.shown.title(session.node.register[one.thing.kind], one.thing) if one.thing else one.subject


def _print_nodes(session: Session, found: "Network") -> None:
    from ambos.faces.cli.printing import line, table

    if not found.nodes:
        line(session.say("networks", "none"))
        return
    numbers = session.shown.formats
    table(
        [
            session.say("networks", f"column.{name}")
            for name in ("subject", "name", "ties", "between", "part")
        ],
        [
            (
                one.subject,
                _name(session, one),
                str(one.degree),
                numbers.number(one.between),
                str(one.part + 1),
            )
            for one in found.nodes
        ],
        right=(2, 3, 4),
    )


@COMMAND.verb("ties", Option("bridges", flag=True), Option("all", flag=True, key="option.ties-all"), JSON)
def ties(session: Session, bridges: bool, all: bool, json: bool) -> None:
    """List the graded ties; with ``bridges``, those without which a network falls into parts."""
    from ambos.analysis.studies.networks import network

    found = network(session.node.shelf, every=all)
    held = [tie for bridge in found.bridges for tie in bridge.ties]
    wanted = held if bridges else list(found.ties)
    if json:
        names = {tie.subject for tie in held}
        session.json(
            [{"subject": t.subject, "bridge": t.subject in names, "body": dict(t.body)} for t in wanted]
        )
        return
    _print_ties(session, found, wanted)
    session.tell(session.say("networks", "caveat.grades"))


def _print_ties(session: Session, found: "Network", wanted: "list[Thing]") -> None:
    from ambos.analysis.studies.networks import length_of
    from ambos.faces.cli.printing import line, table

    if not wanted:
        line(session.say("networks", "ties.none"))
        return
    bridges = {tie.subject for bridge in found.bridges for tie in bridge.ties}
    names = {one.subject: _name(session, one) for one in found.nodes}
    sorts = session.node.register["tie"].by_name["sort"]
    head = ("from", "sort", "to", "grade", "length", "since", "bridge")
    table(
        [session.say("networks", f"column.{name}") for name in head],
        [
            (
                names[tie.get("origin")],
                session.shown.value(sorts, tie.get("sort")),
                names[tie.get("target")],
                f"{tie.get('reliability')}{tie.get('information')}".upper(),
                str(length_of(tie)),
                tie.get("valid_from"),
                session.say("networks", "bridge") if tie.subject in bridges else "",
            )
            for tie in sorted(wanted, key=lambda tie: (-length_of(tie), tie.subject))
        ],
        right=(4,),
        whole=(3, 5),
    )


@COMMAND.verb("grades", JSON)
def grades(session: Session, json: bool) -> None:
    """Show what other schemes make of our grades, and of handling marks."""
    from ambos.domains.networks import grading
    from ambos.faces.cli.printing import heading, table
    from ambos.faces.reports.plain import plain

    if json:
        session.json({"grades": plain(grading.grades()), "handling": plain(grading.markings())})
        return
    say, known = session.say, session.language
    heading(say("networks", "grades.title"))
    table(
        [say("networks", f"column.{name}") for name in ("graded", *grading.SCHEMES)],
        [
            (
                known.label("networks", f"part.{one.part}"),
                one.europol_4x4.upper(),
                one.uk_3x5x2,
                one.admiralty,
                one.uk_5x5x5,
            )
            for one in grading.grades()
        ],
    )
    heading(say("networks", "handling.title"))
    table(
        [say("networks", f"column.{name}") for name in ("scheme", "marking", "tlp", "europol", "mark")],
        [
            (
                known.label("networks", f"scheme.{one.scheme}"),
                one.marking,
                one.tlp.upper(),
                one.europol,
                known.label("codes", f"mark.{one.mark}"),
            )
            for one in grading.markings()
        ],
    )
    session.tell(say("networks", "caveat.crosswalk"))
