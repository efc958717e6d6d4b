"""``make bench-operations``: boards of a million requests, and exposure at ten million readings.

python -m benchmarks.operations [--requests 100k,1M] [--readings 1M,10M] [--home DIR]
                                [--write docs/performance.md]
"""

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine, operations_readings, operations_requests, pace, report
from benchmarks.ledger import sizes


def main() -> None:
    """Measure each size, print, and write the page if asked."""
    asked = _asked()
    started, busy, paces = time.perf_counter(), machine.busy(), [pace.checks_a_second()]
    boards = [
        row for size in asked.requests for row in operations_requests.measure(asked.home / "requests", size)
    ]
    exposed = [
        row for size in asked.readings for row in operations_readings.measure(asked.home / "readings", size)
    ]
    paces.append(pace.checks_a_second())
    took = (time.perf_counter() - started) / 60
    about = [
        *machine.of_computer(),
        pace.described(paces),
        f"Load before the run: {busy}; the run took {took:.0f} minutes",
    ]
    text = "\n".join(
        [
            f"## {datetime.now(UTC).date().isoformat()}: operations",
            "",
            "Printed by `make bench-operations`.",
            "",
            *(f"- {line}" for line in about),
            "",
            *_table("requests", boards),
            "",
            *_table("readings", exposed),
            "",
        ]
    )
    print(text)
    if asked.write:
        report.add(asked.write, text)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--requests", type=sizes, default=sizes("100k,1M"), help="numbers of requests")
    parser.add_argument("--readings", type=sizes, default=sizes("1M,10M"), help="numbers of readings")
    parser.add_argument("--home", type=Path, default=Path.home() / ".cache" / "ambos-bench-operations")
    parser.add_argument("--write", type=Path, help="add a dated section to this page")
    return parser.parse_args()


def _table(of: str, rows: list[list[str]]) -> list[str]:
    return list(report.table([of, "what", "median s", "slowest s", "bar"], rows, "rlrrr"))


if __name__ == "__main__":
    main()
