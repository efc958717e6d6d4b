"""Finance: what is refused, and how the ends of a freeze divide it."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.domains.finance import rules
from ambos.domains.finance.records import KINDS
from ambos.domains.finance.records.codes import FREEZE_END, RELEASES
from ambos.domains.finance.views import Frozen, frozen_of, released
from ambos.kernel.field_errors import FieldUnknown
from ambos.kernel.shelf import Thing
from ambos.values.errors import Refused, ValueInvalid
from ambos.values.handling import PUBLIC

TODAY = date(2026, 3, 1)
START = date(2025, 1, 1)
BY_NAME = {kind.name: kind for kind in KINDS}
REQUEST = {
    "requesting": "MX", "requested": "US", "sent": "2025", "channel": "egmont", "facts_known": True,
    "legal_basis": "R.40", "urgency": "urgent", "foreseen_use": "freezing",
}  # fmt: skip
FREEZE = {"case": "fiu-case/c", "authority": "UIF", "basis": "cnpp-242", "frozen": "2025"}
ACCOUNT = {"freeze": "freeze/f", "holder": "A-1", "institution": "bank", "frozen": "2025"}
SHARE = {"forfeiture": "forfeiture/f", "giver": "US", "receiver": "MX", "agreed": "2025"}
SAR = {"sort": "sar"}
WRONG = [
    ("freeze", FREEZE, {"amount": "1"}, rules.AmountAlone),
    ("freeze", FREEZE, {"currency": "mxn"}, rules.AmountAlone),
    ("freeze", FREEZE, {"amount": "-1", "currency": "mxn"}, rules.AmountNegative),
    ("freeze", FREEZE, {"case": None}, rules.BeforeMissing),
    ("frozen-account", ACCOUNT, {"holder": "Juan Pérez"}, rules.HolderNamed),
    ("frozen-account", ACCOUNT, {"holder": "0123456789"}, rules.HolderNamed),
    ("fiu-request", REQUEST, {"requested": "MX"}, rules.PartiesAlike),
    ("fiu-request", REQUEST, {"answered": "2025"}, rules.AnswerUnclear),
    ("fiu-request", REQUEST, {"answered": "2025", "answer": "refused"}, rules.AnswerUnclear),
    ("fiu-request", REQUEST, {"answered": "2025", "answer": "full", "ground": "fiscal"}, rules.AnswerUnclear),
    ("fiu-request", REQUEST, {"feedback": "used"}, rules.AnswerUnclear),
    ("financial-report", SAR, {"period": "2025"}, rules.ReportUnclear),
    ("financial-report", SAR, {"period": "2025", "count": 3, "reported": "2025"}, rules.ReportUnclear),
    ("complaint", {"filed": "2025", "prosecutor": "FGR", "offence": "drugs"}, {}, rules.BeforeMissing),
    ("forfeiture", {"ordered": "2025", "sort": "civil", "authority": "x"}, {}, rules.BeforeMissing),
    ("asset-sharing", SHARE, {"receiver": "US"}, rules.PartiesAlike),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "change", "error"), WRONG)
def test_what_contradicts_itself_is_refused(
    kind: str, body: Mapping[str, Any], change: Mapping[str, Any], error: type[Exception]
) -> None:
    """A body with one contradiction is refused for it, and what it changes alone is to blame."""
    whole = {name: value for name, value in {**body, **change}.items() if value is not None}
    with pytest.raises(error):
        rules.RULES[kind](whole, TODAY)
    assert issubclass(error, Refused | ValueInvalid)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("freeze", FREEZE), ("frozen-account", ACCOUNT), ("fiu-request", REQUEST), ("asset-sharing", SHARE)],
)
def test_what_is_whole_passes(kind: str, body: dict[str, Any]) -> None:
    """A body with what its kind needs, and no more, is sound."""
    rules.RULES[kind](BY_NAME[kind].check(body), TODAY)


@pytest.mark.parametrize("field", ["narrative", "text", "name", "account_number", "subject"])
@pytest.mark.parametrize("kind", ["financial-report", "fiu-request", "frozen-account"])
def test_there_is_no_room_for_content(kind: str, field: str) -> None:
    """Reports, requests and accounts have no field for a narrative, a name or a number."""
    with pytest.raises(FieldUnknown):
        BY_NAME[kind].check({field: "who did what"})


def thing(kind: str, slug: str, **body: Any) -> Thing:
    """Make a thing without a node behind it."""
    return Thing(f"{kind}/{slug}", kind, "MX", "stated", slug, PUBLIC, (), (), body)


def frozen(amount: str | None, *ends: dict[str, Any]) -> Frozen:
    """Make a freeze with its ends."""
    told = {} if amount is None else {"amount": amount, "currency": "mxn"}
    things = [
        thing("freeze-end", str(at), freeze="freeze/f", **{"reason": "amparo", **end})
        for at, end in enumerate(ends)
    ]
    return frozen_of(thing("freeze", "f", frozen="2025-01-01", **told), things, {})


END = st.fixed_dictionaries(
    {
        "ended": st.integers(0, 900).map(lambda days: (START + timedelta(days)).isoformat()),
        "reason": st.sampled_from(FREEZE_END.codes),
    },
    optional={"amount": st.integers(0, 90).map(str)},
).map(lambda end: {**end, "currency": "mxn"} if "amount" in end else end)


@given(st.integers(0, 200), st.lists(END, max_size=6))
def test_no_peso_is_lost_or_made(amount: int, ends: list[dict[str, Any]]) -> None:
    """What ended and what still stands are together what was frozen, however many ends there are."""
    one = frozen(str(amount), *ends)
    assert one.lost(*FREEZE_END.codes) + one.held(date.max) == amount
    assert released(one) + one.lost("forfeiture") + one.held(date.max) == amount
    assert released(one, within=100) <= released(one)


@given(st.integers(1, 200), st.lists(END, max_size=6))
def test_what_is_held_never_grows(amount: int, ends: list[dict[str, Any]]) -> None:
    """From the day of the freeze on, what is still frozen only falls, and begins with all of it."""
    one = frozen(str(amount), *ends)
    held = [one.held(START + timedelta(days)) for days in range(-1, 905, 5)]
    assert held == sorted(held, reverse=True)
    assert held[0] == amount
    assert one.standing == (one.ended is None)


def test_an_end_that_takes_too_much_is_named() -> None:
    """An end of more than was frozen, or of another currency, takes no more than there is and is named."""
    more = frozen("100", {"ended": "2025-02-01", "amount": "150", "currency": "mxn"})
    other = frozen("100", {"ended": "2025-02-01", "amount": "50", "currency": "usd"})
    exact = frozen("100", {"ended": "2025-02-01", "amount": "100", "currency": "mxn"})
    assert (more.excess, other.excess, exact.excess) == (True, True, False)
    assert (more.held(TODAY), other.held(TODAY)) == (Decimal(0), Decimal(100))


def test_a_freeze_without_an_amount_ends_as_a_whole() -> None:
    """Where nobody says how much, an end of the whole ends it, and an end of one account does not."""
    whole = frozen(None, {"ended": "2025-02-01"})
    part = frozen(None, {"ended": "2025-02-01", "account": "frozen-account/a"})
    assert (whole.standing, whole.reason) == (False, "amparo")
    assert part.standing
    assert set(RELEASES) < set(FREEZE_END.codes)
