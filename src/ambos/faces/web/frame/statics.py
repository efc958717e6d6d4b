"""The files that the site serves as they are: styles, scripts, marks."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import django_htmx

from ambos.faces import reports
from ambos.faces.accounts.settings import STATIC as ACCOUNTS

WEB: Final = Path(__file__).parent.parent
REPORTS: Final = Path(reports.__file__).parent / "static"  # the look that published pages share
DIGEST: Final = 10


def static_folders() -> list[Path]:
    """Give the folders whose files are served under /static/."""
    rooms = sorted(folder for folder in WEB.glob("*/static") if folder.is_dir())
    return [*rooms, ACCOUNTS, REPORTS, Path(django_htmx.__file__).parent / "static"]


@cache
def static(name: str) -> str:
    """Give the address of a static file, with its digest: it may be kept until it changes."""
    for folder in static_folders():
        path = folder / name
        if path.is_file():
            return f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:DIGEST]}"
    raise FileNotFoundError(name)
