"""``make bench-figures``: many rows imported and all their indicators computed, beside the same in pandas.

    python -m benchmarks.figures [--rows 5M] [--write docs/performance.md]

The rows are SYNTHETIC, in the form of two real files (CBP drug seizures): codes and places as published,
numbers drawn by a seeded generator. Every step runs in a process of its own, so that its
peak memory is its own.
"""

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from ambos.evidence.catalogue import open_set, store
from ambos.evidence.engines import DuckEngine
from ambos.evidence.figures import figures_of
from ambos.evidence.periods import ABBREVIATED, month_of_fiscal_year
from ambos.evidence.readers.cbp_drugs import AIR_AND_MARINE, NATIONWIDE
from ambos.evidence.reading import read
from ambos.node.definitions import DEFINITIONS, asked
from benchmarks import machine, report

UNITS: Final = {"k": 1_000, "M": 1_000_000}
YEARS: Final = range(2019, 2026)
REGIONS: Final = ("Coastal/Interior", "Northern Border", "Southwest Border")
DRUGS: Final = ("Cocaine", "Fentanyl", "Heroin", "Marijuana", "Methamphetamine", "Other Drugs**")
WEIGHT, EVENTS = "Sum Qty (lbs)", "Count of Event"
SHARE_OF_AIR: Final = 10  # one row in so many is of the air component


