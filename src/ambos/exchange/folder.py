"""Sections and receipts as files in a folder: a shared directory, or a stick carried over the border.

Files are written under another name, synchronised and renamed, so a reader never meets half a file. Reading
twice changes nothing.
"""

from pathlib import Path

from ambos.exchange.channel import Channel
from ambos.exchange.mirror import Mirror
from ambos.exchange.section import Section, parse_section
from ambos.kernel.canonical import NotCanonical
from ambos.kernel.log import Fork, RestoredCopy
from ambos.kernel.note import VerifierKey
from ambos.kernel.store.durable import write_whole
from ambos.values.errors import AmbosError, Misused, VerificationFailed

SECTION, RECEIPT = ".section", ".receipt"


class NotASection(VerificationFailed):
    """A file with the name of a section is cut short, or is none."""

    code = "exchange.not-a-section"


class NotAReceipt(VerificationFailed):
    """A file with the name of a receipt is none by the peer over this channel."""

    code = "exchange.not-a-receipt"


class NoFolder(Misused):
    """There is no folder to receive from."""

    code = "exchange.no-folder"


def send(channel: Channel, folder: Path) -> list[Path]:
    """Write what the peer has not yet acknowledged; give the files, none when nothing is new."""
    folder.mkdir(parents=True, exist_ok=True)
    old, written = channel.acknowledged(), []
    while old < channel.log.size:
        section = channel.section(old)
        name = f"{_plain(section.origin)}.{section.old:010d}-{section.new:010d}{SECTION}"
        written.append(write_whole(folder / name, bytes(section)))
        old = section.new
    return written


def receive(mirror: Mirror, folder: Path) -> int:
    """Admit every section in the folder, in order, and leave the receipt; give how many records are new.

    A section that is refused ends it; the receipt then acknowledges those admitted before. Refused too: a
    folder that is not there.
    """
    if not folder.is_dir():
        raise NoFolder(folder=str(folder))
    name, received = _plain(mirror.log.origin), 0
    for path in sorted(folder.glob(f"{name}.*{SECTION}")):
        admitted = mirror.admit(_section(path))
        write_whole(folder / f"{name}{RECEIPT}", admitted.receipt)
        received += len(admitted.places)
    return received


def collect(channel: Channel, folder: Path, *cosigners: VerifierKey) -> int:
    """Take the peer's receipt from the folder, if there is one; give up to where it acknowledges.

    A receipt that shows this channel to be an old copy is refused as such, any other wrong one by its name.
    """
    path = folder / f"{_plain(channel.log.origin)}{RECEIPT}"
    if path.is_file():
        try:
            channel.take_receipt(path.read_bytes(), *cosigners)
        except (RestoredCopy, Fork):
            raise
        except AmbosError as error:
            raise NotAReceipt(file=path.name) from error
    return channel.acknowledged()


def _section(path: Path) -> Section:
    try:
        return parse_section(path.read_bytes())
    except NotCanonical as error:
        raise NotASection(file=path.name) from error


def _plain(origin: str) -> str:
    return origin.replace("/", "-")
