"""The review of the partnership: every framework, goal, indicator, promise and meeting, on one day."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ambos.analysis.methods.status import UNKNOWN
from ambos.analysis.studies.dialogue import cadence_line, commitment_line, meeting_line, silence_line
from ambos.analysis.studies.figures import disagreement_lines, revision_lines, series_lines
from ambos.analysis.studies.indicators import Measures
from ambos.analysis.studies.items import READ, day_of, item_of, items_of, words_of
from ambos.analysis.studies.lines import (
    CommitmentLine,
    FrameworkLine,
    GoalLine,
    IndicatorLine,
    Item,
    Quality,
    Review,
    Summary,
)
from ambos.analysis.studies.sorts import SORTS
from ambos.domains.dialogue import views as dialogue
from ambos.domains.dialogue.silences import silences
from ambos.domains.plan import views as plan
from ambos.domains.plan.views import Branch
from ambos.kernel.shelf import Shelf, Thing

FOUNDING_PAPER = "source/wayne-2020"
MARK = "mark"


def review(shelf: Shelf) -> Review:
    """Assess the partnership as far as the reader may see it, on the shelf's day, without looking ahead."""
    return assessed(Measures.read(shelf))


def assessed(measures: Measures) -> Review:
    """Assess the partnership by what is measured, and by what is to be expected as far as that is known."""
    shelf = measures.shelf
    lines = {subject: measures.lines(thing) for subject, thing in measures.indicators.items()}
    standings = {
        framework: tuple(commitment_line(one) for one in ones)
        for framework, ones in dialogue.standings(shelf).items()
    }
    frameworks = _frameworks(measures, lines, standings)
    disagreements = disagreement_lines(measures)
    every = [line for ones in lines.values() for line in ones]
    return Review(
        party=shelf.person.party,
        today=shelf.today,
        silent_after_days=dialogue.SILENT_AFTER_DAYS,
        summary=_summary(
            frameworks, every, [c for ones in standings.values() for c in ones], len(disagreements)
        ),
        frameworks=frameworks,
        paper=tuple(_paper(measures)),
        untied=tuple(
            line
            for line in sorted(every, key=_telling)
            if not measures.indicators[line.item.subject].get("goals")
        ),
        unframed=standings.get("", ()),
        disagreements=disagreements,
        revisions=revision_lines(measures),
        series=series_lines(every, measures),
        quality=_quality(shelf, every),
        silences=tuple(silence_line(one) for one in silences(shelf)),
    )


Lines = dict[str, tuple[IndicatorLine, ...]]
Standings = dict[str, tuple[CommitmentLine, ...]]


def _frameworks(measures: Measures, lines: Lines, standings: Standings) -> tuple[FrameworkLine, ...]:
    shelf = measures.shelf
    titles = shelf.titles("framework")
    goals, groups, meetings = plan.goals(shelf), dialogue.groups(shelf), dialogue.meetings(shelf)
    by_goal = _by_goal(measures, lines)
    made = []
    for thing in dialogue.frameworks(shelf):
        held = meetings.get(thing.subject, ())
        made.append(
            FrameworkLine(
                item=item_of(thing),
                abbreviation=thing.get("abbreviation") or "",
                started=day_of(thing.get("started")),
                ended=day_of(thing.get("ended")),
                continues=items_of(dialogue.lineage(thing, titles)),
                purpose=words_of(thing.get("purpose")),
                groups=items_of(groups.get(thing.subject, ())),
                goals=tuple(_goal(branch, by_goal) for branch in goals.get(thing.subject, ())),
                commitments=standings.get(thing.subject, ()),
                meetings=tuple(meeting_line(meeting) for meeting in held),
                cadence=cadence_line(dialogue.cadence(thing, held, shelf.today)),
            )
        )
    return tuple(made)


def _by_goal(measures: Measures, lines: Lines) -> dict[str, list[IndicatorLine]]:
    """Give the indicators of each goal; a target that names a goal counts for that goal alone."""
    found: dict[str, list[IndicatorLine]] = {}
    named = {one.subject: one.get("goal") for ones in measures.targets.values() for one in ones}
    for subject, indicator in measures.indicators.items():
        for goal in indicator.get("goals") or ():
            own = [
                x for x in lines[subject] if x.target is None or named[x.target.item.subject] in (None, goal)
            ]
            found.setdefault(goal, []).extend(own or [measures.without_target(indicator)])
    return found


def _goal(branch: Branch, by_goal: dict[str, list[IndicatorLine]]) -> GoalLine:
    parts: dict[str, list[Item]] = {}
    for part in _below(branch):
        parts.setdefault(part.kind, []).append(item_of(part))
    return GoalLine(
        item=item_of(branch.thing),
        number=branch.thing.get("number") or "",
        outcome=words_of(branch.thing.get("outcome")),
        parts={kind: tuple(items) for kind, items in parts.items()},
        indicators=tuple(sorted(by_goal.get(branch.thing.subject, ()), key=_telling)),
    )


def _telling(line: IndicatorLine) -> tuple[object, ...]:
    """Put first what reaches a status, then what has a target, then impact before output."""
    return line.assessment.status == UNKNOWN, line.target is None, SORTS.index(line.sort), line.item.subject


def _below(branch: Branch) -> Iterator[Thing]:
    for part in branch.branches:
        yield part.thing
        yield from _below(part)


def _paper(measures: Measures) -> Iterator[IndicatorLine]:
    """Set what the founding paper counted beside what is known now."""
    for subject, baselines in measures.baselines.items():
        for baseline in baselines:
            if FOUNDING_PAPER in (baseline.get("sources") or ()) and subject in measures.indicators:
                yield measures.line(measures.indicators[subject], baseline, None)


def _summary(
    frameworks: Iterable[FrameworkLine],
    indicators: list[IndicatorLine],
    commitments: list[CommitmentLine],
    disagreements: int,
) -> Summary:
    shown = list(frameworks)
    goals = [goal for framework in shown for goal in framework.goals]
    joint = [*(f.item for f in shown), *(g.item for g in goals), *(c.item for c in commitments)]
    return Summary(
        frameworks=len(shown),
        goals=len(goals),
        goals_with_target=sum(goal.targets > 0 for goal in goals),
        goals_with_agreed_target=sum(goal.agreed_targets > 0 for goal in goals),
        indicators=len({line.item.subject for line in indicators}),
        statuses=Counter(line.assessment.status for line in indicators),
        commitments=Counter(line.standing for line in commitments),
        without_owner=sum(bool(line.missing) for line in commitments),
        without_due=sum(line.due is None for line in commitments),
        disagreements=disagreements,
        two_keys=Counter(item.state for item in joint),
    )


def _quality(shelf: Shelf, indicators: list[IndicatorLine]) -> Quality:
    marked = [kind.name for kind in shelf.register if MARK in kind.by_name]
    known = [thing for kind in marked for thing in shelf.things(kind)]
    names = {line.item.subject: line.item.name for line in indicators}
    recalled = [thing for thing in known if thing.get(MARK) == "recalled"]
    figures = [thing for thing in known if thing.kind == "figure"]
    return Quality(
        marks=Counter(thing.get(MARK) or READ for thing in known),
        unverified=tuple(item_of(thing, names.get(thing.get("indicator") or "")) for thing in recalled),
        figures=len(figures),
        evidence=sum(thing.get("evidence") is not None for thing in figures),
        without_vintage=sum(thing.get("as_of") is None for thing in figures),
        stale=sum(line.assessment.rule == "S3" for line in indicators),
    )
