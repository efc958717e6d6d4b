"""The tools are set as strictly as the house promises, and stay so."""

import tomllib
from typing import Any

from tests.house.source import PACKAGE, ROOT

SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]


def test_types_are_strict_everywhere() -> None:
    """mypy reads the package and the tests strictly; only missing stubs of others may be passed over."""
    mypy = SETTINGS["mypy"]
    assert mypy["strict"] is True
    assert {"src/ambos", "tests"} <= set(mypy["files"])
    assert all(set(override) == {"module", "ignore_missing_imports"} for override in mypy["overrides"])
    assert not any("ambos" in name for override in mypy["overrides"] for name in override["module"])


def test_package_tells_its_types() -> None:
    """Programs that import Ambos get its types."""
    assert (PACKAGE / "py.typed").exists()


def test_warnings_are_errors() -> None:
    """A warning, an unknown marker and an unexpected pass each fail the test run."""
    pytest = SETTINGS["pytest"]["ini_options"]
    assert pytest["filterwarnings"][0] == "error"
    assert pytest["xfail_strict"] is True
    assert "--strict-markers" in pytest["addopts"]


def test_floors_are_exhaustive() -> None:
    """A new top folder fails until it is placed on a floor."""
    floors = next(one for one in SETTINGS["importlinter"]["contracts"] if one["id"] == "floors")
    assert floors["exhaustive"] is True
    assert floors["containers"] == ["ambos"]
