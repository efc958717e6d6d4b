"""``ambos redact``: destroy for good the content of what one's own party said; the signed record stays."""

from ambos.faces.cli.declare import Argument, Option, Verb
from ambos.faces.cli.recall import tell_kept
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import TEXT, OneOf
from ambos.kernel.records import RECALL_REASON
from ambos.node.erasure import redact as destroy


def redact(session: Session, record: str, reason: str, basis: str) -> None:
    """Destroy the content of a record, or of all versions of a thing that one's own party said."""
    kept = destroy(session.node, record, reason, basis)
    session.tell(session.say("recall", "redacted", record=record))
    tell_kept(session, kept)
    session.tell(session.say("recall", "redacted.partners"))


COMMAND = Verb(
    "redact",
    redact,
    (
        Argument("record"),
        Option("reason", OneOf("reason", *RECALL_REASON.codes), required=True, key="option.reason.code"),
        Option("basis", TEXT, required=True),
    ),
)
