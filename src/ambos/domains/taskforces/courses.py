"""The lives of a joint target and of an operation, read from the shipped file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from ambos.kernel.course import Course

TARGET, OPERATION = "target", "operation"
FILE: Final = "courses.toml"


@cache
def course(name: str) -> Course:
    """Give the course of a target or of an operation."""
    declared = tomllib.loads((files(__package__) / FILE).read_text(encoding="utf-8"))
    return Course.read(name, declared[name])
