"""A clock for tests: it stands still until somebody moves its hand."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 5, 12, tzinfo=UTC)


class HandClock:
    """Tells the moment that it was set to."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Give the moment, in UTC."""
        return self.moment

    def advance(self, *, days: int = 0, hours: int = 0, seconds: int = 0) -> None:
        """Move the hand."""
        self.moment += timedelta(days=days, hours=hours, seconds=seconds)
