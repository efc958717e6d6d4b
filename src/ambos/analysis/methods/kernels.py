"""The compiled recursions of statsforecast, without that package's start-up.

statsforecast's Python side imports pandas, statsmodels and more, which takes seconds; its recursions of
exponential smoothing and of the Theta model lie in one compiled module that needs nothing but NumPy. Only
that module is loaded here. A test holds our models against the package's own.
"""

import sys
from functools import cache
from importlib.machinery import ExtensionFileLoader, PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
PACKAGE: Final = "statsforecast"
MODULE: Final = f"{PACKAGE}._lib"


@cache
def kernels() -> Any:
    """Give the compiled module; ``ImportError`` where statsforecast is not installed or has none."""
    if MODULE in sys.modules:
        return sys.modules[MODULE]
    package = find_spec(PACKAGE)
    places = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec(MODULE, places) if places else None
    if spec is None or not isinstance(spec.loader, ExtensionFileLoader):
        raise ImportError(MODULE)
    module = module_from_spec(spec)
    sys.modules[MODULE] = module  # types of a compiled module may be registered once only
    spec.loader.exec_module(module)
    return module
