"""What exists is documented, what is documented exists, and examples marked as tested run."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from ambos.i18n.catalogue import LANGUAGES, Language
from tests.house.source import ROOT, error_codes, project_files
from tests.house.test_languages import kinds

REFERENCE = ROOT / "docs" / "reference"
PAGES = [path for path in project_files() if path.suffix == ".md"]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
FENCE = re.compile(r"^(```+|~~~+).*?^\1\s*$", re.MULTILINE | re.DOTALL)
TESTED = re.compile(r"^```(python|console) tested\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
PROMPT = re.compile(r"^\$ (.*)", re.MULTILINE)
TIME_LIMIT = 120  # seconds for one example; it may start a node


class Command(NamedTuple):
    """A command as it is typed, and its help in one language."""

    typed: str
    help: str


@cache
def commands(language: str) -> tuple[Command, ...]:
    """Give every command below ``ambos``, groups included; none while there is no command line."""
    if find_spec("ambos.faces.cli") is None:
        return ()
    root = import_module("ambos.faces.cli").root(Language(language))
    return tuple(_below(root, "ambos"))


def _below(command: click.Command, typed: str) -> Iterator[Command]:
    yield Command(typed, (command.help or command.short_help or "").strip())
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=typed)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None, f"{typed} lists {name} and does not have it"
            yield from _below(child, f"{typed} {name}")


def assert_documented(page: str, words: set[str]) -> None:
    """Fail with the words that do not stand as code on a page of the reference; all, if there is no page."""
    path = REFERENCE / page
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    gaps = sorted(word for word in words if not re.search(rf"`{re.escape(word)}(`| )", text))
    assert not gaps, f"missing from docs/reference/{page}: " + ", ".join(gaps)


def test_commands_are_documented() -> None:
    """Every command stands in the reference of the command line."""
    assert_documented("cli.md", {command.typed for command in commands("en")})


def test_commands_help_in_both_languages() -> None:
    """Every command says what it does, in the reader's own language."""
    english, spanish = ({one.typed: one.help for one in commands(language)} for language in LANGUAGES)
    assert english.keys() == spanish.keys()
    assert not [typed for typed in english if not english[typed] or english[typed] == spanish[typed]]


def test_kinds_are_documented() -> None:
    """Every kind of record stands in the reference of kinds."""
    assert_documented("kinds.md", {kind.name for kind in kinds()})


def test_errors_are_documented() -> None:
    """Every error code stands in the reference of errors."""
    assert_documented("errors.md", error_codes())


def named(page: Path) -> str:
    """Give the name of a page in the project."""
    return str(page.relative_to(ROOT))


def anchor(heading: str) -> str:
    """Give the anchor that a heading gets on the usual hosts of Markdown pages."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def broken_links(page: Path) -> list[str]:
    """Give the links of a page to files or headings that are not there; other sites are not looked at."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return [link for link in LINK.findall(text) if "://" not in link and not _resolves(page, link)]


def _resolves(page: Path, link: str) -> bool:
    if link.startswith("mailto:"):
        return True
    path, _, fragment = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    if not fragment or target.suffix != ".md":
        return True
    headings = HEADING.findall(FENCE.sub("", target.read_text(encoding="utf-8")))
    return fragment in {anchor(heading) for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_resolve(page: Path) -> None:
    """Every link inside the project leads to a file, and to a heading where it names one."""
    assert not broken_links(page)


def run_python(code: str, folder: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=TIME_LIMIT, check=False
    )
    assert done.returncode == 0, done.stderr


def run_console(block: str, folder: Path) -> None:
    """Run each ``$ `` line; the lines below it must be what it prints, ``...`` standing for any lines."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        typed, _, expected = part.partition("\n")
        done = subprocess.run(
            ["bash", "-c", typed], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=TIME_LIMIT, check=False, env=_environment(),
        )  # fmt: skip
        printed = done.stdout + done.stderr
        assert done.returncode == 0, f"{typed}\n{printed}"
        pattern = ".*".join(re.escape(piece) for piece in re.split(r"\.\.\.", expected.strip()))
        assert not expected.strip() or re.fullmatch(pattern, printed.strip(), re.DOTALL), (
            f"{typed}\n{printed}"
        )


def _environment() -> dict[str, str]:
    programs = str(Path(sys.executable).parent)
    path = os.pathsep.join([programs, os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "120", "NO_COLOR": "1"}


def asked(page: Path) -> list[str]:
    """Give the verbs of a page's examples, in whichever language they answer."""
    blocks = (block for _, block in TESTED.findall(page.read_text(encoding="utf-8")))
    typed = (command for block in blocks for command in PROMPT.findall(block))
    return [" ".join(command.replace("--lang es ", "").split()[:3]) for command in typed]


def tried() -> Iterator[Path]:
    """Give the pages whose examples run: of a how-to in two languages that asks the same, the English one."""
    for page in PAGES:
        other = page.with_name(page.name.replace(".es.md", ".en.md"))
        twice = page.parent.name == "how-to" and other != page and asked(other) == asked(page)
        if TESTED.search(page.read_text(encoding="utf-8")) and not twice:
            yield page


@pytest.mark.parametrize("page", list(tried()), ids=named)
def test_examples_run(page: Path, tmp_path: Path) -> None:
    """The blocks of a page marked ``tested`` run in order, in one folder, and print what it shows."""
    runners = {"python": run_python, "console": run_console}
    for language, block in TESTED.findall(page.read_text(encoding="utf-8")):
        runners[language](block, tmp_path)


def test_console_examples_are_compared(tmp_path: Path) -> None:
    """An example whose output differs from the page, or whose command fails, is noticed."""
    run_console(f"$ echo one; echo two\none\n...\n$ cd {shlex.quote(str(tmp_path))}\n", tmp_path)
    for wrong in ("$ echo one\ntwo\n", "$ false\n"):
        with pytest.raises(AssertionError):
            run_console(wrong, tmp_path)
