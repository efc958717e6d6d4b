"""Units convert exactly inside one dimension and never across two; money stays in its currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.values.money import CURRENCIES, CurrenciesDiffer, Money, MoneyInvalid
from ambos.values.quantities import UNITS, DimensionsDiffer, Unit, UnitInvalid, convert

UNIT = st.sampled_from(sorted(UNITS)).map(Unit.parse)
AMOUNTS = st.decimals(-(10**12), 10**12, places=4)
SUMS = st.builds(Money, AMOUNTS, st.sampled_from(CURRENCIES))


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("1", "lb", "kg", "0.45359237"),
        ("14699.88", "lb", "kg", "6667.7534079156"),
        ("112.8", "t", "kg", "112800"),
        ("48.407", "mxn-bn", "mxn-m", "48407"),
        ("3", "usd-bn", "usd", "3000000000"),
        ("1", "gal-us", "l", "3.785411784"),
        ("2", "years", "months", "24"),
    ],
)
def test_conversion_is_exact(value: str, source: str, target: str, expected: str) -> None:
    """Defined factors give exact results, without a float in between."""
    assert convert(Decimal(value), Unit.parse(source), Unit.parse(target)) == Decimal(expected)


@given(AMOUNTS, UNIT, UNIT)
def test_conversion_there_and_back(value: Decimal, one: Unit, other: Unit) -> None:
    """Inside a dimension a value survives the way there and back; across two it is refused."""
    if one.dimension != other.dimension:
        with pytest.raises(DimensionsDiffer):
            convert(value, one, other)
    else:
        assert abs(convert(convert(value, one, other), other, one) - value) < Decimal("1e-15")


@given(UNIT)
def test_unit_prints_its_code(unit: Unit) -> None:
    """The printed unit is the code it is found by."""
    assert Unit.parse(str(unit)) == unit


@pytest.mark.parametrize("text", ["", "LB", "pounds", "kg "])
def test_unit_refuses_unknown_codes(text: str) -> None:
    """A text that is no code is refused, however near it is."""
    with pytest.raises(UnitInvalid):
        Unit.parse(text)


def test_deaths_are_not_persons() -> None:
    """Counts of different things are different dimensions."""
    with pytest.raises(DimensionsDiffer):
        convert(Decimal(1), Unit.parse("deaths"), Unit.parse("persons"))


@given(SUMS)
def test_money_prints_what_it_parsed(money: Money) -> None:
    """Printing and parsing a sum undo each other, but for a zero's sign."""
    assert Money.parse(str(money).replace("-0.0000", "0.0000")) == money


@pytest.mark.parametrize(
    "text", ["", "14", "USD", "EUR 5", "USD 1,000", "USD 1e3", "usd 5", "USD 05", "USD  5"]
)
def test_money_refuses_other_forms(text: str) -> None:
    """Unknown currencies, separators, exponents and leading zeros are refused."""
    with pytest.raises(MoneyInvalid):
        Money.parse(text)


@given(SUMS, SUMS)
def test_money_adds_and_compares_in_one_currency(one: Money, other: Money) -> None:
    """Sums of one currency add up and order by amount; of two currencies they do neither."""
    if one.currency != other.currency:
        for act in (one.__add__, one.__sub__, one.__lt__, one.__le__):
            with pytest.raises(CurrenciesDiffer):
                act(other)
    else:
        assert (one + other) - other == one
        assert (one < other, one <= other) == (one.amount < other.amount, one.amount <= other.amount)
