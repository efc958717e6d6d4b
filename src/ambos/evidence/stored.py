"""Where the rows of an evidence set lie; apart from the catalogue, since it asks for no package."""

from pathlib import Path


def path_of(folder: Path, rows_digest: str) -> Path:
    """Give the place of an evidence set in a store."""
    return folder / f"{rows_digest}.parquet"
