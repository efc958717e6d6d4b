"""Centers for Disease Control and Prevention: provisional overdose deaths in the twelve months to each month.

Source: NCHS, Vital Statistics Rapid Release, "Provisional Drug Overdose Death Counts". Each release restates
the whole series; the reported counts of the newest months are too low, and the predicted ones, which later
releases add, correct for that. How complete a month is stands in the rows. New York State is counted without
New York City, so no figure is made of it.

The table by state is an extract of the same series for synthetic opioids. Its columns ``count`` and
``count_est_float`` are a third party's estimates for single months: no figure is made of them.
"""

from typing import Final

from ambos.evidence.areas import Areas, us_state
from ambos.evidence.cells import DATE, DECIMAL, GROUPED, TEXT, YEAR, one_of, optional
from ambos.evidence.periods import ABBREVIATED, ENGLISH, NUMBERED, twelve_months_to
from ambos.evidence.reader import Reader, Series

_PUBLISHER: Final = "CDC"
_SYNTHETIC: Final = "Synthetic opioids, excl. methadone (T40.4)"
_REPORTED: Final = "as reported"
_DEATHS: Final = {
    "us-overdose-deaths-12m": {"State": "US", "Indicator": "Number of Drug Overdose Deaths"},
    "us-synthetic-opioid-deaths-12m": {"State": "US", "Indicator": _SYNTHETIC},
}

PROVISIONAL: Final = Reader(
    code="cdc-vsrr",
    publisher=_PUBLISHER,
    title="CDC VSRR Provisional Drug Overdose Death Counts",
    columns={
        "State": TEXT,
        "State Name": TEXT,
        "Year": YEAR,
        "Month": one_of(*ENGLISH),
        "Period": one_of("12 month-ending"),
        "Indicator": TEXT,
        "Data Value": optional(GROUPED),
        "Predicted Value": optional(GROUPED),
        "Percent Complete": TEXT,
        "Percent Pending Investigation": DECIMAL,
        "Footnote": optional(TEXT),
        "Footnote Symbol": optional(TEXT),
    },
    period_columns=("Year", "Month"),
    period=twelve_months_to,
    closed="provisional",
    series=(
        *(Series(name, "Data Value", "deaths", "US", _REPORTED, where) for name, where in _DEATHS.items()),
        *(
            Series(name, "Predicted Value", "deaths", "US", "predicted", where, status="estimate")
            for name, where in _DEATHS.items()
        ),
    ),
    calendar="rolling-12",
    key=("State", "Year", "Month", "Indicator"),
    zeros=True,
    may_lack=("Period", "Predicted Value", "Footnote Symbol"),
)


def _state(postal: str) -> str:
    return us_state(postal) if postal != "NY" else ""


SYNTHETIC_BY_STATE: Final = Reader(
    code="cdc-synthetic-opioids",
    publisher=_PUBLISHER,
    title="CDC provisional synthetic opioid deaths by state",
    columns={
        "state_abbr": TEXT,
        "state_name": TEXT,
        "variable": one_of(_SYNTHETIC),
        "date": DATE,
        "year": YEAR,
        "month_num": one_of(*NUMBERED),
        "month_abbr": one_of(*ABBREVIATED),
        "count": TEXT,
        "count_est_float": TEXT,
        "rolling_12mo_count": optional(DECIMAL),
        "source_value_type": one_of("data_value", "predicted_value", "missing"),
        "period": one_of("12 month-ending"),
        "percent_complete": TEXT,
        "percent_pending_investigation": DECIMAL,
        "count_is_estimated": TEXT,
        "estimation_method": TEXT,
    },
    period_columns=("year", "month_num"),
    period=twelve_months_to,
    closed="provisional",
    series=(
        Series(
            "us-synthetic-opioid-deaths-12m",
            "rolling_12mo_count",
            "deaths",
            Areas("state_abbr", _state),
            _REPORTED,
            {"source_value_type": "data_value"},
        ),
    ),
    calendar="rolling-12",
    key=("state_abbr", "year", "month_num"),
    zeros=True,
)
