"""``ambos commitments``: what was promised, and how each promise stands today."""

from collections.abc import Sequence

from ambos.domains.dialogue import views
from ambos.domains.dialogue.views import STANDINGS, Standing
from ambos.faces.cli.declare import JSON, Option, Verb
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import OneOf


def commitments(session: Session, standing: str | None, json: bool) -> None:
    """List the commitments by framework, with how each stands and by which rule."""
    shelf = session.node.shelf
    found = {
        framework: [one for one in ones if standing in (None, one.standing)]
        for framework, ones in views.standings(shelf).items()
    }
    ordered = [thing.subject for thing in views.frameworks(shelf) if found.get(thing.subject)]
    ordered += [""] if found.get("") else []
    if json:
        session.json([_plain(one) for framework in ordered for one in found[framework]])
        return
    for framework in ordered:
        _print(session, framework, found[framework])
    session.tell(session.say("cli", "commitments.counted", count=sum(len(ones) for ones in found.values())))


COMMAND = Verb(
    "commitments",
    commitments,
    (
        Option("standing", OneOf("standing", *STANDINGS)),
        JSON,
    ),
)


def _plain(one: Standing) -> dict[str, object]:
    thing = one.commitment
    return {
        "subject": thing.subject,
        "record": thing.rid,
        "standing": one.standing,
        "rule": one.rule,
        "days": one.days,
        "missing_owners": list(one.missing),
        "continues": [before.subject for before in one.continues],
        "continued_by": [after.subject for after in one.continued_by],
        "state": thing.state,
        "body": dict(thing.body),
    }


def _print(session: Session, framework: str, ones: Sequence[Standing]) -> None:
    from ambos.faces.cli.printing import heading, table

    shown, node = session.shown, session.node
    if framework:
        thing = node.shelf.thing(framework)
        heading(shown.title(node.register["framework"], thing))
    else:
        heading(session.say("cli", "commitments.unframed"))
    kind = node.register["commitment"]
    names = ("said_on", "sentence", "due")
    rows = [
        (
            one.commitment.slug,
            *(shown.cell(kind.by_name[name], one.commitment.get(name)) for name in names),
            session.say("cli", "commitments.standing", standing=shown.standing(one.standing), rule=one.rule),
            shown.state(one.commitment.state),
        )
        for one in ones
    ]
    head = [session.say("cli", "column.id"), *(shown.field_name("commitment", name) for name in names)]
    head += [session.say("cli", f"column.{name}") for name in ("today", "standing")]
    table(head, rows, whole=(0, 1, 3, 4))
