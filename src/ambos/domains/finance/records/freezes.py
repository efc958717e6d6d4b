"""Freezes: the order, the accounts by pseudonym, and how each of them ended."""

from typing import Final

from ambos.domains.finance.records.codes import FREEZE_BASIS, FREEZE_END, INSTITUTION, OFFENCE
from ambos.domains.finance.records.intelligence import MONEY
from ambos.kernel.fields import Code, Day, Flag, Ref, Text, Whole
from ambos.kernel.kinds import Field, Kind

FREEZE: Final = Kind(
    "freeze",
    domain="finance",
    version=1,
    caption=("authority", "frozen", "amount", "currency"),
    list=("frozen", "authority", "basis", "amount", "currency", "accounts", "international_request"),
    fields=(
        Field("case", Ref("fiu-case")),
        Field("request", Ref("fiu-request")),
        Field("authority", Text(), required=True),
        Field("order", Text()),
        Field("basis", Code(FREEZE_BASIS), required=True),
        Field("international_request", Flag()),
        Field("frozen", Day(), required=True),
        *MONEY,
        Field("accounts", Whole()),
        Field("persons", Whole()),
        Field("offence", Code(OFFENCE)),
    ),
)

FROZEN_ACCOUNT: Final = Kind(
    "frozen-account",
    domain="finance",
    version=1,
    caption=("holder", "institution", "amount", "currency"),
    list=("freeze", "holder", "institution", "amount", "currency", "frozen"),
    fields=(
        Field("freeze", Ref("freeze"), required=True),
        Field("holder", Text(), required=True),
        Field("institution", Code(INSTITUTION), required=True),
        Field("frozen", Day(), required=True),
        *MONEY,
    ),
)

FREEZE_ENDED: Final = Kind(
    "freeze-end",
    domain="finance",
    version=1,
    caption=("freeze", "reason", "ended"),
    list=("ended", "freeze", "reason", "amount", "currency"),
    fields=(
        Field("freeze", Ref("freeze"), required=True),
        Field("account", Ref("frozen-account")),
        Field("reason", Code(FREEZE_END), required=True),
        Field("ended", Day(), required=True),
        *MONEY,
        Field("authority", Text()),
    ),
)

KINDS: Final = (FREEZE, FROZEN_ACCOUNT, FREEZE_ENDED)
