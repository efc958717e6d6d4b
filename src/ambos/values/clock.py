"""The clock as something handed in: nothing below the node asks the machine for the time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time to whoever was given it."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        ...
