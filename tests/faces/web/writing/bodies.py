"""A body for any kind: every field filled, and true to the rules of its domain."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ambos.node
from ambos.kernel import fields, tabular
from ambos.kernel.kinds import Body, Field, Kind
from ambos.node.rules import RULES
from ambos.values.errors import AmbosError
from tests.domains.test_rules import SOUND

SHIPPED = Path(ambos.node.__file__).parent

DAYS = ("ended", "due", "deadline", "review_by", "next_report", "ends", "last_news", "closed")


def sound_body(kind: Kind) -> Body:
    """Give a body that the kind's rule accepts: whole, else the fullest that is shipped, else the least."""
    whole = whole_body(kind)
    needed = {name: value for name, value in whole.items() if name in kind.needed}
    least = {name: value for name, value in SOUND.get(kind.name, {}).items() if name in kind.by_name}
    tried = [whole, *sorted(_shipped(kind), key=len, reverse=True), needed | least]
    return next(body for body in tried if _accepted(kind, body))


def _shipped(kind: Kind) -> Iterator[Body]:
    for path in SHIPPED.glob(f"**/{kind.name}.csv"):
        with path.open("rb") as stream:
            yield from (dict(body) for _, body in tabular.read(kind, stream, path.name))


def _accepted(kind: Kind, body: Body) -> bool:
    try:
        checked = kind.check(body)
        if rule := RULES.get(kind.name):
            rule(checked, date.today())
    except AmbosError:
        return False
    return True


def whole_body(kind: Kind) -> Body:
    """Give a body with every field filled."""
    return {field.name: [_value(field)] if field.many else _value(field) for field in kind.fields}


def _value(field: Field) -> Any:
    match field.type:
        case fields.Words():
            return {"en": f"Words of {field.name}", "es": f"Palabras de {field.name}: año y acción"}
        case fields.Code(codes=codes):
            return field.default or codes.codes[0]
        case fields.Ref(kind=name):
            return f"{'goal' if name == '*' else name}/somewhere-else"
        case fields.Day():
            return "2024-05-06" if field.name in DAYS else "2024-03"
        case fields.Octets():
            return "AAAA"
        case fields.Party():
            return "US"
        case fields.Moment():
            return "2024-05-06T09:30-06:00"
        case fields.Period():
            return "2024-Q1"
        case fields.Place():
            return "MX-25"
        case fields.Unit():
            return "kg"
        case fields.Flag():
            return True
        case fields.Whole():
            return 12
        case fields.Number():
            return "14699"
        case fields.Url():
            return "https://example.org/a"
        case fields.Text():
            return {"starts_at": "09:30", "time_zone": "America/Mexico_City"}.get(
                field.name, f"Text {field.name}"
            )
        case _:
            return "Lines\nof text"
