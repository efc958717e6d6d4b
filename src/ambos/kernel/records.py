"""The kinds that the kernel itself speaks: keys, officers, peers, anchors, batches and two-key answers."""

from ambos.kernel.fields import Code, Day, Flag, Party, Prose, Text, Whole
from ambos.kernel.kinds import CodeList, Field, Kind
from ambos.kernel.release_kinds import RELEASE_HOME, RELEASE_KINDS, RELEASE_SIGNED

KERNEL = "kernel"
KEY_PURPOSE = CodeList("key-purpose", ("authority", "officer"), source="spec/record 6")
ROLE = CodeList(
    "role",
    (
        "secretariat",
        "co-chair",
        "analyst",
        "prosecutor",
        "financial-intelligence",
        "firearms-tracer",
        "integrity",
        "auditor",
        "public",
    ),
    source="the users that the founding paper and its follow-ups name",
)

KEY = Kind(
    "key",
    domain=KERNEL,
    version=1,
    caption=("holder",),
    list=("holder", "purpose", "public"),
    fields=(
        Field("holder", Text(), required=True),
        Field("purpose", Code(KEY_PURPOSE), required=True),
        Field("public", Text(), required=True),
        Field("proof", Text(), required=True),
    ),
)
KEY_END = Kind(
    "key-end",
    domain=KERNEL,
    version=1,
    caption=("reason",),
    list=("reason",),
    fields=(Field("reason", Text()),),
)
OFFICER = Kind(
    "officer",
    domain=KERNEL,
    version=1,
    caption=("name",),
    list=("name", "roles", "compartments", "vetted_until"),
    fields=(
        Field("name", Text(), required=True),
        Field("roles", Code(ROLE), many=True),
        Field("groups", Text(), many=True),
        Field("compartments", Text(), many=True),
        Field("vetted_until", Day()),
        Field("active", Flag(), default=True),
    ),
)
PEER = Kind(
    "peer",
    domain=KERNEL,
    version=1,
    caption=("party",),
    list=("party", "name", "authority"),
    fields=(
        Field("party", Party(), required=True),
        Field("name", Text(), required=True),
        Field("authority", Text(), required=True),
        Field("notes", Text(), required=True),
        Field("notes_pq", Prose(), required=True),
        Field("exchange", Prose(), required=True),
        Field("tls", Prose(), required=True),
    ),
)
ANCHOR = Kind(
    "anchor",
    domain=KERNEL,
    version=1,
    machine=True,
    caption=("size",),
    list=("size", "root"),
    fields=(Field("size", Whole(), required=True), Field("root", Text(), required=True)),
)
BATCH = Kind("batch", domain=KERNEL, version=1, machine=True, caption=(), list=(), fields=())
COUNTERSIGN = Kind(
    "countersign",
    domain=KERNEL,
    version=1,
    caption=("note",),
    list=("note",),
    fields=(Field("note", Prose()),),
)
DISPUTE = Kind(
    "dispute",
    domain=KERNEL,
    version=1,
    caption=("reason",),
    list=("reason",),
    fields=(Field("reason", Prose(), required=True),),
)
WITHDRAW = Kind(
    "withdraw",
    domain=KERNEL,
    version=1,
    caption=("reason",),
    list=("reason",),
    fields=(Field("reason", Prose(), required=True),),
)

KINDS = (KEY, KEY_END, OFFICER, PEER, ANCHOR, BATCH, COUNTERSIGN, DISPUTE, WITHDRAW, *RELEASE_KINDS)
HOME = RELEASE_HOME | {"officer", "peer"}  # of this house alone: they never leave it, nor come from another
ANSWERS = {"countersigns": COUNTERSIGN, "disputes": DISPUTE, "withdraws": WITHDRAW}
DECISIONS = frozenset(kind.name for kind in ANSWERS.values())  # answers
SIGNED = DECISIONS | RELEASE_SIGNED  # only a person's own key may say these
