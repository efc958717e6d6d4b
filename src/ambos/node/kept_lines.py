"""Lines of which a packet may have very many: packed, found by a few columns, unpacked where they are read.

A hundred thousand lines as objects fill hundreds of megabytes; packed they fill a few, and a page that shows
fifty of them unpacks those.
"""

import pickle
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any, Final, TypeVar, cast, overload

import numpy as np
from numpy.typing import NDArray

from ambos.analysis.studies.judgements import FindingLine
from ambos.analysis.studies.lines import CommitmentLine
from ambos.analysis.studies.packet import Packet

T = TypeVar("T")
PACK: Final = 32  # lines packed together: few enough to unpack them all for one
LEVEL: Final = 6
SAMPLES: Final = 8  # packs in whose words the others are told
COMMON: Final = 32 << 10  # bytes of them: as far back as the compression looks
WAIVED: Final = "waived"
_SUBJECT: Final = "@subject"
Value = str | int
Numbers = NDArray[np.int32]


class Lines(Sequence[T]):
    """Lines in their order, each of a subject and with a value in each column; a part of them is one too."""

    def __init__(self, packs: "_Packs", columns: Mapping[str, "_Column"], numbers: Numbers) -> None:
        """Hold packs of lines, the columns of all of them, the numbers of those that are ours."""
        self._packs, self._columns, self._numbers = packs, columns, numbers

    @classmethod
    def of(
        cls, lines: Sequence[T], subject: Callable[[T], str], **columns: Callable[[T], Value]
    ) -> "Lines[T]":
        """Pack lines, with the subject of each and its values in the named columns."""
        held = {name: _Column.of([value(line) for line in lines]) for name, value in columns.items()}
        held[_SUBJECT] = _Column((), np.array([_mark(subject(line)) for line in lines], dtype=np.int64))
        return cls(_Packs.of(lines), held, np.arange(len(lines), dtype=np.int32))

    def only(self, **wanted: Value | tuple[Value, ...]) -> "Lines[T]":
        """Give those that have in each named column this value, or one of these."""
        found = self
        for name, value in wanted.items():
            found = found.where(name, set(value if isinstance(value, tuple) else (value,)).__contains__)
        return found

    def where(self, column: str, test: Callable[[Value], bool]) -> "Lines[T]":
        """Give those whose value in a column passes a test, which is asked once for each value."""
        held = self._columns[column]
        passing = np.array([test(value) for value in held.values], dtype=bool)
        return self._part(self._numbers[passing[held.codes[self._numbers]]] if len(self) else self._numbers)

    def at(self, subjects: Collection[str]) -> "Lines[T]":
        """Give those of these subjects."""
        marks = np.array(sorted(_mark(subject) for subject in subjects), dtype=np.int64)
        return self._part(self._numbers[np.isin(self._columns[_SUBJECT].codes[self._numbers], marks)])

    def by(self, column: str, *, falling: bool = False) -> "Lines[T]":
        """Give them in the order of a column; what is alike stays as it stood."""
        held = self._columns[column]
        ranks = np.argsort(np.argsort(np.array(held.values))) if held.values else np.array([], dtype=np.int64)
        keys = ranks[held.codes[self._numbers]] if len(self) else self._numbers
        return self._part(self._numbers[np.argsort(-keys if falling else keys, kind="stable")])

    def spread(self, column: str) -> Counter[Any]:
        """Count the values in a column."""
        held = self._columns[column]
        codes, counts = np.unique(held.codes[self._numbers], return_counts=True)
        return Counter({held.values[code]: int(count) for code, count in zip(codes, counts, strict=True)})

    def _part(self, numbers: Numbers) -> "Lines[T]":
        return Lines(self._packs, self._columns, numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> "Lines[T]": ...

    def __getitem__(self, index: int | slice) -> "T | Lines[T]":
        if isinstance(index, slice):
            return self._part(self._numbers[index])
        number = int(self._numbers[index])
        return cast("T", self._packs.unpacked(number // PACK)[number % PACK])

    def __iter__(self) -> Iterator[T]:
        place, pack = -1, cast("tuple[T, ...]", ())
        for number in self._numbers.tolist():
            if number // PACK != place:
                place = number // PACK
                pack = self._packs.unpacked(place)
            yield pack[number % PACK]


class _Packs:
    """Lines, ``PACK`` of them together, each pack told in the words of some of them (RFC 1950, FDICT)."""

    def __init__(self, packs: Sequence[bytes], common: bytes) -> None:
        self._packs, self._common = packs, common

    @classmethod
    def of(cls, lines: Sequence[Any]) -> "_Packs":
        starts = range(0, len(lines), PACK)
        sample = starts[:: max(1, len(starts) // SAMPLES)]
        common = b"".join(_bytes(lines, start) for start in sample)[-COMMON:]
        return cls([_shrunk(_bytes(lines, start), common) for start in starts], common)

    def unpacked(self, place: int) -> tuple[Any, ...]:
        whole = zlib.decompressobj(zdict=self._common).decompress(self._packs[place])
        return cast("tuple[Any, ...]", pickle.loads(whole))  # what we packed


def _bytes(lines: Sequence[Any], start: int) -> bytes:
    return pickle.dumps(tuple(lines[start : start + PACK]), pickle.HIGHEST_PROTOCOL)


def _shrunk(data: bytes, common: bytes) -> bytes:
    shrinking = zlib.compressobj(LEVEL, zdict=common)
    return shrinking.compress(data) + shrinking.flush()


class _Column:
    """The distinct values of a column, and for each line the number of its own."""

    def __init__(self, values: Sequence[Value], codes: NDArray[Any]) -> None:
        self.values, self.codes = values, codes

    @classmethod
    def of(cls, values: Sequence[Value]) -> "_Column":
        known: dict[Value, int] = {}
        codes = [known.setdefault(value, len(known)) for value in values]
        return cls(tuple(known), np.array(codes, dtype=np.min_scalar_type(len(known))))


def finding_lines(lines: Sequence[FindingLine]) -> Lines[FindingLine]:
    """Pack findings in their order; a waived one is of no other severity."""
    return Lines.of(
        lines,
        lambda line: line.item.subject,
        kind=lambda line: line.item.subject.partition("/")[0],
        rule=lambda line: line.rule,
        family=lambda line: line.family,
        severity=lambda line: WAIVED if line.waived else line.severity,
    )


def promise_lines(lines: Sequence[CommitmentLine]) -> Lines[CommitmentLine]:
    """Pack commitments in their order.

    ``said`` is the last day on which it can have been said; ``chained`` is 1 where one continues another.
    """
    return Lines.of(
        lines,
        lambda line: line.item.subject,
        framework=lambda line: line.framework,
        standing=lambda line: line.standing,
        days=lambda line: line.days,
        area=lambda line: line.area,
        owners=lambda line: " ".join(line.owners.values()).casefold(),
        said=lambda line: line.said_on.last.isoformat(),
        flags=lambda line: " ".join(line.flags),
        missing=lambda line: int(bool(line.missing)),
        chained=lambda line: int(bool(line.continues or line.continued_by)),
    )


def packed(packet: Packet, findings: Lines[FindingLine], promises: Lines[CommitmentLine]) -> Packet:
    """Give a packet with its findings and commitments packed."""
    framed = tuple(
        replace(one, commitments=promises.only(framework=one.item.subject))
        for one in packet.review.frameworks
    )
    review = replace(packet.review, frameworks=framed, unframed=promises.only(framework=""))
    return replace(packet, review=review, findings=findings)


def _mark(subject: str) -> int:
    """Give the number by which a subject's lines are found."""
    return int.from_bytes(blake2b(subject.encode(), digest_size=8).digest(), "big", signed=True)
