"""The regimes that determinations are made under: data with source and mark, read from ``regimes.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final


@dataclass(frozen=True)
class Regime:
    """A regime: its law, who decides, the day of the year that the law sets, and how the entry is known.

    What it asks, what follows and how it ends are sentences; they stand in the catalogue ``determinations``.
    """

    code: str
    law: str
    authority: str
    source: str
    mark: str
    month: int = 0
    day: int = 0

    @property
    def unverified(self) -> bool:
        """Say whether the entry was recalled and not checked."""
        return self.mark == "recalled"

    def next_after(self, day: date) -> date | None:
        """Give the next day that the law sets, this one included; nothing where it sets none."""
        if not self.month:
            return None
        this = date(day.year, self.month, self.day)
        return this if this >= day else this.replace(year=day.year + 1)


def _read() -> dict[str, Regime]:
    text = files(__package__).joinpath("regimes.toml").read_text("utf-8")
    return {code: Regime(code, **told) for code, told in tomllib.loads(text).items()}


REGIMES: Final[Mapping[str, Regime]] = _read()
