"""What leaves and why, orders and requests, alarms of the exchange: in words for every face."""

from typing import Any

from ambos.faces.reports.shown import Shown
from ambos.node.asking import GRANTED, RequestLine
from ambos.node.exchanging import Alarm
from ambos.node.leaving import Leaving, Upcoming
from ambos.node.releasing import OrderLine
from ambos.values.terms import NO_TERMS

HOUR = 3600


def verdict(shown: Shown, leaving: Leaving, party: str) -> str:
    """Say in one sentence whether a record has left, would leave or stays."""
    allowed = leaving.decision.allowed
    key = "gone" if leaving.place is not None else "would-leave" if allowed else "stays"
    return shown.say("release", f"verdict.{key}", record=leaving.row.subject, party=party)


def rule(shown: Shown, leaving: Leaving | Upcoming) -> str:
    """Name the rule that decided."""
    return shown.language.label("release", f"rule.{leaving.decision.rule}")


def way_out(shown: Shown, leaving: Leaving) -> str:
    """Say who could let go what the rule keeps, or that nobody could."""
    if len(leaving.overriders) > 1:
        return shown.say("release", "way-out.order", officers=", ".join(leaving.overriders))
    if leaving.overriders:
        return shown.say("release", "way-out.one-officer", officer=leaving.overriders[0])
    asks = leaving.decision.rule == "originator-not-asked"
    return shown.say("release", "way-out.ask" if asks else "way-out.none")


def header_lines(shown: Shown, leaving: Leaving) -> list[tuple[str, str]]:
    """Give the entries of a header in words, as the partner would read them, save terms and ties."""
    header = leaving.header
    told: dict[str, Any] = {
        "kind": shown.kind(header.kind),
        "version": header.version,
        "party": header.party,
        "subject": header.subject,
        "record": header.rid.hex(),
        "time": shown.time(header.time),
        "key": header.kid.hex(),
        "label": shown.handling(header.label.under(NO_TERMS)),
        "seen": ", ".join(f"{origin}: {size}" for origin, size in header.seen.items()),
        "batch": header.batch[1] if header.batch else "",
    }
    return [
        (shown.language.label("release", f"header.{name}"), str(text))
        for name, text in told.items()
        if text not in ("", None)
    ]


def order_standing(shown: Shown, order: OrderLine) -> str:
    """Say how an order stands."""
    return shown.say("release", f"order.{order.state}", officer=order.confirmed_by)


def request_standing(shown: Shown, request: RequestLine) -> str:
    """Say how a request for leave stands."""
    ends = request.state == GRANTED and request.until is not None
    day = shown.formats.date(request.until) if request.until else ""
    return shown.say("release", f"request.{'granted-until' if ends else request.state}", day=day)


def alarm_said(shown: Shown, alarm: Alarm) -> str:
    """Say an alarm."""
    return shown.say("exchange", f"alarm.{alarm.name}", peer=alarm.peer, **alarm.data)


def moment(shown: Shown, posix: int | None, now: int) -> str:
    """Give a moment and how many hours ago it was; that it never was where there is none."""
    if posix is None:
        return shown.say("exchange", "status.never")
    hours = shown.formats.number(max(0, now - posix) // HOUR)
    return shown.say("exchange", "status.moment", time=shown.time(posix), hours=hours)
