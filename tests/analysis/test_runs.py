"""Comparable values around a day: what is chosen, and each reason why nothing can be."""

from decimal import Decimal

import numpy as np
import pytest

from ambos.analysis.studies.runs import Run, comparable, longest, run_around, same_elsewhere
from ambos.analysis.studies.turns import turns
from ambos.domains.measures.views import Figure
from ambos.kernel.shelf import Thing
from ambos.values.dates import Day, Period
from ambos.values.handling import PUBLIC
from ambos.values.places import Place

DAY = Day.parse("2019-07-15")
MONTHS = Period.parse("2016-01/2020-12").each_month()


def figure(period: object, value: object = 100, **said: str) -> Figure:
    body = {"place": "MX", "unit": "victims", "status": "final", "publisher": "SESNSP", **said}
    made = Thing(f"figure/{period}", "figure", "MX", "stated", "", PUBLIC, (), (), body)
    as_of = Day.parse(said["as_of"]) if "as_of" in said else None
    return Figure(made, Period.parse(str(period)), Place.parse(body["place"]), Decimal(str(value)), as_of)


def around(*figures: Figure, day: Day = DAY) -> Run | str:
    return run_around(comparable(figures), day)


def months(**said: str) -> list[Figure]:
    return [figure(month, **said) for month in MONTHS]


def test_the_month_of_the_day_is_the_first_after() -> None:
    """The period in which something began counts as after it, the one before it as before."""
    run = around(*months())
    assert isinstance(run, Run)
    assert str(run.periods[run.at]) == "2019-07"
    assert (run.season, len(run.values)) == (12, 60)


def test_the_newest_vintage_is_taken() -> None:
    """Of several vintages of a period the newest counts, whatever the order they came in."""
    newer, older = figure("2017-01", 7, as_of="2021"), figure("2017-01", 5, as_of="2018")
    run = around(*[f for f in months() if str(f.period) != "2017-01"], newer, older)
    assert isinstance(run, Run)
    assert run.values[12] == 7


def test_a_recalled_value_gives_way() -> None:
    """A verified value of a period counts before one that was recalled, even if that is newer."""
    run = around(*months(as_of="2021"), figure("2017-01", 7, as_of="2022", mark="recalled"))
    assert isinstance(run, Run)
    assert run.values[12] == 100


def test_a_whole_country_comes_before_its_parts() -> None:
    """Where a country and its states can all answer, the country does."""
    run = around(*months(place="MX-11"), *months(), *months(place="MX-14"))
    assert isinstance(run, Run)
    assert run.place == "MX"


def test_other_places_must_count_alike() -> None:
    """A place is comparable where it has the same periods of the same definition, and not otherwise."""
    short = [f for f in months(place="MX-15") if str(f.period) != "2018-01"]
    figures = [*months(place="MX-11"), *months(place="MX-14"), *short, *months(place="MX-16", scope="cases")]
    groups = comparable(figures)
    run = run_around([group for group in groups if group[0].place.code == "MX-11"], DAY)
    assert isinstance(run, Run)
    assert list(same_elsewhere(groups, run)) == ["MX-14"]


def test_nothing_is_carried_further_than_half_as_long_as_it_was_seen() -> None:
    """Of many values after, as many are left as half of those before."""
    run = run_around(comparable(months()), Day.parse("2018-07-15"))
    assert isinstance(run, Run)
    near = run.within_reach()
    assert (run.at, len(near.figures)) == (30, 45)


def changed_unit() -> list[Figure]:
    early = [f for f in months() if f.period.first.year < 2018]
    return [*early, *(figure(month, unit="cases") for month in MONTHS if month.first.year >= 2018)]


def rolling() -> list[Figure]:
    ends = range(24)
    return [
        figure(f"{2016 + m // 12}-{m % 12 + 1:02}/{2016 + (m + 11) // 12}-{(m + 11) % 12 + 1:02}")
        for m in ends
    ]


@pytest.mark.parametrize(
    ("figures", "day", "why"),
    [
        ([], DAY, "no-series"),
        (months(status="cumulative"), DAY, "no-series"),
        (rolling(), DAY, "overlapping-periods"),
        (months(), Day.parse("2019"), "date-too-vague"),
        (months(), Day.parse("2017-03"), "too-few-before"),
        (months(), Day.parse("2020-11"), "too-few-after"),
        (months(), Day.parse("2022-11"), "too-few-after"),
        (months(), Day.parse("2015-11"), "too-few-before"),
        ([f for f in months() if str(f.period) != "2019-05"], DAY, "gaps"),
        ([f for f in months() if str(f.period) != "2019-07"], DAY, "gaps"),
        (changed_unit(), DAY, "changed-definition"),
        ([figure(year) for year in range(2010, 2022)], DAY, "too-few-before"),
    ],
)
def test_refusals(figures: list[Figure], day: Day, why: str) -> None:
    """Values that cannot answer are refused, with the code of what is missing."""
    assert around(*figures, day=day) == why


@pytest.mark.parametrize("seed", range(5))
def test_a_change_of_level_is_found_without_a_date(seed: int) -> None:
    """The month in which the level changed is the greatest change found, despite seasons."""
    rng = np.random.default_rng(seed)
    wave = [100 + 20 * np.sin(at * np.pi / 6) + rng.normal(0, 2) for at in range(60)]
    values = [round(value * (0.6 if at >= 42 else 1), 3) for at, value in enumerate(wave)]
    run = longest(comparable(figure(month, value) for month, value in zip(MONTHS, values, strict=True)))
    assert run is not None
    greatest = max(turns(run), key=lambda turn: abs(turn.after - turn.before))
    assert str(greatest.period) == "2019-07"
    assert greatest.after / greatest.before == pytest.approx(0.6, rel=0.05)


def test_equal_values_have_no_turn() -> None:
    """Where nothing changes, no change of level is found."""
    run = longest(comparable(months()))
    assert run is not None
    assert turns(run) == ()
