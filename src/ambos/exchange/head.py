"""The head: what a partner asks for first: our newest note for it, and our receipt for its own.

Only the two notes in it are believed, each by its own signatures; versions and time are a hint.
"""

from dataclasses import dataclass
from typing import Any

from ambos.kernel.canonical import NotCanonical, decode, encode
from ambos.kernel.checkpoint import MAX_TIME
from ambos.kernel.note import MAX_NOTE_BYTES, is_name
from ambos.values.errors import VerificationFailed

VERSION = 1
HEAD_LIMIT = 2 * MAX_NOTE_BYTES + 1024


class NotAHead(VerificationFailed):
    """What came as a head is none, or is of another version or channel."""

    code = "exchange.not-a-head"


@dataclass(frozen=True, slots=True)
class Head:
    """The newest of the channel ``origin``: ``note`` is None while it is empty, ``receipt`` before any.

    ``policy`` and ``keyset`` are the versions in force at its node, ``time`` is when it was made (POSIX).
    """

    origin: str
    note: bytes | None
    receipt: bytes | None
    policy: int
    keyset: int
    time: int

    def __bytes__(self) -> bytes:
        """Print the head."""
        return encode(
            [VERSION, self.origin, self.note, self.receipt, self.policy, self.keyset, self.time],
        )


def parse_head(data: bytes) -> Head:
    """Parse exactly what ``bytes(head)`` prints."""
    try:
        if len(data) > HEAD_LIMIT:
            raise ValueError("too long")
        version, *parts = decode(data)
        if version != VERSION or type(version) is not int:
            raise ValueError("version")
        head = Head(*parts)
        _demand_sane(head)
    except (NotCanonical, TypeError, ValueError) as error:
        raise NotAHead() from error
    return head


def _demand_sane(head: Head) -> None:
    """Refuse wrong types, and numbers that nothing could have."""
    sound = (
        type(head.origin) is str
        and is_name(head.origin)
        and _is_note(head.note)
        and _is_note(head.receipt)
        and all(type(n) is int and 0 <= n <= MAX_TIME for n in (head.policy, head.keyset, head.time))
    )
    if not sound:
        raise ValueError("not a head")


def _is_note(value: Any) -> bool:
    return value is None or (type(value) is bytes and 0 < len(value) <= MAX_NOTE_BYTES)
