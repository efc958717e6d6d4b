"""Imports run downward only; the contracts stand in pyproject.toml and catch what is planted against them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import PACKAGE, ROOT

LINTER = Path(sys.executable).with_name("lint-imports")

# Where a line is planted, the line, and words of the contract that must catch it.
PLANTED = [
    ("utils/__init__.py", "", "every top folder has its floor"),
    ("values/planted.py", "import ambos.kernel.record", "Floors"),
    ("kernel/planted.py", "import ambos.domains.plan.records", "Floors"),
    ("kernel/planted.py", "def late() -> None:\n    import ambos.node", "Floors"),
    ("evidence/planted.py", "import ambos.domains.measures.records", "Floors"),
    ("domains/plan/planted.py", "import ambos.domains.dialogue.records", "Domains do not know each other"),
    ("domains/plan/records.py", "import ambos.domains.plan.views", "Rooms of a domain"),
    ("domains/plan/rules.py", "import sqlite3", "Pure rooms"),
    ("kernel/merkle.py", "import socket", "Pure rooms"),
    ("values/planted.py", "import random", "Pure rooms"),
    ("faces/web/planted.py", "import ambos.faces.cli", "Faces: the command line"),
    ("faces/cli/planted.py", "import ambos.kernel.ledger", "Faces use the node's door"),
    ("analysis/methods/planted.py", "import ambos.kernel.record", "Methods know values only"),
    ("analysis/studies/planted.py", "import ambos.domains.plan.acts", "Analysis reads only"),
    ("i18n/planted.py", "import ambos.domains.plan.records", "i18n knows values only"),
]
# Rooms that planted lines import: made in the copy where the house does not have them yet.
NEEDED = ("domains/plan/acts.py", "domains/plan/views.py", "faces/web/__init__.py")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter with the project's contracts on the house in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "300"}
    command = [str(LINTER), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def append(path: Path, line: str) -> None:
    """Add a line to a module; the module and its package are made if they are not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    with path.open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house, copied, with the rooms that planted lines need."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    python_only = shutil.ignore_patterns("__pycache__", "locale", "*.csv")
    shutil.copytree(PACKAGE, tmp_path / "src/ambos", ignore=python_only)
    for room in NEEDED:
        append(tmp_path / "src/ambos" / room, "")
    return tmp_path


def test_house_stands(copy: Path) -> None:
    """Every contract is kept by the project as it is, and by the copy that lines are planted in."""
    for folder in (ROOT, copy):
        done = lint(folder)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("path", "line", "contract"), PLANTED)
def test_planted_line_is_caught(copy: Path, path: str, line: str, contract: str) -> None:
    """A line against the order of the house breaks the contract that forbids it."""
    append(copy / "src/ambos" / path, line)
    done = lint(copy)
    broken = [text for text in done.stdout.splitlines() if text.endswith("BROKEN")]
    assert done.returncode != 0
    assert any(contract in text for text in broken), done.stdout + done.stderr
