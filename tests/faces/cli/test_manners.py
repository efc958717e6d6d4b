"""The manners of the command line: streams, exit codes, help in both languages, a quick start."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ambos.faces.cli import root
from ambos.faces.cli.start import hoisted, language_of
from ambos.i18n.catalogue import LANGUAGES, Language
from tests.faces.cli.calling import Ambos
from tests.processes import ROOT

HEAVY = ("ambos.node", "ambos.kernel", "duckdb", "pyarrow", "rich", "babel", "psycopg")


def commands(group: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give every command as its words."""
    yield words
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            child = group.get_command(context, name)
            assert child is not None
            yield from commands(child, (*words, name))


EVERY = sorted(commands(root(Language("en"))))
READS = [
    ("commitments",),
    ("plan",),
    ("plan", "lint", "--list-rules"),
    ("plan", "elements"),
    ("figures",),
    ("figures", "us-overdose-deaths"),
    ("effect", "us-overdose-deaths"),
    ("effect", "us-overdose-deaths", "--on", "2023-06"),
    ("record", "list", "goal"),
    ("record", "show", "framework/sig-2025"),
    ("ledger", "verify"),
    ("ledger", "show"),
    ("node", "status"),
    ("peer", "list"),
    ("kind", "list"),
    ("kind", "show", "commitment"),
    ("kind", "schema", "commitment"),
    ("config", "show"),
    ("review",),
    ("node", "rebuild"),
]


def needed(words: tuple[str, ...], sort: type[click.Parameter]) -> list[str]:
    """Give the options or the arguments that a command cannot do without."""
    command: click.Command = root(Language("en"))
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    return [param.opts[0] for param in command.params if isinstance(param, sort) and param.required]


DEMANDING = [words for words in EVERY if needed(words, click.Option)]


@pytest.mark.parametrize("words", DEMANDING, ids=" ".join)
def test_what_must_be_given_is_asked_for(ambos: Ambos, words: tuple[str, ...]) -> None:
    """A command without an option that it needs names the option, and does nothing."""
    called = ambos(*words, *("x" for _ in needed(words, click.Argument)), "--lang", "en")
    assert called.code == 2
    assert f"needs {needed(words, click.Option)[0]}" in called.err


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_help_everywhere(ambos: Ambos, words: tuple[str, ...]) -> None:
    """Every command has a help page in each language, all of it in that language."""
    english, spanish = (ambos(*words, "--help", "--lang", code) for code in LANGUAGES)
    assert (english.code, spanish.code) == (0, 0)
    assert english.out.startswith("Usage: ambos") and spanish.out.startswith("Uso: ambos")
    assert "Options:" not in spanish.out and "Show this page" not in spanish.out
    assert not english.err and not spanish.err


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_every_read_gives_json(ambos: Ambos, words: tuple[str, ...]) -> None:
    """Every read prints one JSON document and nothing else on standard output."""
    flag = () if words[:2] == ("kind", "schema") else ("--json",)
    called = ambos(*words, *flag)
    assert called.code == 0
    assert called.json()


