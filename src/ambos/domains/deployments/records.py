"""The kind of deployments: how many of a force serve which mission where, and from which they were taken."""

from ambos.domains import MARK
from ambos.kernel.fields import Code, Day, Period, Place, Ref, Whole, Words
from ambos.kernel.kinds import CodeList, Field, Kind

FORCE = CodeList(
    "deployment-force",
    ("guardia-nacional", "sedena", "semar", "state-police", "us-national-guard", "us-military", "cbp"),
    source="Forces that both governments' announcements of deployments name",
)

PUBLIC_SECURITY = "public-security"
MISSION = CodeList(
    "deployment-mission",
    (
        PUBLIC_SECURITY,
        "migration",
        "border",
        "ports-customs",
        "eradication",
        "infrastructure",
        "disaster",
        "other",
    ),
    source="The founding paper tells public security from migration; the others follow announcements since",
)

DEPLOYMENT = Kind(
    "deployment",
    domain="deployments",
    version=1,
    caption=("force", "mission", "period"),
    list=("force", "mission", "place", "period", "strength", "taken_from"),
    fields=(
        Field("force", Code(FORCE), required=True),
        Field("mission", Code(MISSION), required=True),
        Field("place", Place(), required=True),
        Field("period", Period(), required=True),
        Field("strength", Whole(), required=True),
        Field("taken_from", Code(MISSION)),
        Field("as_of", Day()),
        Field("note", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (DEPLOYMENT,)
