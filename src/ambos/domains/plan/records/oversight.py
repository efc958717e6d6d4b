"""The oversight of the plan: how it is monitored and evaluated, what was recommended, what is waived.

Monitoring and evaluation carry what GAO's leading practices ask for (GAO-19-466, GAO-20-388).
"""

from ambos.domains import MARK
from ambos.kernel.fields import Code, Day, Flag, Ref, Text, Words
from ambos.kernel.kinds import CodeList, Field, Kind

MONITORING_FREQUENCY = CodeList(
    "monitoring-frequency",
    ("monthly", "quarterly", "half-yearly", "yearly", "irregular"),
    source="How often the monitoring plan has reports made",
)

EFFECT = CodeList(
    "effect", ("positive", "none", "negative", "unknown"), source="What an evaluation found of the effect"
)

RECOMMENDATION_STATE = CodeList(
    "recommendation-state",
    ("open", "implemented", "not-implemented", "rejected"),
    source="GAO's closing of recommendations: open, closed as implemented, closed as not implemented",
)

MONITORING_PLAN = Kind(
    "monitoring-plan",
    domain="plan",
    version=1,
    joint=True,
    caption=("concerns", "who"),
    list=("concerns", "who", "frequency", "next_report"),
    fields=(
        Field("concerns", Ref("*"), required=True),
        Field("who", Words(), required=True),
        Field("frequency", Code(MONITORING_FREQUENCY), required=True),
        Field("source", Words()),
        Field("quality_check", Words()),
        Field("staff_qualified", Flag()),
        Field("trained", Flag()),
        Field("reports_to", Ref("group")),
        Field("last_report", Day()),
        Field("next_report", Day()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

EVALUATION = Kind(
    "evaluation",
    domain="plan",
    version=1,
    joint=True,
    caption=("question",),
    list=("concerns", "question", "due", "done", "effect"),
    fields=(
        Field("concerns", Ref("*"), required=True),
        Field("question", Words(), required=True),
        Field("method", Words()),
        Field("independent", Flag()),
        Field("evaluator", Text()),
        Field("due", Day()),
        Field("done", Day()),
        Field("findings", Words()),
        Field("effect", Code(EFFECT)),
        Field("evidence", Ref("*"), many=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

RECOMMENDATION = Kind(
    "recommendation",
    domain="plan",
    version=1,
    joint=True,
    caption=("sentence",),
    list=("made_on", "made_by", "sentence", "due", "state"),
    fields=(
        Field("evaluation", Ref("evaluation")),
        Field("concerns", Ref("*")),
        Field("sentence", Words(), required=True),
        Field("made_on", Day()),
        Field("made_by", Text()),
        Field("owner_us", Text()),
        Field("owner_mx", Text()),
        Field("due", Day()),
        Field("state", Code(RECOMMENDATION_STATE), required=True, default="open"),
        Field("evidence", Ref("*"), many=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

WAIVER = Kind(
    "waiver",
    domain="plan",
    version=1,
    joint=False,
    caption=("rule", "concerns"),
    list=("rule", "concerns", "reason", "until"),
    fields=(
        Field("rule", Text(), required=True),
        Field("concerns", Ref("*"), required=True),
        Field("reason", Words(), required=True),
        Field("until", Day()),
    ),
)

KINDS = (MONITORING_PLAN, EVALUATION, RECOMMENDATION, WAIVER)
