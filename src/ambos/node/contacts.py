"""What this node remembers of its contacts with a partner: when, what was promised, what went wrong last.

It lies as marks beside the mirror, and is told by ``ambos exchange status``; nothing of it leaves.
"""

from dataclasses import dataclass

from ambos.exchange.mirror import Mirror
from ambos.exchange.pull import HeadOutdated, Pull
from ambos.kernel.canonical import decode, encode
from ambos.values.errors import AmbosError

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


def note_contact(mirror: Mirror, now: int, promised: int, signed: int | None) -> None:
    """Remember a contact that succeeded; what went wrong before is forgotten."""
    store = mirror.log.store
    store.set_mark(CONTACT, encode([now, promised, signed]))
    if store.mark(FAILURE):
        store.set_mark(FAILURE, b"")


def note_visit(mirror: Mirror, now: int, pull: Pull) -> None:
    """Remember a visit that came to its end; a head of which nothing could be taken was no contact."""
    try:
        pull.demand_current()
    except HeadOutdated as error:
        note_failure(mirror, now, error)
    else:
        note_contact(mirror, now, pull.promised.size, pull.signed_at)


def note_failure(mirror: Mirror, now: int, error: AmbosError) -> None:
    """Remember what a contact failed of."""
    mirror.log.store.set_mark(FAILURE, encode([now, error.code]))


def last_contact(mirror: Mirror) -> Contact | None:
    """Give the last contact that succeeded; None before the first."""
    mark = mirror.log.store.mark(CONTACT)
    return Contact(*decode(mark)) if mark else None


def last_failure(mirror: Mirror) -> Failure | None:
    """Give what the contact after that failed of, if it did."""
    mark = mirror.log.store.mark(FAILURE)
    return Failure(*decode(mark)) if mark else None
