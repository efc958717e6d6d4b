"""What carries the marks of a copy: the order of neighbouring rows and columns, wording, digits in groups.

Nothing that is told is changed: a figure keeps its value, a row its cells, a text its sense. Marks are read
from plain text, after compatibility forms and white space were made alike; neither rows nor lines have to be
whole. A place is named by what stands around it, so that it is found again in any part of a copy.
"""

import hmac
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from unicodedata import normalize

ROWS, COLUMNS, WORDS, FIGURES = "rows", "columns", "words", "figures"
CARRIERS: Final = (ROWS, COLUMNS, WORDS, FIGURES)
ANCHORS: Final = 5  # texts of a row by which it is found again
ANCHOR_BYTES: Final = 6
KEY_BYTES: Final = 8
AROUND: Final = 2  # words on either side that name the place of a word
GROUPED_FROM: Final = 5  # digits before the point; years keep their form
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_FIGURE: Final = re.compile(
    r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w-])|(?<![\w.,-])\d+(?:\.\d+)?(?![\w-])"
)
_PLAIN: Final = re.compile(r"(?<![\w.,-])(\d{5,})(\.\d+)?(?![\w-])")
_COMMAS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

Bit = Callable[[bytes], bool]
Wordings = Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table to be copied: heads, rows of cells, which columns are prose. The first column names rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    prose: frozenset[int]


@dataclass(frozen=True)
class Index:
    """What is kept of a sheet to find its rows again: for each a key, and digests of texts in it alone."""

    heads: tuple[str, ...]
    keys: tuple[bytes, ...]
    anchors: tuple[tuple[bytes, ...], ...]

    def packed(self) -> bytes:
        """Give the keys and anchors of the rows as bytes."""
        return b"".join(
            key + len(held).to_bytes() + b"".join(held)
            for key, held in zip(self.keys, self.anchors, strict=True)
        )

    @classmethod
    def unpacked(cls, heads: tuple[str, ...], data: bytes) -> "Index":
        """Read what ``packed`` gave; of bytes that nothing packed, as far as they make sense."""
        keys, anchors, at = [], [], 0
        while at + KEY_BYTES < len(data):
            keys.append(data[at : at + KEY_BYTES])
            count = data[at + KEY_BYTES]
            at += KEY_BYTES + 1
            ends = range(at, at + count * ANCHOR_BYTES, ANCHOR_BYTES)
            anchors.append(tuple(data[end : end + ANCHOR_BYTES] for end in ends))
            at += count * ANCHOR_BYTES
        return cls(heads, tuple(keys), tuple(anchors))


def alike(text: str) -> str:
    """Give a text with compatibility forms, white space and grouped digits made alike."""
    return _COMMAS.sub("", " ".join(normalize("NFKC", text).split()))


def digest(secret: bytes, *parts: str) -> bytes:
    """Name something by the secret: the name tells nothing to whoever lacks it."""
    return hmac.digest(secret, "\x1f".join(parts).encode(), sha256)


def _figures(text: str) -> list[str]:
    return [_COMMAS.sub("", one) for one in _FIGURE.findall(text)]


def _tokens(text: str) -> list[str]:
    """Give what a row may be found by: its figures and its words of some length, in order."""
    return [*_figures(text), *(word.lower() for word in _WORD.findall(text) if len(word) > 3)]


# -- writing


def index_of(sheet: Sheet, secret: bytes, wordings: Wordings) -> Index:
    """Give what has to be kept of a sheet, so that the rows of a copy are found again."""
    tokens = [list(dict.fromkeys(_tokens(alike(" ".join(row))))) for row in sheet.rows]
    often = Counter(token for row in tokens for token in row)
    often.update(token for head in sheet.heads for token in _tokens(head))
    anchors = []
    for row in tokens:
        own = [token for token in row if often[token] == 1 and token not in wordings]
        figures = [token for token in own if token[0].isdigit() and len(token) > 2]
        chosen = list(dict.fromkeys([*figures, *sorted(own, key=len, reverse=True)]))[:ANCHORS]
        anchors.append(tuple(digest(secret, "anchor", token)[:ANCHOR_BYTES] for token in chosen))
    keys = tuple(digest(secret, "row", *row)[:KEY_BYTES] for row in sheet.rows)
    return Index(sheet.heads, keys, tuple(anchors))


def marked(sheet: Sheet, secret: bytes, wordings: Wordings, bit: Bit, *, grouped: bool) -> Sheet:
    """Give the copy of a sheet that has these bits; digits are grouped only where people read them."""
    index = index_of(sheet, secret, wordings)
    order = _ordered([f"{key.hex()}" for key in index.keys], range(len(sheet.rows)), secret, ROWS, bit)
    columns = [0, *_ordered(list(sheet.heads), range(1, len(sheet.heads)), secret, COLUMNS, bit)]

    def cell(row: int, column: int) -> str:
        text = sheet.rows[row][column]
        if column in sheet.prose:
            return _worded(text, secret, wordings, bit)
        return _PLAIN.sub(lambda found: _grouped(found, secret, bit), text) if grouped and column else text

    return Sheet(
        heads=tuple(sheet.heads[column] for column in columns),
        rows=tuple(tuple(cell(row, column) for column in columns) for row in order),
        prose=frozenset(at for at, column in enumerate(columns) if column in sheet.prose),
    )


