"""Operations: their plan, the review of their risk, the steps of their life, and what came of them."""

from ambos.domains import MARK
from ambos.domains.taskforces.records.codes import (
    DOMAIN,
    OPERATION_SORT,
    OPERATION_STEP,
    RESULT_DRUG,
    RESULT_MEASURE,
    RISK_DECISION,
    RISK_LEVEL,
)
from ambos.kernel.fields import Code, Day, Flag, Number, Place, Ref, Text, Words
from ambos.kernel.kinds import Field, Kind

OPERATION = Kind(
    "operation",
    domain=DOMAIN,
    version=1,
    caption=("name",),
    list=("name", "sort", "terms", "target", "planned", "place"),
    fields=(
        Field("name", Words(), required=True),
        Field("sort", Code(OPERATION_SORT), required=True),
        Field("terms", Ref("terms-of-reference")),
        Field("target", Ref("joint-target")),
        Field("planned", Day(), required=True),
        Field("until", Day()),
        Field("place", Place()),
        Field("plan", Words()),
        Field("high_risk", Flag()),
    ),
)
OPERATION_TAKEN = Kind(
    "operation-step",
    domain=DOMAIN,
    version=1,
    caption=("step", "taken"),
    list=("operation", "step", "taken"),
    fields=(
        Field("operation", Ref("operation"), required=True),
        Field("step", Code(OPERATION_STEP), required=True),
        Field("taken", Day(), required=True),
        Field("note", Words()),
    ),
)
RISK = Kind(
    "operation-risk",
    domain=DOMAIN,
    version=1,
    caption=("reviewed", "decision"),
    list=("operation", "reviewed", "likelihood", "impact", "decision"),
    fields=(
        Field("operation", Ref("operation"), required=True),
        Field("reviewed", Day(), required=True),
        Field("reviewer", Text()),
        Field("likelihood", Code(RISK_LEVEL), required=True),
        Field("impact", Code(RISK_LEVEL), required=True),
        Field("mitigation", Words()),
        Field("decision", Code(RISK_DECISION), required=True),
        Field("conditions", Words()),
    ),
)
RESULT = Kind(
    "operation-result",
    domain=DOMAIN,
    version=1,
    caption=("event_key", "measure"),
    list=("event_key", "operation", "happened", "measure", "drug", "amount"),
    fields=(
        Field("operation", Ref("operation")),
        Field("event_key", Text(), required=True),
        Field("happened", Day(), required=True),
        Field("place", Place()),
        Field("measure", Code(RESULT_MEASURE), required=True),
        Field("drug", Code(RESULT_DRUG)),
        Field("amount", Number(), required=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (OPERATION, OPERATION_TAKEN, RISK, RESULT)
