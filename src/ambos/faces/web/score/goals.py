"""One goal: its status and why, its series and indicators, changes of course, what the plan lacks there."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponse

from ambos.analysis.studies.lines import GoalLine
from ambos.analysis.studies.packet import Packet
from ambos.faces.reports.blocks import NONE, Block, Paragraph
from ambos.faces.reports.parts import judged, plan
from ambos.faces.web.frame.laid import kept_for, laid, scribe_for
from ambos.faces.web.frame.visit import Visit, reading
from ambos.node.kept import Kept
from ambos.values.errors import NotFound


@reading
def show(visit: Visit, slug: str) -> HttpResponse:
    """Show a goal."""
    kept = kept_for(visit)
    subject = f"goal/{slug}"
    if subject not in kept.goals:
        raise NotFound(name=subject)
    framework, goal = kept.goals[subject]
    narrow = replace(kept, packet=_about(kept, goal))
    scribe = scribe_for(visit, narrow)
    section = replace(
        plan.goal_section(scribe, goal), level=2, heading=visit.say("web_score", "goal.measured"), over=""
    )
    status, rule = kept.packet.goals.get(subject, ("unknown", ""))
    decisions = judged.decisions(scribe) if narrow.packet.adjustments else ()
    return visit.render(
        "score/goal.html",
        kept=kept,
        framework=framework,
        goal=goal,
        stands=status,
        rule=rule,
        body=laid([replace(section, blocks=_below_status(section.blocks))]),
        decisions=laid(decisions),
        findings=laid(judged.lint(scribe)) if narrow.packet.findings else "",
    )


def _below_status(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Leave out what the head of the page says already: outcome, id, status, rule, what hangs on it."""
    return tuple(one for one in blocks if not isinstance(one, Paragraph) or one.line.sort == NONE)


def _about(kept: Kept, goal: GoalLine) -> Packet:
    """Keep of a packet's judgements those about a goal, what hangs on it, and its indicators."""
    parts = {item.subject for items in goal.parts.values() for item in items}
    lines = {name for line in goal.indicators for name in (line.item.subject, line.key)}
    own = {goal.item.subject} | parts | lines
    packet = kept.packet
    return replace(
        packet,
        adjustments=tuple(one for one in packet.adjustments if one.concerns.subject in own),
        findings=kept.findings.at(own),
        elements=(),
    )
