"""From seizure to destruction, and the laboratories that were found."""

from decimal import ROUND_HALF_EVEN, Decimal

from django.http import HttpResponse

from ambos.domains.drugs.views import Chain
from ambos.faces.web.drugs.parts import drug, place, tabs
from ambos.faces.web.frame.asking import table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.node.drugs import chains, laboratories

SHOWN = 100  # rows of laboratories


@reading
def show(visit: Visit) -> HttpResponse:
    """Show for each drug what was seized, destroyed and is left, and the laboratories by state and sort."""
    labs = laboratories(visit.shelf)
    return visit.render(
        "drugs/chain.html",
        tabs=tabs(visit, "chain"),
        found=[(one, _share(one)) for one in chains(visit.shelf)],
        labs=labs[:SHOWN],
        total=sum(one.count for one in labs),
        dismantled=sum(one.dismantled for one in labs),
        drug=lambda code: drug(visit, code),
        place=lambda code: place(visit, code),
    )


def _share(one: Chain) -> int:
    """Give what was destroyed of what was seized, in whole per cent, at most a hundred."""
    if not one.kg:
        return 0
    share = min(Decimal(1), one.destroyed_kg / one.kg) * 100
    return int(share.quantize(Decimal(1), ROUND_HALF_EVEN))


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give seized, destroyed and left by drug as CSV."""
    rows = (
        (
            one.drug,
            str(one.seizures),
            f"{one.kg:f}",
            f"{one.destroyed_kg:f}",
            f"{one.left_kg:f}",
            str(one.untouched),
        )
        for one in chains(visit.shelf)
    )
    return table(("drug", "seizures", "kg", "destroyed_kg", "left_kg", "not_begun"), rows, "destruction.csv")
