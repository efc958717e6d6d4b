"""The logic of the plan: who does what, what it is linked to, what it assumes and risks, what it answers.

The artefacts are those that auditors and the State Department's workbook ask for (GAO-18-499, [PDPM]).
"""

from ambos.domains import MARK
from ambos.kernel.fields import Code, Day, Period, Ref, Text, Words
from ambos.kernel.kinds import CodeList, Field, Kind

AGENCY_PARTY = CodeList("agency-party", ("us", "mx", "joint", "other"), source="Whose agency it is")

AGENCY_LEVEL = CodeList(
    "agency-level",
    ("federal", "state", "municipal", "international"),
    source="The orders of government in both countries, and international bodies",
)

AGENCY_ROLE = CodeList(
    "agency-role",
    ("lead", "co-lead", "support", "participant", "oversight", "evaluator", "funder", "data-provider"),
    source="GAO-18-499: roles and responsibilities; EMPACT's driver and co-driver are lead and co-lead",
)

LINK_RELATION = CodeList(
    "link-relation",
    ("supports", "supported-by", "sibling", "depends-on", "conflicts-with"),
    source="GAO-18-499: linkage to higher, lower and related strategies",
)

ASSUMPTION_STATE = CodeList(
    "assumption-state", ("holds", "fails", "unknown"), source="What the newest check found"
)

LEVEL = CodeList("level", ("low", "medium", "high"), source="Likelihood and impact of a risk")

RISK_STATE = CodeList(
    "risk-state", ("open", "mitigated", "occurred", "closed"), source="What the owners of the risk report"
)

AGENCY = Kind(
    "agency",
    domain="plan",
    version=1,
    joint=False,
    caption=("name",),
    list=("abbreviation", "name", "party", "level"),
    fields=(
        Field("name", Words(), required=True),
        Field("abbreviation", Text()),
        Field("party", Code(AGENCY_PARTY), required=True),
        Field("level", Code(AGENCY_LEVEL)),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

AGENCY_DUTY = Kind(
    "role",
    domain="plan",
    version=1,
    joint=True,
    caption=("agency", "role"),
    list=("concerns", "agency", "role"),
    fields=(
        Field("concerns", Ref("*"), required=True),
        Field("agency", Ref("agency"), required=True),
        Field("role", Code(AGENCY_ROLE), required=True),
        Field("note", Words()),
        Field("starts", Day()),
        Field("ends", Day()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

LINK = Kind(
    "link",
    domain="plan",
    version=1,
    joint=True,
    caption=("thing", "relation", "other", "strategy"),
    list=("thing", "relation", "other", "strategy"),
    fields=(
        Field("thing", Ref("*"), required=True),
        Field("relation", Code(LINK_RELATION), required=True),
        Field("other", Ref("*")),
        Field("strategy", Words()),
        Field("note", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

ASSUMPTION = Kind(
    "assumption",
    domain="plan",
    version=1,
    joint=True,
    caption=("sentence",),
    list=("concerns", "sentence", "holds", "checked_on"),
    fields=(
        Field("concerns", Ref("*"), required=True),
        Field("sentence", Words(), required=True),
        Field("holds", Code(ASSUMPTION_STATE), required=True, default="unknown"),
        Field("checked_on", Day()),
        Field("evidence", Ref("*"), many=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

RISK = Kind(
    "risk",
    domain="plan",
    version=1,
    joint=True,
    caption=("sentence",),
    list=("concerns", "sentence", "likelihood", "impact", "state"),
    fields=(
        Field("concerns", Ref("*"), required=True),
        Field("sentence", Words(), required=True),
        Field("likelihood", Code(LEVEL), required=True),
        Field("impact", Code(LEVEL), required=True),
        Field("mitigation", Words()),
        Field("owner_us", Text()),
        Field("owner_mx", Text()),
        Field("state", Code(RISK_STATE), required=True, default="open"),
        Field("reviewed_on", Day()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

THREAT_ASSESSMENT = Kind(
    "threat-assessment",
    domain="plan",
    version=1,
    joint=True,
    caption=("name",),
    list=("published", "name", "period", "framework"),
    fields=(
        Field("name", Words(), required=True),
        Field("framework", Ref("framework")),
        Field("period", Period()),
        Field("published", Day()),
        Field("summary", Words()),
        Field("recommended", Words()),
        Field("evidence", Ref("*"), many=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

PROBLEM = Kind(
    "problem",
    domain="plan",
    version=1,
    joint=True,
    caption=("statement",),
    list=("statement", "concerns"),
    fields=(
        Field("statement", Words(), required=True),
        Field("whys", Text(), many=True),
        Field("concerns", Ref("*"), many=True),
        Field("assessed_in", Ref("threat-assessment")),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (AGENCY, AGENCY_DUTY, LINK, ASSUMPTION, RISK, THREAT_ASSESSMENT, PROBLEM)
