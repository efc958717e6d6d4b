"""What is on its way: requests to a border, its answers, sections carried by hand. Any of it may go wrong.

An answer finds only the visit that asked for it, as over a connection; apart from that, things arrive in any
order, late, twice, altered, or never.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from ambos.exchange import routes
from ambos.exchange.outbox import Outbox
from ambos.exchange.pull import Pull


@dataclass(eq=False)
class Visit:
    """A pull under way, of a party at another, in one life of the party's process."""

    puller: str
    source: str
    pull: Pull
    life: int
    over: bool = False


@dataclass(frozen=True, eq=False)
class Request:
    """A path on its way to a border."""

    visit: Visit
    path: str


@dataclass(frozen=True, eq=False)
class Answer:
    """A border's answer on its way back; None where it has nothing there."""

    visit: Visit
    path: str
    data: bytes | None
    altered: bool = False


@dataclass(frozen=True, eq=False)
class Parcel:
    """A section, or a receipt, carried by hand."""

    sender: str
    receiver: str
    data: bytes
    receipt: bool = False
    altered: bool = False


Message = Request | Answer | Parcel


def answered(request: Request, folder: Path) -> Answer:
    """Give what the border that serves ``folder`` answers, with no process of the node behind it."""
    outbox = Outbox(folder)
    if request.path == routes.HEAD:
        return Answer(request.visit, request.path, outbox.head())
    place = routes.position_of(request.path.removeprefix(routes.SECTIONS))
    found = None if place is None else outbox.section_at(place)
    return Answer(request.visit, request.path, found.read_bytes() if found else None)


def altered(message: Message, at: int) -> Message:
    """Give the message with one bit of its content turned over."""
    if isinstance(message, Request) or not message.data:
        return message
    place = at % (8 * len(message.data))
    data = bytearray(message.data)
    data[place // 8] ^= 1 << place % 8
    return replace(message, data=bytes(data), altered=True)
