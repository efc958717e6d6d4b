"""``ambos review``: the partnership assessed, on the terminal or as a packet for one sort of reader."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ambos.faces.cli.declare import JSON, Option, Verb
from ambos.faces.cli.errors import RecordedNotPublic
from ambos.faces.cli.looking import AS_OF, RECORDED_BY, asked_of
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, OneOf
from ambos.kernel.shelf import Shelf

if TYPE_CHECKING:
    from ambos.node.stamps import Stamped

EDITION: Final = OneOf("edition", "minister", "cochair", "auditor", "public")
FORMAT: Final = OneOf("format", "html", "pdf", "json")
COCHAIR: Final = "cochair"
PUBLIC: Final = "public"
USUAL: Final = COCHAIR


def review(
    session: Session,
    for_: str | None,
    format: str | None,
    output: Path | None,
    as_of: str | None,
    recorded_by: str | None,
    json: bool,
) -> None:
    """Assess the partnership on the terminal, or make an edition of the packet; today, or as of a day."""
    packed = json or for_ or format or output
    if for_ == PUBLIC:
        demand_published(recorded_by)
        _write(session, public_of(session, as_of), PUBLIC, "json" if json else format or "html", output)
        return
    with asked_of(session, as_of, recorded_by) as shelf:
        if packed:
            edition = for_ or USUAL
            made = _made(session, shelf, edition)
            _write(session, made, edition, "json" if json else format or "html", output)
        else:
            _print(session, shelf)


def _print(session: Session, shelf: Shelf) -> None:
    from ambos.faces.cli.printing import console
    from ambos.faces.reports.ahead import ahead_terminal
    from ambos.faces.reports.terminal import review_terminal
    from ambos.node.packets import packet_of

    made = packet_of(shelf, session.node.config.logs)
    console().print(ahead_terminal(made, session.language))
    console().print(review_terminal(made.review, session.language))


def _write(session: Session, made: "Stamped", edition: str, form: str, output: Path | None) -> None:
    """Write an edition into a file; JSON goes to standard output unless a file is named."""
    from ambos.faces.reports.editions import EDITIONS
    from ambos.faces.reports.render import edition_json, render

    if form == "json" and output is None:
        session.json(edition_json(made, EDITIONS[edition]))
        return
    file = output or Path(f"review-{edition}.{session.language.code}.{form}")
    file.write_bytes(render(made, EDITIONS[edition], session.language, form))
    session.tell(session.say("cli", "review.written", file=file))


def _made(session: Session, shelf: Shelf, edition: str) -> "Stamped":
    """Give what an edition is made of: what this officer sees, or of it what concerns their groups."""
    from ambos.faces.reports.document import of_groups
    from ambos.node.stamps import stamped

    made = stamped(session.node, shelf)
    if edition != COCHAIR:
        return made
    return replace(made, packet=of_groups(made.packet, session.node.person().groups))


def public_of(session: Session, as_of: str | None) -> "Stamped":
    """Give what anybody may see, today or as it had been published by a day."""
    from ambos.node.past import past_day
    from ambos.node.stamps import public_stamped

    return public_stamped(session.node, past_day(session.node, as_of, "--as-of") if as_of else None)


def demand_published(recorded_by: str | None) -> None:
    """Refuse to tell the public what the logs held by a day: that is not public."""
    if recorded_by is not None:
        raise RecordedNotPublic(option="--recorded-by")


COMMAND = Verb(
    "review",
    review,
    (
        Option("for", EDITION),
        Option("format", FORMAT),
        Option("output", FILE, key="option.review-output"),
        AS_OF,
        RECORDED_BY,
        JSON,
    ),
)
