"""Readings out of the ordinary: sudden volume, foreign compartments, unusual hours, each with its reasons.

An alarm says what was counted, what was compared with it and how each comparison weighed. It is a question to
a person and never a finding about one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp, log
from typing import Final

from ambos.analysis.methods.unusual import Expected, expected, foreign, hours_apart, tail

VOLUME, COMPARTMENT, HOURS = "volume", "compartment", "hours"
SORTS: Final = (VOLUME, COMPARTMENT, HOURS)
RECENT_DAYS: Final = 14  # that are judged
HISTORY_DAYS: Final = 90  # before each, that it is judged by
PEERS_WEIGH: Final = 14  # days of own history that weigh as much as the peers
ALARM: Final = 1e-4  # with 50 officers and 14 days, one false alarm in fourteen such looks
FOREIGN: Final = 0.02
HOUR_SHARE: Final = 0.01
FEW: Final = 5  # readings in unusual hours that are nothing yet
HOURS_OF_DAY: Final = 24
LEAST: Final = 1e-300


@dataclass(frozen=True)
class Habit:
    """How many readings an officer had in one hour (UTC) of one day in one compartment."""

    officer: str
    day: date
    hour: int
    compartment: str
    times: int


@dataclass(frozen=True)
class Compared:
    """One comparison: with ``own`` history or ``peers``; the units, the mean, how likely, how it weighed."""

    basis: str
    units: int
    mean: float
    probability: float
    weight: float


@dataclass(frozen=True)
class Alarm:
    """What was out of the ordinary: who, on which day, in what way, how many, how unlikely by all compared.

    ``subject`` is the compartment of a foreign one, or the hours (``2, 3``) of unusual ones.
    """

    officer: str
    day: date
    sort: str
    subject: str
    count: int
    probability: float
    compared: tuple[Compared, ...]


@dataclass
class Usual:
    """What was usual before: days and their counts, counts by compartment and by hour."""

    units: int = 0
    total: int = 0
    squares: int = 0
    compartments: Counter[str] = field(default_factory=Counter)
    hours: Counter[int] = field(default_factory=Counter)

    def without(self, other: "Usual") -> "Usual":
        """Give the same without somebody's share."""
        return Usual(
            self.units - other.units,
            self.total - other.total,
            self.squares - other.squares,
            self.compartments - other.compartments,
            self.hours - other.hours,
        )

    def by_hour(self) -> list[int]:
        """Give the counts of the hours of a day."""
        return [self.hours[hour] for hour in range(HOURS_OF_DAY)]


def alarms(habits: Iterable[Habit], today: date, recent: int = RECENT_DAYS) -> list[Alarm]:
    """Give the alarms of the last days, the least likely first, judged by the time before those days."""
    begin = today - timedelta(days=recent - 1)
    people: dict[str, list[Habit]] = {}
    for one in habits:
        if begin - timedelta(days=HISTORY_DAYS) <= one.day <= today:
            people.setdefault(one.officer, []).append(one)
    usual = {officer: _usual(ones, begin) for officer, ones in people.items()}
    everybody = _together(usual.values())
    found: list[Alarm] = []
    for officer, ones in sorted(people.items()):
        now: dict[date, list[Habit]] = {}
        for one in ones:
            if one.day >= begin:
                now.setdefault(one.day, []).append(one)
        mine = usual[officer]
        for day, on_day in now.items():
            found += _of_day(officer, day, on_day, mine, everybody.without(mine))
    return sorted(found, key=lambda one: (one.probability, one.officer, one.day, one.sort))


def _usual(habits: Sequence[Habit], begin: date) -> Usual:
    """Sum what was before a day; days count from the first with a reading."""
    made, days = Usual(), Counter[date]()
    for one in habits:
        if one.day < begin:
            days[one.day] += one.times
            made.compartments[one.compartment] += one.times
            made.hours[one.hour] += one.times
    if days:
        made.units = (begin - min(days)).days
    made.total, made.squares = sum(days.values()), sum(count * count for count in days.values())
    return made


