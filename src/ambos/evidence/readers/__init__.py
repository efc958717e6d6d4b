"""The official formats that Ambos reads: every module of this room declares some, and is found by itself."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from ambos.evidence.reader import Reader


def _declared() -> tuple[Reader, ...]:
    """Give every reader that a module of this room holds under a name of its own, by module and place."""
    names = sorted(module.name for module in iter_modules(__path__))
    rooms = (import_module(f"{__name__}.{name}") for name in names)
    return tuple(each for room in rooms for each in vars(room).values() if isinstance(each, Reader))


READERS: Final = _declared()


def reader_of(code: str) -> Reader:
    """Give the format that an evidence record names; ``KeyError`` where this version does not know it."""
    return {reader.code: reader for reader in READERS}[code]
