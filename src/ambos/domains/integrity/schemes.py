"""The vetting schemes that are shipped as data: who examines, by which steps, how long a result is good."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ambos.kernel.course import Course, demand_languages

FILE: Final = "schemes.toml"


@dataclass(frozen=True)
class Scheme:
    """One scheme; ``validity_months`` is the longest that a result is good.

    ``source`` says on what that rests, by language, ``mark`` how it is known.
    """

    code: str
    validity_months: int
    issuer: str
    source: Mapping[str, str]
    mark: str
    course: Course


@cache
def schemes() -> Mapping[str, Scheme]:
    """Give every scheme by its code, in the order of the file."""
    text = (files(__package__) / FILE).read_text(encoding="utf-8")
    return {declared["code"]: _scheme(declared) for declared in tomllib.loads(text)["scheme"]}


def _scheme(declared: Mapping[str, Any]) -> Scheme:
    course = Course.read(f"vetting-{declared['code']}", declared)
    demand_languages(course.name, "", declared["source"])
    return Scheme(
        code=declared["code"],
        validity_months=declared["validity_months"],
        issuer=declared["issuer"],
        source=declared["source"],
        mark=declared["mark"],
        course=course,
    )
