"""Secretariado Ejecutivo del Sistema Nacional de Seguridad Pública: cases by offence, one column per month.

Source: "Incidencia delictiva del fuero común", in two methods that must not be joined. The method of 1997 to
2017 counts preliminary inquiries and files by state. The one in force since 2015 ("Instrumento CNSP/38/15")
counts offences by municipality in another classification. A case may have several victims. The tables write
zeros out; months that have not come are empty. State prosecutors correct past months, so nothing is final.
"""

from collections.abc import Callable
from typing import Final

from ambos.evidence.areas import Areas, mexican_state
from ambos.evidence.cells import TEXT, WHOLE, YEAR, Cell, one_of, optional, seen
from ambos.evidence.periods import NUMBERED, SPANISH, month_of_year
from ambos.evidence.reader import ROW_COLUMN, ROW_VALUE, Reader, Series

_PUBLISHER: Final = "SESNSP"


def _months(written: Callable[[str], str]) -> dict[str, Cell]:
    return {written(month): optional(WHOLE) for month in SPANISH}


_OLD: Final = "sesnsp-homicide-cases-1997-2017"
_OLD_SCOPE: Final = "state prosecutors' cases, method of 1997 to 2017"
_OLD_HOMICIDE: Final = {"MODALIDAD": "HOMICIDIOS", "TIPO": "DOLOSOS"}

UNTIL_2017: Final = Reader(
    code="sesnsp-incidents-until-2017",
    publisher=_PUBLISHER,
    title="SESNSP incidencia delictiva por entidad, 1997-2017",
    columns={
        "AÑO": YEAR,
        "INEGI": one_of(*(str(number) for number in range(1, 33))),
        "ENTIDAD": TEXT,
        "MODALIDAD": TEXT,
        "TIPO": TEXT,
        "SUBTIPO": TEXT,
        **_months(str.upper),
    },
    period_columns=("AÑO", ROW_COLUMN),
    period=month_of_year,
    closed="provisional",
    series=(
        Series(_OLD, ROW_VALUE, "cases", "MX", _OLD_SCOPE, _OLD_HOMICIDE),
        Series(_OLD, ROW_VALUE, "cases", Areas("INEGI", mexican_state), _OLD_SCOPE, _OLD_HOMICIDE, ("year",)),
    ),
    key=("AÑO", "INEGI", "MODALIDAD", "TIPO", "SUBTIPO"),
    zeros=True,
    wide=tuple(_months(str.upper)),
)

# Extracts of this table hold some states only, so no national sum is taken from it.
MUNICIPAL: Final = Reader(
    code="sesnsp-incidents-municipal",
    publisher=_PUBLISHER,
    title="SESNSP incidencia delictiva municipal",
    columns={
        "Año": YEAR,
        "Clave_Ent": one_of(*NUMBERED, *(str(number) for number in range(13, 33))),
        "Entidad": TEXT,
        "Cve. Municipio": WHOLE,
        "Municipio": TEXT,
        "Bien jurídico afectado": TEXT,
        "Tipo de delito": TEXT,
        "Subtipo de delito": seen("Homicidio culposo", "Homicidio doloso"),
        "Modalidad": TEXT,
        **_months(str),
    },
    period_columns=("Año", ROW_COLUMN),
    period=month_of_year,
    closed="provisional",
    series=(
        Series(
            "sesnsp-homicide-cases",
            ROW_VALUE,
            "cases",
            Areas("Clave_Ent", mexican_state),
            "state prosecutors' cases, method since 2015",
            {"Subtipo de delito": "Homicidio doloso"},
        ),
    ),
    key=(
        "Año",
        "Cve. Municipio",
        "Bien jurídico afectado",
        "Tipo de delito",
        "Subtipo de delito",
        "Modalidad",
    ),
    zeros=True,
    wide=tuple(_months(str)),
)
