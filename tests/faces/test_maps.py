"""Maps: every region is there, named, reachable, and nothing without a figure looks like nought."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from ambos.faces.reports.maps import FRAMES, Mark, border_svg, legend, map_svg
from ambos.faces.reports.outlines import Frame, frame, names
from ambos.values.places import BORDERS, PLACES

SVG = "{http://www.w3.org/2000/svg}"


def parts(country: str) -> set[str]:
    """Give the codes of a country's states."""
    return {code for code, place in PLACES.items() if place.within == country and code not in BORDERS}


def drawn(text: str) -> ElementTree.Element:
    """Read a drawing as XML, as a browser reads SVG inside a page."""
    return ElementTree.fromstring(str(text).replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def points(drawing: Frame) -> list[tuple[float, float]]:
    """Give every point of a drawing's regions."""
    pairs = [
        pair for one in drawing.regions for pair in one.path.replace("M", "L").replace("Z", "").split("L")
    ]
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in pairs if pair)]


@pytest.mark.parametrize("country", FRAMES)
def test_every_state_has_an_outline(country: str) -> None:
    """The drawing of a country has each state that figures can be counted for, once, inside its bounds."""
    drawing = frame(FRAMES[country])
    codes = [one.code for one in drawing.regions]
    assert set(codes) == parts(country) and len(codes) == len(set(codes))
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in points(drawing))


def test_neighbours_share_their_border() -> None:
    """Simplified outlines leave no gap: Sonora shares many points with Chihuahua and none with Chiapas."""
    found = {
        one.code: set(one.path.replace("M", "L").replace("Z", "").split("L")) for one in frame("mx").regions
    }
    assert len(found["MX-26"] & found["MX-08"]) > 5
    assert not (found["MX-26"] & found["MX-07"]) - {""}


def test_states_lie_where_they_are() -> None:
    """Baja California lies west of Yucatán and north of Chiapas; Maine east of California."""
    mexico = {one.code: one.at for one in frame("mx").regions}
    states = {one.code: one.at for one in frame("us").regions}
    assert mexico["MX-02"][0] < mexico["MX-31"][0] and mexico["MX-02"][1] < mexico["MX-07"][1]
    assert states["US-ME"][0] > states["US-CA"][0] and states["US-TX"][1] > states["US-ND"][1]


def test_regions_with_figures_are_links_with_their_value() -> None:
    """Each value is a link that says place and value aloud; what has none is no link and says that."""
    marks = {"MX-25": Mark(Decimal(7), "7 deaths", "/f/7"), "MX-01": Mark(Decimal(1), "1 death", "/f/1")}
    found = drawn(map_svg("MX", marks, {"MX-25": "Sinaloa"}, "Deaths", "no figure"))
    links = {link.get("href"): link.get("aria-label") for link in found.iter(f"{SVG}a")}
    assert links == {"/f/7": "Sinaloa: 7 deaths", "/f/1": "MX-01: 1 death"}
    silent = [path for path in found.iter(f"{SVG}path") if path.get("fill") == "url(#no-figure)"]
    assert len(silent) == 30 and all("no figure" in str(path.get("aria-label")) for path in silent)


def test_the_border_has_its_counties_and_crossings() -> None:
    """The map of the border names 23 counties and 28 ports of entry."""
    found = drawn(border_svg(names(), "The border"))
    told = [str(one.get("aria-label")) for one in found.iter() if one.get("role") == "img"]
    assert len(told) == len(set(told)) == 23 + 28
    assert {"San Diego, California", "El Paso, Texas"} <= set(told)


def test_names_are_escaped() -> None:
    """No name gets out of its place in the drawing."""
    told = '"><script>alert(1)</script>'
    found = drawn(map_svg("MX", {"MX-25": Mark(Decimal(1), told, "/f")}, {"MX-25": told}, told, told))
    assert not list(found.iter(f"{SVG}script")) and found.get("aria-label") == told


def test_few_steps_are_far_apart() -> None:
    """Two classes take the weakest and the strongest shade."""
    marks = {code: Mark(Decimal(at), "", "") for at, code in enumerate(("MX-01", "MX-02"))}
    assert [step.strength for step in legend(marks)] == ["0.14", "0.95"]
