"""``make bench-effects``: each published answer to "did it work" beside ours, with the time that it took.

    python -m benchmarks.effects [--write docs/performance.md]

The data sets are found as the tests find them. The placebos of Proposition 99 are run for all 38 states.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from ambos.analysis.methods.breaks import breaks
from ambos.analysis.methods.chain_ladder import develop
from ambos.analysis.methods.interrupted import interrupt
from ambos.analysis.methods.loglinear import Estimate
from ambos.analysis.methods.staggered import staggered
from ambos.analysis.methods.structural import intervene
from ambos.analysis.methods.synthetic import Synthetic, importance, in_space, rank, synthesise, weigh
from ambos.analysis.methods.synthetic_did import (
    difference_in_differences,
    synthetic_control,
    synthetic_did,
)
from benchmarks import machine, report
from tests.analysis import published
from tests.analysis.test_chain_ladder import RAA, TAYLOR_ASHE, square
from tests.analysis.test_differences import CELLS, DYNAMIC, OVERALL
from tests.analysis.test_interrupted import NILE, NILE_BEGINS

SEED: Final = 0
STARTS_OF_PLACEBOS: Final = 4
HEAD: Final = ("case", "published", "ours", "CPU s")


@dataclass(frozen=True)
class Answer:
    """One published answer, ours, and the processor seconds that it took; data are read outside of them."""

    case: str
    published: str
    ours: str
    seconds: float


def main() -> None:
    """Reproduce, print, and write the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", type=Path, help="put a section of today's on this page")
    asked = parser.parse_args()
    found = []
    for answer in answers():
        print(f"{answer.case}: {answer.published} | {answer.ours} | {answer.seconds:.2f} s", flush=True)
        found.append(answer)
    text = section(found)
    if asked.write:
        report.add(asked.write, text)


def section(found: list[Answer]) -> str:
    """Give the dated section."""
    rows = [(one.case, one.published, one.ours, f"{one.seconds:.2f}") for one in found]
    day = datetime.now(UTC).date().isoformat()
    about = [
        f"## {day}: did it work",
        "",
        "Printed by `make bench-effects WRITE=docs/performance.md`. CPU seconds are those of one answer.",
        "",
        *(f"- {line}" for line in machine.of_computer()),
        "",
    ]
    return "\n".join([*about, *report.table(HEAD, rows, "lllr"), ""])


def answers() -> Iterator[Answer]:
    """Reproduce each case in turn."""
    yield from _interrupted()
    yield from _mixtures()
    yield from _differences()
    yield _timed(
        "Nile, last year of the first regime", "1898", lambda: str(NILE_BEGINS + breaks(NILE)[0] - 1)
    )
    for name, rows, told in (
        ("RAA", RAA, "52,135 (26,909)"),
        ("Taylor-Ashe", TAYLOR_ASHE, "18,680,856 (2,447,095)"),
    ):
        yield _timed(f"Chain ladder {name}, outstanding (s.e.)", told, lambda rows=rows: _developed(rows))


def _timed(case: str, said: str, work: Callable[[], str]) -> Answer:
    began = time.process_time()
    ours = work()
    return Answer(case, said, ours, time.process_time() - began)


def _interrupted() -> Iterator[Answer]:
    events, at, people = published.sicily()
    drivers, law, price = published.seatbelts()
    yield _timed(
        "Sicilian smoking ban, rate ratio",
        "0.894 (0.864 to 0.925)",
        lambda: _ratio(interrupt(events, at, harmonics=0, exposure=people).poisson),
    )
    yield _timed(
        "The same with seasons and overdispersion",
        "0.885 (0.839 to 0.933)",
        lambda: _ratio(interrupt(events, at, exposure=people).step),
    )
    yield _timed(
        "UK seat-belt law, coefficient",
        "-0.238 (-21 %)",
        lambda: (
            f"{(found := intervene(drivers, law, regressors=price)).coefficient:.3f} "
            f"({100 * (found.estimate.ratio - 1):.1f} %)"
        ),
    )


def _mixtures() -> Iterator[Answer]:
    case, names = published.prop99()
    real = synthesise(case, np.random.default_rng(SEED))
    yield _timed(
        "Proposition 99, weights",
        _weights(published.PROP99),
        lambda: _weights(_mixture(synthesise(case, np.random.default_rng(SEED)), names)),
    )
    yield _timed(
        "Proposition 99, rank of the gap among all states",
        "1 of 39",
        lambda: "{} of {}".format(
            *rank(real, in_space(case, np.random.default_rng(SEED), STARTS_OF_PLACEBOS))
        ),
    )
    spain, regions = published.basque()
    yield _timed(
        "Basque Country, weights",
        _weights(published.BASQUE),
        lambda: _weights(_mixture(synthesise(spain, np.random.default_rng(SEED)), regions)),
    )
    training, main_, countries = published.germany()
    yield _timed(
        "West Germany, weights",
        _weights(published.GERMANY),
        lambda: _weights(
            _mixture(weigh(main_, importance(training, np.random.default_rng(SEED))), countries)
        ),
    )


def _differences() -> Iterator[Answer]:
    block = published.prop99_block()
    for name, method, said in (
        ("synthetic difference-in-differences", synthetic_did, "-15.6"),
        ("synthetic control", synthetic_control, "-19.6"),
        ("difference-in-differences", difference_in_differences, "-27.3"),
    ):
        yield _timed(f"Proposition 99, {name}", said, lambda method=method: f"{method(block):.2f}")
    panel = published.minimum_wage()
    began = time.process_time()
    wages = staggered(*panel)
    seconds = time.process_time() - began
    most = max(abs(round(wages.cells[key].value, 4) - value) for key, value in CELLS.items())
    yield Answer(
        "Minimum wage, 12 effects of groups and years", "to 4 decimals", f"all, within {most:.4f}", seconds
    )
    yield _timed(
        "Minimum wage, by years since the beginning",
        " ".join(f"{value:.4f}" for value in DYNAMIC.values()),
        lambda: " ".join(f"{wages.dynamic()[gone].value:.4f}" for gone in DYNAMIC),
    )
    yield _timed("Minimum wage, overall", f"{OVERALL:.4f}", lambda: f"{wages.overall().value:.4f}")


def _ratio(found: Estimate) -> str:
    return f"{found.ratio:.4f} ({found.low:.4f} to {found.high:.4f})"


def _mixture(made: Synthetic, names: list[str]) -> dict[str, float]:
    return {name: float(weight) for name, weight in zip(names, made.weights, strict=True) if weight > 0.005}


def _weights(told: Mapping[str, float]) -> str:
    ordered = sorted(told.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{name} {weight:.3f}" for name, weight in ordered)


def _developed(rows: tuple[tuple[float, ...], ...]) -> str:
    found = develop(square(rows))
    return f"{found.total_outstanding:,.0f} ({found.total_error:,.0f})"


if __name__ == "__main__":
    main()
