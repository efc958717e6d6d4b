"""A body changed by its CSV cells, as a person types them: ``due=2026-05``, ``name.es=...``."""

from collections.abc import Iterable, Mapping
from typing import Any

from ambos.kernel.field_errors import FieldInvalid, FieldUnknown
from ambos.kernel.kinds import Field, Kind, nearest


def changed(
    kind: Kind, body: Mapping[str, Any], cells: Iterable[tuple[str, str]], emptied: Iterable[str] = ()
) -> dict[str, Any]:
    """Give the fields that the cells touch with their new values, None for one that is empty now.

    ``emptied`` names columns, or whole fields, to empty. Refused: a column that the kind does not have, and a
    cell that stands for no value of its field.
    """
    wanted = dict(cells)
    for name in emptied:
        wanted |= dict.fromkeys(kind.by_name[name].columns if name in kind.by_name else (name,), "")
    columns = {column: field for field in kind.fields for column in field.columns}
    for column in wanted:
        if column not in columns:
            raise FieldUnknown(kind=kind.name, field=column, nearest=nearest(column, columns))
    touched = {columns[column].name: columns[column] for column in wanted}
    return {name: _value(kind, field, body.get(name), wanted) for name, field in touched.items()}


def _value(kind: Kind, field: Field, old: Any, wanted: Mapping[str, str]) -> Any:
    """Read a field anew from its cells, those that are not wanted otherwise as they were."""
    cells = dict(zip(field.columns, field.write(old), strict=True))
    cells |= {column: text for column, text in wanted.items() if column in cells}
    try:
        return field.read(tuple(cells.values()))
    except FieldInvalid as wrong:
        wrong.data |= {"kind": kind.name, "field": field.name}
        raise
