"""What was seized: by drug, month after month, and by state on a map of each country."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from markupsafe import Markup

from ambos.domains.drugs.views import Asked, seized
from ambos.faces.reports.maps import Mark, Step, legend, map_svg
from ambos.faces.web.drugs.parts import columns, drug, place, run, tabs, year_of
from ambos.faces.web.frame.asking import asked, table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.node.drugs import Summary, summary
from ambos.values.places import PLACES

COUNTRIES = ("MX", "US")


@dataclass(frozen=True)
class Multiple:
    """A drug among the small multiples: its name, its drawing, events, kilograms, tablets, without mass."""

    code: str
    name: str
    drawing: Markup
    events: int
    kg: Decimal
    tablets: int
    unweighed: int


@dataclass(frozen=True)
class Map:
    """A country by state: what is drawn, the drawing, and the steps of its shades."""

    label: str
    svg: Markup
    steps: tuple[Step, ...]


@reading
def show(visit: Visit) -> HttpResponse:
    """Show what was seized of every drug, or of one, in all years or one."""
    chosen, year = _drug(visit), year_of(visit)
    found = summary(visit.shelf, Asked(chosen, year))
    places = found.by_place()
    return visit.render(
        "drugs/home.html",
        tabs=tabs(visit, "home"),
        year=year,
        chosen=chosen,
        found=found,
        multiples=_multiples(visit, found),
        maps=[
            _map(visit, country, places)
            for country in COUNTRIES
            if any(p.startswith(country) for p in places)
        ],
        places=sorted(places.items(), key=lambda one: (-one[1], one[0])),
        place=lambda code: place(visit, code),
        codes=visit.node.register["seizure"].by_name["drug"].type.codes.codes,  # type: ignore[attr-defined]
        drug=lambda code: drug(visit, code),
        synthetic=_synthetic(visit),
    )


def _drug(visit: Visit) -> str:
    """Give the drug that the address asks for; what is none asks for all."""
    wanted = asked(visit, "drug")["drug"]
    field = visit.node.register["seizure"].by_name["drug"]
    return wanted if wanted in field.type.codes else ""  # type: ignore[attr-defined]


def _synthetic(visit: Visit) -> bool:
    return bool(
        visit.shelf.rows(
            "SELECT 1 FROM is_seizure k WHERE k.shown = 1 AND k.subject LIKE 'seizure/synthetic-%' "
            f"AND {visit.shelf.within('k.sight')} LIMIT 1",
            (),
        )
    )


def _multiples(visit: Visit, found: Summary) -> list[Multiple]:
    months = run(row.period for row in found.months)
    values: dict[str, dict[str, Decimal]] = {}
    for row in found.months:
        values.setdefault(row.drug, {})[row.period] = row.kg
    return [
        Multiple(
            row.drug,
            drug(visit, row.drug),
            columns(
                visit,
                values.get(row.drug, {}),
                months,
                max(values.get(row.drug, {}).values(), default=Decimal(0)),
                visit.say("web_drugs", "multiple.label", drug=drug(visit, row.drug)),
                "multiple.bar",
            ),
            row.events,
            row.kg,
            row.tablets,
            row.unweighed,
        )
        for row in found.drugs
    ]


def _map(visit: Visit, country: str, places: Mapping[str, Decimal]) -> Map:
    marks = {
        code: Mark(
            kg,
            visit.say("web_drugs", "map.told", kg=visit.shown.number(kg)),
            f"{visit.url('things-list', 'seizure')}?place={code}",
        )
        for code, kg in places.items()
        if code.startswith(f"{country}-")
    }
    names = {code: place(visit, code) for code in PLACES if code.startswith(country)}
    label = visit.say("web_drugs", "map.label", country=place(visit, country))
    svg = map_svg(country, marks, names, label, visit.say("web_drugs", "map.none"))
    return Map(label, svg, legend(marks))


@reading
def listed(visit: Visit) -> HttpResponse:
    """Give what was seized by drug, month and state as CSV, each event once."""
    rows = _rows(visit, Asked(_drug(visit), year_of(visit)))
    return table(("drug", "month", "place", "events", "kg", "tablets", "without_mass"), rows, "seizures.csv")


def _rows(visit: Visit, wanted: Asked) -> list[tuple[str, ...]]:
    return [
        (
            row.drug,
            row.period,
            row.place,
            str(row.events),
            f"{row.kg:f}",
            str(row.tablets),
            str(row.unweighed),
        )
        for row in seized(visit.shelf, wanted)
    ]
