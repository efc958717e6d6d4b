"""The code lists of task forces."""

from typing import Final

from ambos.kernel.kinds import CodeList

DOMAIN: Final = "taskforces"

MEMBER_ROLE = CodeList(
    "member-role",
    ("leader", "deputy", "prosecutor", "investigator", "analyst", "liaison", "support"),
    source="Model agreement on joint investigation teams, 2017/C 18/01: leaders and members; recalled",
)
MEMBER_VETTING = CodeList(
    "member-vetting",
    ("leahy", "vetted-unit", "confidence-control", "clearance"),
    source="The schemes of vetting that the two governments use [LEAHY] [OIG21] [ECON21]",
)
TARGET_SORT = CodeList(
    "joint-target-sort",
    ("drug", "organisation", "route", "facility"),
    source="The founding paper (Wayne, 2020): task forces to tackle particular drugs and organisations",
)
TARGET_STEP = CodeList(
    "target-taken",
    ("suspended", "resumed", "achieved", "retired"),
    source="domains/taskforces/courses.toml, each step with its own",
)
OPERATION_SORT = CodeList(
    "operation-sort",
    ("arrest", "search", "seizure", "interdiction", "controlled-delivery", "surveillance", "undercover"),
    source="Sorts of event that deconfliction systems register [LEOST]; recalled",
)
OPERATION_STEP = CodeList(
    "operation-taken",
    ("reviewed", "approved", "refused", "begun", "ended", "called-off", "evaluated"),
    source="domains/taskforces/courses.toml, each step with its own",
)
RISK_LEVEL = CodeList("risk-level", ("low", "medium", "high"), source="ISO 31000, recalled")
RISK_DECISION = CodeList(
    "risk-decision",
    ("go", "go-with-conditions", "no-go"),
    source="Review of high-risk operations after Fast and Furious [OIG16]",
)
RESULT_MEASURE = CodeList(
    "result-measure",
    (
        "arrests",
        "investigations",
        "drugs-kg",
        "firearms",
        "cash-usd",
        "victims",
        "facilitators",
        "laboratories",
    ),
    source="EMPACT, published results template [IEU22] [EULISA]; firearms and laboratories added",
)
RESULT_DRUG = CodeList(
    "result-drug",
    ("fentanyl", "methamphetamine", "heroin", "cocaine", "cannabis", "other"),
    source="The drugs that both governments publish seizures of",
)
INCIDENT_SORT = CodeList(
    "incident-sort",
    ("failed-operation", "attack-on-civilians", "attack-on-officials", "leak", "border-incident"),
    source="The founding paper (Wayne, 2020), which names Culiacán and Sonora; open to change",
)
LESSON_STATE = CodeList(
    "lesson-state", ("open", "applied", "dropped"), source="Joint team evaluation form [JITEV]"
)
PLAN_STATE = CodeList(
    "plan-state", ("planned", "carried-out", "withdrawn"), source="Event deconfliction [LEOST] [PDI]"
)
CONFLICT_STATE = CodeList(
    "conflict-state",
    ("open", "plan-moved", "agreed", "unfounded"),
    source="Event deconfliction: both sides are told and call each other [LEOST] [PDI]",
)
GRID = CodeList(
    "deconfliction-grid",
    ("tenth-6h", "half-24h"),
    source="spec/deconfliction, section Cells: how coarsely place and time are told",
)
