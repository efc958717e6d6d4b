"""Exposures that a server's process has worked out, kept for whoever asked while they stay the same person.

They lie in memory alone: what somebody could see is written nowhere but in the report that is signed.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from ambos.kernel.access import Person
from ambos.kernel.searching import search
from ambos.node.exposing import Exposure
from ambos.node.node import Node
from ambos.node.staff import staff
from ambos.node.watching import demand_watch
from ambos.values.errors import NotFound

MOST: Final = 50
LIFE: Final = timedelta(hours=1)


@dataclass(frozen=True)
class KeptExposure:
    """An exposure, when it was worked out, and the rights of whoever asked."""

    exposed: Exposure
    at: datetime
    asked_by: Person


class KeptExposures:
    """What was worked out, by who asked and about whom; of too many the oldest is let go."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], KeptExposure] = OrderedDict()
        self._lock = Lock()

    def keep(self, node: Node, exposed: Exposure) -> None:
        """Keep an exposure for whoever sits at the node."""
        asked_by = node.person()
        with self._lock:
            key = asked_by.officer, exposed.person
            self._kept.pop(key, None)
            self._kept[key] = KeptExposure(exposed, node.parts.now(), asked_by)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def find(self, node: Node, person: str) -> KeptExposure | None:
        """Give what was worked out within the hour, on this day, for somebody of just these rights.

        Refused: whoever may not watch.
        """
        demand_watch(node)
        asked_by = node.person()
        with self._lock:
            kept = self._kept.get((asked_by.officer, person))
        if kept is None or kept.asked_by != asked_by or kept.exposed.computed != node.today():
            return None
        return kept if node.parts.now() - kept.at <= LIFE else None


def demand_known(node: Node, person: str) -> None:
    """Refuse somebody of whom nothing can be on record; quick, where the exposure itself may take long.

    Refused too: whoever may not watch.
    """
    demand_watch(node)
    tables = node.parts.tables
    known = (
        any(one.slug == person for one in staff(node))
        or tables.execute("SELECT 1 FROM seen WHERE officer = ? LIMIT 1", (person,))
        or search(node.shelf, person, limit=1).hits
    )
    if not known:
        raise NotFound(name=person)
