"""What time it is, by the clock that the settings name."""

from datetime import UTC, datetime

from django.conf import settings


def system_now() -> datetime:
    """Give the present moment by the machine's clock, in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """Give the present moment."""
    moment: datetime = settings.AMBOS_NOW()
    return moment
