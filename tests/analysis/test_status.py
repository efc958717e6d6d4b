"""The first honest status: one rule decides, and better figures never make it worse."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambos.analysis.methods.status import (
    AT_RISK,
    DOWN,
    MET,
    MOVING_AWAY,
    NEUTRAL,
    OFF_TRACK,
    ON_TRACK,
    RULES,
    STATUSES,
    UNKNOWN,
    UP,
    Assessment,
    Case,
    Point,
    Target,
    assess,
)
from ambos.values.dates import Period

TERMS = (("scope", ""), ("unit", "deaths"))
BASE, HALFWAY = Period.parse("2020"), Period.parse("2022")
DEADLINE = date(2024, 12, 31)
TODAY = date(2023, 3, 1)
values = st.decimals(0, 1000, places=1)


def point(value: object, period: Period = HALFWAY, terms: tuple[tuple[str, str], ...] = TERMS) -> Point:
    return Point(f"figure/{value}-{period}", Decimal(str(value)), period, terms)


def case(
    value: object = 90,
    *,
    direction: str = DOWN,
    baseline: object = 100,
    level: object = 80,
    today: date = TODAY,
    stale: int | None = None,
    chance: str | None = None,
) -> Case:
    return Case(
        chance=(lambda _: Decimal(chance)) if chance else None,
        direction=direction,
        points=[point(value)],
        today=today,
        stale_after_days=stale,
        baseline=None if baseline is None else point(baseline, BASE),
        target=None if level is None else Target(DEADLINE, Decimal(str(level))),
    )


EXPECTED = {
    "S1": (Case(DOWN, [], TODAY), UNKNOWN),
    "S2": (case(direction=NEUTRAL), UNKNOWN),
    "S3": (case(stale=30), UNKNOWN),
    "S4": (
        Case(
            DOWN,
            [point(90, terms=(("scope", "women"), ("unit", "deaths")))],
            TODAY,
            baseline=point(100, BASE),
        ),
        UNKNOWN,
    ),
    "S5": (case(101, level=None), MOVING_AWAY),
    "S6": (case(99, level=None), UNKNOWN),
    "S7": (case(80), MET),
    "S8": (case(81, today=date(2025, 1, 1)), OFF_TRACK),
    "S9": (case(90, baseline=None), UNKNOWN),
    "S10": (case(101), MOVING_AWAY),
    "S11": (case(90), ON_TRACK),
    "S12": (case(95), AT_RISK),
    "S13": (case("95.1"), OFF_TRACK),
    "S14": (case(95, chance="0.667"), ON_TRACK),
    "S15": (case(90, chance="0.333"), AT_RISK),
    "S16": (case(90, baseline=None, chance="0.332"), OFF_TRACK),
}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_decides_something(rule: str) -> None:
    """Each rule is reached by a case made for it, and gives its status."""
    known, status = EXPECTED[rule]
    found = assess(known)
    assert (found.rule, found.status) == (rule, status)


def worse_first(found: Assessment) -> int:
    """Rank statuses; unknown has no rank among them."""
    return STATUSES.index(found.status)


@given(
    one=values, other=values, baseline=st.decimals(101, 500, places=0), level=st.decimals(1, 100, places=0)
)
def test_a_better_figure_never_makes_it_worse(
    one: Decimal, other: Decimal, baseline: Decimal, level: Decimal
) -> None:
    """Of two figures, the one nearer to the target has a status at least as good."""
    better, worse = sorted((one, other))
    found = [assess(case(value, baseline=baseline, level=level)) for value in (better, worse)]
    assert UNKNOWN not in {each.status for each in found}
    assert worse_first(found[0]) <= worse_first(found[1])


@given(
    value=values,
    baseline=values,
    level=st.none() | values,
    today=st.dates(date(2023, 1, 1), date(2026, 1, 1)),
)
def test_up_is_down_mirrored(value: Decimal, baseline: Decimal, level: Decimal | None, today: date) -> None:
    """Turning every value around zero and the direction with it changes neither status nor rule."""
    down = assess(case(value, baseline=baseline, level=level, today=today))
    turned = None if level is None else -level
    up = assess(case(-value, baseline=-baseline, level=turned, direction=UP, today=today))
    assert (down.status, down.rule) == (up.status, up.rule)


@given(value=values, baseline=values, level=values, factor=st.integers(1, 1000))
def test_units_do_not_matter(value: Decimal, baseline: Decimal, level: Decimal, factor: int) -> None:
    """The same case counted in thousands has the same status."""
    plain = assess(case(value, baseline=baseline, level=level))
    scaled = assess(case(value * factor, baseline=baseline * factor, level=level * factor))
    assert (plain.status, plain.rule) == (scaled.status, scaled.rule)


@pytest.mark.parametrize(
    ("terms", "period", "named"),
    [
        ((("scope", "women"), ("unit", "deaths")), HALFWAY, ("scope",)),
        ((("scope", ""), ("unit", "victims")), HALFWAY, ("unit",)),
        ((("denominator", "traced"), *TERMS), HALFWAY, ("denominator",)),
        (TERMS, Period.parse("FY2022"), ("calendar",)),
        (TERMS, Period.parse("2022-H1"), ("calendar",)),
        ((("scope", "women"), ("unit", "deaths")), Period.parse("2022-05"), ("scope", "calendar")),
    ],
)
def test_never_compares_what_differs(
    terms: tuple[tuple[str, str], ...], period: Period, named: tuple[str, ...]
) -> None:
    """A figure of another scope, unit, denominator or calendar is not judged, and the field is named."""
    target = Target(DEADLINE, Decimal(80))
    found = assess(Case(DOWN, [point(1, period, terms)], TODAY, baseline=point(100, BASE), target=target))
    assert (found.rule, found.differing, found.readings) == ("S4", named, ())


def test_judges_the_newest_comparable_figure() -> None:
    """A newer figure of another scope does not hide an older one that can be compared."""
    comparable, other = point(90), point(1, Period.parse("2023"), (("scope", "women"), ("unit", "deaths")))
    found = assess(Case(DOWN, [comparable, other], TODAY, baseline=point(100, BASE)))
    assert (found.point, found.differing) == (comparable, ())


def test_the_baseline_is_no_progress() -> None:
    """Where nothing newer than the baseline is known, progress is unknown, not on track."""
    known = Case(
        DOWN, [point(100, BASE)], TODAY, baseline=point(100, BASE), target=Target(DEADLINE, Decimal(80))
    )
    assert assess(known).rule == "S9"


def test_stale_figures_are_shown_but_not_judged() -> None:
    """A figure past its limit gives no status, but says its age and what it said while it was new."""
    found = assess(case(80, stale=30))
    assert (found.status, found.rule, found.age_days) == (UNKNOWN, "S3", (TODAY - HALFWAY.last).days)
    assert [reading.status for reading in found.readings] == [MET]


def test_the_last_word_does_not_grow_stale() -> None:
    """A figure that covers the deadline decides, however old it is."""
    last = point(81, Period.parse("2024"))
    known = Case(DOWN, [last], date(2030, 1, 1), 30, point(100, BASE), None, Target(DEADLINE, Decimal(80)))
    assert assess(known).rule == "S8"


def overdose(newest: int, baseline_newest: int | None) -> Case:
    """The United States target of 81,000 overdose deaths or 13 % fewer by 2025 (reference case)."""
    return Case(
        direction=DOWN,
        points=[point(newest, Period.parse("2024"))],
        today=date(2025, 6, 1),
        baseline=point(93331, BASE),
        baseline_newest=None if baseline_newest is None else point(baseline_newest, BASE),
        target=Target(date(2025, 12, 31), Decimal(81000), Decimal(-13)),
    )


def test_level_and_percentage_agree_on_the_provisional_count() -> None:
    """81,000 is 13 % below 93,331, to the percent: one target, not flagged."""
    found = assess(overdose(80391, None))
    assert [reading.goal for reading in found.readings] == [Decimal(81000), Decimal("81197.97")]
    assert (found.status, found.target_disagrees, found.readings_differ) == (MET, False, False)


def test_level_and_percentage_disagree_on_the_final_count() -> None:
    """On the final 91,799 the percentage asks for 79,865.13: flagged, and each reading has its own status."""
    found = assess(overdose(80391, 91799))
    assert found.target_disagrees
    assert [reading.goal for reading in found.readings][-1] == Decimal("79865.13")
    assert [reading.status for reading in found.readings] == [MET, MET, ON_TRACK]
    assert (found.status, found.readings_differ) == (ON_TRACK, True)


def test_readings_may_agree_though_the_target_disagrees() -> None:
    """79,384 meets every reading; the target is flagged all the same."""
    found = assess(overdose(79384, 91799))
    assert (found.status, found.target_disagrees, found.readings_differ) == (MET, True, False)


PROVISIONAL, FINAL, REPORTED = 93331, 91799, 80391  # U.S. overdose deaths of 2020 twice, and to December 2024


def test_thirteen_per_cent_and_81_000() -> None:
    """A level and a percentage that fit the pinned count alone are flagged, and each is judged by itself.

    ONDCP's target for 2025 is 81,000 deaths or fewer, and 13 per cent fewer than in 2020. That is one value
    on the provisional count of 2020 and two on the final one; the count to December 2024 meets one of them.
    """
    found = assess(
        Case(
            DOWN,
            [Point("figure/newest", Decimal(REPORTED), Period.parse("2024"), TERMS)],
            date(2025, 6, 1),
            baseline=Point("baseline/pinned", Decimal(PROVISIONAL), BASE, TERMS),
            baseline_newest=Point("figure/final", Decimal(FINAL), BASE, TERMS),
            target=Target(date(2025, 12, 31), Decimal(81000), Decimal(-13)),
        )
    )
    assert found.target_disagrees and found.readings_differ
    assert [(one.basis, round(one.goal)) for one in found.readings] == [
        ("level", 81000), ("percent", 81198), ("percent-newest", 79865),
    ]  # fmt: skip
    assert [one.status for one in found.readings] == [MET, MET, ON_TRACK]
    assert found.status == ON_TRACK  # the least favourable reading stands


def test_on_the_pinned_count_they_agree() -> None:
    """Judged on the vintage that it was set on alone, the same target does not contradict itself."""
    found = assess(
        Case(
            DOWN,
            [Point("figure/newest", Decimal(REPORTED), Period.parse("2024"), TERMS)],
            date(2025, 6, 1),
            baseline=Point("baseline/pinned", Decimal(PROVISIONAL), BASE, TERMS),
            target=Target(date(2025, 12, 31), Decimal(81000), Decimal(-13)),
        )
    )
    assert not found.target_disagrees and found.status == MET


@given(chance=st.decimals(0, 1, places=3), more=st.decimals(0, 1, places=3))
def test_likelier_is_never_worse(chance: Decimal, more: Decimal) -> None:
    """Of two probabilities, the higher gives a status at least as good."""
    low, high = sorted((chance, more))
    ranks = [STATUSES.index(assess(case(90, chance=str(one))).status) for one in (low, high)]
    assert ranks[1] <= ranks[0]


@given(chance=st.decimals(0, 1, places=3))
def test_a_forecast_turns_neither_met_nor_moving_away(chance: Decimal) -> None:
    """What is reached is met and what is worse than the baseline moves away, whatever is foretold."""
    assert assess(case(80, chance=str(chance))).rule == "S7"
    assert assess(case(101, chance=str(chance))).rule == "S10"
