"""Which substances one country controls and the other does not, and what the legal definition says."""

from django.http import HttpResponse

from ambos.domains.drugs.control import GAPS, classify
from ambos.faces.web.drugs.parts import tabs
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.node.drugs import control_gaps


@reading
def show(visit: Visit) -> HttpResponse:
    """Show the gaps, open ones first, with schedule, day and source on each side."""
    found = control_gaps(visit.shelf)
    counts = [(standing, sum(one.standing == standing for one in found)) for standing in GAPS]
    return visit.render(
        "drugs/control.html",
        tabs=tabs(visit, "control"),
        found=[(one, classify(one.substance.body)) for one in found],
        counts=counts,
    )


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give the gaps as CSV."""
    head = (
        "substance", "name_en", "schedule_us", "controlled_us", "schedule_mx", "controlled_mx", "standing",
        "first", "days", "open", "by_class", "mark",
    )  # fmt: skip
    rows = (
        (
            one.substance.subject,
            (one.substance.get("name") or {}).get("en", ""),
            *(
                str(one.substance.get(name) or "")
                for name in ("schedule_us", "controlled_us", "schedule_mx", "controlled_mx")
            ),
            one.standing,
            one.first,
            "" if one.days is None else str(one.days),
            str(one.open).lower(),
            str(one.by_class).lower(),
            str(one.substance.get("mark") or ""),
        )
        for one in control_gaps(visit.shelf)
    )
    return table(head, rows, "control-gap.csv")
