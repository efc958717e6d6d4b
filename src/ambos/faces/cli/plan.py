"""``ambos plan``: what each framework wants, opened down to actions and milestones.

What else is asked of the plan stands in modules of their own, each a verb of this noun.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ambos.domains.dialogue import views as dialogue
from ambos.domains.plan import views
from ambos.domains.plan.views import Branch
from ambos.faces.cli.declare import JSON, Noun
from ambos.faces.cli.lint import ELEMENTS, LINT
from ambos.faces.cli.session import Session
from ambos.kernel.shelf import Thing

if TYPE_CHECKING:
    from rich.text import Text


COMMAND = Noun("plan", usual="show")


@COMMAND.verb("show", JSON)
def show(session: Session, json: bool) -> None:
    """Show the plan as a tree."""
    shelf = session.node.shelf
    goals, loose = views.goals(shelf), views.loose(shelf)
    frameworks = [Branch(thing, goals.get(thing.subject, ())) for thing in dialogue.frameworks(shelf)]
    if json:
        session.json(
            {"frameworks": [_plain(each) for each in frameworks], "loose": [t.subject for t in loose]}
        )
    else:
        _print(session, frameworks, loose)


def _plain(branch: Branch) -> dict[str, object]:
    thing = branch.thing
    told = {"subject": thing.subject, "record": thing.rid, "state": thing.state, "body": dict(thing.body)}
    return {**told, "branches": [_plain(below) for below in branch.branches]}


def _print(session: Session, frameworks: Sequence[Branch], loose: Sequence[Thing]) -> None:
    from rich.tree import Tree

    from ambos.faces.cli.printing import console, heading, line

    def grow(tree: Tree, branch: Branch) -> None:
        below = tree.add(_leaf(session, branch.thing))
        for each in branch.branches:
            grow(below, each)

    for framework in frameworks:
        tree = Tree(_leaf(session, framework.thing), guide_style="dim")
        for branch in framework.branches:
            grow(tree, branch)
        if not framework.branches:
            tree.add(session.say("cli", "plan.no-goals"))
        console().print(tree)
    if loose:
        heading(session.say("cli", "plan.loose"))
    for thing in loose:
        line(f"{thing.subject}  {session.shown.title(session.node.register[thing.kind], thing)}")


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
