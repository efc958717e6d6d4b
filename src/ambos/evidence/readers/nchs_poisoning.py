"""National Center for Health Statistics: drug poisoning deaths by state and year, final counts.

Source: "Drug Poisoning Mortality by State: United States". The underlying causes are those of overdose deaths
(ICD-10 X40-X44, X60-X64, X85, Y10-Y14). Each row states one group of persons; only the rows of all persons
give figures.
"""

from typing import Final

from ambos.evidence.areas import Areas, us_state_named
from ambos.evidence.cells import DECIMAL, TEXT, WHOLE, YEAR, Cell, one_of, optional, seen
from ambos.evidence.periods import as_written
from ambos.evidence.reader import Reader, Series

_SCOPE: Final = "final death certificates"
_EVERYBODY: Final = {
    "Sex": "Both Sexes",
    "Age": "All Ages",
    "Race and Hispanic Origin": "All Races-All Origins",
}
_CRUDE: Final = (
    "Crude Death Rate", "Standard Error for Crude Rate", "Low Confidence Limit for Crude Rate",
    "Upper Confidence Limit for Crude Rate",
)  # fmt: skip
_ADJUSTED: Final = (
    "Age-adjusted Rate", "Standard Error Age-adjusted Rate", "Lower Confidence Limit for Age-adjusted rate",
    "Upper Confidence Limit for Age-adjusted Rate",
)  # fmt: skip
_OF_THE_NATION: Final = ("US Crude Rate", "US Age-adjusted Rate")


def _rates(*names: str) -> dict[str, Cell]:
    return dict.fromkeys(names, optional(DECIMAL))


POISONING: Final = Reader(
    code="nchs-drug-poisoning",
    publisher="CDC",
    title="NCHS Drug Poisoning Mortality by State",
    columns={
        "Year": YEAR,
        "Sex": one_of("Both Sexes", "Female", "Male"),
        "Age": TEXT,
        "Race and Hispanic Origin": seen(
            "All Races-All Origins", "Hispanic", "Non-Hispanic Black", "Non-Hispanic White"
        ),
        "State": TEXT,
        "Deaths": WHOLE,
        "Population": WHOLE,
        **_rates(*_CRUDE, *_ADJUSTED),
        "State Crude Rate in Range": optional(TEXT),
        **_rates(*_OF_THE_NATION),
    },
    period_columns=("Year",),
    period=as_written,
    closed="final",
    series=(
        Series(
            "us-overdose-deaths", "Deaths", "deaths", "US", _SCOPE, {**_EVERYBODY, "State": "United States"}
        ),
        Series("us-overdose-deaths", "Deaths", "deaths", Areas("State", us_state_named), _SCOPE, _EVERYBODY),
    ),
    key=("Year", "Sex", "Age", "Race and Hispanic Origin", "State"),
    zeros=True,
)