def main() -> None:
    """Measure each way in a process of its own, compare what they gave, print and write the page."""
    asked_for = _arguments()
    if asked_for.step:
        STEPS[asked_for.step](Path(asked_for.folder))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"Laying {asked_for.rows:,} SYNTHETIC rows", flush=True)
        lay(folder, asked_for.rows)
        results = {step: _run(step, folder) for step in STEPS}
    for ours, theirs in (("import", "pandas-import"), ("compute", "pandas-compute")):
        assert results[ours]["answer"] == results[theirs]["answer"], f"{ours} and {theirs} differ"
    assert results["add"]["answer"] == results["add-full"]["answer"]
    text = _page(asked_for.rows, results)
    print(text)
    if asked_for.write:
        report.add(asked_for.write, text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--rows", type=lambda text: int(text.rstrip("kM")) * UNITS.get(text[-1], 1), default="5M"
    )
    parser.add_argument("--write", type=Path, help="put a section of today's on this page")
    parser.add_argument("--step", default="", help=argparse.SUPPRESS)
    parser.add_argument("--folder", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(step: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.figures", "--step", step, "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {step}: {result['seconds']:.2f} s, {result['peak']:.0f} MiB", flush=True)
    return result


def lay(folder: Path, rows: int) -> None:
    """Write both files, and a small newer one of one month."""
    _write(folder / "offices.csv", NATIONWIDE, rows - rows // SHARE_OF_AIR, 1, YEARS)
    _write(folder / "air.csv", AIR_AND_MARINE, rows // SHARE_OF_AIR, 2, YEARS)
    _write(folder / "newer.csv", NATIONWIDE, 2_000, 3, range(2025, 2026))


def _write(path: Path, reader: Any, rows: int, seed: int, years: range) -> None:
    random = np.random.default_rng(seed)
    office = next(name for name in reader.columns if name in ("Area of Responsibility", "Branch"))
    codes = pd.DataFrame(
        list(product(years, ABBREVIATED, sorted(reader.columns["Component"].known), REGIONS,
                     sorted(reader.columns["Land Filter"].known), DRUGS)),
        columns=["FY", "Month (abbv)", "Component", "Region", "Land Filter", "Drug Type"],
    )  # fmt: skip
    frame = codes.iloc[np.arange(rows) % len(codes)].reset_index(drop=True)
    frame[office] = pd.Series(np.arange(rows) // len(codes)).map("SYNTHETIC OFFICE {}".format)
    frame[EVENTS] = random.integers(1, 50, rows)
    frame[WEIGHT] = np.round(random.gamma(1.0, 40.0, rows), 6)
    frame[list(reader.columns)].to_csv(path, index=False, float_format="%.6f")


def measured(work: Callable[[], object]) -> None:
    """Print how long a piece of work took by both clocks, the peak memory, and a digest of what it gave."""
    started, used = time.perf_counter(), time.process_time()
    answer = work()
    seconds, used = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    digest = hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()
    print(json.dumps({"seconds": seconds, "cpu": used, "peak": peak, "answer": digest}))


def _import(folder: Path) -> None:
    """Read, check and store both files, and compute their series."""

    def work() -> object:
        found = {}
        for name in ("offices", "air"):
            file = read(folder / f"{name}.csv")
            stored = store(file.table, folder / "evidence")
            (folder / f"{name}.digest").write_text(stored.rows_digest)
            rows = figures_of(stored.path, file.reader, "2025-12-31")
            found |= {f"{row.indicator} {row.scope} {row.period}": _rounded(row.value) for row in rows}
        return found

    measured(work)


def _pandas_import(folder: Path) -> None:
    """The same in pandas: parsed without checks, stored as Parquet, the same series, in binary fractions."""

    def work() -> object:
        found: dict[str, str] = {}
        for name, reader in (("offices", NATIONWIDE), ("air", AIR_AND_MARINE)):
            frame = pd.read_csv(folder / f"{name}.csv")
            period = frame["FY"].astype(str) + "|" + frame["Month (abbv)"]
            frame["row_period"] = period.map(
                {p: month_of_fiscal_year(*p.split("|")) for p in period.unique()}
            )
            frame.to_parquet(folder / f"{name}.pandas.parquet", compression="zstd")
            for series in reader.series:
                rows = frame
                for column, code in series.where.items():
                    rows = rows[rows[column] == code]
                for key, label in (("row_period", ""), ("FY", "FY")):
                    sums = rows.groupby(key)[series.column].sum().items()
                    at = f"{series.indicator} {series.scope} {label}"
                    found |= {f"{at}{period}": _rounded(value) for period, value in sums}
        return found

    measured(work)


def _compute(folder: Path) -> None:
    """Compute the definitions across both stored files, the rows hashed first."""
    measured(lambda: _defined(folder, ("offices", "air")))


def _pandas_compute(folder: Path) -> None:
    """The same two definitions in pandas over its own Parquet files, nothing hashed."""

    def work() -> object:
        frames = {name: pd.read_parquet(folder / f"{name}.pandas.parquet") for name in ("offices", "air")}
        found: dict[str, str] = {}
        for key, label in (("row_period", ""), ("FY", "FY")):
            pounds = sum(
                frame[frame["Drug Type"] == "Fentanyl"].groupby(key)[WEIGHT].sum()
                for frame in frames.values()
            )
            events = frames["offices"].groupby(key)[EVENTS].sum()
            other = (
                frames["offices"][frames["offices"]["Drug Type"] == "Other Drugs**"]
                .groupby(key)[EVENTS]
                .sum()
            )
            found |= {f"all {label}{at}": _rounded(value) for at, value in pounds.items()}  # type: ignore[union-attr]
            found |= {f"other {label}{at}": _rounded(v) for at, v in (100 * other / events).items()}
        return found

    measured(work)


def _add(folder: Path) -> None:
    """One new evidence set of one year: read, stored, its definitions computed anew."""

    def work() -> object:
        file = read(folder / "newer.csv")
        (folder / "newer.digest").write_text(store(file.table, folder / "evidence").rows_digest)
        return _defined(folder, ("offices", "newer", "air"))

    measured(work)


def _add_full(folder: Path) -> None:
    """The same by computing everything: every series of every set, and every definition."""

    def work() -> object:
        for name, reader in (("offices", NATIONWIDE), ("newer", NATIONWIDE), ("air", AIR_AND_MARINE)):
            digest = (folder / f"{name}.digest").read_text()
            path = open_set(folder / "evidence" / f"{digest}.parquet", digest).path
            figures_of(path, reader, "2025-12-31")
        return _defined(folder, ("offices", "newer", "air"))

    measured(work)


def _defined(folder: Path, names: tuple[str, ...]) -> dict[str, str]:
    digests = [
        f"{'cbp-amo-drugs' if name == 'air' else 'cbp-drugs'}:{(folder / f'{name}.digest').read_text()}"
        for name in names
    ]
    found = {}
    for definition in DEFINITIONS:
        if set(definition.inputs) <= {"cbp-drugs", "cbp-amo-drugs"}:
            answer = asked(definition, digests, folder / "evidence", DuckEngine)
            label = "other" if "other" in definition.code else "all"
            rows = definition.figures(answer, "2025-12-31")
            found |= {f"{label} {row.period}": _rounded(row.value) for row in rows}
    return found


def _rounded(value: object) -> str:
    """Give a value to two places: pandas sums binary fractions, which differ beyond."""
    return f"{Decimal(str(value)):.2f}"


STEPS: Final[dict[str, Callable[[Path], None]]] = {
    "import": _import,
    "pandas-import": _pandas_import,
    "compute": _compute,
    "pandas-compute": _pandas_compute,
    "add": _add,
    "add-full": _add_full,
}
SAID: Final = {
    "import": "Ambos: read, check every cell, store, all series",
    "pandas-import": "pandas: read, store, the same series, nothing checked",
    "compute": "Ambos: definitions across files, rows hashed first",
    "pandas-compute": "pandas: the same two definitions",
    "add": "Ambos: one new evidence set, what it touches",
    "add-full": "Ambos: the same, everything computed anew",
}


def _page(rows: int, results: dict[str, dict[str, Any]]) -> str:
    lines = [
        f"## {datetime.now(UTC).date().isoformat()}: figures of {rows:,} rows",
        "",
        "Printed by `make bench-figures`. Rows are SYNTHETIC, in the form of CBP's files. Answers are",
        "compared to two decimal places first. Peak is of the whole process.",
        "",
        *(f"- {line}" for line in machine.of_computer()),
        f"- Load before the end of the run: {machine.busy()}",
        "",
        "| what | seconds | CPU seconds | peak MiB |",
        "| ---- | ------: | ----------: | -------: |",
        *(_line(SAID[step], found) for step, found in results.items()),
    ]
    return "\n".join(lines) + "\n"


def _line(what: str, found: dict[str, Any]) -> str:
    return f"| {what} | {found['seconds']:.2f} | {found['cpu']:.2f} | {found['peak']:.0f} |"


if __name__ == "__main__":
    main()
