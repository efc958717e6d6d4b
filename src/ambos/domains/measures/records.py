"""The kinds of measurement: indicators with their reference sheet, baselines, targets, figures.

A figure never stands alone: it carries scope, denominator, publisher, vintage and status, so that two
official numbers for one thing can both be kept and compared.
"""

from ambos.domains import AREA, MARK
from ambos.kernel.fields import Code, Day, Flag, Number, Period, Place, Ref, Text, Unit, Whole, Words
from ambos.kernel.kinds import CodeList, Field, Kind

INDICATOR_SORT = CodeList(
    "indicator-sort",
    ("input", "output", "outcome", "impact", "context"),
    source="Results chain of the indicator reference sheet; DHS labels each border metric output or outcome",
)

DIRECTION = CodeList("direction", ("down", "up", "neutral"), source="Which way is better")

CALENDAR = CodeList(
    "calendar",
    ("fiscal-us", "calendar", "rolling-12", "point"),
    source="US fiscal year (October to September), calendar year, rolling twelve months, point in time",
)

FREQUENCY = CodeList(
    "frequency",
    ("monthly", "quarterly", "half-yearly", "yearly", "irregular"),
    source="How often the owner publishes",
)

FIGURE_STATUS = CodeList(
    "figure-status",
    ("provisional", "final", "revised", "estimate", "partial", "cumulative"),
    source="What the publisher says of the value at that vintage",
)

AGGREGATION = CodeList(
    "aggregation",
    ("sum", "mean", "last", "none"),
    source="How periods add up; the common fields of DHIS2, IATI and SDG indicator metadata",
)

QUALITY = CodeList(
    "quality", ("yes", "partly", "no"), source="The five criteria of a data-quality assessment [PDPM]"
)

INDICATOR = Kind(
    "indicator",
    domain="measures",
    version=2,
    joint=True,
    caption=("name",),
    list=("name", "sort", "unit", "direction", "publisher"),
    fields=(
        Field("name", Words(), required=True),
        Field("definition", Words(), required=True),
        Field("sort", Code(INDICATOR_SORT), required=True),
        Field("unit", Unit(), required=True),
        Field("direction", Code(DIRECTION), required=True),
        Field("scope", Words()),
        Field("denominator", Words()),
        Field("calendar", Code(CALENDAR), required=True),
        Field("frequency", Code(FREQUENCY)),
        Field("stale_after_days", Whole()),
        Field("owner_us", Text()),
        Field("owner_mx", Text()),
        Field("publisher", Text()),
        Field("goals", Ref("goal"), many=True),
        Field("areas", Code(AREA), many=True),
        Field("disaggregation", Text()),
        Field("method", Words()),
        Field("breaks", Words()),
        Field("limits", Words()),
        Field("numerator", Words(), since=2),
        Field("factor", Number(), since=2),
        Field("aggregation", Code(AGGREGATION), since=2),
        Field("population", Words(), since=2),
        Field("measures", Ref("*"), many=True, since=2),
        Field("responsible", Text(), since=2),
        Field("release", Words(), since=2),
        Field("lag_days", Whole(), since=2),
        Field("reciprocal", Ref("indicator"), since=2),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

BASELINE = Kind(
    "baseline",
    domain="measures",
    version=1,
    joint=True,
    caption=("indicator", "period"),
    list=("indicator", "period", "value", "as_of"),
    fields=(
        Field("indicator", Ref("indicator"), required=True),
        Field("period", Period(), required=True),
        Field("value", Number(), required=True),
        Field("as_of", Day()),
        Field("figure", Ref("figure")),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

TARGET = Kind(
    "target",
    domain="measures",
    version=2,
    joint=True,
    caption=("indicator", "deadline"),
    list=("indicator", "value", "change_percent", "deadline"),
    fields=(
        Field("indicator", Ref("indicator"), required=True),
        Field("goal", Ref("goal")),
        Field("baseline", Ref("baseline")),
        Field("value", Number()),
        Field("change_percent", Number()),
        Field("deadline", Day(), required=True),
        Field("said_on", Day()),
        Field("sentence", Words()),
        Field("concerns", Ref("*"), since=2),
        Field("baseline_vintage", Day(), since=2),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

FIGURE = Kind(
    "figure",
    domain="measures",
    version=2,
    machine=True,
    caption=("indicator", "period"),
    list=("indicator", "period", "place", "value", "unit", "scope", "publisher", "as_of", "status"),
    fields=(
        Field("indicator", Ref("indicator"), required=True),
        Field("period", Period(), required=True),
        Field("place", Place(), required=True),
        Field("value", Number(), required=True),
        Field("unit", Unit(), required=True),
        Field("scope", Text()),
        Field("denominator", Text()),
        Field("publisher", Text()),
        Field("as_of", Day()),
        Field("status", Code(FIGURE_STATUS), required=True),
        Field("mark", Code(MARK)),
        Field("note", Words()),
        Field("evidence", Ref("evidence")),
        Field("definition", Text(), since=2),
        Field("method", Text(), since=2),
        Field("evidence_digests", Text(), many=True, since=2),
        Field("checkpoint", Text(), since=2),
        Field("sources", Ref("source"), many=True),
    ),
)

INDICATOR_TEST = Kind(
    "indicator-test",
    domain="measures",
    version=1,
    joint=False,
    caption=("indicator", "tested_on"),
    list=("indicator", "tested_on"),
    fields=(
        Field("indicator", Ref("indicator"), required=True),
        Field("tested_on", Day(), required=True),
        Field("objective", Flag()),
        Field("practical", Flag()),
        Field("useful", Flag()),
        Field("direct", Flag()),
        Field("attributable", Flag()),
        Field("timely", Flag()),
        Field("adequate", Flag()),
        Field("note", Words()),
    ),
)

DATA_QUALITY = Kind(
    "data-quality",
    domain="measures",
    version=1,
    joint=False,
    caption=("indicator", "assessed_on"),
    list=("indicator", "assessed_on", "validity", "integrity", "precision", "reliability", "timeliness"),
    fields=(
        Field("indicator", Ref("indicator"), required=True),
        Field("assessed_on", Day(), required=True),
        Field("validity", Code(QUALITY)),
        Field("integrity", Code(QUALITY)),
        Field("precision", Code(QUALITY)),
        Field("reliability", Code(QUALITY)),
        Field("timeliness", Code(QUALITY)),
        Field("note", Words()),
    ),
)

QUANTITY = Kind(
    "quantity",
    domain="measures",
    version=1,
    joint=True,
    caption=("name",),
    list=("name", "indicators"),
    fields=(
        Field("name", Words(), required=True),
        Field("indicators", Ref("indicator"), required=True, many=True),
        Field("note", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (INDICATOR, BASELINE, TARGET, FIGURE, INDICATOR_TEST, DATA_QUALITY, QUANTITY)
