"""Deconfliction: what each side plans, the blinded points that cross, and the conflicts that both find.

A plan, a reading and a conflict stay in their house, whatever anybody orders (spec/policy). An offer and an
answer cross, and hold nothing but points that mean nothing to anybody without the secret of that round
(spec/deconfliction).
"""

from ambos.domains.taskforces.records.codes import (
    CONFLICT_STATE,
    DOMAIN,
    GRID,
    OPERATION_SORT,
    PLAN_STATE,
)
from ambos.kernel.fields import Code, Day, Moment, Number, Octets, Party, Ref, Text, Whole, Words
from ambos.kernel.kinds import Field, Kind

PLAN = Kind(
    "planned-operation",
    domain=DOMAIN,
    version=1,
    stays=True,
    caption=("sort", "starts"),
    list=("starts", "until", "sort", "desk", "state"),
    fields=(
        Field("sort", Code(OPERATION_SORT), required=True),
        Field("starts", Moment(), required=True),
        Field("until", Moment(), required=True),
        Field("latitude", Number(), required=True),
        Field("longitude", Number(), required=True),
        Field("radius_km", Number(), required=True),
        Field("desk", Text(), required=True),
        Field("operation", Ref("operation")),
        Field("state", Code(PLAN_STATE), required=True, default="planned"),
    ),
)
OFFER = Kind(
    "deconfliction-offer",
    domain=DOMAIN,
    version=1,
    caption=("round",),
    list=("round", "partner", "grid", "desk"),
    fields=(
        Field("round", Text(), required=True),
        Field("partner", Party(), required=True),
        Field("grid", Code(GRID), required=True),
        Field("desk", Text(), required=True),
        Field("points", Octets(), required=True, many=True),
    ),
)
ANSWER = Kind(
    "deconfliction-answer",
    domain=DOMAIN,
    version=1,
    caption=("round",),
    list=("round", "partner", "offer"),
    fields=(
        Field("round", Text(), required=True),
        Field("partner", Party(), required=True),
        Field("offer", Ref("deconfliction-offer"), required=True),
        Field("points", Octets(), required=True, many=True),
    ),
)
READING = Kind(
    "deconfliction-reading",
    domain=DOMAIN,
    version=1,
    stays=True,
    caption=("round",),
    list=("round", "partner", "read", "plans", "conflicts"),
    fields=(
        Field("round", Text(), required=True),
        Field("partner", Party(), required=True),
        Field("read", Moment(), required=True),
        Field("plans", Whole(), required=True),
        Field("conflicts", Whole(), required=True),
    ),
)
CONFLICT = Kind(
    "conflict",
    domain=DOMAIN,
    version=1,
    stays=True,
    caption=("plan", "partner"),
    list=("found", "plan", "partner", "starts", "until", "desk", "state"),
    fields=(
        Field("plan", Ref("planned-operation"), required=True),
        Field("partner", Party(), required=True),
        Field("round", Text(), required=True),
        Field("found", Moment(), required=True),
        Field("starts", Moment(), required=True),
        Field("until", Moment(), required=True),
        Field("latitude", Number(), required=True),
        Field("longitude", Number(), required=True),
        Field("grid", Code(GRID), required=True),
        Field("desk", Text(), required=True),
        Field("state", Code(CONFLICT_STATE), required=True, default="open"),
        Field("closed", Day()),
        Field("note", Words()),
    ),
)

KINDS = (PLAN, OFFER, ANSWER, READING, CONFLICT)
