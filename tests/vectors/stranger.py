"""The stand-alone verifier of the specifications, loaded for many checks in one process."""

from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

from tests.house.source import ROOT

VERIFIER = ROOT / "spec" / "verify.py"


def load() -> ModuleType:
    """Load it as it lies there."""
    spec = spec_from_file_location("verify", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
