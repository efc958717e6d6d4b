"""The kinds of networks: organisations, people, graded ties, methods of operation, sightings."""

from typing import Final

from ambos.domains import AREA, MARK
from ambos.kernel.fields import Code, Day, Place, Ref, Text, Whole, Words
from ambos.kernel.kinds import CodeList, Field, Kind

OFFICIAL_LIST: Final = CodeList(
    "official-list",
    ("ofac-sdn", "fto", "un-consolidated", "sat-69-b"),
    source="OFAC SDN; INA 219; UN Security Council consolidated list; SAT, art. 69-B CFF",
)

ORGANISATION_SORT: Final = CodeList(
    "organisation-sort",
    ("trafficking", "cell", "gang", "front-company", "financial-network", "transport"),
    source="The founding paper: transnational criminal organisations; their parts are open to change [R]",
)

SOURCE_RELIABILITY: Final = CodeList(
    "source-reliability",
    ("a", "b", "c", "x"),
    source="Europol 4x4: no doubt, mostly reliable, mostly unreliable, cannot be assessed [STATEW]",
)

INFORMATION_GRADE: Final = CodeList(
    "information-grade",
    ("1", "2", "3", "4"),
    source="Europol 4x4: not in doubt; known to source; corroborated; cannot be corroborated [STATEW]",
)

TIE_SORT: Final = CodeList(
    "tie-sort",
    ("leads", "belongs-to", "part-of", "allied-with", "supplies", "pays", "owns", "rival-of"),
    source="Relations that link charts of police analysis use; open to change [R]",
)

TIE_BASIS: Final = CodeList(
    "tie-basis",
    ("official-list", "judgment", "charge", "report", "open-source", "analysis"),
    source="What a tie rests on, from what a court has found to what an analyst infers [R]",
)

METHOD_LEVEL: Final = CodeList(
    "method-level",
    ("tactic", "technique", "variant"),
    source="What for, how, in which form; of MITRE ATT&CK the form alone [R]",
)

ON_LIST: Final = (
    Field("official_list", Code(OFFICIAL_LIST)),
    Field("entry", Text()),
    Field("list_version", Ref("evidence"), since=2),
    Field("listed_on", Day()),
)

ORGANISATION: Final = Kind(
    "organisation",
    domain="networks",
    version=2,
    caption=("name",),
    list=("name", "sort", "official_list", "entry", "listed_on"),
    fields=(
        Field("name", Text(), required=True),
        Field("aliases", Text(), many=True),
        Field("sort", Code(ORGANISATION_SORT), required=True),
        *ON_LIST,
        Field("places", Place(), many=True),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

PERSON: Final = Kind(
    "person",
    domain="networks",
    version=2,
    caption=("subject", "name"),
    list=("subject", "name", "official_list", "entry", "listed_on"),
    fields=(
        Field("subject", Text()),
        Field("name", Text()),
        *ON_LIST,
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

GRADED: Final = (
    Field("reliability", Code(SOURCE_RELIABILITY), required=True),
    Field("information", Code(INFORMATION_GRADE), required=True),
)

TIE: Final = Kind(
    "tie",
    domain="networks",
    version=1,
    caption=("origin", "sort", "target"),
    list=("origin", "sort", "target", "reliability", "information", "valid_from", "valid_until"),
    fields=(
        Field("origin", Ref("*"), required=True),
        Field("sort", Code(TIE_SORT), required=True),
        Field("target", Ref("*"), required=True),
        *GRADED,
        Field("basis", Code(TIE_BASIS), required=True),
        Field("valid_from", Day(), required=True),
        Field("valid_until", Day()),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

METHOD: Final = Kind(
    "method",
    domain="networks",
    version=1,
    caption=("number", "name"),
    list=("number", "name", "level", "area"),
    fields=(
        Field("number", Text(), required=True),
        Field("level", Code(METHOD_LEVEL), required=True),
        Field("parent", Ref("method")),
        Field("name", Words(), required=True),
        Field("description", Words()),
        Field("answer", Words()),
        Field("area", Code(AREA)),
        Field("mark", Code(MARK)),
        Field("sources", Ref("source"), many=True),
    ),
)

SIGHTING: Final = Kind(
    "sighting",
    domain="networks",
    version=1,
    caption=("method", "seen", "place"),
    list=("seen", "method", "place", "organisation", "reliability", "information"),
    fields=(
        Field("method", Ref("method"), required=True),
        Field("seen", Day(), required=True),
        Field("place", Place(), required=True),
        Field("organisation", Ref("organisation")),
        Field("count", Whole()),
        *GRADED,
        Field("evidence", Ref("*"), many=True),
    ),
)

KINDS: Final[tuple[Kind, ...]] = (ORGANISATION, PERSON, TIE, METHOD, SIGHTING)
