"""``make bench-forecast``: how good the forecasts are, on a competition and on official series.

    python -m benchmarks.forecast [--write docs/performance.md]

The answers of others are recomputed here from their own published forecasts. Nothing here is typed by hand
but the answers that were published and the bars that we set ourselves. Cases of the official series overlap
and are related: their figures are about these series, and no test of significance.
"""

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks import machine, report
from benchmarks.competition import MONTHLY, Contest, entrants, load, ours
from benchmarks.likelihoods import REDUCTIONS, Judged, competition_cases, judge, official_cases
from benchmarks.outlooks import Speed, speed

Table = tuple[str, Sequence[str], Sequence[Sequence[str]]]
SCORES: Final = ("method", "series", "sMAPE", "MAPE", "MASE", "published sMAPE", "published MASE")
CHANCES: Final = ("series", "target", "cases", "base rate", "Brier skill", "calibration error", "bar")
SPREADS: Final = (
    "series",
    "cases",
    "80 % of total",
    "50 % of total",
    "80 % of periods",
    "50 % of periods",
    "CRPS",
    "seasonal naive's",
    "saved",
)
BARS: Final = (0.03, 0.17)  # calibration error at most, Brier skill at least


def main() -> None:
    """Measure, print, and write the page if asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    started, busy = time.perf_counter(), machine.busy()
    print("The competition: reading", flush=True)
    contest = load()
    tables = [*_accuracy(contest), *_calibration(contest), _speed()]
    minutes = (time.perf_counter() - started) / 60
    text = _section(tables, f"Load before the run: {busy}; the run took {minutes:.0f} minutes")
    print("", text, sep="\n")
    if asked.write:
        report.add(asked.write, text)


def _accuracy(contest: Contest) -> Iterator[Table]:
    rows = [*entrants(contest), *ours(contest, print)]
    for title, group in (("all 3,003 series", ""), ("1,428 monthly series", MONTHLY)):
        cells = [row.cells() for row in rows if row.group == group]
        yield f"M3 competition, {title}", SCORES, cells


def _calibration(contest: Contest) -> Iterator[Table]:
    found = [judge("M3, monthly, 66 or more", competition_cases(contest), print)]
    found += [judge(name, cases, print) for name, cases in official_cases()]
    yield (
        "P(the next 12 months reach the last 12 less d)",
        CHANCES,
        [_chances(one, d) for one in found for d in REDUCTIONS],
    )
    yield "Intervals and distributions", SPREADS, [_spreads(one) for one in found]


def _chances(judged: Judged, reduction: float) -> Sequence[str]:
    error, skill = judged.calibration(reduction), judged.skill(reduction)
    met = error <= BARS[0] and skill >= BARS[1]
    bar = ("met" if met else "NOT MET") if judged.name.startswith("M3") else ""
    name, rate = f"d = {reduction:.0%}", f"{judged.rate(reduction):.1%}"
    return judged.name, name, f"{judged.count:,}", rate, f"{skill:+.3f}", f"{error:.3f}", bar


def _spreads(judged: Judged) -> Sequence[str]:
    covered = [f"{judged.covered(part, level):.1%}" for part in ("whole", "fan") for level in (0.8, 0.5)]
    mine, naive = judged.crps()
    return (
        judged.name,
        f"{judged.count:,}",
        *covered,
        f"{mine:.4f}",
        f"{naive:.4f}",
        f"{1 - mine / naive:+.1%}",
    )


def _speed() -> Table:
    rows = [(one.what, f"{one.wall:.2f}", f"{one.cpu:.2f}", one.bar, _met(one)) for one in speed(print)]
    return "Speed", ("what", "seconds", "CPU s", "bar", ""), rows


def _met(one: Speed) -> str:
    return "" if one.most is None else "met" if one.wall < one.most else "NOT MET"


def _section(tables: Iterable[Table], about: str) -> str:
    parts = [f"## {datetime.now(UTC).date().isoformat()}: forecasts", ""]
    parts += [f"Printed by `make bench-forecast`. {about}.", ""]
    for title, head, rows in tables:
        sides = "l" + "r" * (len(head) - 1)
        parts += [f"### {title}", "", *report.table(head, rows, sides), ""]
    return "\n".join(parts)


if __name__ == "__main__":
    main()
