"""The work of meetings: what is on the agenda, and what the minutes made of it."""

from ambos.domains import MARK
from ambos.domains.dialogue.records.basics import MEETING_LEVEL
from ambos.kernel.fields import Code, Day, Ref, Text, Whole, Words
from ambos.kernel.kinds import CodeList, Field, Kind

AGENDA_REASON = CodeList(
    "agenda-reason",
    (
        "late-commitment",
        "silent-commitment",
        "off-track-target",
        "dispute",
        "clock",
        "new-hit",
        "adjustment",
        "stale-data",
        "free",
    ),
    source="Why an item is on the agenda: what in the plan asks for it, or a person's own choice",
)

MINUTE_OUTCOME = CodeList(
    "minute-outcome",
    ("noted", "decided", "promised", "deferred"),
    source="What the meeting did with the item",
)

AGENDA = Kind(
    "agenda",
    domain="dialogue",
    version=1,
    joint=True,
    caption=("name",),
    list=("planned", "name", "level", "place"),
    fields=(
        Field("framework", Ref("framework")),
        Field("group", Ref("group")),
        Field("name", Words(), required=True),
        Field("planned", Day(), required=True),
        Field("starts_at", Text()),
        Field("minutes_long", Whole()),
        Field("time_zone", Text()),
        Field("level", Code(MEETING_LEVEL), required=True),
        Field("place", Text()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

AGENDA_ITEM = Kind(
    "agenda-item",
    domain="dialogue",
    version=1,
    joint=True,
    caption=("order", "topic"),
    list=("agenda", "order", "topic", "reason"),
    fields=(
        Field("agenda", Ref("agenda"), required=True),
        Field("order", Whole(), required=True),
        Field("topic", Words(), required=True),
        Field("reason", Code(AGENDA_REASON), required=True),
        Field("concerns", Ref("*"), many=True),
        Field("lead_us", Text()),
        Field("lead_mx", Text()),
    ),
)

MINUTE = Kind(
    "minute",
    domain="dialogue",
    version=1,
    joint=True,
    caption=("order", "text"),
    list=("meeting", "order", "text", "outcome"),
    fields=(
        Field("meeting", Ref("meeting"), required=True),
        Field("item", Ref("agenda-item")),
        Field("order", Whole(), required=True),
        Field("text", Words(), required=True),
        Field("outcome", Code(MINUTE_OUTCOME), required=True),
        Field("becomes", Ref("*"), many=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (AGENDA, AGENDA_ITEM, MINUTE)
