"""Drug Enforcement Administration: laboratory reports of fentanyl by half-year, substance and state.

Source: National Forensic Laboratory Information System (NFLIS-Drug), Data Query System. One report is one
drug found in one item that police sent in; one item may give several. Laboratories report late, so the newest
half-years grow, and no half-year is final.
"""

from typing import Final

from ambos.evidence.cells import DATE, TEXT, WHOLE, YEAR, one_of, optional, seen
from ambos.evidence.reader import Reader, Series

_HALVES: Final = {"SA1 (JAN - JUN)": "H1", "SA2 (JUL - DEC)": "H2"}
_SCOPE: Final = "federal, state, local and private laboratories"


def _half(year: str, half: str) -> str:
    return f"{year}-{_HALVES[half]}"


FENTANYL: Final = Reader(
    code="dea-nflis-fentanyl",
    publisher="DEA",
    title="NFLIS-Drug reports of fentanyl and related substances",
    columns={
        "LABTYPE": one_of("Local/Municipal,State,Federal,Private"),
        "RPTAGGR": one_of("DrugReport  "),
        "YYYY": YEAR,
        "PERIOD": one_of(*_HALVES),
        "DRUG_REPORTS": WHOLE,
        "QUERY_RUN_DATE": DATE,
        "SUBSTANCE_ID": WHOLE,
        "SUBSTANCE_DESCRIPTION": TEXT,
        "BASE_ID": WHOLE,
        "BASE_DESCRIPTION": TEXT,
        "DRUG_CATEGORY_CODE": WHOLE,
        "DRUG_CATEGORY_DESCRIPTION": seen("Fentanyl and Fentanyl-related"),
        "STATE": TEXT,
        "STATE_LONG_NAME": TEXT,
        "STATE_FIPS": optional(WHOLE),
    },
    period_columns=("YYYY", "PERIOD"),
    period=_half,
    closed="provisional",
    series=(
        Series(
            "nflis-fentanyl-reports",
            "DRUG_REPORTS",
            "reports",
            "US",
            _SCOPE,
            {"BASE_DESCRIPTION": "Fentanyl"},
        ),
        Series(
            "nflis-fentanyl-related-reports",
            "DRUG_REPORTS",
            "reports",
            "US",
            _SCOPE,
            {"DRUG_CATEGORY_DESCRIPTION": "Fentanyl and Fentanyl-related"},
        ),
    ),
    key=("YYYY", "PERIOD", "SUBSTANCE_ID", "STATE"),
    asked_on="QUERY_RUN_DATE",
)
