"""Official numbers of one quantity side by side, and what explains their gap."""

from django.http import HttpResponse

from ambos.analysis.studies.reconcile import reconcile
from ambos.faces.reports.reconcile import Teller
from ambos.faces.web.frame.visit import Visit, reading
from ambos.node.showing import find_subject
from ambos.values.dates import Period

KINDS = ("quantity", "indicator")
MOST = 3  # comparisons shown unless a period is named, or all are wanted


@reading
def show(visit: Visit) -> HttpResponse:
    """Set the numbers of the quantity or indicator that was chosen beside each other."""
    asked = visit.request.GET
    name, period = asked.get("name", "").strip(), asked.get("period", "").strip()
    choices = [(kind, _choices(visit, kind)) for kind in KINDS]
    if not name:
        return visit.render("evidence/reconcile.html", found=None, choices=choices, name="", period="")
    parsed = Period.parse(period) if period else None
    found = reconcile(visit.shelf, find_subject(visit.shelf, name), parsed)
    teller = Teller(visit.language, visit.today)
    most = len(found.comparisons) if parsed or asked.get("all") else MOST
    return visit.render(
        "evidence/reconcile.html",
        found=found,
        teller=teller,
        told=[teller.told(each) for each in found.comparisons[:most]],
        left=len(found.comparisons) - most,
        choices=choices,
        name=name,
        period=period,
    )


def _choices(visit: Visit, kind: str) -> list[tuple[str, str]]:
    """Give what can be chosen of a kind: its id and its name."""
    declared = visit.node.register[kind]
    found = ((thing.subject, visit.shown.title(declared, thing)) for thing in visit.shelf.things(kind))
    return sorted(found, key=lambda pair: pair[1].lower())
