"""Substances and their control in each country and under the conventions."""

from ambos.domains import MARK
from ambos.domains.drugs.records.codes import (
    SCHEDULE_MX,
    SCHEDULE_UN,
    SCHEDULE_US,
    SITE,
    SUBSTANCE_FAMILY,
)
from ambos.kernel.fields import Code, Day, Flag, Ref, Text, Words
from ambos.kernel.kinds import Field, Kind

# ``core`` and ``sites`` declare the structure as the definition of fentanyl-related substances asks; what no
# chemist has declared is not known, which is not the same as no.
SUBSTANCE = Kind(
    "substance",
    domain="drugs",
    version=1,
    joint=False,
    caption=("name",),
    list=("name", "family", "schedule_us", "schedule_mx", "schedule_un"),
    fields=(
        Field("name", Words(), required=True),
        Field("aliases", Text(), many=True),
        Field("family", Code(SUBSTANCE_FAMILY), required=True),
        Field("cas", Text()),
        Field("inchikey", Text()),
        Field("schedule_us", Code(SCHEDULE_US), required=True, default="not-known"),
        Field("controlled_us", Day()),
        Field("source_us", Text()),
        Field("schedule_mx", Code(SCHEDULE_MX), required=True, default="not-known"),
        Field("controlled_mx", Day()),
        Field("source_mx", Text()),
        Field("schedule_un", Code(SCHEDULE_UN), required=True, default="not-known"),
        Field("controlled_un", Day()),
        Field("core", Flag()),
        Field("sites", Code(SITE), many=True),
        Field("other_change", Flag()),
        Field("note", Words()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

KINDS = (SUBSTANCE,)
