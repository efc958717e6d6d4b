"""What jobs found, in the words of a page: rows of revisions, of figures, of values."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from ambos.faces.web.frame.visit import Visit
from ambos.kernel.shelf import Thing
from ambos.values.dates import Period

FIGURE = "figure"
MEGA = 1 << 20


class Row(NamedTuple):
    """One row of a table: the cells, and which indicator it is about."""

    indicator: str
    cells: tuple[str, ...]


class Revisions:
    """Figures that two vintages do not state alike, as rows: period, place, before, after, change."""

    def __init__(self, visit: Visit, found: Sequence[Mapping[str, Any]]) -> None:
        self._visit, self._found = visit, found

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Row]:
        for each in self._found:
            yield Row(each["indicator"], tuple(self._cells(each)))

    def _cells(self, each: Mapping[str, Any]) -> Iterator[str]:
        shown = self._visit.shown
        yield named(self._visit, each["indicator"])
        yield shown.formats.period(Period.parse(each["period"]))
        yield place_of(self._visit, each["place"])
        for value in (each["old"], each["new"]):
            yield "" if value is None else shown.number(Decimal(value))
        percent = each["percent"]
        sign = "+" if percent and Decimal(percent) > 0 else ""
        yield "" if percent is None else sign + shown.formats.percent(Decimal(percent), 1)


class Figures:
    """Figures as rows: indicator, period, place, value with its unit, and where computed anew that one."""

    def __init__(self, visit: Visit, found: Sequence[Mapping[str, Any]]) -> None:
        self._visit, self._found = visit, found

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Row]:
        for each in self._found:
            indicator = str(each["indicator"]).removeprefix("indicator/")
            yield Row(indicator, tuple(self._cells(indicator, each)))

    def _cells(self, indicator: str, each: Mapping[str, Any]) -> Iterator[str]:
        visit, shown = self._visit, self._visit.shown
        yield named(visit, indicator)
        yield shown.formats.period(Period.parse(each["period"]))
        yield place_of(visit, each["place"])
        unit = visit.language.label("units", each["unit"]) if each.get("unit") else ""
        yield f"{shown.number(Decimal(each['value']))} {unit}".strip()
        if "outcome" in each:
            yield shown.number(Decimal(each["found"])) if each["found"] else ""
            yield visit.language.label("definitions", f"outcome.{each['outcome']}")
        elif "scope" in each:
            yield visit.voice.scope(each["scope"])


def named(visit: Visit, indicator: str) -> str:
    """Give an indicator's name; its own name where it is not on record."""
    thing = kept(visit, "indicator").get(f"indicator/{indicator}")
    return visit.shown.title(visit.node.register["indicator"], thing) if thing else indicator


def kept(visit: Visit, kind: str) -> Mapping[str, Thing]:
    """Give the things of a small kind that the visitor may see, read once for a page."""
    known: dict[str, Mapping[str, Thing]] = visit.__dict__.setdefault("kept", {})
    if kind not in known:
        known[kind] = visit.shelf.titles(kind)
    return known[kind]


def place_of(visit: Visit, code: str) -> str:
    """Give a place's name."""
    return visit.language.find("codes", f"place.{code}") or code


def size_of(visit: Visit, count: int) -> str:
    """Give a size in megabytes, or in bytes where it is small."""
    number = visit.formats.number
    return f"{number(count // MEGA)} MB" if count >= MEGA else f"{number(count)} B"
