"""The one byte form: deterministic CBOR (RFC 8949 4.2.1), printed and parsed so that each undoes the other.

Maps have either text keys only, or non-negative integers below 65,536 mixed with text keys of three
characters or more; for those the order of RFC 8949 and the older length-first order agree (spec/record 2).
There are no floats, no tags, no indefinite lengths and no values but the plain ones.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Never

import cbor2

from ambos.values.errors import VerificationFailed

MAX_DEPTH = 16
LABELLED_BYTES = 16 * 1024  # in more than this, map keys are texts only
_PLAIN = frozenset((str, bytes, bool, type(None)))
_FLAT = frozenset((*_PLAIN, int))
_UNORDERED = object()
_ORDERS = 4096  # sets of keys whose order is remembered
WORD = 2**64  # what lies beyond would need a tag
_LABEL_LETTERS = 3
_SIZES = 4096  # sizes of strings whose heads are remembered
_ONE_BYTE = 24
_TWO_BYTES = 0x100
_THREE_BYTES = 0x10000
_FIVE_BYTES = 0x1_0000_0000
NUMBER, BYTES, TEXT, MAP = 0x00, 0x40, 0x60, 0xA0  # major types 0, 2, 3 and 5 (RFC 8949 3.1)


class NotCanonical(VerificationFailed):
    """Bytes that no printer of ours would have printed."""

    code = "record.not-canonical"


class _NoTags(dict[int, Callable[..., Never]]):
    """Refuses each tag where it stands: by the tags of shared values, two kilobytes stand for gigabytes."""

    def __missing__(self, tag: int) -> Callable[..., Never]:
        return _refuse_tag


def _refuse_tag(*_: object) -> Never:
    raise ValueError("a tag")


_NO_TAGS = _NoTags()


def encode(value: Any) -> bytes:
    """Print a plain value in its one byte form."""
    ordered = _in_order(value)
    return cbor2.dumps(value, canonical=True) if ordered is _UNORDERED else cbor2.dumps(ordered)


def _in_order(value: Any) -> Any:
    """Give a value whose maps have their keys in order; ``_UNORDERED`` where there are keys but texts.

    Bodies of one kind have the same few keys, so that their order is remembered and not sorted again.
    """
    sort = type(value)
    if sort is dict:
        return _map_in_order(value)
    if sort is list and not _FLAT.issuperset(map(type, value)):
        items = [_in_order(item) for item in value]
        return _UNORDERED if _UNORDERED in items else items
    return value


def _map_in_order(mapping: dict[Any, Any]) -> Any:
    for key in mapping:
        if type(key) is not str:
            return _UNORDERED
    ordered = {}
    for key in _order(tuple(mapping)):
        item = mapping[key]
        if type(item) not in _FLAT and (item := _in_order(item)) is _UNORDERED:
            return _UNORDERED
        ordered[key] = item
    return ordered


@lru_cache(_ORDERS)
def _order(keys: tuple[str, ...]) -> list[str]:
    """Give texts in the order of the byte form, which for texts is that of their length, then their bytes."""
    return [data.decode() for data in sorted((key.encode() for key in keys), key=lambda key: (len(key), key))]


def encode_ordered(value: Any) -> bytes:
    """Print a plain value whose maps have their keys in order already: the same bytes in less time."""
    return cbor2.dumps(value)


def decode(data: bytes) -> Any:
    """Parse exactly what ``encode`` prints; refuse every other spelling, floats and tags included."""
    value = decode_unsorted(data)
    demand_plain(value)
    return value


def decode_unsorted(data: bytes) -> Any:
    """Parse the shortest spelling of any value, for a caller that looks at the sort of every part itself."""
    value = decode_loosely(data)
    try:
        demand_spelling(encode_ordered(value), data)
    except (cbor2.CBORError, ValueError, TypeError, OverflowError) as error:
        raise NotCanonical(reason=str(error)[:120]) from error
    return value


def decode_loosely(data: bytes) -> Any:
    """Parse CBOR of any spelling, for a caller that prints it again and demands the same bytes.

    In a long one keys are texts only: of other keys a writer can make so many that collide that reading them
    takes hours.
    """
    try:
        return cbor2.loads(
            data,
            allow_indefinite=False,
            allow_duplicate_keys=False,
            max_depth=MAX_DEPTH,
            semantic_decoders=_NO_TAGS,
            strict_hashable_types=len(data) > LABELLED_BYTES,
        )
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise NotCanonical(reason=str(error)[:120]) from error


def demand_spelling(printed: bytes, data: bytes) -> None:
    """Refuse bytes that are not those which the printer prints for what was read from them."""
    if printed != data:
        raise NotCanonical(reason="another spelling of the same value")


def demand_plain(value: Any) -> None:
    """Refuse what the byte form does not know: a float, a tag, a map whose keys are not in their order."""
    sort = type(value)
    if sort is dict:
        _demand_order(value)
        items = value.values()
    elif sort is list:
        items = value
    else:
        items = (value,)
    for item in items:
        sort = type(item)
        if sort is dict or sort is list:
            demand_plain(item)
        elif not (sort in _PLAIN or (sort is int and -WORD <= item < WORD)):
            raise NotCanonical(reason=f"a value of type {sort.__name__}")


def _demand_order(mapping: dict[Any, Any]) -> None:
    """Refuse a key that is neither text nor label, and keys out of order: labels by number, texts by length.

    Beside a label, a text has three letters or more, so that the two orders agree.
    """
    last, text, least = -1, "", 0
    for key in mapping:
        if type(key) is str and len(key) >= least:
            rank = _THREE_BYTES + (len(key) if key.isascii() else len(key.encode()))
            ordered = rank > last or (rank == last and key > text)
            text = key
        else:
            rank, least = key, _LABEL_LETTERS
            ordered = type(key) is int and last < key < _THREE_BYTES
        if not ordered:
            raise NotCanonical(reason=f"a map key of type {type(key).__name__} that may not stand here")
        last = rank


def head(sort: int, number: int) -> bytes:
    """Print the head of an item of one of the sorts below: shortest, for a number under 2**64."""
    if number < _ONE_BYTE:
        return bytes((sort | number,))
    width = 0 if number < _TWO_BYTES else 1 if number < _THREE_BYTES else 2 if number < _FIVE_BYTES else 3
    return bytes((sort | _ONE_BYTE + width,)) + number.to_bytes(1 << width, "big")


@lru_cache(_SIZES)
def sized_head(sort: int, size: int) -> bytes:
    """Print the head of a string: ``head``, remembered, since strings of a few sizes come again and again."""
    return head(sort, size)


def byte_string(data: bytes) -> bytes:
    """Print a CBOR byte string."""
    return sized_head(BYTES, len(data)) + data


def text_string(text: str) -> bytes:
    """Print a CBOR text string."""
    data = text.encode()
    return sized_head(TEXT, len(data)) + data


def take_byte_string(data: bytes, start: int) -> tuple[bytes, int]:
    """Parse the byte string at ``start``; give it and the position after it. Refuses a longer spelling."""
    begin, end = byte_string_at(data, start)
    return data[begin:end], end


def byte_string_at(data: bytes, start: int) -> tuple[int, int]:
    """Give where the content of the byte string at ``start`` begins and ends; refuse a longer spelling."""
    head = data[start] if start < len(data) else 0
    if head in _WIDTHS:
        width, least = _WIDTHS[head]
        begin = start + 1 + width
        size = int.from_bytes(data[start + 1 : begin])
    elif BYTES <= head < BYTES + _ONE_BYTE:
        begin, size, least = start + 1, head - BYTES, 0
    else:
        raise NotCanonical(reason="a byte string was expected")
    end = begin + size
    if size < least or end > len(data):
        raise NotCanonical(reason="a byte string of a wrong length")
    return begin, end


_WIDTHS = {0x58: (1, _ONE_BYTE), 0x59: (2, _TWO_BYTES), 0x5A: (4, _THREE_BYTES)}  # bytes, least size
