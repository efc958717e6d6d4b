"""Is what is said with a probability of so much per cent true in so much per cent of the cases?

Each case is a series as it was known at some date, and the twelve months that followed. Seasonal naive is the
forecast that the next twelve months will be as the last twelve; its distribution comes from its own errors at
earlier origins, in the same way as ours.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import duckdb
import numpy as np

from ambos.analysis.methods import scores
from ambos.analysis.methods.chances import LOG, PLAIN, Chance
from ambos.analysis.methods.kernels import Array
from ambos.analysis.methods.outlook import MOST_ORIGINS, prospect
from ambos.analysis.methods.prospects import Prospect, Question
from benchmarks.competition import DATA, MONTHLY, Contest

REDUCTIONS: Final = (0.0, 0.05, 0.10)
AHEAD: Final = 12
LEAST_KNOWN: Final = 66  # as in the competition's part that is judged
LEAST_OFFICIAL: Final = 54  # months that leave at least four origins
EVERY: Final = 200
Case = tuple[Array, Array, int, int]  # known, came, season, width


@dataclass
class Judged:
    """Everything that was said of a group of cases, and what came."""

    name: str
    told: list[tuple[Prospect, Chance, float, float, Array, float]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many cases there were."""
        return len(self.told)

    def _events(self, reduction: float) -> tuple[list[float], list[bool]]:
        goals = [(one, came, (1 - reduction) * last) for one, _, last, came, _, _ in self.told]
        said = [one.chance.at_most(goal) for one, _, goal in goals if one.chance]
        return said, [came <= goal for _, came, goal in goals]

    def rate(self, reduction: float) -> float:
        """Give how often it came."""
        return float(np.mean(self._events(reduction)[1]))

    def skill(self, reduction: float) -> float:
        """Give the Brier skill over knowing how often it comes."""
        return scores.brier_skill(*self._events(reduction))

    def calibration(self, reduction: float) -> float:
        """Give the calibration error."""
        return scores.calibration_error(*self._events(reduction))

    def covered(self, part: str, level: float) -> float:
        """Give how often the whole, or a period of the fan, lay in its interval of this level."""
        pairs = [
            pair
            for one, _, _, came, path, _ in self.told
            if one.chance
            for pair in ([(one.chance, came)] if part == "whole" else zip(one.fan, path, strict=True))
        ]
        lows, highs = ([chance.quantile(0.5 + side * level / 2) for chance, _ in pairs] for side in (-1, 1))
        return scores.coverage(lows, highs, [float(came) for _, came in pairs])

    def crps(self) -> tuple[float, float]:
        """Give our score and seasonal naive's, each as a share of the last twelve months."""
        mine = [
            scores.crps(one.chance.quantile, came) / scale
            for one, _, _, came, _, scale in self.told
            if one.chance
        ]
        naive = [scores.crps(other.quantile, came) / scale for _, other, _, came, _, scale in self.told]
        return float(np.mean(mine)), float(np.mean(naive))


def judge(name: str, cases: Iterable[Case], say: Callable[[str], None]) -> Judged:
    """Say what is to be expected in each case, and keep it beside what came; refused cases are left out."""
    judged = Judged(name)
    for place, (known, came, season, width) in enumerate(cases):
        if place % EVERY == 0:
            say(f"{name}: {place:,} cases")
        found = prospect(Question(tuple(known), season, AHEAD, width, yearly=12))
        last, then = float(known[-width:].sum()), float(came[-width:].sum())
        if found.chance and last > 0:
            judged.told.append((found, _naive(known, width), last, then, came, last))
    return judged


def _naive(known: Array, width: int) -> Chance:
    """Give seasonal naive's distribution of the whole."""
    pairs = []
    for number in range(MOST_ORIGINS):
        end = len(known) - number * 3
        if end - AHEAD - width >= 0:
            pairs.append((known[end - width : end].sum(), known[end - AHEAD - width : end - AHEAD].sum()))
    link = LOG if min(min(pair) for pair in pairs) > 0 else PLAIN
    errors = [np.log(was / told) if link == LOG else was - told for was, told in pairs]
    return Chance(link, float(known[-width:].sum()), max(1e-3, float(np.sqrt(np.mean(np.square(errors))))))


