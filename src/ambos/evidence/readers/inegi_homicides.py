"""Instituto Nacional de Estadística y Geografía: homicides by municipality and month of registration.

Source: deaths by homicide in INEGI's vital statistics, by municipality of occurrence. Only cells that are not
zero are listed. Codes above 32 stand for deaths abroad or where the state is not known: they count for the
country, as in INEGI's own totals, and for no state.
"""

from typing import Final

from ambos.evidence.areas import Areas, mexican_state_of
from ambos.evidence.cells import TEXT, WHOLE, YEAR, one_of
from ambos.evidence.periods import NUMBERED, month_of_year
from ambos.evidence.reader import Reader, Series

_SCOPE: Final = "by date of registration"

HOMICIDES: Final = Reader(
    code="inegi-homicides",
    publisher="INEGI",
    title="INEGI defunciones por homicidio por municipio y mes",
    columns={
        "year": YEAR,
        "month": one_of(*NUMBERED),
        "cve_mun": TEXT,
        "municipality": TEXT,
        "homicides": WHOLE,
    },
    period_columns=("year", "month"),
    period=month_of_year,
    closed="final",
    series=(
        Series("inegi-homicides", "homicides", "deaths", "MX", _SCOPE),
        Series(
            "inegi-homicides",
            "homicides",
            "deaths",
            Areas("cve_mun", mexican_state_of),
            _SCOPE,
            periods=("year",),
        ),
    ),
    key=("year", "month", "cve_mun"),
)
