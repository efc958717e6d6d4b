"""The kinds of justice: requests and their steps, what suspends a clock, intercepts, reciprocity.

No kind has a field for content, names or targets: a request says which instrument it runs under, a pseudonym
stands for the person, and an intercept is told by its authority, its times and its counts.
"""

from ambos.domains import MARK
from ambos.domains.justice import instruments
from ambos.kernel.fields import Code, Day, Flag, Moment, Number, Party, Period, Ref, Text, Whole
from ambos.kernel.kinds import CodeList, Field, Kind

INSTRUMENT = CodeList(
    "instrument",
    instruments.INSTRUMENTS,
    source="Treaties of 1976, 1978 and 1987; transfers since 2025 are counted apart [ANEWS26]",
)
REQUEST_STEP = CodeList(
    "request-step",
    instruments.every("step"),
    source="domains/justice/data/courses.toml",
)
REQUEST_STAGE = CodeList(
    "request-stage", instruments.every("stage"), source="domains/justice/data/courses.toml"
)
URGENCY = CodeList("urgency", ("routine", "urgent"), source="ATF form 3312.1 [ATF3312]; FATF R.40 [FATF40]")
OFFENCE = CodeList(
    "offence",
    ("homicide", "drugs", "arms", "laundering", "organised-crime", "smuggling", "trafficking", "kidnapping",
     "corruption", "fuel", "other"),
    source="Classes after the International Classification of Crime for Statistical Purposes [ICCS]",
)  # fmt: skip
REASON = CodeList(
    "request-reason",
    ("insufficient", "not-extraditable", "nationality", "political-offence", "military-offence",
     "time-barred", "double-jeopardy", "death-penalty", "human-rights", "dual-criminality", "identity",
     "amparo-granted",
     "time-limit", "bank-secrecy", "other"),
    source="Grounds of the treaty of 1978 and of comparable treaties; to be confirmed by a lawyer",
)  # fmt: skip
TOLL = CodeList(
    "toll",
    ("amparo", "habeas", "supplementary-information", "extension", "agreement"),
    source="Amparo suspends surrender [MISION19]; the judge may extend proof, LEI 25 [EXP22]",
)
CLOCK = CodeList(
    "legal-clock",
    tuple(instruments.clocks()),
    source="domains/justice/data/clocks.toml, each with its source",
)
CLOCK_UNIT = CodeList(
    "clock-unit", ("hours", "days", "business-days", "months"), source="The laws that set the clocks"
)
CONSEQUENCE = CodeList(
    "clock-consequence",
    ("release", "release-for-good", "right-lapses", "overdue"),
    source="What each law says of a time limit that passes [FORM22][DOCSBAY]",
)
INTERCEPT_DECISION = CodeList(
    "intercept-decision",
    ("authorised", "authorised-in-part", "refused"),
    source="CNPP art. 291 [CNPP291]; 18 U.S.C. 2518",
)

REQUEST = Kind(
    "request",
    domain="justice",
    version=1,
    caption=("number", "instrument"),
    list=("number", "instrument", "requesting", "requested", "urgency", "offence", "closed"),
    fields=(
        Field("number", Text(), required=True),
        Field("instrument", Code(INSTRUMENT), required=True),
        Field("requesting", Party(), required=True),
        Field("requested", Party(), required=True),
        Field("urgency", Code(URGENCY), default="routine"),
        Field("offence", Code(OFFENCE)),
        Field("subject_ref", Text()),
        Field("follows", Ref("request")),
        Field("concerns", Ref("*"), many=True),
        Field("closed", Day()),
    ),
)

STEP = Kind(
    "request-step",
    domain="justice",
    version=1,
    caption=("step", "at"),
    list=("of", "step", "at", "authority", "reason"),
    fields=(
        Field("of", Ref("request"), required=True),
        Field("step", Code(REQUEST_STEP), required=True),
        Field("at", Moment(), required=True),
        Field("authority", Text()),
        Field("document", Text()),
        Field("reason", Code(REASON)),
    ),
)

SUSPENSION = Kind(
    "suspension",
    domain="justice",
    version=1,
    caption=("why", "since"),
    list=("of", "why", "since", "until", "authority"),
    fields=(
        Field("of", Ref("request"), required=True),
        Field("why", Code(TOLL), required=True),
        Field("since", Moment(), required=True),
        Field("until", Moment()),
        Field("authority", Text()),
        Field("number", Text()),
    ),
)

LEGAL_CLOCK = Kind(
    "legal-clock",
    domain="justice",
    version=2,
    caption=("clock",),
    list=("clock", "length", "unit", "rolls", "confirmed", "confirmed_by"),
    fields=(
        Field("clock", Code(CLOCK), required=True),
        Field("length", Whole(), required=True),
        Field("unit", Code(CLOCK_UNIT), required=True),
        Field("confirmed", Day(), required=True),
        Field("confirmed_by", Text(), required=True),
        Field("law", Text(), required=True),
        Field("rolls", Flag(), since=2),
    ),
)

INTERCEPT = Kind(
    "intercept",
    domain="justice",
    version=1,
    caption=("number",),
    list=("number", "authority", "applied", "decided", "decision", "ended", "reported"),
    fields=(
        Field("number", Text(), required=True),
        Field("party", Party(), required=True),
        Field("authority", Text(), required=True),
        Field("offence", Code(OFFENCE)),
        Field("applied", Moment(), required=True),
        Field("decided", Moment()),
        Field("decision", Code(INTERCEPT_DECISION)),
        Field("days", Whole()),
        Field("renewals", Whole()),
        Field("ended", Day()),
        Field("reported", Day()),
        Field("arrests", Whole()),
        Field("convictions", Whole()),
        Field("communications", Whole()),
        Field("incriminating", Whole()),
    ),
)

STATEMENT = Kind(
    "reciprocity-statement",
    domain="justice",
    version=2,
    joint=True,
    caption=("instrument", "requesting", "year"),
    list=("year", "instrument", "requesting", "received", "answered", "pending", "granted", "median_days"),
    fields=(
        Field("year", Period(), required=True),
        Field("instrument", Code(INSTRUMENT), required=True),
        Field("requesting", Party(), required=True),
        Field("requested", Party(), required=True),
        Field("received", Whole(), required=True),
        Field("answered", Whole(), required=True),
        Field("pending", Whole(), required=True),
        Field("granted", Whole()),
        Field("refused", Whole()),
        Field("median_days", Number()),
        Field("median_low", Number()),
        Field("median_high", Number()),
        Field("reasons", Text(), many=True),
        Field("as_of", Day(), required=True),
        Field("mark", Code(MARK)),
        Field("aged", Whole(), since=2),
        Field("answered_180", Whole(), since=2),
    ),
)

KINDS = (REQUEST, STEP, SUSPENSION, LEGAL_CLOCK, INTERCEPT, STATEMENT)
