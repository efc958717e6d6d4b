"""Precursors on their way, and laboratories that were found."""

from ambos.domains.drugs.records.codes import DRUG, LAB_CAPACITY, LAB_SORT, PRECURSOR_FATE
from ambos.kernel.fields import Code, Day, Flag, Number, Place, Ref, Text, Unit, Words
from ambos.kernel.kinds import Field, Kind

PRECURSOR = Kind(
    "precursor",
    domain="drugs",
    version=1,
    joint=False,
    caption=("seen", "substance"),
    list=("seen", "substance", "quantity", "unit", "place", "fate"),
    fields=(
        Field("seen", Day(), required=True),
        Field("substance", Ref("substance"), required=True),
        Field("quantity", Number()),
        Field("unit", Unit()),
        Field("place", Place(), required=True),
        Field("origin", Text()),
        Field("declared_as", Text()),
        Field("fate", Code(PRECURSOR_FATE), required=True),
        Field("agency", Text(), required=True),
        Field("event_key", Text()),
        Field("note", Words()),
    ),
)

LABORATORY = Kind(
    "laboratory",
    domain="drugs",
    version=1,
    joint=False,
    caption=("found", "sort", "place"),
    list=("found", "place", "sort", "drug", "capacity", "agency"),
    fields=(
        Field("found", Day(), required=True),
        Field("place", Place(), required=True),
        Field("municipality", Text()),
        Field("sort", Code(LAB_SORT), required=True),
        Field("drug", Code(DRUG), required=True),
        Field("capacity", Code(LAB_CAPACITY), required=True, default="not-known"),
        Field("in_use", Flag()),
        Field("dismantled", Day()),
        Field("agency", Text(), required=True),
        Field("event_key", Text()),
        Field("note", Words()),
    ),
)

KINDS = (PRECURSOR, LABORATORY)
