"""Sums of money in one currency; nothing here converts between currencies."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ambos.values.errors import Form, Misused, ValueInvalid

CURRENCIES: Final = ("MXN", "USD")
_MONEY: Final = re.compile(r"([A-Z]{3}) (-?(?:0|[1-9]\d{0,17})(?:\.\d{1,6})?)", re.ASCII)


class MoneyInvalid(ValueInvalid):
    """A text is not a currency and an amount."""

    code = "value.money"


class CurrenciesDiffer(Misused):
    """Two sums in different currencies cannot be compared, added or subtracted."""

    code = "value.currencies-differ"


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount of a currency: ``USD 14699.88``."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read ``USD 14699.88``; another currency, separators of thousands and exponents are refused."""
        match = _MONEY.fullmatch(text)
        if not match or match[1] not in CURRENCIES:
            raise MoneyInvalid(value=text, expected=Form("money"))
        return cls(Decimal(match[2]), match[1])

    def _beside(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise CurrenciesDiffer(value=str(other), expected=self.currency)
        return other.amount

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._beside(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._beside(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._beside(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._beside(other)

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:f}"
