"""What a measurement needs to be understood: the machine, the interpreter, the libraries."""

import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import apsw

LIBRARIES: Final = (
    "apsw",
    "cbor2",
    "cryptography",
    "duckdb",
    "eventsourcing",
    "psycopg",
    "pyarrow",
    "pymerkle",
    "pynacl",
)


def described(server: str) -> Iterator[str]:
    """Give one line for each thing that a reader wants to know; ``server`` is PostgreSQL's own version."""
    yield from of_computer()
    yield f"Stores: SQLite {apsw.sqlite_lib_version()} and PostgreSQL {server}, both with every commit synced"
    yield "Libraries: " + ", ".join(f"{name} {version(name)}" for name in LIBRARIES)


def of_computer() -> Iterator[str]:
    """Give one line each for processor, memory, system and interpreter."""
    yield f"Processor: {_from('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores"
    yield f"Memory: {int(_from('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB"
    yield f"System: {platform.system()} {platform.release()}"
    yield f"Python: {platform.python_version()}"


def busy() -> str:
    """Say how many processes wanted a processor in the last minute, these measurements included."""
    return f"{os.getloadavg()[0]:.1f}"


def _from(file: str, name: str) -> str:
    lines = Path(file).read_text().splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith(name))
