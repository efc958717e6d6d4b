"""One firearm that was recovered: where, when, by whom, and the marks that it carries."""

from ambos.domains.arms.records.codes import FIREARM_TYPE
from ambos.kernel.fields import Code, Day, Flag, Place, Text, Words
from ambos.kernel.kinds import Field, Kind

RECOVERY = Kind(
    "recovery",
    domain="arms",
    version=1,
    joint=False,
    caption=("manufacturer", "model", "serial"),
    list=("recovered", "place", "type", "manufacturer", "model", "agency"),
    fields=(
        Field("recovered", Day(), required=True),
        Field("place", Place(), required=True),
        Field("municipality", Text()),
        Field("agency", Text(), required=True),
        Field("case_number", Text()),
        Field("type", Code(FIREARM_TYPE), required=True),
        Field("manufacturer", Text()),
        Field("model", Text()),
        Field("calibre", Text()),
        Field("serial", Text()),
        Field("obliterated", Flag()),
        Field("importer", Text()),
        Field("origin", Text()),
        Field("markings", Text()),
        Field("event_key", Text()),
        Field("note", Words()),
    ),
)

KINDS = (RECOVERY,)
