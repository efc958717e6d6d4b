"""Integrity: whose vetting ends, reviews of rights, unusual readings, the exposure of a person."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from ambos.analysis.studies.unusual import Alarm
from ambos.faces.accounts.scopes import READ_EXCHANGE
from ambos.faces.api.route import Call, Route
from ambos.node.access_reviews import Due, due
from ambos.node.exposing import Danger, Deed, Exposure, Reach, Sighting, Span, exposure
from ambos.node.unusual import unusual
from ambos.node.vettings import standings


@dataclass(frozen=True)
class StandingForm:
    """How an officer is vetted: until when, how many days are left, which record ends it, which ones rule."""

    officer: str
    compartments: tuple[str, ...]
    standing: str
    until: date | None
    days_left: int | None
    by: str
    basis: tuple[str, ...]


@dataclass(frozen=True)
class ExposureForm:
    """What a person could see, saw, gave out and took part in; lists hold the newest 500, totals all."""

    person: str
    party: str
    computed: date
    enrolled: bool
    spans: tuple[Span, ...]
    vettings: tuple[str, ...]
    could_see: tuple[Reach, ...]
    did_see: tuple[Sighting, ...]
    exported: tuple[str, ...]
    signed: tuple[Deed, ...]
    named_in: tuple[Deed, ...]
    at_risk: tuple[Danger, ...]
    recall: tuple[Danger, ...]
    rotate: tuple[str, ...]
    totals: dict[str, int]

    @classmethod
    def of(cls, found: Exposure) -> "ExposureForm":
        """Tell an exposure; the copies are named by their records."""
        return cls(
            person=found.person,
            party=found.party,
            computed=found.computed,
            enrolled=found.enrolled,
            spans=found.spans,
            vettings=found.vettings,
            could_see=found.could_see,
            did_see=found.did_see,
            exported=tuple(one.subject for one in found.exported),
            signed=found.signed,
            named_in=found.named_in,
            at_risk=found.at_risk,
            recall=found.recall,
            rotate=found.rotate,
            totals=dict(found.totals),
        )


def _standings(call: Call) -> tuple[StandingForm, ...]:
    return tuple(
        StandingForm(
            one.officer,
            one.compartments,
            one.standing,
            one.until,
            one.days_left,
            one.by,
            tuple(vetted.subject for vetted in one.basis),
        )
        for one in standings(call.node)
    )


def _reviews(call: Call) -> tuple[Due, ...]:
    return tuple(due(call.node))


def _anomalies(call: Call) -> tuple[Alarm, ...]:
    return tuple(unusual(call.node))


def _exposure(call: Call) -> ExposureForm:
    return ExposureForm.of(exposure(call.node, call.path["person"]))


ROUTES: Final[tuple[Route, ...]] = (
    Route("integrity-vetting", "/integrity/vetting", READ_EXCHANGE, _standings, tuple[StandingForm, ...]),
    Route("integrity-reviews", "/integrity/reviews", READ_EXCHANGE, _reviews, tuple[Due, ...]),
    Route("integrity-anomalies", "/integrity/anomalies", READ_EXCHANGE, _anomalies, tuple[Alarm, ...]),
    Route(
        "integrity-exposure", "/integrity/people/{person}/exposure", READ_EXCHANGE, _exposure, ExposureForm
    ),
)
