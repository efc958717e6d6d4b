"""What a person has typed into the form of a kind, and the body that it stands for.

Entries are texts by the name of their control: ``f.<column>`` for a field, as many as there were rows.
Drafts are kept in this form. The field types of the kernel decide what stands for a value.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ambos.kernel.field_errors import FieldInvalid, FieldMissing
from ambos.kernel.fields import Prose, Ref
from ambos.kernel.kinds import Body, Field, Kind
from ambos.values.errors import AmbosError

Entries = dict[str, list[str]]

FIELD, HANDLING = "f.", "h."
SLUG: Final = "slug"
KEPT: Final = re.compile(rf"(f\.|h\.|{SLUG}$|words\.|relation$|rid$|reason\.)")
LINE_ENDS: Final = re.compile(r"\s*[\r\n]+\s*")


@dataclass(frozen=True)
class Read:
    """The body that entries stand for, as far as they stand for one, and what is wrong at which field."""

    body: Body
    wrong: Mapping[str, AmbosError]


def entries_in(posted: Iterable[tuple[str, list[str]]]) -> Entries:
    """Keep of a posted form what belongs to a draft."""
    return {name: [str(text) for text in texts] for name, texts in posted if KEPT.match(name)}


def control_names(field: Field) -> tuple[str, ...]:
    """Give the names of a field's controls: one, or one for each language."""
    return tuple(f"{FIELD}{column}" for column in field.columns)


def entries_of(kind: Kind, body: Mapping[str, Any]) -> Entries:
    """Give what a person would have typed for a body."""
    entries: Entries = {}
    for field in kind.fields:
        value = body.get(field.name)
        names = control_names(field)
        if field.many:
            entries[names[0]] = [field.type.write(item)[0] for item in value or ()]
        else:
            entries |= {name: [cell] for name, cell in zip(names, field.write(value), strict=True)}
    return entries


def read(kind: Kind, entries: Entries, base: Mapping[str, Any]) -> Read:
    """Give the body that entries stand for; a field that the form did not carry stays as in ``base``."""
    body: Body = {}
    wrong: dict[str, AmbosError] = {}
    for field in kind.fields:
        try:
            value = _value(field, entries, base)
        except FieldInvalid as error:
            error.data |= {"kind": kind.name, "field": field.name}
            wrong[field.name] = error
            continue
        if value is not None:
            body[field.name] = value
        elif field.name in kind.needed:
            wrong[field.name] = FieldMissing(kind=kind.name, field=field.name)
    return Read(body, wrong)


def _value(field: Field, entries: Entries, base: Mapping[str, Any]) -> Any:
    names = control_names(field)
    if not any(name in entries for name in names):
        return base.get(field.name)
    if not field.many:
        return field.type.read([_clean(field, (entries.get(name) or [""])[0]) for name in names])
    texts = [text for text in (_clean(field, text) for text in entries[names[0]]) if text]
    if not texts:
        return None
    value = [field.type.read([text]) for text in texts]
    field.check(value)
    return value


def _clean(field: Field, text: str) -> str:
    """Take away what nobody means: spaces at the ends, line ends in one line, a kind before its own slug."""
    if isinstance(field.type, Prose):
        return text.strip()
    line = LINE_ENDS.sub(" ", text.strip())
    if isinstance(field.type, Ref) and field.type.kind != "*":
        return line.removeprefix(f"{field.type.kind}/")
    return line


def blank(entries: Entries) -> bool:
    """Say whether nobody has typed anything yet."""
    return not any(text for name, texts in entries.items() if not name.startswith(HANDLING) for text in texts)
