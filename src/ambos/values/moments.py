"""A minute of somebody's clock: local time with its distance from UTC, as a law of one place counts it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from ambos.values.errors import Form, ValueInvalid

_MOMENT: Final = re.compile(r"[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)
_NO_ZONE: Final = "-00:00"  # RFC 3339 section 4.3: a time whose place is not known; a clock needs one


class MomentInvalid(ValueInvalid):
    """A text is no minute of the calendar in the form 2024-03-05T14:30-07:00."""

    code = "value.moment"


@dataclass(frozen=True, slots=True)
class Moment:
    """A minute with the offset of the clock that showed it (RFC 3339, without seconds)."""

    at: datetime

    @classmethod
    def parse(cls, text: str) -> "Moment":
        """Read ``2024-03-05T14:30-07:00``; another form, or what no calendar or clock shows, is refused."""
        return cls(_read(text))

    @classmethod
    def of(cls, at: datetime) -> "Moment":
        """Give the minute of a time that knows its offset."""
        return cls(at.replace(second=0, microsecond=0))

    @property
    def utc(self) -> datetime:
        """The same minute in UTC, by which moments of different places are ordered."""
        return self.at.astimezone(UTC)

    @property
    def local_day(self) -> date:
        """The day that the calendar on the wall showed."""
        return self.at.date()

    @property
    def offset(self) -> str:
        """The distance of the local clock from UTC, as ``-07:00``."""
        return str(self)[-len("+00:00") :]

    def __str__(self) -> str:
        return self.at.isoformat(timespec="minutes")


def instant(text: str) -> datetime:
    """Read the same form and give the minute in UTC; refused as ``Moment.parse`` refuses."""
    return _read(text).astimezone(UTC)


def _read(text: str) -> datetime:
    try:
        if _MOMENT.fullmatch(text) and not text.endswith(_NO_ZONE):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise MomentInvalid(value=text, expected=Form("moment"))
