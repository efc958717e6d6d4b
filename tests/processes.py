"""Start a module of the tests as a process of its own, as the tests themselves run."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def start(module: str, *arguments: str) -> subprocess.Popen[str]:
    """Start ``python -m module``, with pipes on its input and output."""
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    """Close its input, wait for its end, demand that all went well, and give what it said."""
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return said
