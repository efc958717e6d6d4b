"""Words of things, folded alike where they are kept and where they are asked for: what a search goes by.

A word is a run of letters and digits, in small letters and without accents. The text of both languages is
kept, and the name of the thing; codes are not, since each reader sees them in a language of their own.
``tags`` name the kind and the sight of a thing, so that a search may leave out what somebody may not see
before it counts.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, Final
from unicodedata import combining, normalize

from ambos.kernel.field_texts import TEXT_LIMIT
from ambos.kernel.fields import Prose, Text, Url, Words
from ambos.kernel.kinds import Field, Kind
from ambos.kernel.release_kinds import KERNEL
from ambos.kernel.settling import rows_in
from ambos.kernel.store.contract import TableStore
from ambos.kernel.wanted import TAG, Wanted

TABLE: Final = (
    "word(place INTEGER PRIMARY KEY, subject TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, "
    "tags TEXT NOT NULL)"
)
COLUMNS: Final = "subject, title, text, tags"  # without the place, which is that of the order of folding
LONGEST: Final = 64  # characters of a word that count; PostgreSQL refuses words beyond 2 KiB
MOST: Final = 4000  # words of a thing that count; PostgreSQL refuses more than 1 MiB of them
_WORD: Final = re.compile(r"[^\W_]+")
_SPOKEN: Final = frozenset((Text, Words, Prose, Url))
_REPEATED: Final = 4096  # texts whose words are remembered, since many records say the same


class _Bare(dict[int, int | None]):
    """What a text is translated by, to have it without accents; filled as characters are met."""

    def __missing__(self, point: int) -> int | None:
        kept = None if combining(chr(point)) else point
        self[point] = kept
        return kept


_BARE: Final = _Bare()


def plain(text: str) -> str:
    """Give a text in small letters without accents."""
    if text.isascii():
        return text.lower()
    return normalize("NFKD", text.casefold()).translate(_BARE)


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text, folded, in their order."""
    return _words_of_line(text) if len(text) <= TEXT_LIMIT else _words_of(text)


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(word[:LONGEST] for word in _WORD.findall(plain(text)))


_words_of_line = lru_cache(_REPEATED)(_words_of)


def wanted(text: str, tags: tuple[tuple[str, ...], ...] = ()) -> Wanted | None:
    """Read what somebody typed; None where it holds no word. A last word of one letter stands for itself."""
    words = tuple(dict.fromkeys(words_of(text)))
    return Wanted(words, len(words[-1]) > 1, tags) if words else None


def kind_tag(kind: str) -> str:
    """Give the tag of a kind."""
    return "k" + kind.replace("-", "0")


def sight_tag(sight: int) -> str:
    """Give the tag of a sight."""
    return f"s{sight}"


def is_searched(kind: Kind) -> bool:
    """Say whether things of a kind are found by words: not what a node writes of itself by the million."""
    return not (kind.machine and kind.domain == KERNEL)


def spoken(field: Field, value: Any) -> Iterator[str]:
    """Give the texts that a person wrote in a field."""
    if value is not None and type(field.type) in _SPOKEN:
        yield from value.values() if isinstance(value, dict) else value if field.many else (value,)


def word_row(kind: Kind, subject: str, body: Mapping[str, Any], sight: int) -> tuple[str, str, str, str]:
    """Give subject, title, text and tags of a thing as table ``word`` holds them."""
    title = dict.fromkeys(words_of(subject.partition("/")[2]))
    text: dict[str, None] = {}
    for field in kind.fields:
        into = title if field.name in kind.caption else text
        for said in spoken(field, body.get(field.name, field.default)):
            into |= dict.fromkeys(words_of(said))
    rest = islice((word for word in text if word not in title), MOST)
    tags = f"{TAG}{kind_tag(kind.name)} {TAG}{sight_tag(sight)}"
    return subject, " ".join(islice(title, MOST)), " ".join(rest), tags


def say_words(
    tables: TableStore, words: Mapping[str, tuple[str, ...] | None], new: Collection[str] = frozenset()
) -> None:
    """Keep the words of these things, and of those that are not shown none; ``new`` ones have none yet."""
    older = [subject for subject in words if subject not in new]
    known = {row[0]: row for row in rows_in(tables, f"SELECT {COLUMNS} FROM word WHERE subject IN", older)}
    changed = [subject for subject, row in words.items() if known.get(subject) != row]
    rows_in(tables, "DELETE FROM word WHERE subject IN", [subject for subject in changed if subject in known])
    ((last,),) = tables.execute("SELECT COALESCE(max(place), 0) FROM word")
    rows = [row for subject in changed if (row := words[subject]) is not None]
    tables.insert("word", [(place, *row) for place, row in enumerate(rows, last + 1)])
