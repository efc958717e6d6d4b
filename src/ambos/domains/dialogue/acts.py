"""What the work of meetings proposes: an agenda with its items, minutes with what came of them, a contact.

Each act gives the bodies to propose, all of them or none; the desk checks and seals them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ambos.domains.dialogue.records.basics import CADENCE
from ambos.domains.dialogue.records.meetings import MINUTE_OUTCOME
from ambos.kernel.acts import New
from ambos.kernel.fields import Code, Day, Flag, Text, Whole, Words
from ambos.kernel.kinds import Body, Field, Kind
from ambos.kernel.shelf import Thing

DECIDED, PROMISED = "decided", "promised"
CARRIED: Final = (
    "framework",
    "group",
    "name",
    "level",
    "place",
)  # from an agenda to the meeting that it became

# One row of the sheet that a secretary fills in: the item's id, what was done with it, and what was promised.
SHEET: Final = Kind(
    "minutes-sheet",
    domain="dialogue",
    version=1,
    fields=(
        Field("order", Whole(), required=True),
        Field("topic", Words()),
        Field("outcome", Code(MINUTE_OUTCOME), required=True),
        Field("text", Words(), required=True),
        Field("due", Day()),
        Field("no_date", Flag()),
        Field("owner_us", Text()),
        Field("owner_mx", Text()),
    ),
)


@dataclass(frozen=True)
class Held:
    """That a planned meeting was held: the slug that the meeting gets, the day, and who attended."""

    slug: str
    day: str
    attended: tuple[str, ...] = ()


def agenda(slug: str, body: Body, items: Iterable[Body]) -> list[New]:
    """Give a planned meeting and its items, numbered from one, as things to propose."""
    subject = f"agenda/{slug}"
    numbered = enumerate(items, 1)
    return [
        New("agenda", slug, body),
        *(
            New("agenda-item", f"{slug}-{order}", {"agenda": subject, "order": order, **item})
            for order, item in numbered
        ),
    ]


def sheet(items: Sequence[Thing]) -> list[tuple[str, Body]]:
    """Give the rows to fill in, one for each item; a row that nobody changes says that the item was noted."""
    return [
        (item.slug, {"order": item.get("order"), "topic": item.get("topic"), "outcome": "noted"})
        for item in items
    ]


def minutes(
    planned: Thing, items: Mapping[str, Thing], held: Held, rows: Sequence[tuple[str, Body]]
) -> list[New]:
    """Give the meeting that an agenda became, its minutes, and the decisions and commitments made there.

    ``items`` are the agenda's by slug; a row of none of them is a new topic that came up.
    """
    meeting = f"meeting/{held.slug}"
    level = planned.get("level")
    body = {name: planned.get(name) for name in CARRIED if planned.get(name) is not None}
    body |= {"held": held.day, "agenda": planned.subject}
    if held.attended:
        body["attended"] = list(held.attended)
    if level in CADENCE.codes:
        body["cadence"] = level
    news = [New("meeting", held.slug, body)]
    for slug, row in rows:
        made = _made(planned, items.get(slug), held, row)
        news += [*made, _minute(meeting, items.get(slug), held, row, made)]
    return news


def _minute(meeting: str, item: Thing | None, held: Held, row: Body, made: Sequence[New]) -> New:
    body: Body = {"meeting": meeting, "order": row["order"], "text": row["text"], "outcome": row["outcome"]}
    if item is not None:
        body["item"] = item.subject
    if made:
        body["becomes"] = [new.subject for new in made]
    return New("minute", f"{held.slug}-{row['order']}", body)


def _made(planned: Thing, item: Thing | None, held: Held, row: Body) -> list[New]:
    """Give the decision or the commitment that a row of the minutes stands for, if it does."""
    slug, meeting = f"{held.slug}-{row['order']}", f"meeting/{held.slug}"
    if row["outcome"] == DECIDED:
        body: Body = {"meeting": meeting, "decided": held.day, "text": row["text"]}
        concerns = None if item is None else item.get("concerns")
        return [New("decision", slug, body | ({"concerns": concerns} if concerns else {}))]
    if row["outcome"] == PROMISED:
        told: Body = {name: row[name] for name in ("due", "no_date", "owner_us", "owner_mx") if name in row}
        body = {"meeting": meeting, "sentence": row["text"], "said_on": held.day, "said_by": "joint", **told}
        framework = planned.get("framework")
        return [New("commitment", slug, body | ({"framework": framework} if framework else {}))]
    return []


def contact(start: Thing, given: Mapping[str, Any]) -> Body:
    """Give the body of a contact, filled in from the agenda or the meeting that it belongs to."""
    day = start.get("planned") or start.get("held")
    body: Body = {start.kind: start.subject, "topic": start.get("name"), "planned": day, "channel": "meeting"}
    if start.get("agenda"):
        body["agenda"] = start.get("agenda")
    return body | {name: value for name, value in given.items() if value is not None}
