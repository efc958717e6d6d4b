"""How a definition is declared, and the figures that the answer to its question gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from ambos.analysis.studies.definitions.tables import TABLES
from ambos.evidence.figures import FigureRow, Span, plain
from ambos.evidence.questions import Build, Question, Schema, schema_of, table_of
from ambos.evidence.readers import reader_of
from ambos.evidence.series import parts_and_years

SUM, RATIO = "sum@1", "ratio@1"
_HOME: Final = Path(__file__).parent / "compiled"
_EXACT: Final = Context(prec=60)
_STEP: Final = Decimal("1e-12")  # what a number of a record can have
_WEAKEST_FIRST: Final = ("estimate", "provisional", "final")


@dataclass(frozen=True)
class Definition:
    """One indicator, defined: of what, how, in which unit. Raise ``version`` whenever a value would change.

    ``inputs`` names formats of official files or domain tables (``tables.TABLES``). ``build`` takes their
    tables in that order and gives rows of ``place``, ``year``, ``part``, ``value`` and, for the method
    ``ratio``, ``over``. The value of a year is the sum of its parts; of a ratio, ``factor`` times the sum of
    ``value`` over the sum of ``over`` (or over what each part states alike, with ``over_once``). Nothing is
    given where ``over`` is zero. Ratios are divided exactly, then rounded once to 12 places, half to even.
    ``periods`` names what is given: ``part``, ``year`` or both.
    """

    code: str
    unit: str
    scope: str
    inputs: tuple[str, ...]
    build: Build
    calendar: str = "calendar"
    method: str = SUM
    factor: int = 1
    over_once: bool = False
    periods: tuple[str, ...] = ("part", "year")
    version: int = 1

    @property
    def name(self) -> str:
        """Give the name that a figure carries."""
        return f"{self.code}@{self.version}"

    @property
    def on_domain(self) -> bool:
        """Say whether the inputs are domain tables; a definition reads tables or files, never both."""
        return self.inputs[0] in TABLES

    @cached_property
    def question(self) -> Question:
        """Give the expression with the tables that it reads."""
        inputs = {table_of(name): _schema(name) for name in self.inputs}
        return Question(self.code, inputs, self._built, _HOME)

    def _built(self, *tables: Any) -> Any:
        over = ("over",) if self.method == RATIO else ()
        sums = ("value",) if self.over_once else ("value", *over)
        return parts_and_years(self.build(*tables), ("place",), sums, over if self.over_once else ())

    def figures(self, answer: pa.Table, as_of: str) -> list[FigureRow]:
        """Give the figures of an answer, parts first; ``as_of`` is the newest vintage among its inputs."""
        return list(self._figures(answer, as_of))

    def _figures(self, answer: pa.Table, as_of: str) -> Iterator[FigureRow]:
        publisher, closed = self._told()
        for row in sorted(answer.to_pylist(), key=_order):
            value = self._value(row.pop("value"), row.pop("over", None))
            span = Span(**row)
            period, status = span.named(closed)
            if value is None or not period or ("part" if span.part else "year") not in self.periods:
                continue
            yield FigureRow(
                self.code, period, span.place, plain(value), self.unit, self.scope, publisher, as_of, status
            )

    def _value(self, value: Decimal, over: Decimal | None) -> Decimal | None:
        if self.method == SUM:
            return value
        if not over:
            return None
        whole = _EXACT.multiply(value, Decimal(self.factor))
        return _EXACT.divide(whole, over).quantize(_STEP, ROUND_HALF_EVEN, _EXACT)

    def _told(self) -> tuple[str, str]:
        """Give who published the inputs, and the status of a whole year: the weakest of the inputs."""
        if self.on_domain:
            return "", "provisional"  # the parties may still say otherwise
        readers = [reader_of(code) for code in self.inputs]
        publishers = ", ".join(dict.fromkeys(reader.publisher for reader in readers))
        return publishers, min((reader.closed for reader in readers), key=_WEAKEST_FIRST.index)


def _schema(name: str) -> Schema:
    return TABLES[name].schema if name in TABLES else schema_of(reader_of(name))


def _order(row: Mapping[str, Any]) -> tuple[object, ...]:
    return row["part"] is None, row["place"], row["year"], row["part"] or ""
