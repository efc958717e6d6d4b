"""One row of each format as its publisher writes it, and files made of such rows."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from ambos.evidence.reader import Reader

UNPRINTABLE = "\x07"  # no form of cell admits it

# Cells in the order in which each format declares its columns.
_CELLS = {
    "cbp-drugs": "2024|OCT|U.S. Border Patrol|Southwest Border|Land Only|YUMA SECTOR|Fentanyl|2|31.5",
    "cbp-amo-drugs": "2024|OCT|Air and Marine Operations|Southwest Border|Land|Air Branch|Fentanyl|2|31.5",
    "cbp-encounters-southwest": (
        "2025 (FYTD)|FYTD|OCT|U.S. Border Patrol|FMUA|Mexico|Title 8|Apprehensions|9584.0"
    ),
    "cbp-encounters-nationwide": "2023|FYTD|OCT|Southwest Land Border|TX|FMUA|MEXICO|Title 42|17",
    "usbp-monthly": "10|716|401|559|221|246|168|213|68|73|51|112|153|891|8161|13761|6386|6962|8416|9046|32384"
    "|5403|1897|1084|91410|94391|2000|1999",
    "conapo-population": "02004|Baja California|Tijuana|" + "|".join(str(1_000_000 + n) for n in range(51)),
    "sesnsp-victims": "25|Sinaloa|La vida y la Integridad corporal|Homicidio|Homicidio doloso|"
    "Con arma de fuego|Hombre|No especificado|4|2023-12",
    "sesnsp-incidents-until-2017": "1997|9|CIUDAD DE MEXICO|HOMICIDIOS|DOLOSOS|CON ARMA DE FUEGO"
    "|1|2|3|4|5|6|7|8|9|10|11|12",
    "sesnsp-incidents-municipal": "2023|11|Guanajuato|11007|Celaya|La vida y la Integridad corporal|Homicidio"
    "|Homicidio doloso|Con arma de fuego|1|2|3|4|5|6|7|8|9|10|11|12.0",
    "inegi-homicides": "2012|12|25006|Culiacán|45",
    "cdc-vsrr": "US|United States|2017|May|12 month-ending|Number of Drug Overdose Deaths|68,370|69,991|99.5+"
    "|0.157993861732237|Underreported due to incomplete data.|*",
    "cdc-synthetic-opioids": "TX|Texas|Synthetic opioids, excl. methadone (T40.4)|2015-01-01|2015|1|JAN|43"
    "|42.83333333333333|96.0|data_value|12 month-ending|100|0.0099268720426193|True|deconvolution",
    "nchs-drug-poisoning": "2015|Both Sexes|All Ages|All Races-All Origins|United States|52404|321418820|16.3"
    "|0.1|16.2|16.4|16.3|0.1|16.2|16.5||16.3|16.3",
    "dea-nflis-fentanyl": "Local/Municipal,State,Federal,Private|DrugReport  |2025|SA1 (JAN - JUN)|589"
    "|2026-03-03 13:26:55|1504|FENTANYL|1504|Fentanyl|33|Fentanyl and Fentanyl-related|NH|New Hampshire|33.0",
    "bts-crossings": "Laredo|Texas|2304|US-Mexico Border|2019-12-01|Trucks|183442",
    "ucdp-ged": "182047|MEX-1989-3-70-24|1989|3|A - B|A - B|A|B|-1|1|Xoxocotla town|Morelos state||18.68502"
    "|-99.24608|1|5|1989-01-22|1989-01-23|0|0|2|0|2|3|1|641|1108|10|1",
    "ucdp-candidate": "613743|GUA-2026-2-15809-56|2026|2|A - B|A - B|A|B|1|1|Celaya town|Guanajuato state|"
    "|20.5|-100.8157|1|1|2026-01-01 00:00:00.000|2026-01-01 00:00:00.000|0|0|0|1|1|1|1",
}


def sample(reader: Reader, **other: str) -> dict[str, str]:
    """Give one good row of a format, cell by column, with other texts in the columns named."""
    return dict(zip(reader.columns, _CELLS[reader.code].split("|"), strict=True)) | other


def write(path: Path, rows: Iterable[Mapping[str, str]], separator: str = ",") -> Path:
    """Write rows of equal columns as text."""
    listed = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(listed[0]), delimiter=separator, lineterminator="\n")
        table.writeheader()
        table.writerows(listed)
    return path
