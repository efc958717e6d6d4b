"""Findings of plan lint in one reader's language, for terminal, page and SARIF alike."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from ambos.analysis.studies.judgements import FindingLine
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import Language
from ambos.values.dates import Day, Period


def _words(voice: Voice, text: str) -> str:
    return text or voice.language.label("lint", "nothing")


def _parties(voice: Voice, text: str) -> str:
    return voice.listed(voice.code("place", party) for party in text.split())


def _code(codes: str) -> Callable[[Voice, str], str]:
    return lambda voice, code: voice.code(codes, code)


GAP: Final = "…"
PLACEHOLDER: Final = re.compile(r"\{\w+\}")
THINGS: Final = ("thing", "one", "other")  # entries of a finding's data that name another thing by its id

# How each entry of a finding's data is said; what is not named here stands as it is.
SHOWN: Final[Mapping[str, Callable[[Voice, str], str]]] = {
    **dict.fromkeys(("count", "limit", "total", "level", "number"), lambda v, text: v.number(Decimal(text))),
    **dict.fromkeys(("day", "other_day"), lambda voice, text: voice.day(Day.parse(text))),
    **dict.fromkeys(("period", "other_period"), lambda voice, text: voice.period(Period.parse(text))),
    **dict.fromkeys(("unit", "other_unit"), lambda voice, text: voice.unit(text)),
    **dict.fromkeys(("before", "after"), _words),
    **dict.fromkeys(("figure_status", "other_figure_status"), _code("figure-status")),
    "parties": _parties,
    "calendar": _code("calendar"),
    "party": _code("place"),
    "sort": _code("indicator-sort"),
    "status": lambda voice, text: voice.status(text),
}


def mentioned(lines: Iterable[FindingLine]) -> Iterator[str]:
    """Give the ids of the other things that findings speak of."""
    return (line.data[name] for line in lines for name in THINGS if name in line.data)


def sentence(line: FindingLine, voice: Voice, called: Callable[[str], str] = str) -> str:
    """Say what was found; ``called`` gives the name of a thing by its id, which stands there otherwise."""
    kind = line.data.get("kind", "")
    labels = (voice.language.label("kinds", f"{kind}.{name}") for name in line.data.get("fields", "").split())
    said = {name: SHOWN[name](voice, text) for name, text in line.data.items() if name in SHOWN}
    said |= {name: called(line.data[name]) for name in THINGS if name in line.data}
    named = {"kind": voice.language.label("kinds", kind) if kind else "", "fields": voice.listed(labels)}
    return voice.language.say("lint", line.rule, **{**line.data, **said, **named})


def pattern(rule: str, language: Language) -> str:
    """Say what a rule finds, with a gap for whatever depends on the thing."""
    return PLACEHOLDER.sub(GAP, language.label("lint", rule))


def why(rule: str, voice: Voice) -> str:
    """Say why a rule matters."""
    return voice.language.label("lint", f"{rule}.why")


def fix(rule: str, voice: Voice) -> str:
    """Say what mends what a rule finds."""
    return voice.language.label("lint", f"{rule}.fix")


def severity(code: str, voice: Voice) -> str:
    """Give the word for how grave a finding is."""
    return voice.language.label("lint", f"severity.{code}")


def one_line(line: FindingLine, voice: Voice) -> str:
    """Give a finding on one line: rule, gravity, thing, sentence, and what mends it or why it is waived."""
    told = {"rule": line.rule, "thing": line.item.subject, "sentence": sentence(line, voice)}
    if line.waived:
        reason = voice.words(line.reason)
        return voice.language.say("lint", "finding.waived", **told, waiver=line.waived, reason=reason)
    said = severity(line.severity, voice)
    return voice.language.say("lint", "finding", **told, severity=said, fix=fix(line.rule, voice))
