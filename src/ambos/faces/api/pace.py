"""How often a token may ask: a bucket of requests that fills again at a steady pace."""

from collections import OrderedDict
from math import ceil
from threading import Lock
from typing import Final

from ambos.faces.api.errors import TooManyRequests

BURST: Final = 200  # requests at once
PACE: Final = 20.0  # requests a second in the long run
MOST: Final = 10_000  # of whom something is known


class Pace:
    """What each asker has left; of those who have not asked for longest nothing is kept."""

    def __init__(self, burst: int = BURST, pace: float = PACE) -> None:
        self._burst, self._pace = burst, pace
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, who: str, now: float) -> None:
        """Count one request at a moment in seconds, or refuse and say how long to wait."""
        with self._lock:
            left, then = self._left.pop(who, (float(self._burst), now))
            left = min(float(self._burst), left + max(0.0, now - then) * self._pace)
            allowed = left >= 1
            self._left[who] = (left - 1 if allowed else left, now)
            while len(self._left) > MOST:
                self._left.popitem(last=False)
        if not allowed:
            raise TooManyRequests(seconds=ceil((1 - left) / self._pace))
