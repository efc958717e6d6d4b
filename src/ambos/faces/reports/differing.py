"""What one version says otherwise than another, field by field and word by word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from ambos.faces.reports.shown import Shown
from ambos.kernel import fields
from ambos.kernel.kinds import Field, Kind

SAME, GONE, NEW = "same", "gone", "new"
WORD: Final = re.compile(r"\w")
ALIKE: Final = 0.5  # below this share of common words two texts are read whole, not in shreds
TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")


def _shared(matcher: SequenceMatcher[str], one: list[str], two: list[str]) -> float:
    """Give the share of words of the text with fewer words that the other has in the same order."""
    runs = matcher.get_matching_blocks()
    shared = sum(1 for run in runs for token in one[run.a : run.a + run.size] if WORD.match(token))
    fewer = min(sum(1 for token in text if WORD.match(token)) for text in (one, two))
    return shared / fewer if fewer else 1.0


@dataclass(frozen=True)
class Piece:
    """A run of words that both have, that only the first has, or that only the second has."""

    sort: str
    text: str


@dataclass(frozen=True)
class Difference:
    """A field that two versions do not say alike: each side in pieces, in one language where it is words."""

    field: str
    label: str
    lang: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Give two texts in pieces; the pieces of each, put together, are that text again."""
    one, two = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if before and after and _shared(matcher, one, two) < ALIKE:
        return (Piece(GONE, before),), (Piece(NEW, after),)
    left: list[Piece] = []
    right: list[Piece] = []
    for sort, a, b, c, d in matcher.get_opcodes():
        if a < b:
            left.append(Piece(SAME if sort == "equal" else GONE, "".join(one[a:b])))
        if c < d:
            right.append(Piece(SAME if sort == "equal" else NEW, "".join(two[c:d])))
    return tuple(left), tuple(right)


def differences(
    kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any], shown: Shown
) -> list[Difference]:
    """Give every field that two bodies of a kind do not hold alike, in the kind's order."""
    found: list[Difference] = []
    for each in kind.fields:
        if before.get(each.name) == after.get(each.name):
            continue
        label = shown.field_name(kind.name, each.name)
        for lang, old, new in _texts(each, before.get(each.name), after.get(each.name), shown):
            if old != new:
                found.append(Difference(each.name, label, lang, *pieces(old, new)))
    return found


def _texts(each: Field, before: Any, after: Any, shown: Shown) -> list[tuple[str, str, str]]:
    """Give what stands on each side: words in each language, all else as it is shown."""
    if isinstance(each.type, fields.Words):
        return [
            (lang, (before or {}).get(lang, ""), (after or {}).get(lang, "")) for lang in fields.LANGUAGES
        ]
    return [("", shown.value(each, before), shown.value(each, after))]
