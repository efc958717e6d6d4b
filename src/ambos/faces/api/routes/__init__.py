"""Every route, in the order in which the description tells them."""

from typing import Final

from ambos.faces.api.route import Route
from ambos.faces.api.routes import (
    acts,
    exchange,
    judged,
    kinds,
    measures,
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
    *exchange.ROUTES,
    *acts.ROUTES,
    *working.ROUTES,
)
