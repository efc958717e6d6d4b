"""Every route, in the order in which the description tells them."""

from typing import Final

from ambos.faces.api.route import Route
from ambos.faces.api.routes import (
    acts,
    arms,
    assistance,
    deployments,
    determinations,
    drugs,
    exchange,
    finance,
    integrity,
    judged,
    justice,
    kinds,
    lists,
    measures,
    networks,
    own,
    records,
    taskforces,
    things,
    working,
)

ROUTES: Final[tuple[Route, ...]] = (
    *own.ROUTES,
    *kinds.ROUTES,
    *things.ROUTES,
    *records.ROUTES,
    *judged.ROUTES,
    *measures.ROUTES,
    *taskforces.ROUTES,
    *justice.ROUTES,
    *finance.ROUTES,
    *networks.ROUTES,
    *arms.ROUTES,
    *drugs.ROUTES,
    *exchange.ROUTES,
    *lists.ROUTES,
    *determinations.ROUTES,
    *assistance.ROUTES,
    *deployments.ROUTES,
    *integrity.ROUTES,
    *acts.ROUTES,
    *working.ROUTES,
)
