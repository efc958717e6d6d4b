"""``ambos review``: the partnership assessed, on the terminal, as JSON or as one HTML page."""

from pathlib import Path

from ambos.faces.cli.declare import JSON, Option, Verb
from ambos.faces.cli.looking import AS_OF, RECORDED_BY, asked_of
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE


def review(
    session: Session, html: Path | None, as_of: str | None, recorded_by: str | None, json: bool
) -> None:
    """Assess the partnership, or write the review as a page."""
    from ambos.analysis.studies.review import review as assessed
    from ambos.faces.cli.printing import console
    from ambos.faces.reports.plain import review_json
    from ambos.faces.reports.terminal import review_terminal

    with asked_of(session, as_of, recorded_by) as shelf:
        review = assessed(shelf)
    if html is not None:
        from ambos.faces.reports.page import review_html

        html.write_text(review_html(review, session.language), encoding="utf-8")
        session.tell(session.say("cli", "review.written", file=html))
    if json:
        session.json(review_json(review))
    elif html is None:
        console().print(review_terminal(review, session.language))


COMMAND = Verb(
    "review",
    review,
    (
        Option("html", FILE),
        AS_OF,
        RECORDED_BY,
        JSON,
    ),
)
