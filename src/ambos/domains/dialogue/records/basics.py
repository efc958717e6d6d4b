"""The basics of the dialogue: sources, frameworks, groups, meetings, decisions, commitments, events."""

from ambos.domains import AREA, MARK
from ambos.kernel.fields import Code, Day, Flag, Ref, Text, Url, Whole, Words
from ambos.kernel.kinds import CodeList, Field, Kind

SOURCE_GRADE = CodeList(
    "source-grade",
    ("official", "press", "research", "other"),
    source="Who published it: a public body, the press, a research house, or anyone else",
)

MEETING_LEVEL = CodeList(
    "meeting-level",
    ("ministerial", "senior", "working-group", "task-force", "visit"),
    source="The three cadences of the founding paper, senior officials, and visits outside them",
)

CADENCE = CodeList(
    "cadence",
    ("ministerial", "working-group", "task-force"),
    source="The founding paper: ministers irregularly, working groups monthly or so, task forces weekly",
)

SAID_BY = CodeList("said-by", ("joint", "us", "mx"), source="Whose promise it is, as the source words it")

COMMITMENT_STATE = CodeList(
    "commitment-state",
    ("open", "kept", "partly-kept", "broken", "superseded"),
    source="What both parties hold; 'open' until they say otherwise",
)

EVENT_SORT = CodeList(
    "event-sort",
    (
        "visit",
        "threat",
        "incident",
        "announcement",
        "determination",
        "designation",
        "transfer",
        "legal-change",
        "agreement",
    ),
    source="The events the founding paper names, and those since",
)

SOURCE = Kind(
    "source",
    domain="dialogue",
    version=1,
    joint=False,
    caption=("key", "title"),
    list=("key", "title", "grade", "published"),
    fields=(
        Field("title", Text(), required=True),
        Field("publisher", Text()),
        Field("url", Url()),
        Field("published", Day()),
        Field("grade", Code(SOURCE_GRADE), required=True),
        Field("key", Text()),
    ),
)

FRAMEWORK = Kind(
    "framework",
    domain="dialogue",
    version=1,
    joint=True,
    caption=("name",),
    list=("name", "abbreviation", "started", "ended", "continues"),
    fields=(
        Field("name", Words(), required=True),
        Field("abbreviation", Text()),
        Field("started", Day()),
        Field("ended", Day()),
        Field("continues", Ref("framework")),
        Field("purpose", Words()),
        Field("cadence_months", Whole()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

GROUP = Kind(
    "group",
    domain="dialogue",
    version=2,
    joint=True,
    caption=("name",),
    list=("name", "framework", "parent"),
    fields=(
        Field("framework", Ref("framework"), required=True),
        Field("parent", Ref("group")),
        Field("name", Words(), required=True),
        Field("lead_us", Text()),
        Field("lead_mx", Text()),
        Field("cadence", Code(CADENCE), since=2),
        Field("cadence_days", Whole(), since=2),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

MEETING = Kind(
    "meeting",
    domain="dialogue",
    version=3,
    joint=True,
    caption=("name",),
    list=("held", "name", "level", "place"),
    fields=(
        Field("framework", Ref("framework")),
        Field("group", Ref("group")),
        Field("name", Words(), required=True),
        Field("held", Day(), required=True),
        Field("place", Text()),
        Field("level", Code(MEETING_LEVEL), required=True),
        Field("outcome", Words()),
        Field("cadence", Code(CADENCE), since=2),
        Field("agenda", Ref("agenda"), since=2),
        Field("attended", Text(), many=True, since=3),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

DECISION = Kind(
    "decision",
    domain="dialogue",
    version=1,
    joint=True,
    caption=("text",),
    list=("decided", "text", "meeting"),
    fields=(
        Field("meeting", Ref("meeting")),
        Field("decided", Day(), required=True),
        Field("text", Words(), required=True),
        Field("concerns", Ref("*"), many=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

COMMITMENT = Kind(
    "commitment",
    domain="dialogue",
    version=2,
    joint=True,
    caption=("sentence",),
    list=("sentence", "said_on", "said_by", "due", "state"),
    fields=(
        Field("framework", Ref("framework")),
        Field("meeting", Ref("meeting")),
        Field("sentence", Words(), required=True),
        Field("said_on", Day(), required=True),
        Field("said_at", Text()),
        Field("said_by", Code(SAID_BY), required=True),
        Field("owner_us", Text()),
        Field("owner_mx", Text()),
        Field("due", Day()),
        Field("area", Code(AREA)),
        Field("state", Code(COMMITMENT_STATE), required=True, default="open"),
        Field("state_note", Words()),
        Field("last_news", Day()),
        Field("continues", Ref("commitment")),
        Field("no_date", Flag(), since=2),
        Field("evidence", Ref("*"), many=True, since=2),
        Field("action", Ref("action"), since=2),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

EVENT = Kind(
    "event",
    domain="dialogue",
    version=1,
    joint=False,
    caption=("name",),
    list=("happened", "name", "sort"),
    fields=(
        Field("happened", Day(), required=True),
        Field("name", Words(), required=True),
        Field("sort", Code(EVENT_SORT), required=True),
        Field("note", Words()),
        Field("framework", Ref("framework")),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (SOURCE, FRAMEWORK, GROUP, MEETING, DECISION, COMMITMENT, EVENT)
