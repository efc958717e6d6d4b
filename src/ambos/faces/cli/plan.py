"""``ambos plan``: the logic model of each framework, opened down to actions and milestones.

What else is asked of the plan stands in modules of their own, each a verb of this noun.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ambos.analysis.studies.logic import LEVELS, Logic, logic_models
from ambos.domains.plan import views
from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.lint import ELEMENTS, LINT
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import OneOf
from ambos.kernel.shelf import Thing
from ambos.node.showing import find_of_kind

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree


COMMAND = Noun("plan", usual="show")


@COMMAND.verb(
    "show", Argument("framework", required=False), Option("level", OneOf("level", *LEVELS[1:])), JSON
)
def show(session: Session, framework: str | None, level: str | None, json: bool) -> None:
    """Show the plan as a tree, with what stands around each part of it."""
    shelf = session.node.shelf
    chosen = find_framework(session, framework) if framework else ""
    models = logic_models(shelf, level or LEVELS[-1], chosen)
    loose = [] if chosen else views.loose(shelf)
    if json:
        session.json({"frameworks": [_plain(each) for each in models], "loose": [t.subject for t in loose]})
    else:
        _print(session, models, loose)


def find_framework(session: Session, text: str) -> str:
    """Give the subject of the one framework that a name means; see ``find_record``."""
    return find_of_kind(session.node.shelf, "framework", text)


def _plain(model: Logic) -> dict[str, object]:
    around = {kind: [_told(thing) for thing in things] for kind, things in model.around.items()}
    return {**_told(model.thing), "around": around, "branches": [_plain(below) for below in model.branches]}


def _told(thing: Thing) -> dict[str, object]:
    return {"subject": thing.subject, "record": thing.rid, "state": thing.state, "body": dict(thing.body)}


def _print(session: Session, models: Sequence[Logic], loose: Sequence[Thing]) -> None:
    from rich.tree import Tree

    from ambos.faces.cli.printing import console, heading, line

    for model in models:
        tree = Tree(_leaf(session, model.thing), guide_style="dim")
        _grow(session, tree, model)
        if not model.branches:
            tree.add(session.say("cli", "plan.no-goals"))
        console().print(tree)
    if loose:
        heading(session.say("cli", "plan.loose"))
    for thing in loose:
        line(f"{thing.subject}  {session.shown.title(session.node.register[thing.kind], thing)}")


def _grow(session: Session, tree: "Tree", model: Logic) -> None:
    from rich.text import Text

    from ambos.faces.reports.logic import facets

    for told in facets(session.node.shelf, session.shown, model):
        tree.add(Text(told, style="dim"))
    for below in model.branches:
        _grow(session, tree.add(_leaf(session, below.thing)), below)


def _leaf(session: Session, thing: Thing) -> "Text":
    from rich.text import Text

    shown = session.shown
    kind = session.node.register[thing.kind]
    made = Text.assemble((shown.title(kind, thing), "bold" if thing.kind == "framework" else ""))
    made.append(f"  {thing.subject}", style="dim")
    if thing.state != "countersigned":
        made.append(f"  {shown.state(thing.state)}", style="italic")
    return made


COMMAND.verbs.extend((LINT, ELEMENTS))
