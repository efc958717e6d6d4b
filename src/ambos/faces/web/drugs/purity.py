"""What laboratories measured: mean purity and dose by drug and month, each with its number of samples."""

from decimal import Decimal

from django.http import HttpResponse

from ambos.faces.web.drugs.parts import columns, drug, run, tabs
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.node.drugs import purities

WHOLE = Decimal(100)


@reading
def show(visit: Visit) -> HttpResponse:
    """Show purity on a scale to 100 per cent for each drug, and the table with the samples."""
    found = purities(visit.shelf)
    months = run(one.period for one in found)
    drugs = sorted({one.drug for one in found if one.purity is not None})
    drawings = [
        (
            drug(visit, code),
            columns(
                visit,
                {one.period: one.purity for one in found if one.drug == code and one.purity is not None},
                months,
                WHOLE,
                visit.say("web_drugs", "purity.label", drug=drug(visit, code)),
                "purity.bar",
            ),
        )
        for code in drugs
    ]
    return visit.render(
        "drugs/purity.html",
        tabs=tabs(visit, "purity"),
        found=found,
        drawings=drawings,
        drug=lambda code: drug(visit, code),
    )


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give purity and dose as CSV."""
    head = ("drug", "month", "samples", "with_purity", "mean_purity_percent", "with_dose", "mean_dose_mg")
    rows = (
        (
            one.drug,
            one.period,
            str(one.samples),
            str(one.pure),
            "" if one.purity is None else f"{one.purity:f}",
            str(one.dosed),
            "" if one.dose is None else f"{one.dose:f}",
        )
        for one in purities(visit.shelf)
    )
    return table(head, rows, "purity.csv")
