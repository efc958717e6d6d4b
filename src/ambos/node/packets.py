"""The review packet of a node: the review of a day with every judgement about it.

Each judgement is made by a study of its own; this module only gathers them.
"""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from ambos.analysis.studies.adjustments import adjustment_lines
from ambos.analysis.studies.asks import asks
from ambos.analysis.studies.effects import effect_lines
from ambos.analysis.studies.elements import element_lines
from ambos.analysis.studies.goals import goal_statuses
from ambos.analysis.studies.headline import headline
from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.lint.picture import Plan, Unlisted
from ambos.analysis.studies.lint.run import lint
from ambos.analysis.studies.outlooks import chance_of, outlook_lines, questions
from ambos.analysis.studies.packet import Packet
from ambos.analysis.studies.reciprocity import reciprocity_lines
from ambos.analysis.studies.review import assessed
from ambos.kernel.shelf import Shelf
from ambos.node.node import Node
from ambos.node.outlooks import foreseen


def packet(node: Node, today: date | None = None) -> Packet:
    """Assess the partnership as far as the officer may see it: today, or as if it were another day."""
    return packet_of(node.shelf if today is None else node.shelf.on(today), node.config.logs)


def packet_of(shelf: Shelf, folder: Path | None = None, unlisted: Unlisted | None = None) -> Packet:
    """Assess what one reader sees on the shelf's day; outlooks are kept in a folder, if one is given.

    ``unlisted`` are those whose entry an official list has no longer, which the logs alone do not tell: what
    is the same at every node goes without.
    """
    with shelf.keeping():
        return _packet(shelf, folder, unlisted)


def _packet(shelf: Shelf, folder: Path | None, unlisted: Unlisted | None) -> Packet:
    measures = Measures.read(shelf)
    asked = questions(measures)
    answers = foreseen(
        folder, {name: one.question for name, one in asked.items() if one.question and not one.refused}
    )
    measures = replace(
        measures,
        chances={
            target.subject: partial(chance_of, answers[target.subject], direction=thing.get("direction"))
            for subject, thing in measures.indicators.items()
            for target in measures.targets.get(subject, ())
            if target.subject in answers and not asked[target.subject].doubted
        },
    )
    review, plan = assessed(measures), Plan.read(shelf, measures=measures, unlisted=unlisted)
    goals = goal_statuses(review.frameworks)
    return Packet(
        review=review,
        headline=headline(review.series, review.revisions, shelf.today),
        outlooks=outlook_lines(review, asked, answers),
        goals=goals,
        effects=effect_lines(measures),
        asks=asks(shelf, review),
        adjustments=adjustment_lines(shelf, review, goals),
        findings=lint(plan),
        elements=element_lines(plan),
        reciprocity=reciprocity_lines(measures),
        caveats=shelf.caveats(),
    )
