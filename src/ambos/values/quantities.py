"""Units that figures are counted in, and exact conversion inside one dimension.

People, deaths and victims are dimensions of their own: a count of one thing is never a count of another.
"""

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

from ambos.values.errors import Form, Misused, ValueInvalid

_EXACT: Final = Context(prec=40)


class UnitInvalid(ValueInvalid):
    """A text is not the code of a unit."""

    code = "value.unit"


class DimensionsDiffer(Misused):
    """A value cannot be converted between units that measure different things."""

    code = "value.dimensions-differ"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its code, what it measures, and how many base units of that dimension it holds."""

    code: str
    dimension: str
    factor: Decimal = Decimal(1)

    @classmethod
    def parse(cls, text: str) -> "Unit":
        """Give the unit of a code; an unknown code is refused."""
        try:
            return UNITS[text]
        except KeyError:
            raise UnitInvalid(value=text, expected=Form("unit")) from None

    @property
    def counts(self) -> bool:
        """Say whether it counts single things, so that it is a dimension of its own."""
        return self.code in _COUNTS

    def __str__(self) -> str:
        return self.code


# The pound is the international avoirdupois pound and the gallon the U.S. liquid gallon; both are exact by
# definition (NIST Handbook 44, appendix C).
_SCALED: Final = (
    Unit("g", "mass", Decimal("0.001")),
    Unit("kg", "mass"),
    Unit("t", "mass", Decimal(1000)),
    Unit("lb", "mass", Decimal("0.45359237")),
    Unit("l", "volume"),
    Unit("gal-us", "volume", Decimal("3.785411784")),
    Unit("ha", "area"),
    Unit("days", "days"),
    Unit("weeks", "days", Decimal(7)),
    Unit("months", "months"),
    Unit("years", "months", Decimal(12)),
    Unit("percent", "share"),
    Unit("per-1k", "rate", Decimal(100)),
    Unit("per-100k", "rate"),
    Unit("usd", "money-usd"),
    Unit("usd-m", "money-usd", Decimal(10) ** 6),
    Unit("usd-bn", "money-usd", Decimal(10) ** 9),
    Unit("mxn", "money-mxn"),
    Unit("mxn-m", "money-mxn", Decimal(10) ** 6),
    Unit("mxn-bn", "money-mxn", Decimal(10) ** 9),
)

_COUNTS: Final = (
    "persons", "deaths", "victims", "migrants", "officers", "events", "encounters", "arrests", "extraditions",
    "seizures", "firearms", "rounds", "tablets", "plants", "vehicles", "labs", "accounts", "requests",
    "reports", "complaints", "orders", "cases", "convictions", "meetings", "decisions", "commitments",
    "agreements", "actions", "groups", "per-day",
)  # fmt: skip

UNITS: Final[dict[str, Unit]] = {
    unit.code: unit for unit in (*_SCALED, *(Unit(code, code) for code in _COUNTS))
}


def convert(value: Decimal, source: Unit, target: Unit) -> Decimal:
    """Give the value in another unit of the same dimension, to 40 digits; unrounded otherwise.

    A unit of another dimension is refused.
    """
    if source.dimension != target.dimension:
        raise DimensionsDiffer(value=source.code, expected=target.code)
    return _EXACT.divide(_EXACT.multiply(value, source.factor), target.factor)
