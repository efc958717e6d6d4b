"""A channel given back, as a file that is carried: sealed sections behind each other, each behind its length.

Each section bears the note that the partner cosigned, so the file needs no manifest; whoever finds it reads
lengths and the id of a key (spec/exchange, "After a restore").
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ambos.exchange.sealed import SEALED_LIMIT, open_section, seal_section
from ambos.exchange.sealing import Opener, Recipient
from ambos.exchange.section import Section
from ambos.kernel.store.durable import written_whole
from ambos.values.errors import VerificationFailed

MAGIC = b"ambos returned channel/1\n"
LENGTH_BYTES = 8


class NotAReturn(VerificationFailed):
    """The file is no channel given back, or was cut short; data: ``file``."""

    code = "exchange.not-a-return"


def write_return(path: Path, sections: Iterable[Section], recipient: Recipient) -> int:
    """Write the sections, sealed to their owner, whole or not at all; give how many entries that was."""
    entries = 0
    with written_whole(path) as stream:
        stream.write(MAGIC)
        for section in sections:
            sealed = seal_section(section, recipient)
            stream.write(len(sealed).to_bytes(LENGTH_BYTES, "big") + sealed)
            entries += len(section.items)
    return entries


def read_return(path: Path, openers: Sequence[Opener], origin: str) -> Iterator[Section]:
    """Give the sections of a file one by one; refuse what is cut short, too long or sealed to others."""
    with path.open("rb") as stream:
        if stream.read(len(MAGIC)) != MAGIC:
            raise NotAReturn(file=path.name)
        while head := stream.read(LENGTH_BYTES):
            length = int.from_bytes(head, "big")
            if len(head) < LENGTH_BYTES or length > SEALED_LIMIT:
                raise NotAReturn(file=path.name)
            sealed = stream.read(length)
            if len(sealed) < length:
                raise NotAReturn(file=path.name)
            yield open_section(sealed, openers, origin)
