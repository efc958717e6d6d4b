"""A kind's table with its records' handling beside the fields: the columns ``handling_...`` of a CSV file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ambos.kernel.fields import Code, Day, Party
from ambos.kernel.kinds import Body, Field, Kind
from ambos.kernel.release_kinds import CAVEAT, PURPOSE
from ambos.values.dates import Day as CalendarDay
from ambos.values.handling import Label
from ambos.values.terms import Terms, terms_of

TO, CAVEATS, PURPOSES, UNTIL = (
    Field("handling_to", Party(), many=True),
    Field("handling_caveats", Code(CAVEAT), many=True),
    Field("handling_purposes", Code(PURPOSE), many=True),
    Field("handling_until", Day()),
)


def handled(kind: Kind) -> Kind:
    """Give the kind with the columns of handling behind its own."""
    return replace(kind, fields=(*kind.fields, TO, CAVEATS, PURPOSES, UNTIL))


def part(row: Mapping[str, Any]) -> tuple[Body, Label | None, Terms]:
    """Part a row of such a table: the body, the label if it names parties, the terms.

    A last day that is known to the month is the month's last.
    """
    body = dict(row)
    to, caveats, purposes, until = (body.pop(field.name, None) for field in (TO, CAVEATS, PURPOSES, UNTIL))
    label = Label(tuple(sorted(set(to)))) if to else None
    last = CalendarDay.parse(until).last if until else None
    return body, label, terms_of(tuple(caveats or ()), tuple(purposes or ()), last)


def joined(body: Mapping[str, Any], label: Label) -> Body:
    """Give the row of such a table for a body under a label."""
    terms = label.terms
    told = {
        TO.name: list(label.release),
        CAVEATS.name: list(terms.caveats),
        PURPOSES.name: list(terms.purposes),
        UNTIL.name: terms.until.isoformat() if terms.until else None,
    }
    return {**body, **{name: value for name, value in told.items() if value}}
