"""The hierarchy of the plan: goals, cooperation areas, objectives, actions, milestones, and adjustments.

The chain goal > cooperation area > objective > action is the hierarchy that auditors ask for (GAO-18-499).
"""

from ambos.domains import MARK
from ambos.kernel.fields import Code, Day, Number, Ref, Text, Whole, Words
from ambos.kernel.kinds import CodeList, Field, Kind

ACTION_STATE = CodeList(
    "action-state",
    ("planned", "running", "done", "stopped", "unknown"),
    source="What both leaders report; 'unknown' where the public record is silent",
)

ASSESSED = CodeList(
    "assessed",
    ("met", "on-track", "at-risk", "off-track", "moving-away", "unknown"),
    source="The statuses of a review; ONDCP's report marks values moving away from the target [PRS23]",
)

GOAL = Kind(
    "goal",
    domain="plan",
    version=2,
    joint=True,
    caption=("number", "name"),
    list=("framework", "number", "name"),
    fields=(
        Field("framework", Ref("framework"), required=True),
        Field("number", Text()),
        Field("name", Words(), required=True),
        Field("outcome", Words()),
        Field("by_when", Day(), since=2),
        Field("coordinated_by", Ref("group"), since=2),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

COOPERATION_AREA = Kind(
    "cooperation-area",
    domain="plan",
    version=2,
    joint=True,
    caption=("number", "name"),
    list=("goal", "number", "name"),
    fields=(
        Field("goal", Ref("goal"), required=True),
        Field("number", Text()),
        Field("name", Words(), required=True),
        Field("coordinated_by", Ref("group"), since=2),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

OBJECTIVE = Kind(
    "objective",
    domain="plan",
    version=2,
    joint=True,
    caption=("number", "name"),
    list=("goal", "area", "number", "name"),
    fields=(
        Field("area", Ref("cooperation-area")),
        Field("goal", Ref("goal")),
        Field("number", Text()),
        Field("name", Words(), required=True),
        Field("rationale", Words(), since=2),
        Field("coordinated_by", Ref("group"), since=2),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

ACTION = Kind(
    "action",
    domain="plan",
    version=2,
    joint=True,
    caption=("name",),
    list=("name", "lead_us", "lead_mx", "due", "state"),
    fields=(
        Field("objective", Ref("objective")),
        Field("goal", Ref("goal")),
        Field("name", Words(), required=True),
        Field("lead_us", Text()),
        Field("lead_mx", Text()),
        Field("starts", Day()),
        Field("due", Day()),
        Field("state", Code(ACTION_STATE)),
        Field("number", Text(), since=2),
        Field("aim", Words(), since=2),
        Field("participants", Text(), many=True, since=2),
        Field("expected_result", Words(), since=2),
        Field("budget", Words(), since=2),
        Field("joint_action_days", Whole(), since=2),
        Field("progress", Words(), since=2),
        Field("result", Words(), since=2),
        Field("evidence", Ref("*"), many=True, since=2),
        Field("review_by", Day(), since=2),
        Field("coordinated_by", Ref("group"), since=2),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

MILESTONE = Kind(
    "milestone",
    domain="plan",
    version=2,
    joint=True,
    caption=("name",),
    list=("action", "name", "due", "reached"),
    fields=(
        Field("action", Ref("action"), required=True),
        Field("name", Words(), required=True),
        Field("due", Day()),
        Field("reached", Day()),
        Field("evidence", Ref("*"), many=True, since=2),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

ADJUSTMENT = Kind(
    "adjustment",
    domain="plan",
    version=2,
    joint=True,
    caption=("change",),
    list=("decided", "concerns", "change"),
    fields=(
        Field("concerns", Ref("*"), required=True),
        Field("because", Ref("*"), required=True, many=True),
        Field("decision", Ref("decision")),
        Field("change", Words(), required=True),
        Field("decided", Day(), required=True),
        Field("status_then", Code(ASSESSED), since=2),
        Field("value_then", Number(), since=2),
        Field("expected", Words(), since=2),
        Field("review_by", Day(), since=2),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (GOAL, COOPERATION_AREA, OBJECTIVE, ACTION, MILESTONE, ADJUSTMENT)
