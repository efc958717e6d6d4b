"""Figures of indicators with their pedigree, and the evidence that they stand on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ambos.analysis.methods.revisions import AtAge
from ambos.analysis.studies.vintages import typical_revisions
from ambos.domains.measures import views
from ambos.domains.measures.views import Disagreement, Figure
from ambos.faces.accounts.scopes import READ_FIGURES
from ambos.faces.api.forms import ThingForm
from ambos.faces.api.route import Call, Route
from ambos.node.attachments import standing_of

INDICATOR: Final = "indicator"


@dataclass(frozen=True)
class NewestForm:
    """An indicator and its newest figure, if it has any."""

    indicator: ThingForm
    figure: ThingForm | None


@dataclass(frozen=True)
class DisagreementForm:
    """Figures of one period and place that differ, and in what; nothing is averaged."""

    figures: tuple[str, ...]
    differing: tuple[str, ...]
    same_question: bool


@dataclass(frozen=True)
class FiguresForm:
    """Every figure of an indicator by period and vintage, and what was made of them.

    ``typical_revisions`` says by figure how values of its age were revised; ``revisions`` names the figures
    of one period from the first to the newest.
    """

    indicator: ThingForm
    figures: tuple[ThingForm, ...]
    typical_revisions: Mapping[str, AtAge]
    revisions: tuple[tuple[str, ...], ...]
    disagreements: tuple[DisagreementForm, ...]


@dataclass(frozen=True)
class EvidenceForm:
    """A set of evidence; ``rows`` says whether its rows are here or pending, empty where it names none."""

    evidence: ThingForm
    rows: str


def _every(call: Call) -> tuple[NewestForm, ...]:
    newest = {subject: views.ranked(found)[-1] for subject, found in views.figures(call.shelf).items()}
    return tuple(
        NewestForm(ThingForm.of(thing), _figure(newest.get(thing.subject)))
        for thing in call.shelf.things(INDICATOR)
    )


def _figure(figure: Figure | None) -> ThingForm | None:
    return None if figure is None else ThingForm.of(figure.thing)


def _one(call: Call) -> FiguresForm:
    thing = call.shelf.thing(f"{INDICATOR}/{call.path['indicator']}")
    found = views.figures(call.shelf).get(thing.subject, ())
    return FiguresForm(
        indicator=ThingForm.of(thing),
        figures=tuple(ThingForm.of(figure.thing) for figure in found),
        typical_revisions=typical_revisions(found),
        revisions=tuple(_named(each.figures) for each in views.revisions(found)),
        disagreements=tuple(_disagreement(each) for each in views.disagreements(found)),
    )


def _named(figures: Sequence[Figure]) -> tuple[str, ...]:
    return tuple(figure.thing.subject for figure in figures)


def _disagreement(found: Disagreement) -> DisagreementForm:
    return DisagreementForm(_named(found.figures), tuple(found.differing), found.same_question)


def _evidence(call: Call) -> tuple[EvidenceForm, ...]:
    return tuple(
        EvidenceForm(ThingForm.of(thing), standing_of(call.node, thing))
        for thing in call.shelf.things("evidence")
    )


ROUTES: Final[tuple[Route, ...]] = (
    Route("figures", "/figures", READ_FIGURES, _every, tuple[NewestForm, ...]),
    Route("indicator-figures", "/figures/{indicator}", READ_FIGURES, _one, FiguresForm),
    Route("evidence", "/evidence", READ_FIGURES, _evidence, tuple[EvidenceForm, ...]),
)
