"""``ambos review``: the partnership assessed, on the terminal, as JSON or as one HTML page."""

from pathlib import Path

from ambos.faces.cli.declare import JSON, Option, Verb
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE


def review(session: Session, html: Path | None, json: bool) -> None:
    """Assess the partnership, or write the review as a page."""
    from ambos.faces.cli.printing import console
    from ambos.faces.reports.ahead import ahead_terminal
    from ambos.faces.reports.plain import packet_json
    from ambos.faces.reports.terminal import review_terminal
    from ambos.node.packets import packet

    made = packet(session.node)
    if html is not None:
        from ambos.faces.reports.page import review_html

        html.write_text(review_html(made.review, session.language), encoding="utf-8")
        session.tell(session.say("cli", "review.written", file=html))
    if json:
        session.json(packet_json(made))
    elif html is None:
        console().print(ahead_terminal(made, session.language))
        console().print(review_terminal(made.review, session.language))


COMMAND = Verb(
    "review",
    review,
    (
        Option("html", FILE),
        JSON,
    ),
)
