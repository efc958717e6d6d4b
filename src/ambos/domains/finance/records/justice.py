"""From a complaint to the sharing of what was forfeited: each step names the one before it."""

from typing import Final

from ambos.domains.finance.records.codes import FORFEITURE_SORT, JUDGED, OFFENCE
from ambos.domains.finance.records.intelligence import MONEY
from ambos.kernel.fields import Code, Day, Flag, Party, Ref, Text, Whole
from ambos.kernel.kinds import Field, Kind

COMPLAINT: Final = Kind(
    "complaint",
    domain="finance",
    version=1,
    caption=("prosecutor", "filed", "offence"),
    list=("filed", "prosecutor", "offence", "persons", "amount", "currency"),
    fields=(
        Field("case", Ref("fiu-case")),
        Field("freezes", Ref("freeze"), many=True),
        Field("filed", Day(), required=True),
        Field("prosecutor", Text(), required=True),
        Field("offence", Code(OFFENCE), required=True),
        Field("persons", Whole()),
        *MONEY,
    ),
)

CHARGE: Final = Kind(
    "charge",
    domain="finance",
    version=1,
    caption=("court", "filed", "offence"),
    list=("filed", "court", "offence", "persons", "amount", "currency"),
    fields=(
        Field("complaint", Ref("complaint"), required=True),
        Field("filed", Day(), required=True),
        Field("court", Text(), required=True),
        Field("offence", Code(OFFENCE), required=True),
        Field("persons", Whole()),
        *MONEY,
    ),
)

JUDGMENT: Final = Kind(
    "judgment",
    domain="finance",
    version=1,
    caption=("court", "decided", "outcome"),
    list=("decided", "court", "outcome", "persons", "final", "amount", "currency"),
    fields=(
        Field("charge", Ref("charge"), required=True),
        Field("decided", Day(), required=True),
        Field("court", Text(), required=True),
        Field("outcome", Code(JUDGED), required=True),
        Field("persons", Whole()),
        Field("final", Flag()),
        *MONEY,
    ),
)

FORFEITURE: Final = Kind(
    "forfeiture",
    domain="finance",
    version=1,
    caption=("sort", "ordered", "amount", "currency"),
    list=("ordered", "sort", "authority", "amount", "currency"),
    fields=(
        Field("judgment", Ref("judgment")),
        Field("freeze", Ref("freeze")),
        Field("ordered", Day(), required=True),
        Field("sort", Code(FORFEITURE_SORT), required=True),
        Field("authority", Text(), required=True),
        *MONEY,
    ),
)

ASSET_SHARING: Final = Kind(
    "asset-sharing",
    domain="finance",
    version=1,
    caption=("giver", "receiver", "amount", "currency"),
    list=("agreed", "giver", "receiver", "amount", "currency", "paid"),
    fields=(
        Field("forfeiture", Ref("forfeiture"), required=True),
        Field("giver", Party(), required=True),
        Field("receiver", Party(), required=True),
        Field("agreed", Day(), required=True),
        Field("legal_basis", Text()),
        *MONEY,
        Field("paid", Day()),
    ),
)

KINDS: Final = (COMPLAINT, CHARGE, JUDGMENT, FORFEITURE, ASSET_SHARING)
