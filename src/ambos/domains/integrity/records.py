"""The kinds of integrity: who is vetted until when, what binds a person elsewhere, who holds which copy.

A person stands in these records as a pseudonym (``P-7F3A``) or as an officer of a node, never by name.
"""

from ambos.kernel.fields import Code, Day, Moment, Octets, Party, Ref, Text, Whole
from ambos.kernel.kinds import CodeList, Field, Kind

DOMAIN = "integrity"
WATCH = ("integrity", "secretariat")

VETTING_SCHEME = CodeList(
    "vetting-scheme",
    ("leahy", "vetted-unit", "confidence-control", "clearance"),
    source="Leahy vetting [LEAHY]; vetted units [OIG21]; control de confianza [ECON21]; clearance in general",
)
VETTING_BAND = CodeList(
    "vetting-band",
    ("pending", "passed", "conditional", "suspended", "not-passed", "revoked"),
    source="Approved, suspended, rejected, cancelled (recalled); passed or not [ECON21]",
)
VETTING_STEP = CodeList(
    "vetting-step",
    (
        "requested",
        "nominated",
        "entered",
        "embassy-checked",
        "bureaus-checked",
        "background-checked",
        "medical-taken",
        "toxicological-taken",
        "social-taken",
        "psychological-taken",
        "polygraph-taken",
        "drug-tested",
        "leahy-checked",
        "trained",
        "weighed",
        "decided",
        "certified",
        "admitted",
        "briefed",
        "re-examined",
    ),
    source="domains/integrity/schemes.toml, each step with its own",
)
INTEREST = CodeList(
    "interest",
    ("none", "property", "company", "employment", "family", "gifts", "debts"),
    source="Ley General de Responsabilidades Administrativas, arts. 32-48; 5 CFR 2634, recalled",
)
CONFLICT_NATURE = CodeList(
    "conflict-nature",
    ("family", "financial", "former-employer", "personal", "other"),
    source="Ley General de Responsabilidades Administrativas, art. 3-VI; 5 CFR 2635, recalled",
)
CONFLICT_HANDLING = CodeList(
    "conflict-handling",
    ("open", "recused", "reassigned", "divested", "tolerated"),
    source="5 CFR 2635 subpart D and E, recalled",
)
REVIEW_OUTCOME = CodeList(
    "review-outcome",
    ("confirmed", "reduced", "removed"),
    source="NIST SP 800-53, AC-2 (account review), recalled",
)
EXPORT_FORMAT = CodeList("export-format", ("csv", "text", "html", "pdf"), source="domains/integrity")
ROTATION = CodeList(
    "rotation",
    ("officer-key", "sign-in", "tokens", "exchange-keys", "note-keys", "certificate", "roots", "marks"),
    source="SECURITY.md: the keys of a node and of its people",
)

VETTING = Kind(
    "vetting",
    domain=DOMAIN,
    version=1,
    roles=WATCH,
    caption=("person", "scheme"),
    list=("person", "party", "scheme", "band", "decided", "expires", "issuer"),
    fields=(
        Field("person", Text(), required=True),
        Field("party", Party(), required=True),
        Field("scheme", Code(VETTING_SCHEME), required=True),
        Field("scopes", Text(), many=True),
        Field("band", Code(VETTING_BAND), required=True),
        Field("decided", Day()),
        Field("expires", Day()),
        Field("issuer", Text(), required=True),
    ),
)
VETTING_TAKEN = Kind(
    "vetting-step",
    domain=DOMAIN,
    version=1,
    roles=WATCH,
    caption=("step",),
    list=("vetting", "step", "taken"),
    fields=(
        Field("vetting", Ref("vetting"), required=True),
        Field("step", Code(VETTING_STEP), required=True),
        Field("taken", Day(), required=True),
    ),
)
DECLARATION = Kind(
    "declaration",
    domain=DOMAIN,
    version=1,
    caption=("person", "made"),
    list=("person", "party", "made", "interests", "next_due"),
    fields=(
        Field("person", Text(), required=True),
        Field("party", Party(), required=True),
        Field("made", Day(), required=True),
        Field("interests", Code(INTEREST), many=True, required=True),
        Field("next_due", Day()),
    ),
)
CONFLICT = Kind(
    "conflict-of-interest",
    domain=DOMAIN,
    version=1,
    caption=("person", "nature"),
    list=("person", "party", "matter", "nature", "found", "handling"),
    fields=(
        Field("person", Text(), required=True),
        Field("party", Party(), required=True),
        Field("matter", Ref("*"), required=True),
        Field("nature", Code(CONFLICT_NATURE), required=True),
        Field("found", Day(), required=True),
        Field("declaration", Ref("declaration")),
        Field("handling", Code(CONFLICT_HANDLING), required=True),
        Field("closed", Day()),
    ),
)
RECUSAL = Kind(
    "recusal",
    domain=DOMAIN,
    version=1,
    caption=("person", "matter"),
    list=("person", "party", "matter", "since", "until"),
    fields=(
        Field("person", Text(), required=True),
        Field("party", Party(), required=True),
        Field("matter", Ref("*"), required=True),
        Field("since", Day(), required=True),
        Field("until", Day()),
        Field("conflict", Ref("conflict-of-interest")),
    ),
)
ACCESS_REVIEW = Kind(
    "access-review",
    domain=DOMAIN,
    version=1,
    roles=WATCH,
    caption=("person", "due"),
    list=("person", "due", "reviewed", "reviewer", "outcome", "confirmed", "confirmer"),
    fields=(
        Field("person", Text(), required=True),
        Field("due", Day(), required=True),
        Field("rights", Text(), many=True),
        Field("reviewed", Day()),
        Field("reviewer", Text()),
        Field("outcome", Code(REVIEW_OUTCOME)),
        Field("confirmed", Day()),
        Field("confirmer", Text()),
    ),
)
EXPOSURE_REPORT = Kind(
    "exposure-report",
    domain=DOMAIN,
    version=1,
    roles=WATCH,
    caption=("person", "computed"),
    list=("person", "party", "computed", "could_see", "did_see", "exported", "signed", "at_risk"),
    fields=(
        Field("person", Text(), required=True),
        Field("party", Party(), required=True),
        Field("computed", Day(), required=True),
        Field("could_see", Whole(), required=True),
        Field("did_see", Whole(), required=True),
        Field("exported", Whole(), required=True),
        Field("signed", Whole(), required=True),
        Field("at_risk", Whole(), required=True),
        Field("recall", Text(), many=True),
        Field("rotate", Code(ROTATION), many=True),
        Field("digest", Text(), required=True),
    ),
)
EXPORT = Kind(
    "export",
    domain=DOMAIN,
    version=1,
    roles=("secretariat",),  # the node writes them itself, so that nobody is framed
    caption=("recipient", "of"),
    list=("recipient", "officer", "at", "of", "format", "count"),
    fields=(
        Field("officer", Text(), required=True),
        Field("recipient", Text(), required=True),
        Field("at", Moment(), required=True),
        Field("of", Text(), required=True),
        Field("format", Code(EXPORT_FORMAT), required=True),
        Field("count", Whole(), required=True),
        Field("compartments", Text(), many=True),
        Field("copy", Text(), required=True),
        Field("digest", Text(), required=True),
        Field("places", Whole(), required=True),
        Field("heads", Text(), many=True),
        Field("index", Octets()),
    ),
)

KINDS: tuple[Kind, ...] = (
    *(VETTING, VETTING_TAKEN, DECLARATION, CONFLICT, RECUSAL, ACCESS_REVIEW, EXPOSURE_REPORT, EXPORT),
)
