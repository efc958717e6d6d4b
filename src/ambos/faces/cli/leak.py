"""``ambos leak``: whose copy a leaked text was made from."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ambos.faces.cli.declare import JSON, Argument, Noun
from ambos.faces.cli.errors import FileUnusable
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE

if TYPE_CHECKING:
    from ambos.node.copies import Suspect

COMMAND = Noun("leak", usual="identify")
SHOWN = 5


@COMMAND.verb("identify", Argument("file", FILE), JSON)
def identify_(session: Session, file: Path, json: bool) -> None:
    """Say whose copy a file was made from, how sure that is, and why."""
    from ambos.node.copies import identify
    from ambos.node.leaked import text_of

    try:
        data = file.read_bytes()
    except OSError as error:
        raise FileUnusable(file=file, reason=error.strerror or "") from error
    found = identify(session.node, text_of(data), data)
    if json:
        exact = found.exact.subject if found.exact else None
        session.json(
            {"compared": found.compared, "exact": exact, "copies": [_plain(one) for one in found.suspects]}
        )
        return
    from ambos.faces.cli.printing import line
    from ambos.faces.reports.leaks import said

    for text in said(found, session.shown)[: SHOWN * 4]:
        line(text)


def _plain(one: "Suspect") -> dict[str, Any]:
    return {
        "export": one.export.subject,
        "recipient": one.export.get("recipient"),
        "officer": one.export.get("officer"),
        "at": one.export.get("at"),
        "named": one.named,
        "probability": round(one.probability, 6),
        "by_chance": one.scored.innocent,
        "score": round(one.scored.score, 3),
        "agree": one.scored.agree,
        "places": one.scored.places,
        "carriers": {name: {"agree": agree, "of": of} for name, agree, of in one.agreeing},
    }
