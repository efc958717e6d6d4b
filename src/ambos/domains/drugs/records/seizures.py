"""What was seized, what a laboratory measured in it, and how it was destroyed."""

from ambos.domains.drugs.records.codes import (
    DESTRUCTION_METHOD,
    DRUG,
    DRUG_FORM,
    SEIZURE_MODE,
    WITNESS_ROLE,
)
from ambos.kernel.fields import Code, Day, Number, Place, Ref, Text, Unit, Whole, Words
from ambos.kernel.kinds import Field, Kind

SEIZURE = Kind(
    "seizure",
    domain="drugs",
    version=1,
    joint=False,
    caption=("seized", "drug", "place"),
    list=("seized", "drug", "form", "net", "unit", "place", "agency"),
    fields=(
        Field("seized", Day(), required=True),
        Field("drug", Code(DRUG), required=True),
        Field("substance", Ref("substance")),
        Field("form", Code(DRUG_FORM), required=True),
        Field("gross", Number()),
        Field("net", Number()),
        Field("unit", Unit()),
        Field("tablets", Whole()),
        Field("place", Place(), required=True),
        Field("municipality", Text()),
        Field("port", Text()),
        Field("mode", Code(SEIZURE_MODE)),
        Field("agency", Text(), required=True),
        Field("case_number", Text()),
        Field("event_key", Text()),
        Field("laboratory", Ref("laboratory")),
        Field("note", Words()),
    ),
)

SAMPLE = Kind(
    "sample",
    domain="drugs",
    version=1,
    joint=False,
    caption=("tested", "seizure"),
    list=("tested", "seizure", "substance", "purity", "dose", "office"),
    fields=(
        Field("seizure", Ref("seizure"), required=True),
        Field("tested", Day(), required=True),
        Field("substance", Ref("substance")),
        Field("purity", Number()),
        Field("dose", Number()),
        Field("weight", Number()),
        Field("unit", Unit()),
        Field("office", Text(), required=True),
        Field("adulterants", Ref("substance"), many=True),
        Field("method", Text()),
        Field("note", Words()),
    ),
)

DESTRUCTION = Kind(
    "destruction",
    domain="drugs",
    version=1,
    joint=False,
    caption=("destroyed", "seizure"),
    list=("destroyed", "seizure", "method", "net", "unit", "agency"),
    fields=(
        Field("seizure", Ref("seizure"), required=True),
        Field("destroyed", Day(), required=True),
        Field("method", Code(DESTRUCTION_METHOD), required=True),
        Field("net", Number(), required=True),
        Field("unit", Unit(), required=True),
        Field("place", Place()),
        Field("agency", Text(), required=True),
        Field("act_number", Text()),
        Field("witnesses", Code(WITNESS_ROLE), many=True),
        Field("note", Words()),
    ),
)

KINDS = (SEIZURE, SAMPLE, DESTRUCTION)
