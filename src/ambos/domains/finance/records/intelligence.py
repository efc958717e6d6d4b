"""From a report to a request: what financial intelligence units hold, without content and without names."""

from typing import Final

from ambos.domains import CURRENCY
from ambos.domains.finance.records.codes import (
    CASE_OUTCOME,
    FIU_ANSWER,
    FIU_CHANNEL,
    INSTITUTION,
    OFFENCE,
    REFUSAL_GROUND,
    REPORT_SORT,
    URGENCY,
    USE,
    USEFULNESS,
)
from ambos.kernel.fields import Code, Day, Flag, Number, Party, Period, Place, Ref, Text, Whole
from ambos.kernel.kinds import Field, Kind

# An amount stands with its currency and is never converted.
MONEY: Final = (Field("amount", Number()), Field("currency", Code(CURRENCY)))

FINANCIAL_REPORT: Final = Kind(
    "financial-report",
    domain="finance",
    version=1,
    caption=("sort", "period", "reported"),
    list=("sort", "period", "reported", "count", "amount", "currency", "offence"),
    fields=(
        Field("sort", Code(REPORT_SORT), required=True),
        Field("period", Period()),
        Field("count", Whole()),
        Field("reported", Day()),
        Field("institution", Code(INSTITUTION)),
        Field("offence", Code(OFFENCE)),
        Field("place", Place()),
        *MONEY,
    ),
)

FIU_CASE: Final = Kind(
    "fiu-case",
    domain="finance",
    version=1,
    caption=("unit", "opened", "offence"),
    list=("opened", "unit", "offence", "amount", "currency", "outcome"),
    fields=(
        Field("unit", Text(), required=True),
        Field("opened", Day(), required=True),
        Field("offence", Code(OFFENCE), required=True),
        Field("reports", Ref("financial-report"), many=True),
        Field("concerns", Ref("*"), many=True),
        *MONEY,
        Field("closed", Day()),
        Field("outcome", Code(CASE_OUTCOME)),
    ),
)

FIU_REQUEST: Final = Kind(
    "fiu-request",
    domain="finance",
    version=1,
    caption=("requesting", "requested", "sent"),
    list=("sent", "requesting", "requested", "urgency", "answered", "answer"),
    fields=(
        Field("case", Ref("fiu-case")),
        Field("requesting", Party(), required=True),
        Field("requested", Party(), required=True),
        Field("sent", Day(), required=True),
        Field("channel", Code(FIU_CHANNEL), required=True),
        Field("facts_known", Flag(), required=True),
        Field("legal_basis", Text(), required=True),
        Field("urgency", Code(URGENCY), required=True),
        Field("foreseen_use", Code(USE), required=True),
        Field("spontaneous", Flag()),
        Field("answered", Day()),
        Field("answer", Code(FIU_ANSWER)),
        Field("ground", Code(REFUSAL_GROUND)),
        Field("onward_use", Flag()),
        Field("feedback", Code(USEFULNESS)),
        Field("feedback_on", Day()),
    ),
)

KINDS: Final = (FINANCIAL_REPORT, FIU_CASE, FIU_REQUEST)
