"""The review packet: the review of one day and every judgement about it, as the faces lay it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ambos.analysis.studies.judgements import (
    AdjustmentLine,
    AskLine,
    EffectLine,
    ElementLine,
    FindingLine,
    Movement,
    Outlook,
    ReciprocityLine,
)
from ambos.analysis.studies.lines import Review


@dataclass(frozen=True)
class Packet:
    """A review and what was judged from it; ``outlooks`` by the subject of the target, else the indicator.

    ``goals`` gives each goal's own status by its subject, with the code of the rule that decided. ``caveats``
    are those of the records that it may rest on, which bind its reader too.
    """

    review: Review
    headline: tuple[Movement, ...] = ()
    outlooks: Mapping[str, Outlook] = field(default_factory=dict)
    goals: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    effects: tuple[EffectLine, ...] = ()
    asks: tuple[AskLine, ...] = ()
    adjustments: tuple[AdjustmentLine, ...] = ()
    findings: Sequence[FindingLine] = ()
    elements: tuple[ElementLine, ...] = ()
    reciprocity: tuple[ReciprocityLine, ...] = ()
    caveats: tuple[str, ...] = ()