def _ordered(names: Sequence[str], order: Iterable[int], secret: bytes, sort: str, bit: Bit) -> list[int]:
    """Exchange neighbours two by two, as the bits say."""
    places = list(order)
    for at in range(0, len(places) - 1, 2):
        one, other = places[at], places[at + 1]
        first, second = sorted((one, other), key=lambda each: names[each])
        if names[one] != names[other]:
            swapped = bit(_pair(secret, sort, names[one], names[other]))
            places[at : at + 2] = (second, first) if swapped else (first, second)
    return places


def _pair(secret: bytes, sort: str, one: str, other: str) -> bytes:
    return digest(secret, sort, *sorted((one, other)))


def _worded(text: str, secret: bytes, wordings: Wordings, bit: Bit) -> str:
    """Put one word of each pair, as the bits say; only words in small letters, which are no names."""
    found = list(_WORD.finditer(text))
    plain = [normalize("NFKC", match[0]).lower() for match in found]
    made, at = [], 0
    for number, match in enumerate(found):
        if match[0] in wordings and AROUND <= number < len(found) - AROUND:
            one, other = sorted((match[0], wordings[match[0]]))
            chosen = other if bit(_place_of(plain, number, secret, wordings)) else one
            made += [text[at : match.start()], chosen]
            at = match.end()
    return "".join([*made, text[at:]])


def _place_of(words: Sequence[str], at: int, secret: bytes, wordings: Wordings) -> bytes:
    """Name the place of a word by the words around it, whichever of a pair stands there."""
    canonical = [_first_of(word, wordings) for word in words[max(0, at - AROUND) : at + AROUND + 1]]
    return digest(secret, WORDS, *canonical)


def _first_of(word: str, wordings: Wordings) -> str:
    return min(word, wordings[word]) if word in wordings else word


def _grouped(found: re.Match[str], secret: bytes, bit: Bit) -> str:
    whole, rest = found[1], found[2] or ""
    if whole[0] == "0" or not bit(digest(secret, FIGURES, whole + rest)):
        return found[0]
    return f"{int(whole):,}{rest}"


# -- reading


@dataclass(frozen=True)
class Leak:
    """A text that was found: its tokens by place, and what it says at places that need no index."""

    positions: Mapping[bytes, int]
    text: str
    words: Mapping[bytes, bool]
    figures: Mapping[bytes, bool]


def read(text: str, secret: bytes, wordings: Wordings) -> Leak:
    """Read a text that somebody copied, retyped or cut."""
    kept = " ".join(normalize("NFKC", text).split())
    flat = alike(text)
    positions: dict[bytes, int] = {}
    for match in re.finditer(r"\S+", flat):
        for token in _tokens(match[0]):
            positions.setdefault(digest(secret, "anchor", token)[:ANCHOR_BYTES], match.start())
    return Leak(positions, flat, _said_words(flat, secret, wordings), _said_groups(kept, secret))


def _said_words(text: str, secret: bytes, wordings: Wordings) -> dict[bytes, bool]:
    words = _WORD.findall(text)
    plain = [word.lower() for word in words]
    return {
        _place_of(plain, at, secret, wordings): word > wordings[word]
        for at, word in enumerate(words)
        if word in wordings
    }


def _said_groups(text: str, secret: bytes) -> dict[bytes, bool]:
    """Give which long figures stand in groups; of a text without any group nothing, it was made plain."""
    found = {
        digest(secret, FIGURES, plain): plain != said
        for said in _FIGURE.findall(text)
        if len((plain := _COMMAS.sub("", said)).partition(".")[0]) >= GROUPED_FROM and plain[0] != "0"
    }
    return found if any(found.values()) and not all(found.values()) else {}


def seen_in(leak: Leak, index: Index, secret: bytes) -> dict[str, dict[bytes, bool]]:
    """Give what a text says at the places of one sheet, by carrier."""
    at = [_middle([leak.positions[one] for one in held if one in leak.positions]) for held in index.anchors]
    names = [key.hex() for key in index.keys]
    columns = [leak.text.find(alike(head)) for head in index.heads]
    return {
        ROWS: _said_order(names, at, range(len(names)), secret, ROWS),
        COLUMNS: _said_order(list(index.heads), columns, range(1, len(index.heads)), secret, COLUMNS),
        WORDS: dict(leak.words),
        FIGURES: dict(leak.figures),
    }


def _middle(places: list[int]) -> int:
    """Give the place in the middle, which one stray place does not move far; -1 where there is none."""
    return sorted(places)[len(places) // 2] if places else -1


def _said_order(
    names: Sequence[str], at: Sequence[int], order: Iterable[int], secret: bytes, sort: str
) -> dict[bytes, bool]:
    """Give which of two neighbours stands first, where both were found."""
    places, found = list(order), {}
    for one, other in zip(places[::2], places[1::2], strict=False):
        if min(at[one], at[other]) >= 0 and at[one] != at[other] and names[one] != names[other]:
            first = names[one] if at[one] < at[other] else names[other]
            found[_pair(secret, sort, names[one], names[other])] = first != min(names[one], names[other])
    return found
