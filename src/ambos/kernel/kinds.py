"""Kinds of records, declared once: everything else about a kind is derived from its declaration.

A kind grows by new fields, each with ``since`` and either a default or no duty to fill it. Types and
defaults never change, and no field is ever taken away, so that old records open for ever.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final

from ambos.kernel.codes import CodeList
from ambos.kernel.field_errors import (
    FieldInvalid,
    FieldMissing,
    FieldUnknown,
    ItemRepeated,
    KindMisdeclared,
    KindRepeated,
    UnknownKind,
    VersionInvalid,
)
from ambos.kernel.fields import FieldType, OneColumn, Prose, Schema
from ambos.values.errors import Form
from ambos.values.handling import OWNER_ONLY, Label
from ambos.values.ids import KIND_PATTERN

__all__ = ["Body", "CodeList", "Field", "Kind", "Register", "nearest"]

Body = dict[str, Any]

MANY_LIMIT: Final = 500
SEPARATOR: Final = "; "

_FIELD_NAME: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_KIND_NAME: Final = re.compile(KIND_PATTERN, re.ASCII)


def nearest(name: str, names: Iterable[str]) -> str:
    """Give the name most like this one; an empty text where there are no names."""
    found = get_close_matches(name, list(names), n=1, cutoff=0)
    return found[0] if found else ""


@dataclass(frozen=True)
class Field:
    """One field of a kind: its name and type, whether it must be there, whether it holds many values.

    ``default`` is what readers see where the field was left out; ``since`` is the version of the kind that
    brought the field.
    """

    name: str
    type: FieldType
    required: bool = False
    many: bool = False
    default: Any = None
    since: int = 1

    def check(self, value: object) -> None:
        """Refuse what is no value of this field, with a FieldInvalid."""
        if not self.many:
            self.type.check(value)
            return
        if type(value) is not list or not 0 < len(value) <= MANY_LIMIT:
            raise FieldInvalid(value=value, expected=Form("many"))
        for item in value:
            self.type.check(item)
            if type(item) is str and SEPARATOR in item:
                raise FieldInvalid(value=item, expected=Form("many-item"))
        if len(set(value)) != len(value):
            raise ItemRepeated(value=value, expected=Form("many"))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The CSV columns of this field: its name, or its name and each language."""
        return self.type.columns(self.name)

    def read(self, cells: Sequence[str]) -> Any:
        """Give the value that its cells stand for, or None where all are empty; refuse a misspelling."""
        if not (self.many and cells[0]):
            return self.type.read(cells)
        values = [self.type.read((item,)) for item in cells[0].split(SEPARATOR)]
        if None in values:
            raise FieldInvalid(value=cells[0], expected=Form("many"))
        self.check(values)
        return values

    def restored(self, cells: Sequence[Any]) -> Any:
        """Give the value that these cells were written from, or None of none; nothing is checked again."""
        if not (self.many and cells[0]):
            return self.type.restored(cells)
        return [self.type.restored((item,)) for item in cells[0].split(SEPARATOR)]

    def write(self, value: Any) -> tuple[str, ...]:
        """Give the cells that stand for a value; None gives empty ones."""
        if value is None:
            return ("",) * len(self.columns)
        if self.many:
            return (SEPARATOR.join(self.type.write(item)[0] for item in value),)
        return self.type.write(value)

    def show(self, value: Any, lang: str) -> str:
        """Give a value plainly in a language, many values with the separator of CSV cells between them."""
        if self.many:
            return SEPARATOR.join(self.type.show(item, lang) for item in value)
        return self.type.show(value, lang)

    def schema(self) -> Schema:
        """Give the JSON Schema of this field's value."""
        one = self.type.schema()
        if not self.many:
            return one
        return {"type": "array", "items": one, "minItems": 1, "maxItems": MANY_LIMIT, "uniqueItems": True}


