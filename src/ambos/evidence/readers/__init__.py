"""The official formats that Ambos reads; a new one is one declaration, placed here."""

from typing import Final

from ambos.evidence.reader import Reader
from ambos.evidence.readers import (
    bts_crossings,
    cbp_drugs,
    cbp_encounters,
    cdc_overdose,
    conapo_population,
    dea_nflis,
    inegi_homicides,
    nchs_poisoning,
    sesnsp_incidents,
    sesnsp_victims,
    ucdp_events,
    usbp_monthly,
)

READERS: Final[tuple[Reader, ...]] = (
    cbp_drugs.NATIONWIDE,
    cbp_drugs.AIR_AND_MARINE,
    cbp_encounters.SOUTHWEST,
    cbp_encounters.NATIONWIDE,
    usbp_monthly.MONTHLY,
    sesnsp_victims.VICTIMS,
    sesnsp_incidents.UNTIL_2017,
    sesnsp_incidents.MUNICIPAL,
    inegi_homicides.HOMICIDES,
    cdc_overdose.PROVISIONAL,
    cdc_overdose.SYNTHETIC_BY_STATE,
    nchs_poisoning.POISONING,
    dea_nflis.FENTANYL,
    bts_crossings.CROSSINGS,
    ucdp_events.REVIEWED,
    ucdp_events.CANDIDATE,
    conapo_population.POPULATION,
)


def reader_of(code: str) -> Reader:
    """Give the format that an evidence record names; ``KeyError`` where this version does not know it."""
    return {reader.code: reader for reader in READERS}[code]
