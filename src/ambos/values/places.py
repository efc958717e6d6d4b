"""Places that figures are counted for: the two countries, their states, and the two land borders.

Mexican states carry the two digits of INEGI's catalogue of geostatistical areas (MX-25 is Sinaloa), states
and territories of the United States their postal letters (USPS Publication 28).
"""

from dataclasses import dataclass
from typing import Final

from ambos.values.errors import Form, ValueInvalid


class PlaceInvalid(ValueInvalid):
    """A text is not the code of a place."""

    code = "value.place"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place by its code; ``within`` is the code of the country it lies in, or nothing for a whole."""

    code: str
    within: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Give the place of a code; an unknown code is refused."""
        try:
            return PLACES[text]
        except KeyError:
            raise PlaceInvalid(value=text, expected=Form("place")) from None

    def __str__(self) -> str:
        return self.code


_WHOLES: Final = ("BOTH", "US", "MX")
BORDERS: Final = ("US-SWB", "US-NB")
_US_POSTAL: Final = (
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
    "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM",
    "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA",
    "WV", "WI", "WY", "AS", "GU", "MP", "PR", "VI",
)  # fmt: skip

PLACES: Final[dict[str, Place]] = {
    place.code: place
    for place in (
        *(Place(code) for code in _WHOLES),
        *(Place(code, "US") for code in BORDERS),
        *(Place(f"US-{postal}", "US") for postal in _US_POSTAL),
        *(Place(f"MX-{number:02}", "MX") for number in range(1, 33)),
    )
}
