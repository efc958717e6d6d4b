"""The project as data: its files, its functions, its kinds and its errors."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import ambos
from ambos.faces.site.settings import prepare
from ambos.values.errors import AmbosError

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "ambos"
TESTS = ROOT / "tests"
FOLDERS = ("src", "tests", "docs", "spec", "scripts", "benchmarks", "changelog.d", ".ci")
TEXTS = {".py", ".md", ".toml", ".po", ".csv", ".html", ".css", ".sh", ".json", ".txt", ".svg", ".yaml", ""}

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Place(NamedTuple):
    """Where something stands; prints as an editor can open it."""

    file: Path
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} {self.name}"


def python_files(folder: Path) -> list[Path]:
    """Give every Python file below a folder, in order."""
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def project_files() -> list[Path]:
    """Give every text file of the project; what tools and runs leave behind is not among them."""
    top = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(".coverage")]
    top = [path for path in top if path.name != ".git"]  # a file where the checkout is a linked work tree
    below = (path for name in FOLDERS for path in (ROOT / name).rglob("*") if path.is_file())
    found = (path for path in [*top, *below] if path.suffix in TEXTS and "__pycache__" not in path.parts)
    return sorted(found)


@cache
def tree(path: Path) -> ast.Module:
    """Give the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(folder: Path) -> Iterator[tuple[Place, Function]]:
    """Give every function and method below a folder with its place."""
    for path in python_files(folder):
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield Place(path, node.lineno, node.name), node


@cache
def modules() -> tuple[ModuleType, ...]:
    """Import every module of the package."""
    prepare()
    names = (found.name for found in pkgutil.walk_packages(ambos.__path__, "ambos."))
    return tuple(importlib.import_module(name) for name in names if not name.endswith("__main__"))


def error_codes() -> set[str]:
    """Give the code of every error class of the package that has one of its own."""
    modules()
    return {kind.code for kind in _descendants(AmbosError) if "code" in kind.__dict__}


def _descendants(kind: type[AmbosError]) -> Iterator[type[AmbosError]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("ambos."):
            yield child
        yield from _descendants(child)
