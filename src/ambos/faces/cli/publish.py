"""``ambos publish``: the public scorecard as static pages that anybody can verify."""

from pathlib import Path

from ambos.faces.cli.declare import Argument, Verb
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FOLDER


def publish(session: Session, folder: Path) -> None:
    """Write the public site into a folder, in the place of the one before."""
    from ambos.faces.reports.site.writing import write
    from ambos.node.publishing import public

    with public(session.node) as found:
        count = write(found, folder)
        session.tell(session.say("publish", "written", count=count, folder=folder, proofs=len(found.proofs)))


COMMAND = Verb("publish", publish, (Argument("folder", FOLDER),))
