"""What a house says about what may leave it, and what two parties say about passing on each other's records.

The first four never leave their house. The decision whether a record leaves is made from headers alone
(spec/policy), so that a reason may be erased; only ``policy`` and ``agreement`` are read for their bodies,
which are therefore never erased.
"""

from ambos.kernel.codes import CodeList
from ambos.kernel.fields import Code, Day, Party, Prose, Whole
from ambos.kernel.kinds import Field, Kind
from ambos.kernel.record import Header
from ambos.values.terms import CAVEATS, PURPOSES

KERNEL = "kernel"
CAVEAT = CodeList("caveat", CAVEATS, source="spec/policy, section Caveats")
PURPOSE = CodeList("purpose", PURPOSES, source="spec/policy, section Purposes")
CONFIRMS, LAPSES, RELEASES = "confirms", "lapses", "releases"
QUOTES, REQUESTS, GRANTS, REFUSES, GRANTED_BY = "quotes", "requests", "grants", "refuses", "granted-by"
ANSWERS_REQUEST = "answers-request"

POLICY = Kind(
    "policy",
    domain=KERNEL,
    version=1,
    caption=("number",),
    list=("number",),
    fields=(Field("number", Whole(), required=True),),
)
AGREEMENT = Kind(
    "agreement",
    domain=KERNEL,
    version=1,
    caption=("party",),
    list=("party", "purposes", "until", "basis"),
    fields=(
        Field("party", Party(), required=True),
        Field("purposes", Code(PURPOSE), many=True),
        Field("until", Day()),
        Field("basis", Prose(), required=True),
    ),
)
RELEASE_ORDER = Kind(
    "release-order",
    domain=KERNEL,
    version=1,
    caption=("reason",),
    list=("reason",),
    fields=(Field("reason", Prose(), required=True),),
)
RELEASE_CONFIRMATION = Kind(
    "release-confirmation",
    domain=KERNEL,
    version=1,
    caption=("note",),
    list=("note",),
    fields=(Field("note", Prose()),),
)
RELEASE_LAPSE = Kind("release-lapse", domain=KERNEL, version=1, caption=(), list=(), fields=())
RELEASE_REQUEST = Kind(
    "release-request",
    domain=KERNEL,
    version=1,
    caption=("reason",),
    list=("to", "purposes", "reason"),
    fields=(
        Field("to", Party(), required=True),
        Field("purposes", Code(PURPOSE), many=True),
        Field("reason", Prose(), required=True),
    ),
)
RELEASE_GRANT = Kind(
    "release-grant",
    domain=KERNEL,
    version=1,
    caption=("conditions",),
    list=("to", "conditions"),
    fields=(Field("to", Party(), required=True), Field("conditions", Prose())),
)
RELEASE_REFUSAL = Kind(
    "release-refusal",
    domain=KERNEL,
    version=1,
    caption=("reason",),
    list=("reason",),
    fields=(Field("reason", Prose(), required=True),),
)

RELEASE_KINDS = (
    POLICY,
    AGREEMENT,
    RELEASE_ORDER,
    RELEASE_CONFIRMATION,
    RELEASE_LAPSE,
    RELEASE_REQUEST,
    RELEASE_GRANT,
    RELEASE_REFUSAL,
)
RELEASE_HOME = frozenset(
    kind.name for kind in (POLICY, AGREEMENT, RELEASE_ORDER, RELEASE_CONFIRMATION, RELEASE_LAPSE)
)
RELEASE_SIGNED = frozenset(
    kind.name
    for kind in (RELEASE_ORDER, RELEASE_CONFIRMATION, RELEASE_REQUEST, RELEASE_GRANT, RELEASE_REFUSAL)
)


def subject_for(kind: str, party: str, name: str) -> str:
    """Name a record about release for the party that it is about: that is read from the header alone."""
    return f"{kind}/{party.lower()}-{name}"


def party_of(header: Header) -> str:
    """Give the party that a record about release is about, as its subject names it."""
    return party_in(header.subject)


def party_in(subject: str) -> str:
    """Give the party that stands first in such a subject."""
    return subject.partition("/")[2].partition("-")[0].upper()
