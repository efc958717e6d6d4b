"""The real official files, where this machine has them, and small files made of their rows."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest

OFFICIAL = Path(os.environ.get("AMBOS_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))

CBP_HEADER = (
    "FY,Month (abbv),Component,Region,Land Filter,Area of Responsibility,"
    "Drug Type,Count of Event,Sum Qty (lbs)"
)
CBP_ROW = "2024,OCT,U.S. Border Patrol,Southwest Border,Land Only,YUMA SECTOR,Fentanyl,2,31.5"
TUCSON_ROW = CBP_ROW.replace("YUMA", "TUCSON")

Write = Callable[..., Path]


@pytest.fixture
def official() -> Callable[[str], Path]:
    """Give an official file by its path; the test is skipped, with the path, where it is not there."""

    def find(name: str) -> Path:
        path = OFFICIAL / name
        if not path.exists():
            pytest.skip(f"no official file at {path}; set AMBOS_SHARED_DATA")
        return path

    return find


@pytest.fixture
def cbp_file(tmp_path: Path) -> Write:
    """Write a small file in the CBP format from rows of text."""

    def write(*rows: str, header: str = CBP_HEADER, name: str = "seizures.csv") -> Path:
        path = tmp_path / name
        text = "".join(f"{line}\r\n" for line in (header, *rows)).encode()
        path.write_bytes(gzip.compress(text, mtime=0) if name.endswith(".gz") else text)
        return path

    return write


@pytest.fixture
def year_rows() -> Callable[..., list[str]]:
    """Give one fentanyl row of one pound for each month of a fiscal year, those asked for."""
    months = ("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP")

    def rows(year: str, *only: str) -> list[str]:
        tail = "U.S. Border Patrol,Southwest Border,Land Only,YUMA SECTOR,Fentanyl,1,1.0"
        return [f"{year},{month},{tail}" for month in only or months]

    return rows
