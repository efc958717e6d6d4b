"""``ambos deployments``: forces by mission and month, and what was taken from public security."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any, Final

from ambos.domains.deployments.records import FORCE
from ambos.faces.cli.declare import JSON, Noun, Option
from ambos.faces.cli.session import Session
from ambos.faces.cli.types import OneOf

if TYPE_CHECKING:
    from ambos.analysis.studies.deployments import Deployed, Month

COMMAND = Noun("deployments", usual="show")
DEPLOYMENTS: Final = "deployments"
_FORCE: Final = Option("force", OneOf("force", *FORCE.codes), key="option.deployment-force")
_TENTH: Final = Decimal("0.1")


def _found(session: Session, force: str | None) -> "Deployed":
    from ambos.analysis.studies.deployments import deployed

    return deployed(session.node.shelf, force or "")


@COMMAND.verb("show", _FORCE, JSON)
def show(session: Session, force: str | None, json: bool) -> None:
    """Show the strength on each mission, month by month, and by place in the newest month."""
    found = _found(session, force)
    if json:
        session.json(plain(found))
        return
    from ambos.faces.cli.printing import heading, table

    missions = sorted({mission for month in found.months for mission in month.missions})
    number, label = session.shown.formats.number, session.language.label
    head = [session.shown.field_name("deployment", "period")]
    head += [label("codes", f"deployment-mission.{mission}") for mission in missions]
    rows = [
        (named(month), *(number(month.missions[m]) if m in month.missions else "" for m in missions))
        for month in found.months
    ]
    table(head, rows, right=range(1, len(head)))
    if not found.months:
        session.tell(session.say(DEPLOYMENTS, "none"))
        return
    heading(session.say(DEPLOYMENTS, "places", month=found.months[-1].month))
    field = session.node.register["deployment"].by_name["place"]
    head = [session.shown.field_name("deployment", name) for name in ("place", "strength")]
    head.append(session.say(DEPLOYMENTS, "column.diverted"))
    table(
        head,
        [
            (session.shown.cell(field, place), number(count), number(found.diverted_places.get(place, 0)))
            for place, count in found.places.items()
        ],
        right=(1, 2),
    )


@COMMAND.verb("diversion", _FORCE, JSON)
def diversion(session: Session, force: str | None, json: bool) -> None:
    """Show what other missions took from public security, month by month, with its share."""
    found = _found(session, force)
    if json:
        session.json(plain(found)["months"])
        return
    from ambos.faces.cli.printing import table

    number, label = session.shown.formats.number, session.language.label
    head = [
        session.say(DEPLOYMENTS, f"column.{name}") for name in ("month", "kept", "diverted", "share", "to")
    ]
    rows = [
        (
            named(month),
            number(month.missions["public-security"]) if "public-security" in month.missions else "",
            number(month.diverted),
            share_of(session, month.share),
            "; ".join(
                f"{label('codes', f'deployment-mission.{m}')} {number(n)}"
                for m, n in sorted(month.taken.items())
            ),
        )
        for month in found.months
    ]
    table(head, rows, right=(1, 2, 3))
    session.tell(session.say(DEPLOYMENTS, "caveat"))


def named(month: "Month") -> str:
    """Give a month, marked where some of it is made up."""
    return f"{month.month} SYNTHETIC" if month.made_up else month.month


def share_of(session: Session, share: Decimal | None) -> str:
    """Give a share in per cent, or that none can be said."""
    if share is None:
        return session.say(DEPLOYMENTS, "share.unknown")
    return session.shown.formats.percent(share, 1)


def plain(found: "Deployed") -> dict[str, Any]:
    """Give the deployments as plain values."""
    return {
        "forces": list(found.forces),
        "months": [
            {
                "month": month.month,
                "synthetic": month.made_up,
                "missions": dict(month.missions),
                "diverted": month.diverted,
                "taken": dict(month.taken),
                "share_percent": None
                if month.share is None
                else f"{month.share.quantize(_TENTH, ROUND_HALF_EVEN):f}",
            }
            for month in found.months
        ],
        "places": dict(found.places),
        "diverted_places": dict(found.diverted_places),
    }
