"""Consejo Nacional de Población: inhabitants of each municipality at mid-year, reconstructed and projected.

Source: "Reconstrucción y proyecciones de la población de los municipios de México, 1990-2040". One row for
each municipality, one column for each year. Years after the last census are projections, and so is every year
that has not come: the table is a denominator, and states of no year what was counted.
"""

from typing import Final

from ambos.evidence.cells import TEXT, WHOLE, optional
from ambos.evidence.periods import as_written
from ambos.evidence.reader import ROW_COLUMN, ROW_VALUE, Reader, Series

_YEARS: Final = tuple(str(year) for year in range(1990, 2041))

POPULATION: Final = Reader(
    code="conapo-population",
    publisher="CONAPO",
    title="CONAPO población a mitad de año por municipio, 1990-2040",
    columns={"CVE": TEXT, "Entidad": TEXT, "Municipio": TEXT, **dict.fromkeys(_YEARS, optional(WHOLE))},
    period_columns=(ROW_COLUMN,),
    period=as_written,
    closed="estimate",
    series=(Series("mx-population", ROW_VALUE, "persons", "MX", "mid-year, reconstructed and projected"),),
    key=("CVE",),
    zeros=True,
    wide=_YEARS,
    ahead=True,
)
