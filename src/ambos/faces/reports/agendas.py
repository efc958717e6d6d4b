"""What a planned meeting is called, and its file as a document to print."""

from datetime import date

from ambos.i18n.catalogue import LANGUAGES, Language
from ambos.node.meetings import Drafted


def usual_name(drafted: Drafted, day: date) -> dict[str, str]:
    """Name a planned meeting in every language by its body, else by its level, and its day."""
    spoken = [Language(code) for code in LANGUAGES]
    if drafted.group is not None:
        body: dict[str, str] = drafted.group.get("name")
        names = [body.get(one.code) or next(iter(body.values())) for one in spoken]
    else:
        names = [one.label("codes", f"meeting-level.{drafted.level}") for one in spoken]
    return {
        one.code: one.say("agenda", "usual-name", body=name, day=day.isoformat())
        for one, name in zip(spoken, names, strict=True)
    }