@dataclass(frozen=True)
class Kind:
    """A declared type of record.

    ``joint`` kinds are two-key facts; ``machine`` kinds may be signed in batches. ``caption`` gives the
    fields that name a record in one line, ``list`` those that a list shows; ``label`` is the handling of a
    record whose author says nothing else; ``roles``, where there are any, are those that alone may write it.
    A kind that ``stays`` never leaves its house, whatever its label or anybody says (spec/policy).
    ``by_name`` holds the fields, ``needed`` the names of those that a body must have: required and without a
    default. A declaration that contradicts itself is refused
    (KindMisdeclared).
    """

    name: str
    domain: str
    version: int
    fields: tuple[Field, ...]
    joint: bool = False
    machine: bool = False
    caption: tuple[str, ...] = ()
    list: tuple[str, ...] = ()
    label: Label = OWNER_ONLY
    roles: tuple[str, ...] = ()
    stays: bool = False
    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    needed: frozenset[str] = field(init=False, repr=False, compare=False)
    _defaults: Body = field(init=False, repr=False, compare=False)
    _checks: Mapping[str, Callable[[Any], None]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {field.name: field for field in self.fields})
        needed = (field.name for field in self.fields if field.required and field.default is None)
        object.__setattr__(self, "needed", frozenset(needed))
        defaults = {field.name: field.default for field in self.fields if field.default is not None}
        object.__setattr__(self, "_defaults", defaults)
        checks = {field.name: field.check if field.many else field.type.check for field in self.fields}
        object.__setattr__(self, "_checks", checks)
        demand_sound(self)

    def check(self, body: Body) -> Body:
        """Give the body back if a record of this kind may be written with it.

        Refused, each with its own code: a field that is not declared, a value of another form, a required
        field left out. A required field with a default may be left out.
        """
        checks = self._checks
        for name, value in body.items():
            check = checks.get(name)
            if check is None:
                raise FieldUnknown(kind=self.name, field=name, nearest=nearest(str(name), checks))
            try:
                check(value)
            except FieldInvalid as wrong:
                wrong.data |= {"kind": self.name, "field": name}
                raise
        if not self.needed <= body.keys():
            missing = next(field.name for field in self.fields if field.name in self.needed - body.keys())
            raise FieldMissing(kind=self.name, field=missing)
        return body

    def read(self, body: Mapping[str, Any], version: int) -> Body:
        """Give a body as readers see it, whatever version of the kind it was written under.

        Fields left out, or not yet there in that version, have their defaults; fields that this version does
        not know are kept. Only a version that no kind ever had is refused.
        """
        if version < 1:
            raise VersionInvalid(kind=self.name, version=version)
        return {**self._defaults, **body}


def demand_sound(kind: Kind) -> None:
    """Refuse a declaration that contradicts itself; the kind is sound afterwards."""
    if not _KIND_NAME.fullmatch(kind.name):
        raise KindMisdeclared(kind=kind.name, field="", rule="name")
    if len(kind.by_name) != len(kind.fields):
        raise KindMisdeclared(kind=kind.name, field="", rule="field-repeated")
    for name in (*kind.caption, *kind.list):
        if name not in kind.by_name:
            raise KindMisdeclared(kind=kind.name, field=name, rule="caption-or-list-unknown")
    if kind.stays and (kind.joint or kind.machine or kind.label.reaches_anybody):
        raise KindMisdeclared(kind=kind.name, field="", rule="stays-and-goes")
    for declared in kind.fields:
        if rule := _broken_rule(declared, kind.version):
            raise KindMisdeclared(kind=kind.name, field=declared.name, rule=rule)


def _broken_rule(declared: Field, version: int) -> str | None:
    broken = {
        "field-name": not _FIELD_NAME.fullmatch(declared.name) or declared.name == "id",
        "since-version": not 1 <= declared.since <= version,
        "new-and-required": declared.since > 1 and declared.required and declared.default is None,
        "many-of-one-line": declared.many
        and (not isinstance(declared.type, OneColumn) or isinstance(declared.type, Prose)),
        "default": not _default_fits(declared),
    }
    return next((rule for rule, is_broken in broken.items() if is_broken), None)


def _default_fits(declared: Field) -> bool:
    try:
        if declared.default is not None:
            declared.check(declared.default)
    except FieldInvalid:
        return False
    return True


class Register:
    """The kinds that a node knows, by name."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        """Hold these kinds; two of one name are refused."""
        self._kinds: dict[str, Kind] = {}
        for kind in kinds:
            if kind.name in self._kinds:
                raise KindRepeated(kind=kind.name)
            self._kinds[kind.name] = kind

    def kind(self, name: str) -> Kind:
        """Give the kind of this name; an unknown one is refused with the nearest name."""
        try:
            return self._kinds[name]
        except KeyError:
            raise UnknownKind(kind=name, nearest=nearest(name, self._kinds)) from None

    __getitem__ = kind

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def __len__(self) -> int:
        return len(self._kinds)