def competition_cases(contest: Contest) -> Iterator[Case]:
    """Give the monthly series of the competition that are long enough."""
    for one in contest.series:
        if one.period == MONTHLY and len(one.known) >= LEAST_KNOWN:
            yield one.known, one.came[:AHEAD], 12, 12


def official_cases() -> Iterator[tuple[str, Iterator[Case]]]:
    """Give the official series, each group with its name."""
    for name, query, season, width, apart in SERIES:
        yield name, _cases(_read(query), season, width, apart)


def _cases(series: Iterable[Array], season: int, width: int, apart: int) -> Iterator[Case]:
    for values in series:
        for end in range(LEAST_OFFICIAL, len(values) - AHEAD + 1, apart):
            if values[end - 12 : end].sum() > 0:
                yield values[:end], values[end : end + AHEAD], season, width


def _read(query: str) -> Iterator[Array]:
    """Give the values of each name in the order of months; a name that lacks a month is left out."""
    rows = duckdb.connect().execute(query.replace("{data}", str(DATA))).fetchall()
    names = sorted({row[0] for row in rows})
    months = {row[1] for row in rows}
    for name in names:
        own = sorted(
            (month, float(value)) for named, month, value in rows if named == name and value is not None
        )
        if len(own) == len(months):
            yield np.array([value for _, value in own])


CBP: Final = """SELECT "Drug Type" AS name,
    CAST(strptime((CAST(left(FY, 4) AS INT) - CAST("Month (abbv)" IN ('OCT', 'NOV', 'DEC') AS INT))
                  || "Month (abbv)", '%Y%b') AS DATE) AS month,
    sum(CAST("Sum Qty (lbs)" AS DOUBLE)) AS value
  FROM read_csv(['{data}/cbp/nationwide-drugs-fy19-fy22.csv.gz',
                 '{data}/cbp/nationwide-drugs-fy23-fy26-dec.csv.gz'], all_varchar = true)
  GROUP BY ALL"""
USBP: Final = """SELECT name, day AS month, value
  FROM (UNPIVOT (SELECT make_date(cy, month, 1) AS day, * EXCLUDE (month, fy, cy)
                 FROM read_csv('{data}/cbp/usbp_monthly_encounters_fy2000-fy2020.csv.gz'))
        ON * EXCLUDE (day) INTO NAME name VALUE value)"""
SESNSP: Final = """SELECT coalesce(nombre_estado, 'MX') AS name, date AS month, sum(n_victimas) AS value
  FROM '{data}/sesnsp/victims_state_month_2015-01_2023-12.parquet'
  WHERE subtipo_de_delito = 'Homicidio doloso' GROUP BY GROUPING SETS ((nombre_estado, date), (date))"""
INEGI: Final = """SELECT coalesce(left(cve_mun, 2), 'MX') AS name, make_date(year, month, 1) AS month,
    sum(homicides) AS value
  FROM '{data}/homicide/inegi_municipal_month_1990_2012.parquet' WHERE month BETWEEN 1 AND 12
  GROUP BY GROUPING SETS ((left(cve_mun, 2), year, month), (year, month))"""
BTS: Final = """SELECT measure || ' ' || state AS name, date AS month, sum(value) AS value
  FROM '{data}/border/bts_crossings_us_mexico_1996-01_2019-12.parquet'
  WHERE measure IN ('Trucks', 'Pedestrians', 'Personal Vehicles', 'Buses') GROUP BY name, month"""
OPIOIDS: Final = """SELECT state_abbr AS name, date AS month, CAST(rolling_12mo_count AS DOUBLE) AS value
  FROM read_csv('{data}/health/cdc_state_synthetic_opioid_2015-01_2023-12.csv.gz', all_varchar = true)
  WHERE rolling_12mo_count IS NOT NULL"""
# Name, query, season, periods that are asked for, months between the dates judged.
SERIES: Final = (
    ("CBP seizures in pounds, by drug", CBP, 12, 12, 6),
    ("USBP encounters, by sector and border", USBP, 12, 12, 24),
    ("SESNSP homicide victims, country and states", SESNSP, 12, 12, 6),
    ("INEGI homicides, country and states", INEGI, 12, 12, 24),
    ("BTS crossings, by measure and state", BTS, 12, 12, 24),
    ("CDC synthetic opioid deaths, 12 months, by state", OPIOIDS, 1, 1, 6),
)
