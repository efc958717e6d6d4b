"""An indicator's values by state, as a map with its legend and the table of the same values."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ambos.domains.measures import views
from ambos.domains.measures.views import Figure
from ambos.faces.reports.maps import Mark, Step, legend, map_svg
from ambos.faces.web.frame.laid import opens
from ambos.faces.web.frame.visit import Visit
from ambos.kernel.shelf import Thing
from ambos.node.kept import FEWEST_PLACES, MAPPED
from ambos.values.places import BORDERS, PLACES


@dataclass(frozen=True)
class Map:
    """A map: drawing, steps, the values shown, highest first, its period and all others in words too."""

    country: str
    svg: Markup
    steps: tuple[Step, ...]
    values: tuple[Figure, ...]
    period: str
    told: str
    periods: tuple[tuple[str, str], ...]


def map_of(visit: Visit, indicator: Thing, figures: Sequence[Figure], wanted: str = "") -> list[Map]:
    """Draw an indicator's values by state for each country that has some: of a period, else of the newest."""
    return [made for country in MAPPED if (made := _map(visit, indicator, figures, country, wanted))]


def _map(visit: Visit, indicator: Thing, figures: Sequence[Figure], country: str, wanted: str) -> Map | None:
    parts = [one for one in figures if one.place.within == country and one.place.code not in BORDERS]
    counts = Counter(one.period for one in parts)
    periods = sorted((p for p in counts if counts[p] >= FEWEST_PLACES), key=lambda p: (p.last, p.first))
    if not periods:
        return None
    period = next((one for one in periods if str(one) == wanted), periods[-1])
    shown = _of_period([one for one in parts if one.period == period])
    marks = {one.place.code: _mark(visit, one) for one in shown}
    names = {
        code: visit.language.label("codes", f"place.{code}") for code in PLACES if code.startswith(country)
    }
    title = visit.shown.title(visit.node.register["indicator"], indicator)
    told = visit.say("web_score", "map.label", name=title, period=visit.formats.period(period))
    svg = map_svg(country, marks, names, told, visit.say("web_score", "map.none"))
    ranked = tuple(sorted(shown, key=lambda one: -one.value))
    every = tuple((str(one), visit.formats.period(one)) for one in reversed(periods))
    return Map(country, svg, legend(marks), ranked, str(period), visit.formats.period(period), every)


def _of_period(figures: Sequence[Figure]) -> list[Figure]:
    """Give one value for each place, the newest vintage, all of the definition that most places have."""
    usual = Counter(one.definition[1:] for one in figures).most_common(1)[0][0]
    newest = {one.place: one for one in views.ranked(figures) if one.definition[1:] == usual}
    return list(newest.values())


def _mark(visit: Visit, figure: Figure) -> Mark:
    words = visit.voice.quantity(figure.value, figure.get("unit"))
    return Mark(figure.value, words, opens(figure.thing.subject))
