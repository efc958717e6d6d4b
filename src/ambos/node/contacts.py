"""What this node remembers of its contacts with a partner: when, what was promised, what went wrong last.

It lies as marks beside the mirror, and is told by ``ambos exchange status``; nothing of it leaves.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ambos.kernel.canonical import decode, encode
from ambos.values.errors import AmbosError

if TYPE_CHECKING:
    from ambos.node.node import Node

CONTACT, FAILURE = "contact", "failure"


@dataclass(frozen=True)
class Contact:
    """The last contact that succeeded: when, and what the partner's head said (sizes, POSIX seconds)."""

    time: int
    promised: int
    signed: int | None


@dataclass(frozen=True)
class Failure:
    """What the last contact failed of: when, and the code of the reason."""

    time: int
    code: str


def note_contact(node: "Node", party: str, promised: int, signed: int | None) -> None:
    """Remember a contact that succeeded just now; what went wrong before is forgotten."""
    store = node.mirrors()[party].log.store
    store.set_mark(CONTACT, encode([_now(node), promised, signed]))
    if store.mark(FAILURE):
        store.set_mark(FAILURE, b"")


def note_failure(node: "Node", party: str, error: AmbosError) -> None:
    """Remember what a contact failed of just now."""
    node.mirrors()[party].log.store.set_mark(FAILURE, encode([_now(node), error.code]))


def last_contact(node: "Node", party: str) -> Contact | None:
    """Give the last contact that succeeded; None before the first."""
    mark = _mark(node, party, CONTACT)
    return Contact(*decode(mark)) if mark else None


def last_failure(node: "Node", party: str) -> Failure | None:
    """Give what the contact after that failed of, if it did."""
    mark = _mark(node, party, FAILURE)
    return Failure(*decode(mark)) if mark else None


def _mark(node: "Node", party: str, name: str) -> bytes:
    mirror = node.mirrors().get(party)
    return (mirror.log.store.mark(name) if mirror else None) or b""


def _now(node: "Node") -> int:
    return int(node.parts.now().timestamp())
