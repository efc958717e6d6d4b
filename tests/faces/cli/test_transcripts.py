"""The sessions in tests/transcripts, typed in real processes and compared line by line."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.processes import ROOT

TRANSCRIPTS = sorted((ROOT / "tests" / "transcripts").glob("*.txt"))
TIME_LIMIT = 60
CODE = re.compile(r"\[(\d+)\]")


class Step(NamedTuple):
    """A line that is typed, and what must come of it."""

    typed: str
    expected: list[str]
    code: int


def steps(text: str) -> Iterator[Step]:
    """Read a transcript; lines before the first prompt are a comment."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        typed, *expected = part.rstrip("\n").split("\n")
        found = CODE.fullmatch(expected[-1]) if expected else None
        yield Step(typed, expected[:-1] if found else expected, int(found[1]) if found else 0)


def pattern(expected: list[str]) -> re.Pattern[str]:
    """Give the pattern of expected lines."""
    parts = []
    for line in expected:
        if line.strip() == "...":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append("[^\n]*".join(re.escape(piece) for piece in line.split("...")) + "\n")
    return re.compile("".join(parts))


def environment(language: str, folder: Path) -> dict[str, str]:
    """Give the surroundings of a session: this program under its own name, a locale, a width."""
    tools = folder / "bin"
    tools.mkdir()
    program = tools / "ambos"
    locale = {"en": "C.UTF-8", "es": "es_MX.UTF-8"}[language]
    program.write_text(f'#!/bin/sh\nLC_ALL={locale} exec "{sys.executable}" -m ambos.faces.cli "$@"\n')
    program.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AMBOS_")}
    return {
        **kept,
        "PATH": f"{tools}{os.pathsep}{kept.get('PATH', '')}",
        "PYTHONPATH": str(ROOT / "src"),
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_sessions_run_as_written(path: Path, built: Path, tmp_path: Path) -> None:
    """Every line of a session, typed in order, ends and prints as the transcript says."""
    shutil.copytree(built / "demo", tmp_path / "demo")
    surroundings = environment("es" if ".es" in path.name else "en", tmp_path)
    for step in steps(path.read_text(encoding="utf-8")):
        done = subprocess.run(
            ["bash", "-c", step.typed], cwd=tmp_path, env=surroundings, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=TIME_LIMIT, check=False,
        )  # fmt: skip
        assert done.returncode == step.code, f"$ {step.typed}\n{done.stdout}"
        assert pattern(step.expected).fullmatch(done.stdout), f"$ {step.typed}\n{done.stdout}"


def test_every_session_is_typed() -> None:
    """There are sessions in both languages, and each types something."""
    assert {".es" in path.name for path in TRANSCRIPTS} == {True, False}
    assert all(list(steps(path.read_text(encoding="utf-8"))) for path in TRANSCRIPTS)


def test_the_comparison_bites() -> None:
    """Wildcards stand for what they say and no more."""
    assert pattern(["a ... c", "...", "z"]).fullmatch("a b c\nx\ny\nz\n")
    assert not pattern(["a ... c"]).fullmatch("a b c\nmore\n")
    assert not pattern(["a"]).fullmatch("b\n")
