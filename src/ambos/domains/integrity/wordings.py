"""The pairs of words that carry marks, in both languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def wordings() -> Mapping[str, str]:
    """Give for each word of a pair the other, of both languages together: a leaked text tells not which."""
    declared = tomllib.loads((files(__package__) / "wordings.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for pairs in declared.values():
        for one, other in pairs:
            found |= {one: other, other: one}
    return found
