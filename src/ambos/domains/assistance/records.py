"""The kinds of assistance: programmes, their money, what was handed over, what came of it."""

from ambos.domains import AREA, MARK
from ambos.kernel.fields import Code, Day, Number, Period, Place, Ref, Text, Whole, Words
from ambos.kernel.kinds import CodeList, Field, Kind
from ambos.values.money import CURRENCIES

PROGRAMME_STATE = CodeList(
    "programme-state",
    ("planned", "running", "halted", "closed", "cancelled"),
    source="IATI code list ActivityStatus (version 2.03), put plainly †",
)

APPROPRIATED, OBLIGATED, EXPENDED = "appropriated", "obligated", "expended"
FUNDING_STAGE = CodeList(
    "funding-stage",
    (APPROPRIATED, OBLIGATED, EXPENDED),
    source="GAO-10-837: what Congress appropriated, what was obligated, what was expended",
)

CURRENCY = CodeList(
    "funding-currency",
    tuple(code.lower() for code in CURRENCIES),
    source="ISO 4217, written small as codes are",
)

RESULT_LEVEL = CodeList(
    "assistance-level",
    ("output", "outcome"),
    source="18 FAM 301.4: what was made is not what changed; IATI code list ResultType (version 2.03) †",
)

PROGRAMME = Kind(
    "programme",
    domain="assistance",
    version=1,
    caption=("name",),
    list=("name", "provider", "receiver", "state", "started", "ended"),
    fields=(
        Field("name", Words(), required=True),
        Field("purpose", Words()),
        Field("provider", Text(), required=True),
        Field("receiver", Text()),
        Field("area", Code(AREA)),
        Field("state", Code(PROGRAMME_STATE), required=True),
        Field("started", Day()),
        Field("ended", Day()),
        Field("halted", Day()),
        Field("iati_identifier", Text()),
        Field("actions", Ref("action"), many=True),
        Field("note", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

FUNDING = Kind(
    "funding",
    domain="assistance",
    version=1,
    caption=("programme", "stage", "period"),
    list=("programme", "stage", "period", "amount", "currency"),
    fields=(
        Field("programme", Ref("programme"), required=True),
        Field("stage", Code(FUNDING_STAGE), required=True),
        Field("period", Period(), required=True),
        Field("amount", Number()),
        Field("share_percent", Number()),
        Field("currency", Code(CURRENCY)),
        Field("as_of", Day()),
        Field("note", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

DELIVERY = Kind(
    "delivery",
    domain="assistance",
    version=1,
    caption=("what",),
    list=("what", "programme", "planned", "delivered", "accepted_on"),
    fields=(
        Field("programme", Ref("programme"), required=True),
        Field("what", Words(), required=True),
        Field("quantity", Whole()),
        Field("place", Place()),
        Field("planned", Day()),
        Field("delivered", Day()),
        Field("accepted_by", Text()),
        Field("accepted_on", Day()),
        Field("note", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

ASSISTANCE_RESULT = Kind(
    "assistance-result",
    domain="assistance",
    version=1,
    caption=("name",),
    list=("name", "programme", "level", "indicator"),
    fields=(
        Field("programme", Ref("programme"), required=True),
        Field("name", Words(), required=True),
        Field("level", Code(RESULT_LEVEL), required=True),
        Field("deliveries", Ref("delivery"), many=True),
        Field("indicator", Ref("indicator")),
        Field("figure", Ref("figure")),
        Field("note", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (PROGRAMME, FUNDING, DELIVERY, ASSISTANCE_RESULT)
