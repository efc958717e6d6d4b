"""Find things by their words, as one person may see them: first those named so, then those that speak of it.

Of each, the last changed comes first. Nothing is counted: how many things hold a word is nobody's business.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ambos.kernel.fields import LANGUAGES
from ambos.kernel.kinds import Field, Register
from ambos.kernel.paging import CursorInvalid
from ambos.kernel.shelf import SEARCH, Shelf, Thing
from ambos.kernel.tables import table_of
from ambos.kernel.things import chosen
from ambos.kernel.wanted import BEYOND, TITLE, Wanted
from ambos.kernel.words import kind_tag, plain, sight_tag, spoken, wanted

LIMIT: Final = 20
MOST: Final = 100
AROUND: Final = 70  # characters shown before the first word that was found, and twice as many behind
MANY_SIGHTS: Final = 200
_CURSOR: Final = re.compile("([01])-([0-9]{1,18})", re.ASCII)
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Hit:
    """A thing that was found, the field that speaks of it, and a part of that: texts, and if sought."""

    thing: Thing
    field: str
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Found:
    """Some hits, and the cursor for more of them (empty: none)."""

    hits: list[Hit]
    more: str


def search(
    shelf: Shelf, text: str, kind: str = "", limit: int = LIMIT, after: str = "", language: str = LANGUAGES[0]
) -> Found:
    """Give the visible things in which every word of a text stands, the last word also as a beginning.

    Accents and case do not matter; both languages are searched, and snippets are in ``language`` where it
    has the words. Withdrawn and recalled things are not found. Refused: an unknown kind, a cursor of
    another make.
    """
    tags: list[tuple[str, ...]] = [(kind_tag(shelf.register[kind].name),)] if kind else []
    asked = wanted(text)
    stage, below = _place(after)
    if asked is None or not shelf.folded():
        return Found([], "")
    sights = shelf.sights()
    if not sights.all and len(sights.numbers) <= MANY_SIGHTS:
        tags.append(tuple(map(sight_tag, sorted(sights.numbers))))
    limit = max(1, min(limit, MOST))
    rows: list[tuple[int, int, str]] = []
    for titled in (1, 0)[1 - stage :]:
        question = asked._replace(tags=tuple(tags), where=TITLE if titled else BEYOND)
        rows += [(titled, *row) for row in _rows(shelf, question, below, limit + 1 - len(rows))]
        below = 0
    more = "{}-{}".format(*rows[limit - 1][:2]) if len(rows) > limit else ""
    return Found(_hits(shelf, [subject for _, _, subject in rows[:limit]], asked, language), more)


def _place(cursor: str) -> tuple[int, int]:
    """Read how far a search has come: among the titles or behind them, and below which place."""
    if not cursor:
        return 1, 0
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise CursorInvalid
    return int(match[1]), int(match[2])


def _rows(shelf: Shelf, asked: Wanted, below: int, limit: int) -> list[tuple[int, str]]:
    """Give place and subject of what matches, the newest first; titles once only."""
    if limit <= 0 or any(not group for group in asked.tags):
        return []
    found = shelf.matching(asked)
    conditions = [found.condition, "t.subject = w.subject", "t.shown = 1", shelf.within("+t.sight")]
    parameters = list(found.parameters)
    if below:
        conditions.append(f"{found.place} < ?")
        parameters.append(below)
    sql = (
        f"SELECT w.place, w.subject FROM {found.tables} CROSS JOIN thing t "
        f"WHERE {' AND '.join(conditions)} ORDER BY {found.place} DESC LIMIT {limit}"
    )
    return [(place, subject) for place, subject in shelf.rows(sql, parameters)]


def _hits(shelf: Shelf, subjects: Sequence[str], asked: Wanted, language: str) -> list[Hit]:
    """Read the things of these subjects, one question a kind, and mark what was sought in each."""
    kinds = dict.fromkeys(subject.partition("/")[0] for subject in subjects)
    things: dict[str, Thing] = {}
    for name in kinds:
        kind = shelf.register[name]
        own = [subject for subject in subjects if subject.startswith(f"{name}/")]
        marks = ", ".join("?" * len(own))
        sql = (
            f"SELECT {chosen(kind)} FROM {table_of(kind)} k CROSS JOIN thing t WHERE t.subject = k.subject "
            f"AND {shelf.within('+t.sight')} AND k.subject IN ({marks})"
        )
        given = shelf.give(SEARCH, shelf.made(kind, shelf.rows(sql, own)))
        things |= {thing.subject: thing for thing in given}
    return [
        _hit(shelf.register, things[subject], asked, language) for subject in subjects if subject in things
    ]


def _hit(register: Register, thing: Thing, asked: Wanted, language: str) -> Hit:
    """Give the first text of a thing in which a word stands; those that do not name it go before."""
    kind = register[thing.kind]
    fields = sorted(kind.fields, key=lambda field: field.name in kind.caption)
    for field in fields:
        for said in _said(field, thing.get(field.name), language):
            parts = snippet(said, asked)
            if any(sought for _, sought in parts):
                return Hit(thing, field.name, parts)
    return Hit(thing, "", ())


def _said(field: Field, value: Any, language: str) -> list[str]:
    """Give the texts of a field, those of the language first."""
    if isinstance(value, dict):
        return [value[each] for each in sorted(value, key=lambda each: each != language)]
    return list(spoken(field, value))


def snippet(text: str, asked: Wanted) -> tuple[tuple[str, bool], ...]:
    """Cut a text to what lies around the first word that was sought, in pieces: text, and whether it was."""
    marked = [match.span() for match in _WORD.finditer(text) if _sought(match[0], asked)]
    if not marked:
        return ()
    start = max(0, marked[0][0] - AROUND)
    stop = min(len(text), marked[0][0] + 2 * AROUND)
    start = text.find(" ", start, marked[0][0]) + 1 if start else 0
    stop = max(text.rfind(" ", start, stop), marked[0][1]) if stop < len(text) else stop
    parts, at = [("…" if start else "", False)], start
    for begin, end in marked:
        if end <= stop:
            parts += [(text[at:begin], False), (text[begin:end], True)]
            at = end
    parts += [(text[at:stop] + ("…" if stop < len(text) else ""), False)]
    return tuple(part for part in parts if part[0])


def _sought(word: str, asked: Wanted) -> bool:
    folded = plain(word)
    return folded in asked.words or (asked.open and folded.startswith(asked.words[-1]))
