"""What each side holds of the other's, record by record."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.utils.http import urlencode

from ambos.faces.reports.held import holding_state, holdings_csv
from ambos.faces.web.exchange.words import flowing, partner_of, tabs
from ambos.faces.web.frame.visit import Visit, signed_in
from ambos.kernel.access import AUDIT
from ambos.node.holdings import Holding, held_of
from ambos.node.holdings import holdings as held_by
from ambos.values.dates import Day
from ambos.values.errors import Misused
from ambos.values.handling import Label

SHOWN: Final = 50


class PageUnknown(Misused):
    """An address or a form has something else where a whole number stands; data: ``value``."""

    code = "exchange.page-unknown"


@dataclass(frozen=True)
class Line:
    """One record that is held, in words."""

    rid: str
    short: str
    subject: str
    handling: str
    released: str
    state: tuple[str, ...]


@signed_in
def show(visit: Visit) -> HttpResponse:
    """List what a partner holds of ours, or we of it, the newest first; or give all of it as CSV."""
    visit.node.demand(AUDIT)
    party, asked = partner_of(visit), visit.request.GET
    given: dict[str, Any] = {"tabs": tabs(visit, "holdings"), "parties": flowing(visit), "party": party}
    if not party:
        return visit.render("exchange/holdings.html", found=None, **given)
    ours, since = bool(asked.get("ours")), _since(asked.get("since", ""))
    found = (held_of if ours else held_by)(visit.node, party, since)
    if asked.get("format") == "csv":
        answer = HttpResponse("\ufeff" + holdings_csv(found), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="holdings-{party.lower()}.csv"'
        return answer
    page, count = _page(asked.get("page", "1")), len(found.held)
    first = (page - 1) * SHOWN
    newest = found.held[::-1][first : first + SHOWN]
    rows = [_line(visit, one) for one in newest]
    visit.names.learn(row.subject for row in rows)
    return visit.render(
        "exchange/holdings.html",
        found=found,
        ours=ours,
        since=asked.get("since", ""),
        rows=rows,
        kinds=found.counts(),
        count=count,
        first=first + 1,
        last=first + len(newest),
        before=_link(visit, page - 1) if page > 1 else "",
        after=_link(visit, page + 1) if first + SHOWN < count else "",
        csv=_link(visit, 0),
        **given,
    )


def _since(text: str) -> date | None:
    return Day.parse(text).first if text else None


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 1_000_000):
        raise PageUnknown(value=text[:20])
    return int(text)


def _link(visit: Visit, page: int) -> str:
    """Give the address of another page of the same list, or of the whole as CSV."""
    asked = {name: visit.request.GET.get(name, "") for name in ("party", "ours", "since")}
    kept = {name: value for name, value in asked.items() if value}
    return "?" + urlencode({**kept, **({"page": str(page)} if page else {"format": "csv"})})


def _line(visit: Visit, one: Holding) -> Line:
    return Line(
        one.record,
        visit.shown.rid(one.record),
        one.subject,
        visit.shown.handling(Label.of_whole(one.label)),
        visit.shown.stamp(one.released),
        tuple(holding_state(visit.shown, one)),
    )
