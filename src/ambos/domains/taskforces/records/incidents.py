"""Critical incidents: what happened when, what both learned, and what was decided after."""

from ambos.domains import MARK
from ambos.domains.taskforces.records.codes import DOMAIN, INCIDENT_SORT, LESSON_STATE
from ambos.kernel.fields import Code, Day, Moment, Place, Ref, Text, Whole, Words
from ambos.kernel.kinds import Field, Kind

INCIDENT = Kind(
    "critical-incident",
    domain=DOMAIN,
    version=1,
    caption=("name",),
    list=("happened", "name", "sort", "place"),
    fields=(
        Field("name", Words(), required=True),
        Field("sort", Code(INCIDENT_SORT), required=True),
        Field("happened", Day(), required=True),
        Field("place", Place()),
        Field("terms", Ref("terms-of-reference")),
        Field("operation", Ref("operation")),
        Field("summary", Words()),
        Field("deaths", Whole()),
        Field("injured", Whole()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)
ENTRY = Kind(
    "incident-entry",
    domain=DOMAIN,
    version=1,
    caption=("day", "text"),
    list=("incident", "day", "at", "text"),
    fields=(
        Field("incident", Ref("critical-incident"), required=True),
        Field("day", Day(), required=True),
        Field("at", Moment()),
        Field("text", Words(), required=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)
LESSON = Kind(
    "lesson",
    domain=DOMAIN,
    version=1,
    joint=True,
    caption=("text",),
    list=("incident", "text", "state", "due"),
    fields=(
        Field("incident", Ref("critical-incident"), required=True),
        Field("text", Words(), required=True),
        Field("state", Code(LESSON_STATE), required=True),
        Field("due", Day()),
        Field("owner_us", Text()),
        Field("owner_mx", Text()),
        Field("decisions", Ref("decision"), many=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (INCIDENT, ENTRY, LESSON)
