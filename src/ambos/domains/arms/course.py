"""The course of a trace request, read once from its file, and what taking a step writes."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from ambos.kernel.course import Course

REQUESTING: Final = "requesting"
ANSWERED: Final = "answered"
DATED: Final = {
    "check": "checked",
    "submit": "submitted",
    "return": "returned",
    "answer": "answered",
    "close": "closed",
}


@lru_cache(1)
def course() -> Course:
    """Give the course of a trace request."""
    text = resources.files(__package__).joinpath("course.toml").read_text("utf-8")
    return Course.read("trace-request", tomllib.loads(text))


def stage(body: Mapping[str, Any], *, has_result: bool) -> str:
    """Give where a request stands: its result answers it, whatever its own record still says."""
    told = str(body.get("state") or course().start)
    return ANSWERED if has_result and told == "submitted" else told


def stepped(body: Mapping[str, Any], step: str, day: str, particulars: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a step taken on a day changes in a request.

    The first day of submission stays for ever: what is sent anew after a return has a day of its own.
    Refused: a step out of turn, or without what it needs.
    """
    filled = [name for name, value in {**body, **particulars}.items() if value not in (None, "")]
    taken = course().demand(body.get("state") or course().start, step, REQUESTING, (), filled)
    again = step == "submit" and body.get("submitted")
    return {**particulars, "state": taken.to, "resubmitted" if again else DATED[step]: day}
