"""From the code or name of a state, as publishers write it, to the place that figures are counted for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ambos.values.places import PLACES

_DIGITS_OF_MUNICIPALITY: Final = 5
_NAMES: Final = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO",
    "Connecticut": "CT", "Delaware": "DE", "District of Columbia": "DC", "Florida": "FL", "Georgia": "GA",
    "Hawaii": "HI", "Idaho": "ID", "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS",
    "Kentucky": "KY", "Louisiana": "LA", "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA",
    "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO", "Montana": "MT",
    "Nebraska": "NE", "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM",
    "New York": "NY", "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK",
    "Oregon": "OR", "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD",
    "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA", "Washington": "WA",
    "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY",
}  # fmt: skip


@dataclass(frozen=True)
class Areas:
    """A series for each place that a column names; ``place_of`` gives "" for a text that names none."""

    column: str
    place_of: Callable[[str], str]


def _known(code: str) -> str:
    return code if code in PLACES else ""


def us_state(postal: str) -> str:
    """Give the state or territory of its postal letters."""
    return _known(f"US-{postal}")


def us_state_named(name: str) -> str:
    """Give the state of its English name."""
    return us_state(_NAMES.get(name, ""))


def mexican_state(number: str) -> str:
    """Give the state of INEGI's number, with or without its leading zero."""
    return _known(f"MX-{number.zfill(2)}")


def mexican_state_of(municipality: str) -> str:
    """Give the state of INEGI's municipality code; deaths abroad or in no known state belong to none."""
    return mexican_state(municipality.zfill(_DIGITS_OF_MUNICIPALITY)[:2])
