"""The review packet of a node: the review of a day with every judgement about it.

Each judgement is made by a study of its own; this module only gathers them.
"""

from dataclasses import replace
from datetime import date
from functools import partial

from ambos.analysis.studies.adjustments import adjustment_lines
from ambos.analysis.studies.asks import asks
from ambos.analysis.studies.effects import effect_lines
from ambos.analysis.studies.elements import element_lines
from ambos.analysis.studies.goals import goal_statuses
from ambos.analysis.studies.headline import headline
from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.lint.picture import Plan
from ambos.analysis.studies.lint.run import lint
from ambos.analysis.studies.outlooks import chance_of, outlook_lines, questions
from ambos.analysis.studies.packet import Packet
from ambos.analysis.studies.reciprocity import reciprocity_lines
from ambos.analysis.studies.review import assessed
from ambos.kernel.shelf import Shelf
from ambos.node.config import Config
from ambos.node.listed import unlisted
from ambos.node.node import Node
from ambos.node.outlooks import foreseen


def packet(node: Node, today: date | None = None) -> Packet:
    """Assess the partnership as far as the officer may see it: today, or as if it were another day."""
    return packet_of(node.shelf if today is None else node.shelf.on(today), node.config)


def packet_of(shelf: Shelf, config: Config | None = None) -> Packet:
    """Assess what one reader sees on the shelf's day.

    Of a node with this ``config`` outlooks are kept, and the entries of official lists are looked at.
    """
    with shelf.keeping():
        return _packet(shelf, config)


def _packet(shelf: Shelf, config: Config | None) -> Packet:
    measures = Measures.read(shelf)
    asked = questions(measures)
    answers = foreseen(
        config.logs if config else None,
        {name: one.question for name, one in asked.items() if one.question and not one.refused},
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
    gone = unlisted(shelf, config.evidence) if config else {}
    review, plan = assessed(measures), Plan.read(shelf, measures=measures, unlisted=gone)
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
