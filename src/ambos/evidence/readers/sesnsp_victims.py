"""Secretariado Ejecutivo del Sistema Nacional de Seguridad Pública: victims by state, month and offence.

Source: "Cifras de Víctimas del Fuero Común" (method in force since 2015), in long form: one row per state,
month, offence, means, sex and age group, zeros included. Intentional homicide (homicidio doloso) does not
include feminicide, which is an offence of its own there. State prosecutors correct past months, so nothing
is final.
"""

from typing import Final

from ambos.evidence.areas import Areas, mexican_state
from ambos.evidence.cells import MONTH, TEXT, WHOLE, one_of, seen
from ambos.evidence.periods import as_written
from ambos.evidence.reader import Reader, Series

_STATES: Final = tuple(f"{number:02}" for number in range(1, 33))
_OFFENCES: Final = (
    "Aborto", "Corrupción de menores", "Extorsión", "Feminicidio", "Homicidio", "Lesiones",
    "Otros delitos contra la sociedad", "Otros delitos que atentan contra la libertad personal",
    "Otros delitos que atentan contra la vida y la integridad corporal", "Rapto", "Secuestro",
    "Trata de personas", "Tráfico de menores",
)  # fmt: skip
_KINDS_OF_OFFENCE: Final = (
    *(offence for offence in _OFFENCES if offence not in {"Homicidio", "Lesiones"}),
    "Homicidio culposo", "Homicidio doloso", "Lesiones culposas", "Lesiones dolosas",
)  # fmt: skip
_SCOPE: Final = "state prosecutors' cases"
_STATE: Final = Areas("cve_ent", mexican_state)
_OFFENCE: Final = ("bien_juridico_afectado", "tipo_de_delito", "subtipo_de_delito")
_HOMICIDE: Final = {"subtipo_de_delito": "Homicidio doloso"}


VICTIMS: Final = Reader(
    code="sesnsp-victims",
    publisher="SESNSP",
    title="SESNSP víctimas por entidad y mes",
    columns={
        "cve_ent": one_of(*_STATES),
        "nombre_estado": TEXT,
        "bien_juridico_afectado": TEXT,
        "tipo_de_delito": seen(*_OFFENCES),
        "subtipo_de_delito": seen(*_KINDS_OF_OFFENCE),
        "modalidad": TEXT,
        "genero": seen("Hombre", "Mujer", "No identificado"),
        "rango_de_edad": seen(
            "Adultos (18 y más)", "Menores de edad (0-17)", "No especificado", "No identificado"
        ),
        "n_victimas": WHOLE,
        "date": MONTH,
    },
    period_columns=("date",),
    period=as_written,
    closed="provisional",
    series=(
        Series("sesnsp-homicide-victims", "n_victimas", "victims", "MX", _SCOPE, _HOMICIDE),
        Series("sesnsp-homicide-victims", "n_victimas", "victims", _STATE, _SCOPE, _HOMICIDE, ("year",)),
    ),
    key=("date", "cve_ent", *_OFFENCE, "modalidad", "genero", "rango_de_edad"),
    zeros=True,
)
