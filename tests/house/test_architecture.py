"""The map of the house shows the house: every room of the package stands in ARCHITECTURE.md."""

import re

import pytest

from tests.house.source import PACKAGE, ROOT

PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
MAP = PAGE[PAGE.index("src/ambos/") : PAGE.index("```", PAGE.index("src/ambos/"))]


def rooms(*below: str) -> list[str]:
    """Give the packages directly below a folder of the package."""
    return sorted(path.parent.name for path in PACKAGE.joinpath(*below).glob("*/__init__.py"))


@pytest.mark.parametrize("room", rooms())
def test_every_floor_is_on_the_map(room: str) -> None:
    """A top folder of the package stands on its floor in the map."""
    assert re.search(rf"^\s+([0-6]\s+)?{room}/\s", MAP, re.MULTILINE)


@pytest.mark.parametrize("domain", rooms("domains"))
def test_every_domain_is_on_the_map(domain: str) -> None:
    """A domain is named in the line of the domains."""
    assert re.search(rf"^\s+domains/.*\b{domain}\b", MAP, re.MULTILINE)


def test_the_map_shows_nothing_else() -> None:
    """Every folder on the map is there."""
    assert set(re.findall(r"^\s+(?:[0-6]\s+)?(\w+)/\s", MAP, re.MULTILINE)) == set(rooms())
