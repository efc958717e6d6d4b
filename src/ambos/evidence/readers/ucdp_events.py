"""Uppsala Conflict Data Program: deaths in events of organised violence in Mexico.

Source: UCDP Georeferenced Event Dataset (GED), yearly and reviewed, and UCDP Candidate Events, monthly and
not yet reviewed. Both are extracts of the events in Mexico. Each event has a best, a low and a high estimate;
the three sums are kept apart. Some events are known only to the year, so no figures are made for months. A
year without an event has no row and gives no figure.
"""

from typing import Final

from ambos.evidence.cells import DATE, SIGNED, TEXT, WHOLE, YEAR, Cell, one_of, optional
from ambos.evidence.periods import as_written, month_of_day
from ambos.evidence.reader import Reader, Series

_PUBLISHER: Final = "UCDP"
_PLACE: Final[dict[str, Cell]] = {
    "where_prec": WHOLE,
    "where_coordinates": TEXT,
    "adm_1": optional(TEXT),
    "adm_2": optional(TEXT),
    "latitude": SIGNED,
    "longitude": SIGNED,
}
_DEATHS: Final[dict[str, Cell]] = dict.fromkeys(
    ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"), WHOLE
)
_EVENT: Final[dict[str, Cell]] = {
    "id": WHOLE,
    "relid": TEXT,
    "year": YEAR,
    "type_of_violence": one_of("1", "2", "3"),
    "conflict_name": TEXT,
    "dyad_name": TEXT,
    "side_a": TEXT,
    "side_b": TEXT,
    "number_of_sources": SIGNED,
    **_PLACE,
    "event_clarity": one_of("1", "2"),
    "date_prec": one_of("1", "2", "3", "4", "5"),
    "date_start": DATE,
    "date_end": DATE,
    **_DEATHS,
}


def _deaths(dataset: str) -> tuple[Series, ...]:
    return tuple(
        Series("ucdp-deaths", column, "deaths", "MX", f"{dataset}, {column} estimate", periods=("year",))
        for column in ("best", "low", "high")
    )


REVIEWED: Final = Reader(
    code="ucdp-ged",
    publisher=_PUBLISHER,
    title="UCDP GED events in Mexico",
    columns={
        **_EVENT,
        **dict.fromkeys(("conflict_new_id", "dyad_new_id", "side_a_new_id", "side_b_new_id"), WHOLE),
    },
    period_columns=("year",),
    period=as_written,
    closed="estimate",
    series=_deaths("GED"),
    key=("id",),
)

CANDIDATE: Final = Reader(
    code="ucdp-candidate",
    publisher=_PUBLISHER,
    title="UCDP Candidate events in Mexico",
    columns=_EVENT,
    period_columns=("date_start",),
    period=month_of_day,
    closed="estimate",
    series=_deaths("candidate events"),
    key=("id",),
)
