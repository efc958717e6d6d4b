"""Kinds of records: their declarations and their JSON Schemas. They are the same at every node."""

from dataclasses import dataclass
from typing import Any, Final

from ambos.faces.api.route import Call, Route
from ambos.kernel.kinds import Field, Kind, Register
from ambos.kernel.schema import schema
from ambos.node.assemble import KINDS
from ambos.values.errors import NotFound

REGISTER: Final = Register(KINDS)


@dataclass(frozen=True)
class FieldForm:
    """A field as it is declared, with its name in the reader's language."""

    name: str
    label: str
    type: str
    required: bool
    many: bool
    default: Any
    since: int


@dataclass(frozen=True)
class KindForm:
    """A kind as it is declared, with its name and what it is in the reader's language."""

    kind: str
    label: str
    about: str
    domain: str
    version: int
    joint: bool
    machine: bool
    caption: tuple[str, ...]
    list: tuple[str, ...]
    fields: tuple[FieldForm, ...]


def _every(call: Call) -> tuple[KindForm, ...]:
    return tuple(_form(kind, call) for kind in KINDS)


def _one(call: Call) -> KindForm:
    return _form(_kind(call), call)


def _schema(call: Call) -> dict[str, Any]:
    return schema(_kind(call))


def _kind(call: Call) -> Kind:
    if call.path["kind"] not in REGISTER:
        raise NotFound(name=call.path["kind"])
    return REGISTER[call.path["kind"]]


def _form(kind: Kind, call: Call) -> KindForm:
    return KindForm(
        kind=kind.name,
        label=call.language.label("kinds", kind.name),
        about=call.language.label("kinds", f"{kind.name}.about"),
        domain=kind.domain,
        version=kind.version,
        joint=kind.joint,
        machine=kind.machine,
        caption=kind.caption,
        list=kind.list,
        fields=tuple(_field(kind, field, call) for field in kind.fields),
    )


def _field(kind: Kind, field: Field, call: Call) -> FieldForm:
    return FieldForm(
        name=field.name,
        label=call.language.label("kinds", f"{kind.name}.{field.name}"),
        type=type(field.type).__name__.lower(),
        required=field.name in kind.needed,
        many=field.many,
        default=field.default,
        since=field.since,
    )


ROUTES: Final = (
    Route("kinds", "/kinds", "", _every, tuple[KindForm, ...]),
    Route("kind", "/kinds/{kind}", "", _one, KindForm),
    Route("kind-schema", "/kinds/{kind}/schema", "", _schema, dict[str, Any]),
)
