"""``ambos api``: the description of the interface for programs."""

from pathlib import Path

from ambos.faces.cli.declare import JSON, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import FILE

COMMAND = Noun("api")


@COMMAND.verb("describe", Option("output", FILE, key="option.output.api"), JSON)
def describe(session: Session, output: Path | None, json: bool) -> None:
    """Print the OpenAPI document of the interface; it is JSON with and without the option."""
    from ambos.faces.api.reference import described

    document = described(session.language)
    if output is None:
        session.json(document)
        return
    from json import dumps

    output.write_text(dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    session.tell(session.say("cli", "review.written", file=output))
