"""The kinds that the kernel itself speaks: keys, officers, peers, anchors, and what is said of records."""

from ambos.kernel.fields import Code, Day, Flag, Octets, Party, Prose, Text, Url, Whole
from ambos.kernel.kinds import CodeList, Field, Kind
from ambos.kernel.release_kinds import KERNEL, RELEASE_HOME, RELEASE_KINDS, RELEASE_SIGNED
from ambos.values.handling import Label

KEY_PURPOSE = CodeList("key-purpose", ("authority", "officer"), source="spec/record 6")
ROLE = CodeList(
    "role",
    (
        "secretariat",
        "co-chair",
        "minister",
        "action-owner",
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
RESTORATION_WAY = CodeList("restoration-way", ("returned", "confirmed"), source="spec/exchange")
RESTORATION = Kind(
    "restoration",
    domain=KERNEL,
    version=1,
    caption=("party",),
    list=("way", "party", "held", "regained", "came", "lost", "officers"),
    fields=(
        Field("way", Code(RESTORATION_WAY), required=True),
        Field("party", Party()),
        Field("held", Whole()),
        Field("regained", Whole()),
        Field("came", Whole()),
        Field("lost", Whole()),
        Field("officers", Text(), many=True),
        Field("signatures", Text(), many=True),
    ),
)

REACH = CodeList("reach", ("use", "erase"), source="spec/exchange, Recall and erasure")
RECALL_REASON = CodeList(
    "recall-reason",
    ("mistaken", "inaccurate", "unlawful", "retention-ended", "court-order", "source-at-risk", "other"),
    source="Directive (EU) 2016/680, articles 5, 7 and 16, recalled; the rest as originators ask for it",
)
RECALL_OUTCOME = CodeList(
    "recall-outcome", ("complied", "partly", "refused"), source="spec/exchange, Recall and erasure"
)

RECALL = Kind(
    "recall",
    domain=KERNEL,
    version=1,
    caption=("reach", "reason"),
    list=("reach", "reason", "basis"),
    fields=(
        Field("reach", Code(REACH), required=True),
        Field("reason", Code(RECALL_REASON), required=True),
        Field("words", Prose()),
        Field("basis", Text()),
    ),
)
RECALL_ANSWER = Kind(
    "recall-answer",
    domain=KERNEL,
    version=1,
    caption=("outcome",),
    list=("outcome", "basis"),
    fields=(
        Field("outcome", Code(RECALL_OUTCOME), required=True),
        Field("basis", Prose()),
    ),
)
REDACTION = Kind(
    "redaction",
    domain=KERNEL,
    version=1,
    caption=("reason",),
    list=("reason", "basis"),
    fields=(
        Field("reason", Code(RECALL_REASON), required=True),
        Field("basis", Text(), required=True),
    ),
)
HOLD = Kind(
    "hold",
    domain=KERNEL,
    version=1,
    caption=("basis",),
    list=("basis", "words"),
    fields=(
        Field("basis", Text(), required=True),
        Field("words", Prose()),
    ),
)
NOT_UNDERSTOOD = Kind(
    "not-understood",
    domain=KERNEL,
    version=1,
    machine=True,
    caption=("code",),
    list=("code", "resolved"),
    fields=(
        Field("code", Text(), required=True),
        Field("resolved", Flag(), default=False),
    ),
)

READ_WAY = CodeList(
    "read-way",
    ("list", "show", "search", "report", "export", "api"),
    source="Directive (EU) 2016/680, article 25 (logs of consultation and disclosure), recalled",
)
ACCESS = Kind(
    "access",
    domain=KERNEL,
    version=1,
    machine=True,
    caption=("officer", "way"),
    list=("officer", "way", "at", "compartment", "record", "of", "count"),
    label=Label(tlp="red"),
    fields=(
        Field("officer", Text(), required=True),
        Field("way", Code(READ_WAY), required=True),
        Field("at", Text(), required=True),
        Field("compartment", Text(), required=True),
        Field("record", Text()),
        Field("of", Text(), required=True),
        Field("count", Whole(), required=True),
    ),
)

KINDS = (
    *(KEY, KEY_END, OFFICER, PEER, KEY_SET, ANCHOR, BATCH, COUNTERSIGN, DISPUTE, WITHDRAW),
    RESTORATION,
    *(RECALL, RECALL_ANSWER, REDACTION, HOLD, NOT_UNDERSTOOD, ACCESS),
    *RELEASE_KINDS,
)
# of this house alone: they never leave it, nor come from another
HOME = RELEASE_HOME | {"officer", "peer", "hold", "restoration", "access"}
ANSWERS = {"countersigns": COUNTERSIGN, "disputes": DISPUTE, "withdraws": WITHDRAW}
RECALLS, REPLIES, REDACTS, HOLDS = "recalls", "answers", "redacts", "holds"
TIES = {  # the one reference that a record of each of these kinds has
    **{kind.name: relation for relation, kind in ANSWERS.items()},
    **{"recall": RECALLS, "recall-answer": REPLIES, "redaction": REDACTS, "hold": HOLDS},
    "not-understood": REPLIES,
}
DECISIONS = frozenset(TIES) - {NOT_UNDERSTOOD.name}  # what a person says of one record
SIGNED = DECISIONS | RELEASE_SIGNED  # only a person's own key may say these
