"""The kinds that the kernel itself speaks: keys, officers, peers, anchors, batches and two-key answers."""

from ambos.kernel.fields import Code, Day, Flag, Octets, Party, Prose, Text, Url, Whole
from ambos.kernel.kinds import CodeList, Field, Kind

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
    list=("party", "name", "key_version", "trusted", "active", "address"),
    fields=(
        Field("party", Party(), required=True),
        Field("name", Text(), required=True),
        Field("key_version", Whole(), required=True),
        Field("key_set", Octets(), required=True),
        Field("own_version", Whole(), required=True),
        Field("past_notes", Text(), many=True),
        Field("address", Url()),
        Field("listen", Text()),
        Field("trusted", Flag(), default=False),
        Field("active", Flag(), default=True),
    ),
)
KEY_SET = Kind(
    "key-set",
    domain=KERNEL,
    version=1,
    caption=("key_version",),
    list=("key_version",),
    fields=(Field("key_version", Whole(), required=True), Field("key_set", Octets(), required=True)),
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

KINDS = (KEY, KEY_END, OFFICER, PEER, KEY_SET, ANCHOR, BATCH, COUNTERSIGN, DISPUTE, WITHDRAW)
HOME = frozenset(("officer", "peer"))  # of this house alone: they never leave it, nor come from another
ANSWERS = {"countersigns": COUNTERSIGN, "disputes": DISPUTE, "withdraws": WITHDRAW}
DECISIONS = frozenset(kind.name for kind in ANSWERS.values())  # only a person's own key may say these
