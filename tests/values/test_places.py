"""Places are codes of the two countries, their states and the two land borders."""

import pytest

from ambos.values.places import PLACES, Place, PlaceInvalid


def test_every_state_is_there_once() -> None:
    """Mexico has 32 states; the United States 50, the District of Columbia and five territories."""
    within = [place.within for place in PLACES.values()]
    assert (within.count("MX"), within.count("US"), within.count(None)) == (32, 50 + 1 + 5 + 2, 3)


@pytest.mark.parametrize("code", PLACES)
def test_place_prints_its_code(code: str) -> None:
    """The printed place is the code it is found by, and its country begins that code."""
    place = Place.parse(code)
    assert str(place) == code
    assert place.within is None or code.startswith(f"{place.within}-")


@pytest.mark.parametrize("text", ["", "us", "MX-33", "MX-00", "MX-5", "US-XX", "Sinaloa"])
def test_place_refuses_unknown_codes(text: str) -> None:
    """A text that is no code is refused."""
    with pytest.raises(PlaceInvalid):
        Place.parse(text)
