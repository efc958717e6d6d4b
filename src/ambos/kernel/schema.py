"""The JSON Schema (draft 2020-12) of a kind's body, for a program that writes records of that version.

A schema is as strict as JSON Schema lets it be said: that a day is in the calendar, that a text is in normal
form C and hides nothing, and that many values hold no separator, only ``Kind.check`` knows.
"""

from typing import Final

from ambos.kernel.fields import Schema
from ambos.kernel.kinds import Field, Kind

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema(kind: Kind) -> Schema:
    """Give the schema under ``urn:ambos:kind:<name>:<version>``; fields not declared are not allowed.

    A reader of a later version's records takes that version's schema: each record says its version.
    """
    return {
        "$schema": DIALECT,
        "$id": f"urn:ambos:kind:{kind.name}:{kind.version}",
        "title": kind.name,
        "type": "object",
        "properties": {field.name: _property(field) for field in kind.fields},
        "required": [field.name for field in kind.fields if field.name in kind.needed],
        "additionalProperties": False,
    }


def _property(field: Field) -> Schema:
    if field.default is None:
        return field.schema()
    return {**field.schema(), "default": field.default}
