"""How long freezes last and how they end."""

from decimal import Decimal
from typing import Final

from django.http import HttpResponse
from markupsafe import Markup

from ambos.analysis.studies.money import endings, freezes, kept
from ambos.domains.finance.records.codes import FREEZE_END
from ambos.domains.finance.views import Chain
from ambos.faces.reports.charts import PAGE_COLOURS, coloured
from ambos.faces.reports.endings import STANDING, endings_svg
from ambos.faces.web.finance.parts import crumbs, spoken, tabs, wanted
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.node.money import chain
from ambos.values.money import CURRENCIES, Money

MOST: Final = 50  # freezes on a page; the list of the kind has them all
AGES: Final = (180, 365)


@reading
def show(visit: Visit) -> HttpResponse:
    """Show how freezes end by their age, what is kept of their value, and the newest ones."""
    _, party = wanted(visit)
    found = chain(visit.node)
    lines = freezes(found, party)
    visit.names.learn(line.subject for line in lines[:MOST])
    return visit.render(
        "finance/freezes.html",
        tabs=tabs(visit, "freezes"),
        crumbs=crumbs(visit, (visit.say("web_finance", "tab.freezes"), "")),
        party=party,
        made_up=any("/synthetic-" in line.subject for line in lines),
        lines=lines[:MOST],
        count=len(lines),
        chart=_chart(visit, found, party),
        endings=endings(found, party),
        reasons=FREEZE_END.codes,
        kept=_kept(found, party),
        fraction=lambda share: visit.voice.share(Decimal(str(share))),
        **spoken(visit),
    )


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give every freeze as CSV: since when, how long, how much, what is left, how it ended."""
    _, party = wanted(visit)
    head = (
        "id", "party", "frozen", "days", "ended", "reason", "amount", "currency", "left", "reached",
    )  # fmt: skip
    rows = (
        (
            line.subject,
            line.party,
            line.since.isoformat(),
            str(line.days),
            line.ended.isoformat() if line.ended else "",
            line.reason,
            format(line.amount.amount, "f") if line.amount else "",
            line.amount.currency if line.amount else "",
            format(line.held, "f") if line.amount else "",
            " ".join(line.reached),
        )
        for line in freezes(chain(visit.node), party)
    )
    return table(head, rows, "freezes.csv")


def _chart(visit: Visit, found: Chain, party: str) -> Markup:
    lines = freezes(found, party)
    if not lines:
        return Markup("")
    labels = {way: visit.language.label("money", f"loss.{way}") for way in (*FREEZE_END.codes, STANDING)}
    until = max(line.days for line in lines)
    svg = endings_svg(endings(found, party), until, labels, visit.say("web_finance", "axis.days"))
    return Markup(coloured(svg, PAGE_COLOURS, "endings"))


def _kept(found: Chain, party: str) -> list[tuple[int, Money, Money]]:
    """Give, by age and currency, what was not given back and of how much that can be said."""
    told = ((days, code, *kept(found, days, code, party)) for days in AGES for code in CURRENCIES)
    return [(days, Money(part, code), Money(whole, code)) for days, code, part, whole in told if whole]
