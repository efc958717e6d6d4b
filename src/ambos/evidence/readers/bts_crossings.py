"""Bureau of Transportation Statistics: vehicles and persons that enter from Mexico, by port and month.

Source: "Border Crossing/Entry Data", collected by CBP at land ports of entry. Only entries into the United
States are counted. Rows of the publisher that repeat another cell for cell are left out.
"""

from typing import Final

from ambos.evidence.cells import DATE, TEXT, WHOLE, one_of, seen
from ambos.evidence.periods import month_of_day
from ambos.evidence.reader import Reader, Series

_FROM_MEXICO: Final = "US-Mexico Border"


def _entries(indicator: str, unit: str, measure: str) -> Series:
    where = {"border": _FROM_MEXICO, "measure": measure}
    return Series(indicator, "value", unit, "US-SWB", "entries at land ports", where)


CROSSINGS: Final = Reader(
    code="bts-crossings",
    publisher="BTS",
    title="BTS Border Crossing/Entry Data",
    columns={
        "port_name": TEXT,
        "state": TEXT,
        "port_code": TEXT,
        "border": one_of(_FROM_MEXICO, "US-Canada Border"),
        "date": DATE,
        "measure": seen(
            "Bus Passengers", "Buses", "Pedestrians", "Personal Vehicle Passengers", "Personal Vehicles",
            "Rail Containers Empty", "Rail Containers Loaded", "Train Passengers", "Trains",
            "Truck Containers Empty", "Truck Containers Loaded", "Trucks",
        ),
        "value": WHOLE,
    },
    period_columns=("date",),
    period=month_of_day,
    closed="final",
    series=(
        _entries("bts-trucks-from-mexico", "vehicles", "Trucks"),
        _entries("bts-personal-vehicles-from-mexico", "vehicles", "Personal Vehicles"),
        _entries("bts-pedestrians-from-mexico", "persons", "Pedestrians"),
    ),
    key=("port_code", "date", "measure"),
)  # fmt: skip
