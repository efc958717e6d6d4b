"""Sums of money and shares as a person reads them: each currency for itself, beside the others."""

from collections.abc import Mapping
from decimal import Decimal

from ambos.faces.reports.voice import Voice
from ambos.values.money import Money


def sums(voice: Voice, amounts: Mapping[str, Decimal]) -> str:
    """Give sums, each in its own currency; nothing where no amount is told."""
    return " + ".join(voice.quantity(amount, code.lower()) for code, amount in amounts.items())


def money(voice: Voice, amount: Money | None) -> str:
    """Give an amount in its currency; nothing for none."""
    return "" if amount is None else voice.quantity(amount.amount, amount.currency.lower())


def share(voice: Voice, part: Decimal | int, whole: Decimal | int) -> str:
    """Give a part of a whole in percent; nothing of nothing."""
    return voice.share(Decimal(part) / Decimal(whole)) if whole else ""
