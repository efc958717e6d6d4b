"""Small SYNTHETIC files in the form of every official format, rows drawn by a seeded generator."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random

from ambos.evidence.catalogue import store
from ambos.evidence.periods import ABBREVIATED
from ambos.evidence.reader import Reader
from ambos.evidence.readers import READERS, reader_of
from ambos.evidence.reading import read
from tests.evidence.samples import sample, write

DRUGS = ("Fentanyl", "Other Drugs**", "Heroin")
MEASURES = ("Trucks", "Buses", "Personal Vehicles", "Pedestrians")
SPANISH_CAPITALS = (
    "ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE",
    "NOVIEMBRE", "DICIEMBRE",
)  # fmt: skip
Row = dict[str, str]


def fiscal_months(years: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Give the first months of fiscal years, as many of each as asked for."""
    ordered = (*ABBREVIATED[9:], *ABBREVIATED[:9])
    return ((year, month) for year, count in years.items() for month in ordered[:count])


def drug_rows(reader: Reader, random: Random) -> Iterator[Row]:
    """Weights with many digits; some months lack some drugs."""
    for (year, month), drug in product(fiscal_months({"2024": 12, "2025": 4}), DRUGS):
        if drug == "Heroin" or random.random() < 0.8:
            weight, events = f"{random.uniform(0, 500):.12f}", str(random.randint(1, 99))
            named = {"FY": year, "Month (abbv)": month, "Drug Type": drug}
            yield sample(reader, **named, **{"Count of Event": events, "Sum Qty (lbs)": weight})


def encounter_rows(reader: Reader, random: Random) -> Iterator[Row]:
    """One group of persons in each month."""
    for year, month in fiscal_months({"2024": 12, "2025": 3}):
        named = {"Fiscal Year": year, "Month (abbv)": month, "Encounter Count": str(random.randint(1, 9999))}
        yield sample(reader, **named)


def crossing_rows(reader: Reader, random: Random) -> Iterator[Row]:
    """Every measure in fifteen months."""
    months = [f"2018-{month:02}-01" for month in range(1, 13)] + ["2019-01-01", "2019-02-01", "2019-03-01"]
    for day, measure in product(months, MEASURES):
        yield sample(reader, date=day, measure=measure, value=str(random.randint(0, 99999)))


def poisoning_rows(reader: Reader, random: Random) -> Iterator[Row]:
    """The nation and a part of it."""
    for year, sex in product(("2013", "2014", "2015"), ("Both Sexes", "Male")):
        deaths, people = random.randint(1, 60_000), random.randint(10**8, 3 * 10**8)
        yield sample(reader, Year=year, Sex=sex, Deaths=str(deaths), Population=str(people))


def victim_rows(reader: Reader, random: Random) -> Iterator[Row]:
    """Three states, a whole year and a half."""
    months = [f"2022-{month:02}" for month in range(1, 13)] + [f"2023-{month:02}" for month in range(1, 7)]
    for state, month in product(("01", "02", "03"), months):
        yield sample(reader, cve_ent=state, date=month, n_victimas=str(random.randint(0, 300)))


def population_rows(reader: Reader, random: Random) -> Iterator[Row]:
    """Municipalities of four states, one of them twice."""
    for code in ("01001", "01002", "02004", "03003", "25006"):
        years = {str(year): str(random.randint(1_000, 2_000_000)) for year in range(1990, 2041)}
        yield sample(reader, CVE=code, **years)


def death_rows(reader: Reader, random: Random) -> Iterator[Row]:
    """Cells that are not zero only; one code of no state."""
    for year, month, code in product(("2011", "2012"), range(1, 13), ("1001", "02004", "25006", "35999")):
        if code != "1001" or month % 3:
            deaths = str(random.randint(1, 80))
            yield sample(reader, year=year, month=str(month), cve_mun=code, homicides=deaths)


def case_rows(reader: Reader, random: Random) -> Iterator[Row]:
    """Two states with a column for each month; the last months have not come."""
    for year, state in product(("2011", "2012"), ("1", "2")):
        filled = 12 if year == "2011" else 9
        cells = [str(random.randint(1, 50)) if at < filled else "" for at in range(12)]
        yield sample(reader, AÑO=year, INEGI=state, **dict(zip(SPANISH_CAPITALS, cells, strict=True)))


ROWS = {
    "cbp-drugs": drug_rows,
    "cbp-amo-drugs": drug_rows,
    "cbp-encounters-southwest": encounter_rows,
    "bts-crossings": crossing_rows,
    "nchs-drug-poisoning": poisoning_rows,
    "sesnsp-victims": victim_rows,
    "conapo-population": population_rows,
    "inegi-homicides": death_rows,
    "sesnsp-incidents-until-2017": case_rows,
}


def stored(folder: Path, code: str, seed: int) -> Path:
    """Give a stored evidence set of a format."""
    reader = reader_of(code)
    made = ROWS.get(code)
    rows = list(made(reader, Random(seed))) if made else [sample(reader)]
    file = read(write(folder / f"{code}-{seed}.csv", rows))
    return store(file.table, folder / "evidence").path


def every_set(folder: Path) -> dict[str, list[Path]]:
    """Give two evidence sets of each format, the newer last; where rows are samples, one."""
    return {
        reader.code: [stored(folder, reader.code, seed) for seed in ((1, 2) if reader.code in ROWS else (1,))]
        for reader in READERS
    }
