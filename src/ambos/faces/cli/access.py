"""``ambos access``: reviews of officers' rights by two people, and readings out of the ordinary."""

from typing import TYPE_CHECKING, Any

from ambos.domains.integrity.records import REVIEW_OUTCOME
from ambos.faces.cli.declare import JSON, Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import NUMBER, OneOf

if TYPE_CHECKING:
    from ambos.node.access_reviews import Due

COMMAND = Noun("access", usual="reviews")
DAYS = 14


@COMMAND.verb("reviews", JSON)
def reviews(session: Session, json: bool) -> None:
    """List the officers by when their rights are to be reviewed."""
    from ambos.node.access_reviews import due

    found = due(session.node)
    if json:
        session.json([_plain(one) for one in found])
        return
    from ambos.faces.cli.printing import table

    names = ("officer", "rights", "last", "due", "waits")
    rows = [
        (
            one.officer,
            ", ".join(one.rights),
            one.last.isoformat() if one.last else "—",
            f"{one.due.isoformat()} ({session.say('integrity', 'overdue')})"
            if one.overdue
            else one.due.isoformat(),
            one.open or "—",
        )
        for one in found
    ]
    table([session.say("integrity", f"column.{name}") for name in names], rows, whole=(0, 2))
    overdue = sum(one.overdue for one in found)
    session.tell(session.say("integrity", "reviews.counted", count=len(found), overdue=overdue))


def _plain(one: "Due") -> dict[str, Any]:
    return {
        "officer": one.officer,
        "rights": list(one.rights),
        "last": one.last.isoformat() if one.last else None,
        "due": one.due.isoformat(),
        "overdue": one.overdue,
        "waits": one.open or None,
    }


@COMMAND.verb(
    "review",
    Argument("officer"),
    Option("outcome", OneOf("outcome", *REVIEW_OUTCOME.codes), required=True, key="option.access-outcome"),
)
def review_(session: Session, officer: str, outcome: str) -> None:
    """Record that you have looked at an officer's rights; another person confirms it."""
    from ambos.node.access_reviews import review

    written = review(session.node, officer, outcome)
    session.print(written.rid.hex())
    session.tell(session.say("integrity", f"reviewed.{outcome}", officer=officer))


@COMMAND.verb("confirm", Argument("review"))
def confirm_(session: Session, review: str) -> None:
    """Confirm a review of rights that another person made."""
    from ambos.node.access_reviews import confirm

    written = confirm(session.node, review if "/" in review else f"access-review/{review}")
    session.print(written.rid.hex())
    session.tell(session.say("integrity", "confirmed"))


@COMMAND.verb("anomalies", Option("days", NUMBER, default=DAYS, key="option.access-days"), JSON)
def anomalies(session: Session, days: int, json: bool) -> None:
    """List readings out of the ordinary, with what was compared."""
    from ambos.faces.reports.watching import alarm_sentence, compared_sentence, plain_alarm
    from ambos.node.unusual import unusual

    found = unusual(session.node, max(1, days))
    if json:
        session.json([plain_alarm(one) for one in found])
        return
    from ambos.faces.cli.printing import line

    for alarm in found:
        line(alarm_sentence(alarm, session.shown), "bold")
        for one in alarm.compared:
            line("  " + compared_sentence(alarm, one, session.shown))
    session.tell(session.say("integrity", "anomalies.counted", count=len(found), days=days))
