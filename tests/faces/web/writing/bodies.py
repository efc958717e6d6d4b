"""A body for any kind: every field filled, and true to the rules of its domain."""

from typing import Any

from ambos.kernel import fields
from ambos.kernel.kinds import Body, Field, Kind

DAYS = ("ended", "due", "deadline", "review_by", "next_report", "ends", "last_news", "closed")


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
