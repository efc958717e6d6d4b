"""The official formats that Ambos reads; a new one is one declaration, placed here."""

from typing import Final

from ambos.evidence.reader import Reader
from ambos.evidence.readers import cbp_drugs, sesnsp_victims

READERS: Final[tuple[Reader, ...]] = (cbp_drugs.NATIONWIDE, cbp_drugs.AIR_AND_MARINE, sesnsp_victims.VICTIMS)


def reader_of(code: str) -> Reader:
    """Give the format that an evidence record names; ``KeyError`` where this version does not know it."""
    return {reader.code: reader for reader in READERS}[code]
