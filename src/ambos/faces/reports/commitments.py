"""What became of everything promised, as one page that stands alone and prints well."""

from collections.abc import Iterator
from typing import Final

from ambos.analysis.studies.lines import CommitmentLine
from ambos.analysis.studies.promises import Counted, Promises
from ambos.domains.dialogue.views import (
    DATE_NOT_GIVEN,
    DATE_UNKNOWN,
    PROMISE_RULES,
    SILENT_AFTER_DAYS,
    STANDINGS,
)
from ambos.faces.reports.html import filled
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import Language

SHOWN: Final = ("kept", "claimed", "late", "silent")


def commitments_html(found: Promises, language: Language) -> str:
    """Give the commitments as one HTML document in a language; nothing is fetched."""
    voice = Voice(language, found.today)
    return filled(
        "commitments.html",
        found=found,
        voice=voice,
        say=lambda key, **data: language.say("cycle", key, **data),
        today=voice.formats.date(found.today),
        tiles=list(tiles(found.counted, voice)),
        shown={line.item.subject for line in found.lines},
        standings=STANDINGS,
        rules=PROMISE_RULES,
        due=lambda line: due(line, voice),
    )


def tiles(found: Counted, voice: Voice) -> Iterator[tuple[str, str, str]]:
    """Give the numbers to know first: how many, of how many, what."""
    every, silent = voice.number(found.every), voice.number(SILENT_AFTER_DAYS)
    for standing in SHOWN:
        told = voice.language.say("cycle", f"tile.{standing}", days=silent)
        yield voice.number(found.counts.get(standing, 0)), every, told
    for flag in (DATE_NOT_GIVEN, DATE_UNKNOWN):
        yield voice.number(found.flags.get(flag, 0)), every, voice.language.say("cycle", f"tile.{flag}")
    yield voice.number(found.ownerless), every, voice.say("tile.owners")
    yield voice.number(found.chains), "", voice.language.say("cycle", "tile.chains")


def due(line: CommitmentLine, voice: Voice) -> str:
    """Give the due date; else say whether the text gives none or none is known."""
    if line.due:
        return voice.day(line.due)
    flag = next(flag for flag in line.flags if flag in (DATE_NOT_GIVEN, DATE_UNKNOWN))
    return voice.language.say("cycle", f"due.{flag}")
