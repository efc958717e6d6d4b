"""Forces by mission and month, by state, and what other missions took from public security."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from django.http import HttpResponse
from markupsafe import Markup

from ambos.analysis.studies.deployments import Deployed, Month, deployed
from ambos.domains.deployments.records import FORCE, MISSION, PUBLIC_SECURITY
from ambos.faces.reports.maps import Mark, legend, map_svg
from ambos.faces.reports.stacked import Part, Stack, colour, stacked_svg
from ambos.faces.web.frame.asking import asked, table
from ambos.faces.web.frame.visit import Visit, reading
from ambos.values.dates import Period
from ambos.values.places import PLACES

_TENTH: Final = Decimal("0.1")
_TICKS: Final = 4


@reading
def home(visit: Visit) -> HttpResponse:
    """Show the months as stacks, the share that was taken, the newest month by state."""
    force = asked(visit, "force")["force"]
    found = deployed(visit.shelf, force if force in FORCE else "")
    every = deployed(visit.shelf) if force else found
    return visit.render(
        "deployments/home.html",
        found=found,
        force=force,
        forces=every.forces,
        chart=_chart(visit, found),
        legend=_legend(visit, found),
        share=lambda month: share(visit, month),
        name=lambda month: named(visit, month),
        made_up=any(month.made_up for month in found.months),
        map=_map(visit, found.diverted_places or found.places) if found.months else None,
        steps=legend(_marks(visit, found.diverted_places or found.places)),
        place=lambda code: visit.language.label("codes", f"place.{code}"),
        kept=PUBLIC_SECURITY,
    )


def named(visit: Visit, month: Month) -> str:
    """Give a month in words."""
    return visit.formats.period(Period.parse(month.month))


def share(visit: Visit, month: Month) -> str:
    """Give the share of a month in per cent, or that none can be said."""
    if month.share is None:
        return visit.say("deployments", "share.unknown")
    return visit.formats.percent(month.share, 1)


def _missions(found: Deployed) -> list[str]:
    """Give the missions that there are, public security at the bottom of every stack."""
    seen = {mission for month in found.months for mission in month.missions}
    return [mission for mission in MISSION.codes if mission in seen]


def _chart(visit: Visit, found: Deployed) -> Markup:
    missions = _missions(found)
    stacks = [
        Stack(
            visit.formats.brief(Period.parse(month.month)),
            [part for at, mission in enumerate(missions) for part in _parts(visit, month, at, mission)],
            month.share,
        )
        for month in found.months
    ]
    most = max((stack.height for stack in stacks), default=0)
    step = max(-(-most // _TICKS), 1)
    scale = 10 ** (len(str(step)) - 1)
    step = -(-step // scale) * scale
    ticks = [(step * at, visit.formats.number(step * at)) for at in range(_TICKS + 1)]
    return stacked_svg(
        stacks, visit.say("web_deployments", "chart"), ticks, visit.say("web_deployments", "share")
    )


def _parts(visit: Visit, month: Month, at: int, mission: str) -> list[Part]:
    """Give a mission's part of a month: what it has of its own, and what it took from public security."""
    taken = month.taken.get(mission, 0)
    own = month.missions.get(mission, 0) - taken
    name = visit.language.label("codes", f"deployment-mission.{mission}")
    told = visit.say(
        "web_deployments",
        "part",
        mission=name,
        month=named(visit, month),
        strength=visit.formats.number(own + taken),
    )
    return [Part(at, is_taken, value, told) for is_taken, value in ((False, own), (True, taken)) if value]


def _legend(visit: Visit, found: Deployed) -> list[tuple[str, str, str]]:
    """Give each colour of the stacks with its strength and what it stands for."""
    parts = []
    for at, mission in enumerate(_missions(found)):
        name = visit.language.label("codes", f"deployment-mission.{mission}")
        taken = any(mission in month.taken for month in found.months)
        own = any(month.missions.get(mission, 0) > month.taken.get(mission, 0) for month in found.months)
        if own:
            parts.append((*colour(Part(at, False, 0, "")), name))
        if taken:
            parts.append(
                (*colour(Part(at, True, 0, "")), visit.say("web_deployments", "taken", mission=name))
            )
    return parts


def _marks(visit: Visit, places: Mapping[str, int]) -> dict[str, Mark]:
    return {
        code: Mark(Decimal(strength), visit.formats.number(strength), "")
        for code, strength in places.items()
        if PLACES[code].within == "MX"
    }


def _map(visit: Visit, places: Mapping[str, int]) -> Markup | None:
    """Draw the states of Mexico by strength; nothing where only whole countries are on record."""
    marks = _marks(visit, places)
    if not marks:
        return None
    names = {code: visit.language.label("codes", f"place.{code}") for code in PLACES if code.startswith("MX")}
    return map_svg(
        "MX", marks, names, visit.say("web_deployments", "map"), visit.say("web_deployments", "map.none")
    )


@reading
def table_of(visit: Visit) -> HttpResponse:
    """Give the months as CSV: strength by mission, what was taken, its share in per cent."""
    force = asked(visit, "force")["force"]
    found = deployed(visit.shelf, force if force in FORCE else "")
    head = ("month", "mission", "strength", "taken_from_public_security", "share_percent", "synthetic")
    rows = [
        (
            month.month,
            mission,
            str(strength),
            str(month.taken.get(mission, 0)),
            "" if month.share is None else f"{month.share.quantize(_TENTH, ROUND_HALF_EVEN):f}",
            "yes" if month.made_up else "",
        )
        for month in found.months
        for mission, strength in sorted(month.missions.items())
    ]
    return table(head, rows, "deployments.csv")
