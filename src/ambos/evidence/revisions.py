"""What a newer release of the same series changed in periods already published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from ambos.evidence.figures import FigureRow
from ambos.values.dates import Period

_EXACT: Final = Context(prec=60)
_PERCENT_STEP: Final = Decimal("0.01")


@dataclass(frozen=True)
class Revision:
    """One figure that two vintages do not state alike.

    ``sort`` is ``revised``, ``added`` (``old`` is None) or ``dropped`` (``new`` is None). ``change`` is new
    less old, and ``percent`` that change against the old value, to two decimal places, None from zero.
    """

    sort: str
    indicator: str
    period: str
    place: str
    scope: str
    old: str | None
    new: str | None
    change: str | None = None
    percent: str | None = None


_Key = tuple[str, str, str, str]


def revisions(old_rows: Iterable[FigureRow], new_rows: Iterable[FigureRow]) -> list[Revision]:
    """Compare two vintages by indicator, period, place and scope; what both state alike is left out.

    A figure counts as dropped only where the new rows reach that far: a file that begins later drops nothing.
    Partial years are compared where both have the same months, and are neither added nor dropped.
    """
    old, new = _by_key(old_rows), _by_key(new_rows)
    span = _span(new)
    found = [_revised(key, old[key].value, new[key].value) for key in old.keys() & new.keys()]
    found += [Revision("added", *key, None, new[key].value) for key in _whole(new) - old.keys()]
    found += [
        Revision("dropped", *key, old[key].value, None)
        for key in _whole(old) - new.keys()
        if span and span.holds(Period.parse(key[1]))
    ]
    return sorted((each for each in found if each is not None), key=_order)


def _by_key(rows: Iterable[FigureRow]) -> dict[_Key, FigureRow]:
    return {(row.indicator, row.period, row.place, row.scope): row for row in rows}


def _whole(rows: Mapping[_Key, FigureRow]) -> set[_Key]:
    return {key for key, row in rows.items() if row.status != "partial"}


def _span(rows: Mapping[_Key, FigureRow]) -> Period | None:
    periods = [Period.parse(period) for _, period, _, _ in rows]
    if not periods:
        return None
    return Period(min(each.first for each in periods), max(each.last for each in periods), "range")


def _revised(key: _Key, old: str, new: str) -> Revision | None:
    before, after = Decimal(old), Decimal(new)
    if before == after:
        return None
    change = _EXACT.subtract(after, before)
    percent = None
    if before:
        percent = str((100 * change / before).quantize(_PERCENT_STEP, ROUND_HALF_EVEN))
    return Revision("revised", *key, old, new, f"{change:f}", percent)


def _order(revision: Revision) -> tuple[str, str, str, Period]:
    return revision.indicator, revision.place, revision.scope, Period.parse(revision.period)
