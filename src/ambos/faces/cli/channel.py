"""``ambos channel``: carry what was released to a partner, and receive what it released, as files."""

from pathlib import Path

from ambos.faces.cli.declare import Argument, Noun
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FOLDER, PARTY

COMMAND = Noun("channel")


@COMMAND.verb("send", Argument("party", PARTY), Argument("folder", FOLDER))
def send(session: Session, party: str, folder: Path) -> None:
    """Write into a folder what the partner has not yet acknowledged."""
    files = session.node.send(party, folder)
    for file in files:
        session.print(str(file))
    session.tell(session.say("cli", "channel.sent", count=len(files), party=party))


@COMMAND.verb("receive", Argument("party", PARTY), Argument("folder", FOLDER))
def receive(session: Session, party: str, folder: Path) -> None:
    """Verify and keep what the partner has put into a folder, and leave the receipt there."""
    count = session.node.receive(party, folder)
    session.tell(
        session.say("cli", "channel.received", count=session.shown.formats.number(count), party=party)
    )
