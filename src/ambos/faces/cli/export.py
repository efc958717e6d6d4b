"""``ambos export``: marked copies to give out, each one different and on record before it leaves."""

from pathlib import Path

from ambos.faces.cli.declare import Argument, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE, TEXT, OneOf

COMMAND = Noun("export", usual="watermark")
FORMATS = ("csv", "text", "html", "pdf")


@COMMAND.verb(
    "watermark",
    Argument("kind"),
    Option("recipient", TEXT, required=True, key="option.export-recipient"),
    Option("file", FILE, required=True, key="option.export-file"),
    Option("format", OneOf("format", *FORMATS), default="text", key="option.export-format"),
)
def watermark(session: Session, kind: str, recipient: str, file: Path, format: str) -> None:
    """Write a marked copy of a list for one recipient."""
    from ambos.faces.reports.copying import copy_of

    copied = copy_of(session.node, session.shown, kind, recipient, format)
    file.write_bytes(copied.data)
    session.print(copied.code)
    session.tell(
        session.say("integrity", "copy.written", file=file, places=copied.places, recipient=recipient)
    )
