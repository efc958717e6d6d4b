"""``ambos review``: the partnership assessed, on the terminal or as a packet for one sort of reader."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ambos.faces.cli.declare import JSON, Option, Verb
from ambos.faces.cli.looking import AS_OF, RECORDED_BY, asked_of
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, OneOf
from ambos.i18n.catalogue import Language

if TYPE_CHECKING:
    from ambos.analysis.studies.packet import Packet
    from ambos.node.stamps import Stamped

EDITION: Final = OneOf("edition", "minister", "cochair", "auditor", "public")
FORMAT: Final = OneOf("format", "html", "pdf", "json")
USUAL: Final = "cochair"
Asked = tuple[str | None, str | None]  # as of a day, as recorded by a day


def review(
    session: Session,
    for_: str | None,
    format: str | None,
    output: Path | None,
    as_of: str | None,
    recorded_by: str | None,
    json: bool,
) -> None:
    """Assess the partnership on the terminal, or make an edition of the packet."""
    if json or for_ or format or output:
        _packet(session, for_ or USUAL, "json" if json else format or "html", output, (as_of, recorded_by))
        return
    from ambos.node.packets import packet_of

    with asked_of(session, as_of, recorded_by) as shelf:
        made = packet_of(shelf, session.node.config.logs)
    print_packet(made, session.language)


def print_packet(packet: "Packet", language: Language) -> None:
    """Print a packet: what moved and is expected, what it asks for, every line of the review, the series."""
    from ambos.faces.cli.printing import console, line
    from ambos.faces.reports.acted import acted_terminal
    from ambos.faces.reports.ahead import ahead_terminal
    from ambos.faces.reports.document import caveats_said
    from ambos.faces.reports.sparks import series_terminal
    from ambos.faces.reports.terminal import review_terminal

    console().print(ahead_terminal(packet, language))
    console().print(acted_terminal(packet, language))
    console().print(review_terminal(packet.review, language))
    console().print(series_terminal(packet, language))
    if said := caveats_said(packet, language):
        line("")
        line(said, "bold")


def _packet(session: Session, edition: str, form: str, output: Path | None, asked: Asked) -> None:
    """Write an edition into a file; JSON goes to standard output unless a file is named."""
    from ambos.faces.reports.editions import EDITIONS
    from ambos.faces.reports.render import edition_json, render

    made = _made(session, edition, asked)
    if form == "json" and output is None:
        session.json(edition_json(made, EDITIONS[edition]))
        return
    file = output or Path(f"review-{edition}.{session.language.code}.{form}")
    file.write_bytes(render(made, EDITIONS[edition], session.language, form))
    session.tell(session.say("cli", "review.written", file=file))


def _made(session: Session, edition: str, asked: Asked) -> "Stamped":
    """Give what an edition is made of: what anybody, a co-chair of these groups, or this officer may see."""
    from ambos.faces.reports.document import of_groups
    from ambos.node.stamps import public_stamped, stamped

    if edition == "public":
        return public_stamped(session.node, None, *asked)
    with asked_of(session, *asked) as shelf:
        made = stamped(session.node, past=shelf)
    as_of, recorded_by = (day or "" for day in asked)
    made = replace(made, stamp=replace(made.stamp, as_of=as_of, recorded_by=recorded_by))
    if edition != "cochair":
        return made
    return replace(made, packet=of_groups(made.packet, session.node.person().groups))


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
