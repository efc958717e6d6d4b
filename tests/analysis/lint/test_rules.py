"""Every rule of plan lint finds what it is for, and leaves alone what is in order."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.studies.judgements import FindingLine
from ambos.analysis.studies.lint.book import RULES
from ambos.analysis.studies.lint.rule import FAMILIES, SEVERITIES, SOURCES
from ambos.analysis.studies.lint.run import failing, lint
from ambos.faces.reports.findings import fix, one_line, sentence, why
from ambos.faces.reports.voice import Voice
from ambos.i18n.catalogue import LANGUAGES, Language
from tests.analysis.lint import (
    action_examples,
    cooperation_examples,
    data_examples,
    dialogue_examples,
    finance_examples,
    framework_examples,
    indicator_examples,
    integrity_examples,
    justice_examples,
    operations_examples,
    target_examples,
    taskforce_examples,
)
from tests.analysis.lint.plans import REGISTER, Example, Things, W, plan
from tests.partnership import TODAY

ROOMS = (
    framework_examples,
    indicator_examples,
    target_examples,
    taskforce_examples,
    action_examples,
    data_examples,
    dialogue_examples,
    cooperation_examples,
    justice_examples,
    finance_examples,
    integrity_examples,
    operations_examples,
)
EXAMPLES: dict[str, Example] = {code: one for room in ROOMS for code, one in room.EXAMPLES.items()}
VOICES = [Voice(Language(code), TODAY) for code in LANGUAGES]
A = "action/a"
WAIVER = {"rule": "AC02", "concerns": A, "reason": W}


def found(things: Things, code: str) -> list[FindingLine]:
    """What a rule finds in a plan of these things."""
    return [line for line in lint(plan(things)) if line.rule == code]


def test_no_rule_lacks_examples() -> None:
    """Every rule has an example that fails and one that passes, and no example is of no rule."""
    assert EXAMPLES.keys() == RULES.keys()
    assert len(RULES) >= 45


@pytest.mark.parametrize("code", RULES)
def test_finds_what_fails(code: str) -> None:
    """A rule finds its failing example at the thing that is wrong, once, and says by what."""
    example = EXAMPLES[code]
    lines = found(example.fails, code)
    assert [line.item.subject for line in lines] == [example.at]
    assert example.data.items() <= lines[0].data.items()
    assert not RULES[code].kinds or example.at.partition("/")[0] in RULES[code].kinds


@pytest.mark.parametrize("code", RULES)
def test_leaves_alone_what_passes(code: str) -> None:
    """A rule finds nothing in its passing example."""
    assert not found(EXAMPLES[code].passes, code)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_speaks(code: str) -> None:
    """A finding is one line in both languages with nothing left open; why and fix are whole sentences."""
    line = found(EXAMPLES[code].fails, code)[0]
    for voice in VOICES:
        told = one_line(line, voice)
        assert "\n" not in told and not re.search(r"[{}]", told)
        assert code in told and line.item.subject in told and sentence(line, voice) in told
        for said in (sentence(line, voice), why(code, voice), fix(code, voice)):
            assert said.endswith((".", "”.", "»."))
    assert sentence(line, VOICES[0]) != sentence(line, VOICES[1])


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_declared_whole(code: str) -> None:
    """A rule has a family, a severity, a known source, and kinds that are declared."""
    rule = RULES[code]
    assert re.fullmatch(r"[A-Z]{2}\d\d", code) and code[:2] in FAMILIES
    assert rule.severity in SEVERITIES and rule.source in SOURCES
    assert all(kind in REGISTER for kind in rule.kinds)


def test_every_source_is_used() -> None:
    """No source stands in the list that no rule rests on."""
    assert SOURCES.keys() == {rule.source for rule in RULES.values()}


def test_a_waiver_stands_beside_what_it_waives() -> None:
    """A waived finding stays, with the reason of the waiver, and is no failure."""
    code = "AC05"
    late = EXAMPLES[code].fails
    waived = {**late, "waiver/w": {"rule": code, "concerns": A, "reason": W}}
    line = found(waived, code)[0]
    assert (line.waived, line.reason) == ("waiver/w", W)
    assert "in words" in one_line(line, VOICES[0])
    assert failing(found(late, code)) and not failing(found(waived, code))


def test_an_expired_waiver_waives_nothing() -> None:
    """What a waiver was given for stands open again on the day after its last."""
    for until, counts in (("2026-03-01", True), ("2026-02-28", False)):
        things = {A: {}, "waiver/w": {**WAIVER, "until": until}}
        assert bool(found(things, "AC02")[0].waived) is counts
        assert bool(found(things, "EV11")) is not counts


def test_a_waiver_is_of_one_rule_at_one_thing() -> None:
    """A waiver leaves other rules at the thing, and the same rule elsewhere, as they are."""
    lines = lint(plan({A: {}, "action/b": {}, "waiver/w": WAIVER}))
    assert [(line.rule, line.item.subject) for line in lines if line.waived] == [("AC02", A)]


ORDERED = ("FW14", "TA04", "DA08", "DA10", "DI11", "FW09")


@given(st.permutations([(code, name) for code in ORDERED for name in EXAMPLES[code].fails]))
def test_order_of_things_does_not_matter(order: list[tuple[str, str]]) -> None:
    """The same things in any order come to the same findings in the same order."""
    things = {name: EXAMPLES[code].fails[name] for code, name in sorted(order)}
    shuffled = {name: things[name] for _, name in order}
    assert lint(plan(shuffled)) == lint(plan(things))


def test_the_gravest_stand_first() -> None:
    """Errors come before warnings before notes."""
    lines = lint(plan({**EXAMPLES["DI11"].fails, **EXAMPLES["FW14"].fails, A: {}}))
    ranks = [SEVERITIES.index(line.severity) for line in lines]
    assert ranks == sorted(ranks) and set(ranks) == {0, 1, 2}