def _together(ones: Iterable[Usual]) -> Usual:
    made = Usual()
    for one in ones:
        made.units += one.units
        made.total += one.total
        made.squares += one.squares
        made.compartments += one.compartments
        made.hours += one.hours
    return made


def _of_day(officer: str, day: date, on_day: Sequence[Habit], mine: Usual, peers: Usual) -> Iterator[Alarm]:
    yield from _volume(officer, day, sum(one.times for one in on_day), mine, peers)
    compartments, hours = Counter[str](), Counter[int]()
    for one in on_day:
        compartments[one.compartment] += one.times
        hours[one.hour] += one.times
    yield from _compartments(officer, day, compartments, mine, peers)
    yield from _hours(officer, day, hours, mine, peers)


def _volume(officer: str, day: date, count: int, mine: Usual, peers: Usual) -> Iterator[Alarm]:
    """Judge the count of a day by the days before, and by the days of the peers."""
    known = [expected(one.units, one.total, one.squares) for one in (mine, peers)]
    weight = mine.units / (mine.units + PEERS_WEIGH)
    weights = (weight, 1 - weight) if peers.units else (1.0, 0.0)
    if not mine.units + peers.units:
        return
    chances = [tail(count, one) for one in known]
    likely = _weighed(chances, weights)
    if likely < ALARM:
        compared = tuple(
            Compared(basis, one.units, one.mean, chance, share)
            for basis, one, chance, share in zip(("own", "peers"), known, chances, weights, strict=True)
        )
        yield Alarm(officer, day, VOLUME, "", count, likely, compared)


def _compartments(
    officer: str, day: date, now: Mapping[str, int], mine: Usual, peers: Usual
) -> Iterator[Alarm]:
    """Judge each compartment in which somebody with a history never was, by how often the peers are there."""
    total, crowd = mine.compartments.total(), peers.compartments.total()
    for name, count in sorted(now.items()):
        if not total or name in mine.compartments:
            continue
        likely = foreign(1, mine.compartments, name, peers.compartments)
        if likely < FOREIGN:
            weight = total / (total + 1)
            compared = (
                Compared("own", total, 0.0, likely, weight),
                Compared("peers", crowd, float(peers.compartments[name]), likely, 1 - weight),
            )
            yield Alarm(officer, day, COMPARTMENT, name, count, likely, compared)


def _hours(officer: str, day: date, now: Mapping[int, int], mine: Usual, peers: Usual) -> Iterator[Alarm]:
    """Judge the hours of a day by the hours before: own ones, and the peers' where own ones are few."""
    own, theirs = mine.by_hour(), peers.by_hour()
    weight = sum(own) / (sum(own) + PEERS_WEIGH)
    shares = [
        weight * hours_apart(own, hour) + (1 - weight) * hours_apart(theirs, hour)
        for hour in range(HOURS_OF_DAY)
    ]
    odd = [hour for hour in sorted(now) if shares[hour] < HOUR_SHARE]
    count, total = sum(now[hour] for hour in odd), sum(now.values())
    if count < FEW or not sum(own) + sum(theirs):
        return
    mean = total * sum(shares[hour] for hour in odd)
    likely = tail(count, Expected(total, mean, mean))
    if likely < ALARM:
        compared = (
            Compared("own", sum(own), float(sum(own[hour] for hour in odd)), likely, weight),
            Compared("peers", sum(theirs), float(sum(theirs[hour] for hour in odd)), likely, 1 - weight),
        )
        yield Alarm(officer, day, HOURS, ", ".join(map(str, odd)), count, likely, compared)


def _weighed(chances: Sequence[float], weights: Sequence[float]) -> float:
    """Give the geometric mean of probabilities under weights that sum to one (a logarithmic pool)."""
    pairs = zip(chances, weights, strict=True)
    return exp(sum(weight * log(max(chance, LEAST)) for chance, weight in pairs))
