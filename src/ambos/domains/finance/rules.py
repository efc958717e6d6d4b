"""What may be said of finance, and why not: pure functions of a body and the day."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ambos.domains import demand_order, demand_past, demand_positive
from ambos.kernel.acts import Rule
from ambos.values.errors import Form, Refused, ValueInvalid
from ambos.values.ids import PSEUDONYM_PATTERN

PSEUDONYM: Final = re.compile(
    rf"A-[A-Z0-9]+(-[A-Z0-9]+)*|{PSEUDONYM_PATTERN}", re.ASCII
)  # an account or a person


class AmountAlone(Refused):
    """An amount stands without its currency, or a currency without an amount; data: field, needs."""

    code = "finance.amount-alone"


class AmountNegative(Refused):
    """An amount is less than nothing; data: value."""

    code = "finance.amount-negative"


class HolderNamed(ValueInvalid):
    """The holder of an account is not told by a pseudonym; data: value, expected."""

    code = "finance.holder-named"


class ReportUnclear(Refused):
    """A report is neither a count of a period nor one report's own particulars, or is both."""

    code = "finance.report-unclear"


class BeforeMissing(Refused):
    """A step of the money chain names none of the steps that can come before it; data: needs."""

    code = "finance.before-missing"


class AnswerUnclear(Refused):
    """An answer lacks its day or its sort, or a refusal its ground; data: field, needs."""

    code = "finance.answer-unclear"


class PartiesAlike(Refused):
    """A request, or a share, goes from a party to itself; data: party."""

    code = "finance.parties-alike"


def money(body: Mapping[str, Any]) -> None:
    """An amount has a currency and is not negative."""
    for field, needs in (("amount", "currency"), ("currency", "amount")):
        if body.get(field) is not None and body.get(needs) is None:
            raise AmountAlone(field=field, needs=needs)
    if body.get("amount") is not None and Decimal(body["amount"]) < 0:
        raise AmountNegative(value=body["amount"])


def _demand_before(body: Mapping[str, Any], *fields: str) -> None:
    if not any(body.get(field) for field in fields):
        raise BeforeMissing(needs=list(fields))


def _demand_two(one: str, other: str) -> None:
    if one == other:
        raise PartiesAlike(party=one)


def financial_report(body: Mapping[str, Any], today: date) -> None:
    """A report is a count of a period, or one report with its day: never both, and never its content."""
    money(body)
    demand_past(body, today, "reported")
    demand_positive(body, "count")
    counted = body.get("period") is not None and body.get("count") is not None
    alone = body.get("reported") is not None
    if counted == alone or (alone and (body.get("period") or body.get("count"))):
        raise ReportUnclear(sort=body["sort"])


def fiu_case(body: Mapping[str, Any], today: date) -> None:
    """A case has been opened, and is closed only after that."""
    money(body)
    demand_past(body, today, "opened", "closed")
    demand_order(body, "opened", "closed")


def fiu_request(body: Mapping[str, Any], today: date) -> None:
    """A request has been sent to another party; its answer has a day, a refusal its ground."""
    demand_past(body, today, "sent", "answered", "feedback_on")
    demand_order(body, "sent", "answered")
    demand_order(body, "answered", "feedback_on")
    _demand_two(body["requesting"], body["requested"])
    for field, needs in (("answer", "answered"), ("answered", "answer"), ("feedback", "answered")):
        if body.get(field) is not None and body.get(needs) is None:
            raise AnswerUnclear(field=field, needs=needs)
    if (body.get("answer") == "refused") != (body.get("ground") is not None):
        raise AnswerUnclear(field="ground", needs="answer" if body.get("ground") else "ground")


def freeze(body: Mapping[str, Any], today: date) -> None:
    """A freeze has been ordered in a case or on a request, over one account or more."""
    money(body)
    demand_past(body, today, "frozen")
    demand_positive(body, "accounts")
    demand_positive(body, "persons")
    _demand_before(body, "case", "request")


def frozen_account(body: Mapping[str, Any], today: date) -> None:
    """An account is told by the pseudonym of its holder."""
    money(body)
    demand_past(body, today, "frozen")
    if not PSEUDONYM.fullmatch(body["holder"]):
        raise HolderNamed(value=body["holder"], expected=Form("pseudonym"))


def freeze_end(body: Mapping[str, Any], today: date) -> None:
    """The end of a freeze has come."""
    money(body)
    demand_past(body, today, "ended")


def complaint(body: Mapping[str, Any], today: date) -> None:
    """A complaint has been filed, out of a case or over freezes."""
    money(body)
    demand_past(body, today, "filed")
    demand_positive(body, "persons")
    _demand_before(body, "case", "freezes")


def charge(body: Mapping[str, Any], today: date) -> None:
    """A charge has been filed."""
    money(body)
    demand_past(body, today, "filed")
    demand_positive(body, "persons")


def judgment(body: Mapping[str, Any], today: date) -> None:
    """A judgment has been given."""
    money(body)
    demand_past(body, today, "decided")
    demand_positive(body, "persons")


def forfeiture(body: Mapping[str, Any], today: date) -> None:
    """A forfeiture has been ordered, by a judgment or, without conviction, over a freeze."""
    money(body)
    demand_past(body, today, "ordered")
    _demand_before(body, "judgment", "freeze")


def asset_sharing(body: Mapping[str, Any], today: date) -> None:
    """What was forfeited is shared by one party with the other, and paid only once it is agreed."""
    money(body)
    demand_past(body, today, "agreed", "paid")
    demand_order(body, "agreed", "paid")
    _demand_two(body["giver"], body["receiver"])


RULES: Final[dict[str, Rule]] = {
    "financial-report": financial_report,
    "fiu-case": fiu_case,
    "fiu-request": fiu_request,
    "freeze": freeze,
    "frozen-account": frozen_account,
    "freeze-end": freeze_end,
    "complaint": complaint,
    "charge": charge,
    "judgment": judgment,
    "forfeiture": forfeiture,
    "asset-sharing": asset_sharing,
}
