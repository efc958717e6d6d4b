"""The kinds of determinations: what one government's law makes it say of the other, and by which criteria."""

from ambos.domains import MARK
from ambos.domains.determinations.regimes import REGIMES
from ambos.kernel.fields import Code, Day, Number, Ref, Whole, Words
from ambos.kernel.kinds import CodeList, Field, Kind

REGIME = CodeList(
    "determination-regime",
    tuple(REGIMES),
    source="determinations/regimes.toml: each regime with its law, its source and how it is known",
)

DETERMINATION_STATE = CodeList(
    "determination-state",
    ("foreseen", "warned", "decided", "in-force", "withdrawn", "ended"),
    source="The life of a pressure mechanism as a calendar object; the founding paper tells of a warning "
    "(August 2019) and of a threat withdrawn (December 2019)",
)

AT_MOST, AT_LEAST = "at-most", "at-least"
COMPARISON = CodeList(
    "determination-comparison",
    (AT_MOST, AT_LEAST),
    source="How a value is held against a threshold that is named",
)

DETERMINATION = Kind(
    "determination",
    domain="determinations",
    version=1,
    caption=("name",),
    list=("name", "regime", "trigger", "state", "decided_on", "effective"),
    fields=(
        Field("name", Words(), required=True),
        Field("regime", Code(REGIME), required=True),
        Field("state", Code(DETERMINATION_STATE), required=True),
        Field("trigger", Day()),
        Field("decision", Words()),
        Field("decided_on", Day()),
        Field("effective", Day()),
        Field("first_effective", Day()),
        Field("ended", Day()),
        Field("consequence", Words()),
        Field("exit_condition", Words()),
        Field("note", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

DETERMINATION_CRITERION = Kind(
    "determination-criterion",
    domain="determinations",
    version=1,
    caption=("text",),
    list=("text", "determination", "indicators", "comparison", "threshold"),
    fields=(
        Field("determination", Ref("determination"), required=True),
        Field("order", Whole()),
        Field("text", Words(), required=True),
        Field("indicators", Ref("indicator"), many=True),
        Field("comparison", Code(COMPARISON)),
        Field("threshold", Number()),
        Field("note", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (DETERMINATION, DETERMINATION_CRITERION)
