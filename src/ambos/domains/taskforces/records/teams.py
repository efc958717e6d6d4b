"""Task forces: their terms of reference, who serves in them, what they are set upon."""

from ambos.domains import AREA, MARK
from ambos.domains.taskforces.records.codes import (
    DOMAIN,
    MEMBER_ROLE,
    MEMBER_VETTING,
    TARGET_SORT,
    TARGET_STEP,
)
from ambos.kernel.fields import Code, Day, Party, Place, Ref, Text, Whole, Words
from ambos.kernel.kinds import Field, Kind

TERMS = Kind(
    "terms-of-reference",
    domain=DOMAIN,
    version=1,
    joint=True,
    caption=("name",),
    list=("name", "started", "ends", "leader_us", "leader_mx"),
    fields=(
        Field("name", Words(), required=True),
        Field("group", Ref("group")),
        Field("parties", Party(), required=True, many=True),
        Field("purpose", Words(), required=True),
        Field("started", Day(), required=True),
        Field("ends", Day(), required=True),
        Field("places", Place(), many=True),
        Field("leader_us", Text()),
        Field("leader_mx", Text()),
        Field("cadence_days", Whole()),
        Field("evidence_rules", Words()),
        Field("information_access", Words()),
        Field("confidentiality", Words()),
        Field("media", Words()),
        Field("evaluation", Words()),
        Field("evaluation_due", Day()),
        Field("evaluated", Day()),
        Field("logistics", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)
MEMBER = Kind(
    "task-force-member",
    domain=DOMAIN,
    version=1,
    caption=("person", "role"),
    list=("terms", "person", "party", "role", "since", "until", "vetting"),
    fields=(
        Field("terms", Ref("terms-of-reference"), required=True),
        Field("person", Text(), required=True),
        Field("party", Party(), required=True),
        Field("role", Code(MEMBER_ROLE), required=True),
        Field("since", Day(), required=True),
        Field("until", Day()),
        Field("vetting", Code(MEMBER_VETTING), required=True),
    ),
)
TARGET = Kind(
    "joint-target",
    domain=DOMAIN,
    version=1,
    joint=True,
    caption=("name",),
    list=("name", "sort", "terms", "nominated"),
    fields=(
        Field("terms", Ref("terms-of-reference"), required=True),
        Field("name", Words(), required=True),
        Field("sort", Code(TARGET_SORT), required=True),
        Field("criteria", Words(), required=True),
        Field("area", Code(AREA)),
        Field("nominated", Day()),
        Field("goal", Ref("goal")),
        Field("indicator", Ref("indicator")),
        Field("concerns", Ref("*"), many=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)
TARGET_TAKEN = Kind(
    "target-step",
    domain=DOMAIN,
    version=1,
    caption=("step", "taken"),
    list=("target", "step", "taken"),
    fields=(
        Field("target", Ref("joint-target"), required=True),
        Field("step", Code(TARGET_STEP), required=True),
        Field("taken", Day(), required=True),
        Field("reason", Words()),
    ),
)

KINDS = (TERMS, MEMBER, TARGET, TARGET_TAKEN)
