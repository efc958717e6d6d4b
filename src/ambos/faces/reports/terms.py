"""Handling terms in words, for every face, and as codes for a cell that a program may read."""

from datetime import date

from ambos.faces.reports.shown import Shown
from ambos.values.handling import Label


def terms_lines(shown: Shown, label: Label, today: date) -> list[tuple[str, str]]:
    """Give the terms of a thing by name, as a person reads them; nothing where there are none."""
    terms, language = label.terms, shown.language
    caveats = ", ".join(language.label("codes", f"caveat.{code}") for code in terms.caveats)
    purposes = ", ".join(language.label("codes", f"purpose.{code}") for code in terms.purposes)
    until = shown.formats.date(terms.until) if terms.until else ""
    if terms.until and today > terms.until:
        until = shown.say("release", "terms.over", day=until)
    told = [
        (shown.say("release", "terms.caveats"), caveats),
        (shown.say("release", "terms.purposes"), purposes),
        (shown.say("release", "terms.until"), until),
        (shown.say("release", "terms.own"), terms.own),
    ]
    return [(name, value) for name, value in told if value]


def terms_words(label: Label) -> tuple[str, ...]:
    """Give the terms of a thing as codes."""
    terms = label.terms
    until = terms.until.isoformat() if terms.until else ""
    return (*terms.caveats, *terms.purposes, *filter(None, (until, terms.own)))