@pytest.mark.parametrize("words", [words for words in READS if words[:2] != ("kind", "schema")], ids=" ".join)
@pytest.mark.parametrize("columns", ["40", "80", "140"])
def test_nothing_is_wider_than_the_terminal(
    ambos: Ambos, words: tuple[str, ...], columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line of a read is wider than the terminal, save for ids that must be pasted whole."""
    monkeypatch.setenv("COLUMNS", columns)
    called = ambos(*words)
    assert called.code == 0
    wide = [line for line in called.out.splitlines() if len(line) > int(columns)]
    assert not [line for line in wide if " " in line.strip()]


def test_start_is_light() -> None:
    """The help page costs neither node nor tables, databases, formats or drawing."""
    code = f"import sys, ambos.faces.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\n" \
           f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
    assert "record" in done.stdout


def test_no_words_show_help(ambos: Ambos) -> None:
    """Typed alone, the program and each noun show their page."""
    assert ambos().out.startswith("Usage: ambos COMMAND")
    assert ambos("ledger").out.startswith("Usage: ambos ledger COMMAND")


def test_common_options_stand_anywhere(ambos: Ambos) -> None:
    """Node, officer and language may be named before the verb or after it, with the same result."""
    before = ambos("--node", "demo/mx", "--lang", "es", "config", "show")
    after = ambos("config", "show", "--lang=es", "--node=demo/mx")
    assert before.out == after.out
    assert "MX" in before.out and "ajuste" in before.out


def test_hoisting_stops_at_the_end_of_options() -> None:
    """What stands after ``--`` is left where it is."""
    assert hoisted(["a", "--lang", "es", "--", "--as", "x"]) == ["--lang", "es", "a", "--", "--as", "x"]
    assert hoisted(["a", "--lang"]) == ["--lang", "a"]


def test_language_of_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last language named wins; without one the locale decides; a wrong one is not followed."""
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    assert language_of([]).code == "es"
    assert language_of(["--lang", "en"]).code == "en"
    assert language_of(["--lang=en", "--lang", "es"]).code == "es"
    assert language_of(["--lang", "fr"]).code == "es"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("foo",), 2, "there is no command “ambos foo”"),
        (("record", "shw"), 2, "the nearest name is show"),
        (("record", "show"), 2, "needs RECORD"),
        (("record", "list", "goal", "--stat", "x"), 2, "the nearest name is --state"),
        (("record", "list", "goal", "--state", "x"), 2, "write stated, proposed"),
        (("record", "list", "goal", "--state"), 2, "needs --state"),
        (("record", "list", "goal", "extra"), 2, "more words than"),
        (("ledger", "show", "--from", "-1"), 2, "write a whole number"),
        (("--lang", "fr", "plan"), 2, "write en, es"),
        (("record", "revise", "sig-2025", "--set", "due"), 2, "not a field and its value"),
        (("record", "list", "goal", "--where", "nam=x"), 2, "the nearest name is"),
        (("record", "list", "gaol"), 2, "the nearest name is goal"),
        (("record", "show", "nothing-of-that-name"), 1, "nothing of that name"),
        (("record", "show", "ffffffff"), 1, "nothing of that name"),
        (("--node", "nowhere", "plan"), 2, "there is no node in nowhere"),
        (("--as", "nobody", "plan"), 2, "nobody named nobody"),
        (("import", "nowhere.csv"), 2, "no readable file"),
        (("record", "import", "goal", "nowhere.csv"), 2, "No such file"),
        (("peer", "add", "demo/us/ambos.toml"), 2, "not the card of a node"),
        (("ledger", "check", "demo/us/ambos.toml"), 2, "not a proof"),
        (("bundle", "export", "CA", "out"), 1, "no partner CA"),
        (("bundle", "import", "nowhere"), 2, "no bundle for this node"),
        (("bundle", "inspect", "demo/us/ambos.toml"), 3, "no bundle of Ambos"),
        (("bundle", "export", "MX", "out", "--parts", "1.5G"), 2, "700M or 4G"),
        (("kind", "schema", "gaol"), 2, "the nearest name is goal"),
        (("node", "init", "--party", "US", "--name", "x"), 2, "no node was named"),
        (("--node", "demo/us", "node", "init", "--party", "US", "--name", "x"), 2, "there is a node"),
        (("--node", "new", "node", "init", "--party", "usa", "--name", "x"), 2, "does not name a party"),
        (("--node", "new", "node", "init", "--party", "US", "--name", "A b"), 2, "cannot"),
    ],
)  # fmt: skip
def test_refusals(ambos: Ambos, words: tuple[str, ...], code: int, said: str) -> None:
    """A refusal has its exit code, says why, gives a hint and its code on standard error, and no result."""
    called = ambos(*words)
    assert (called.code, called.out) == (code, "")
    assert called.err.startswith("ambos: ") and said in called.err
    assert "\nhint: " in called.err
    assert not any(line.endswith(".") and not line.endswith("...") for line in called.err.splitlines())
    assert re.fullmatch(r"hint: .* \[[a-z-]+\.[a-z-]+\]", called.err.splitlines()[-1])


def test_refusals_speak_spanish(ambos: Ambos) -> None:
    """A refusal and its hint come in the reader's language."""
    called = ambos("record", "shw", "--lang", "es")
    assert called.err.startswith("ambos: no existe la orden «ambos record shw»\nsugerencia: ")


def test_a_failed_creation_leaves_no_folder(ambos: Ambos, built: Path) -> None:
    """Settings that are refused are refused before anything is made."""
    ambos("--node", "never", "node", "init", "--party", "usa", "--name", "x")
    assert not (built / "never").exists()


def test_a_closed_pipe_is_quiet(built: Path) -> None:
    """Whoever stops reading early gets no traceback."""
    command = f"{sys.executable} -m ambos.faces.cli record list figure --json | head -c 10"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        ["bash", "-c", command], cwd=built, env=environment, capture_output=True, text=True, check=True
    )
    assert not done.stderr
