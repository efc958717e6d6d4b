"""Manners that no linter knows: where a sentence may stand, what a name may be, what a test owes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import PACKAGE, TESTS, Function, Place, functions, project_files, python_files, tree

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "shared"}
DOCUMENTED_FLOORS = ("values", "kernel", "exchange")
# Written in pieces, so that this file does not name what it looks for.
MACHINE_PATHS = [
    re.compile(rf"(?<![\w.])/{name}/") for name in ("work", "farm", "root", "home/[a-z]+", "tmp/[a-z]+")
]
REGISTRIES = [re.compile(re.escape(name + "." + end)) for name, end in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("deb.debian", "org"),
)]  # fmt: skip
LOCK = "uv.lock"  # names the package index by its nature


def below(folder: Path, name: str) -> bool:
    return (PACKAGE / name) in folder.parents or folder == PACKAGE / name


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def test_no_leftover_rooms() -> None:
    """No module and no folder is named for not knowing where its content belongs."""
    names = {
        part for path in python_files(PACKAGE) for part in path.relative_to(PACKAGE).with_suffix("").parts
    }
    assert not names & FORBIDDEN_NAMES


def test_imports_stand_at_the_top() -> None:
    """No function imports, save in the command line, whose start must be quick."""
    lazy = [
        str(place)
        for place, function in functions(PACKAGE)
        if not below(place.file, "faces/cli")
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    ]
    assert not lazy


def test_only_faces_print() -> None:
    """No floor below the faces prints."""
    lower = (path for path in python_files(PACKAGE) if not below(path, "faces"))
    assert not [
        Place(path, call.lineno, "print") for path in lower for call in calls(path) if called(call) == "print"
    ]


def test_tests_say_what_must_hold() -> None:
    """Every test has a docstring."""
    tests = (found for found in functions(TESTS) if found[0].name.startswith("test_"))
    assert not [str(place) for place, test in tests if not ast.get_docstring(test)]


def test_tests_do_not_sleep() -> None:
    """No test waits for a time to pass."""
    assert not [
        str(Place(path, call.lineno, "sleep"))
        for path in python_files(TESTS)
        for call in calls(path)
        if called(call) == "sleep"
    ]


def public(body: list[ast.stmt]) -> Iterator[ast.ClassDef | Function]:
    """Give public functions and classes, and the public methods of classes that inherit nothing."""
    for node in body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef) and not node.bases:
                yield from public(node.body)


def test_public_names_are_described() -> None:
    """Every public name of the ground floors says what it does, where it is declared first.

    A method that answers to a described one (a field type's ``read``) need not repeat the promise.
    """
    files = [path for floor in DOCUMENTED_FLOORS for path in python_files(PACKAGE / floor)]
    found = [(path, node) for path in files for node in public(tree(path).body)]
    described = {node.name for _, node in found if ast.get_docstring(node)}
    silent = [Place(path, node.lineno, node.name) for path, node in found if node.name not in described]
    assert not silent, "\n".join(map(str, silent))


def test_project_speaks_of_itself_alone() -> None:
    """No text names a folder of one machine or the host of a package registry."""
    hits = [
        f"{path.name}: {found.group()}"
        for path in project_files()
        if path.name != LOCK
        for text in [path.read_text(encoding="utf-8", errors="replace")]
        for pattern in (*MACHINE_PATHS, *REGISTRIES)
        if (found := pattern.search(text))
    ]
    assert not hits
