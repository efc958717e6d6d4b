"""Names and rows of the tables that hold the fields of each kind's things."""

from collections.abc import Mapping
from typing import Any

from ambos.kernel.kinds import Field, Kind


def table_of(kind: Kind) -> str:
    """Give the name of the table that holds the fields of a kind's things."""
    return "is_" + kind.name.replace("-", "_")


def column_names(field: Field) -> list[str]:
    """Give the table columns of a field: one, or one a language; the prefix keeps clear of SQL words."""
    return ["f_" + column.replace(".", "_") for column in field.columns]


def table_definition(kind: Kind) -> str:
    """Give the columns of a kind's table; ``sight`` and ``shown`` are those of table ``thing``."""
    fields = "".join(f", {name} {_sql_type(field)}" for field in kind.fields for name in column_names(field))
    return (
        f"{table_of(kind)}(subject TEXT PRIMARY KEY{fields}, sight BIGINT NOT NULL, shown INTEGER NOT NULL)"
    )


def kind_row(kind: Kind, subject: str, body: Mapping[str, Any]) -> tuple[Any, ...]:
    """Give the subject and the fields of a thing as the table of its kind holds them."""
    row: list[Any] = [subject]
    for field in kind.fields:
        value = body.get(field.name, field.default)
        if value is None:
            row += (None,) * len(field.columns)
        else:
            row += [int(value)] if isinstance(value, int) else [cell or None for cell in field.write(value)]
    return tuple(row)


def _sql_type(field: Field) -> str:
    return "BIGINT" if field.type.storage == "integer" and not field.many else "TEXT"
