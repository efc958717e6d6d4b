"""What may be said of assistance, and why not: pure functions of a body and the day."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ambos.domains import DateInFuture, demand_order, demand_past
from ambos.kernel.acts import Rule
from ambos.values.dates import Period
from ambos.values.errors import Refused

_WHOLE: Final = Decimal(100)
_SPENT: Final = ("obligated", "expended")


class MoneyUnclear(Refused):
    """Money without an amount or a share, or an amount without its currency; data: missing."""

    code = "assistance.money-unclear"


class ShareInvalid(Refused):
    """A share of what was appropriated lies below nought or above the whole; data: value."""

    code = "assistance.share-invalid"


class AmountNegative(Refused):
    """An amount of money lies below nought; data: value."""

    code = "assistance.amount-negative"


class AcceptedUndelivered(Refused):
    """Something is said to be accepted that is not said to have been delivered; data: accepted_on."""

    code = "assistance.accepted-undelivered"


class HaltUndated(Refused):
    """A programme is said to be halted, and no day is given since when; data: none."""

    code = "assistance.halt-undated"


def programme(body: Mapping[str, Any], today: date) -> None:
    """A programme ends after it began; one that is halted says since when."""
    demand_past(body, today, "halted")
    demand_order(body, "started", "ended")
    demand_order(body, "started", "halted")
    if body.get("state") == "halted" and not body.get("halted"):
        raise HaltUndated


def funding(body: Mapping[str, Any], today: date) -> None:
    """Money is an amount with its currency, or a share of what was appropriated; what was spent is past."""
    amount, share = body.get("amount"), body.get("share_percent")
    if amount is None and share is None:
        raise MoneyUnclear(missing="amount")
    if amount is not None and not body.get("currency"):
        raise MoneyUnclear(missing="currency")
    if amount is not None and Decimal(amount) < 0:
        raise AmountNegative(value=amount)
    if share is not None and not 0 <= Decimal(share) <= _WHOLE:
        raise ShareInvalid(value=share)
    if body["stage"] in _SPENT and Period.parse(body["period"]).first > today:
        raise DateInFuture(field="period", value=body["period"], today=today)
    demand_past(body, today, "as_of")


def delivery(body: Mapping[str, Any], today: date) -> None:
    """What was delivered and accepted is past, in that order."""
    demand_past(body, today, "delivered", "accepted_on")
    demand_order(body, "delivered", "accepted_on")
    if body.get("accepted_on") and not body.get("delivered"):
        raise AcceptedUndelivered(accepted_on=body["accepted_on"])


RULES: dict[str, Rule] = {"programme": programme, "funding": funding, "delivery": delivery}
