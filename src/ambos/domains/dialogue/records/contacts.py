"""Contacts with foreign agents, as Mexico's National Security Law controls them (title VII, arts. 68 to 76).

A contact is Mexico's own record, never the partner's. How it stands follows from its dates: it is a draft
until it is submitted, waits until it is decided, and is to be reported within days of being held.
"""

from ambos.kernel.fields import Code, Day, Flag, Ref, Text, Words
from ambos.kernel.kinds import CodeList, Field, Kind

GOVERNMENT_ORDER = CodeList(
    "government-order",
    ("federal", "state", "municipal"),
    source="The 2021 guidelines bind federal, state and municipal officials [PROC21]",
)

CONTACT_CHANNEL = CodeList(
    "contact-channel",
    ("meeting", "call", "message", "exchange"),
    source="Any meeting, information exchange, call or message is to be reported [LANETA21]",
)

CONTACT_DECISION = CodeList(
    "contact-decision",
    ("authorised", "refused", "urgent-authorised"),
    source="Prior authorisation by the GAN [VANG21]; officials named for urgent meetings [TELED21]",
)

CONTACT = Kind(
    "contact",
    domain="dialogue",
    version=1,
    joint=False,
    caption=("agent_agency", "topic"),
    list=("planned", "office", "agent_agency", "topic", "decision", "reported"),
    fields=(
        Field("meeting", Ref("meeting")),
        Field("agenda", Ref("agenda")),
        Field("official", Text(), required=True),
        Field("office", Text(), required=True),
        Field("government", Code(GOVERNMENT_ORDER), required=True),
        Field("agent_agency", Text(), required=True),
        Field("agent_nationality", Text(), required=True),
        Field("topic", Words(), required=True),
        Field("objective", Words(), required=True),
        Field("channel", Code(CONTACT_CHANNEL), required=True),
        Field("planned", Day(), required=True),
        Field("urgent", Flag()),
        Field("submitted", Day()),
        Field("decided", Day()),
        Field("decision", Code(CONTACT_DECISION)),
        Field("decided_by", Text()),
        Field("held", Day()),
        Field("report", Words()),
        Field("reported", Day()),
        Field("closed", Day()),
    ),
)

KINDS = (CONTACT,)
