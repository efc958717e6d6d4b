"""Reference data with published answers, where this machine has them."""

import os
from pathlib import Path

import pandas as pd
import pytest

METHODS = Path(os.environ.get("AMBOS_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data")) / "methods"


def find(name: str) -> Path:
    """Give a reference file by its path; the test is skipped, with the path, where it is not there."""
    path = METHODS / name
    if not path.exists():
        pytest.skip(f"no reference file at {path}; set AMBOS_SHARED_DATA")
    return path


def table(name: str, separator: str = ",") -> pd.DataFrame:
    """Read a reference table."""
    return pd.read_csv(find(name), sep=separator)
