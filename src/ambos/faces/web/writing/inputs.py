"""The controls of a form, one for each field of a kind, made from its declaration."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ambos.faces.reports.shown import Shown
from ambos.faces.web.writing.entries import Entries, control_names, entries_of
from ambos.i18n.errors import explain
from ambos.kernel import fields
from ambos.kernel.kinds import Field, Kind
from ambos.values.errors import AmbosError, Form
from ambos.values.places import PLACES
from ambos.values.quantities import UNITS

RADIOS: Final = 4  # up to so many codes stand open
EXAMPLES: Final = {
    "day": "2026-03-05",
    "moment": "2026-03-05T14:30-07:00",
    "period": "2026-Q1",
    "number": "14699.88",
    "whole": "12",
    "url": "https://",
}


@dataclass(frozen=True)
class Cell:
    """One control: its name in the form, its id in the page, what stands in it, and in which language."""

    name: str
    id: str
    text: str
    lang: str = ""


@dataclass(frozen=True)
class Choosable:
    """One value that may be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Input:
    """A field as the form shows it."""

    name: str
    label: str
    control: str
    required: bool
    many: bool
    cells: Sequence[Cell]
    choices: Sequence[Choosable] = ()
    example: str = ""
    hint: str = ""
    wrong: str = ""
    remedy: str = ""
    refers: str = ""
    earlier: Sequence[str] = field(default=())


def inputs(
    kind: Kind,
    entries: Entries,
    wrong: Mapping[str, AmbosError],
    shown: Shown,
    parties: Sequence[str],
    rows: Mapping[str, int],
    earlier: Sequence[Entries] = (),
) -> list[Input]:
    """Give the controls of a kind's fields; ``rows`` are empty rows wanted besides one, by field."""
    return [
        _input(kind, each, entries, wrong.get(each.name), shown, parties, rows.get(each.name, 0), earlier)
        for each in kind.fields
    ]


def _input(
    kind: Kind,
    each: Field,
    entries: Entries,
    wrong: AmbosError | None,
    shown: Shown,
    parties: Sequence[str],
    rows: int,
    earlier: Sequence[Entries],
) -> Input:
    choices = _choices(each, entries, shown, parties)
    control = _control(each, len(choices))
    expected = getattr(each.type, "expected", "")
    said, remedy = told(wrong, kind, shown) if wrong else ("", "")
    return Input(
        name=each.name,
        label=capital(shown.field_name(kind.name, each.name)),
        control=control,
        required=each.name in kind.needed,
        many=each.many,
        cells=_cells(each, entries, rows),
        choices=choices,
        example=EXAMPLES.get(expected, "") if isinstance(expected, Form) else "",
        hint=_hint(each, shown),
        wrong=said,
        remedy=remedy,
        refers=each.type.kind if isinstance(each.type, fields.Ref) else "",
        earlier=_earlier(each, entries, earlier),
    )


def capital(text: str) -> str:
    """Give a name as it begins a line."""
    return text[:1].upper() + text[1:]


def _control(each: Field, choices: int) -> str:
    match each.type:
        case fields.Words():
            return "words"
        case fields.Flag():
            return "radios"
        case fields.Code() | fields.Place() | fields.Unit() | fields.Party():
            return "checks" if each.many else "radios" if choices <= RADIOS + 1 else "select"
        case fields.Ref():
            return "refs" if each.many else "ref"
        case fields.Prose() | fields.Octets():
            return "prose"
        case fields.Number() | fields.Whole():
            return "lines" if each.many else "number"
        case _:
            return "lines" if each.many else "line"


def _cells(each: Field, entries: Entries, rows: int) -> list[Cell]:
    names = control_names(each)
    if each.many:
        texts = [text for text in entries.get(names[0], []) if text]
        return [
            Cell(names[0], f"{names[0]}-{place}".replace(".", "-"), text)
            for place, text in enumerate([*texts, *[""] * (1 + rows)], 1)
        ]
    return [
        Cell(name, name.replace(".", "-"), (entries.get(name) or [""])[0], _lang(each, name))
        for name in names
    ]


def _lang(each: Field, name: str) -> str:
    return name.rpartition(".")[2] if isinstance(each.type, fields.Words) else ""


def _choices(each: Field, entries: Entries, shown: Shown, parties: Sequence[str]) -> list[Choosable]:
    values = _values(each.type, parties)
    if not values:
        return []
    typed = set(entries.get(control_names(each)[0], []))
    if not typed and each.default is not None:
        typed = set(each.write(each.default))
    one = [Choosable(value, _label(each, value, shown), value in typed) for value in values]
    if not isinstance(each.type, fields.Code | fields.Flag):
        one.sort(key=lambda choice: choice.label)
    strange = [Choosable(text, text, True) for text in sorted(typed) if text and text not in values]
    unsaid = [] if each.many else [Choosable("", shown.say("web_writing", "unsaid"), not any(typed))]
    return [*unsaid, *one, *strange]


def _values(type_: fields.FieldType, parties: Sequence[str]) -> Sequence[str]:
    match type_:
        case fields.Code(codes=codes):
            return codes.codes
        case fields.Flag():
            return ("true", "false")
        case fields.Place():
            return tuple(PLACES)
        case fields.Unit():
            return tuple(UNITS)
        case fields.Party():
            return tuple(parties)
        case _:
            return ()


def _label(each: Field, value: str, shown: Shown) -> str:
    one = each.type.read([value])
    return shown.value(Field(each.name, each.type), one)


def _hint(each: Field, shown: Shown) -> str:
    """Say in words what the field takes, where its control does not show it."""
    expected = getattr(each.type, "expected", "")
    if isinstance(each.type, fields.Words | fields.Ref):
        return ""  # said beside the control
    if isinstance(expected, Form) and not isinstance(each.type, fields.Text | fields.Place | fields.Unit):
        return f"{capital(shown.language.label('errors', f'form.{expected}'))}."
    return ""


def _earlier(each: Field, entries: Entries, earlier: Sequence[Entries]) -> list[str]:
    """Give what had stood in a field before somebody else's words took its place, each once."""
    names = control_names(each)
    now = [text for name in names for text in entries.get(name, []) if text]
    told = ([text for name in names for text in one.get(name, []) if text] for one in earlier)
    return list(dict.fromkeys(" / ".join(texts) for texts in told if texts and texts != now))


def told(error: AmbosError, kind: Kind | None, shown: Shown) -> tuple[str, str]:
    """Give an error's sentence and hint, kinds and fields by their names in the reader's language."""
    spoken = AmbosError.__new__(type(error))  # copied without its class's own way of being made
    spoken.data = {name: _named(name, value, kind, shown) for name, value in error.data.items()}
    sentence, hint = explain(spoken, shown.language)
    return sentence, hint or ""


def _named(name: str, value: object, kind: Kind | None, shown: Shown) -> object:
    if kind is not None and name in ("field", "first", "second") and value in kind.by_name:
        return shown.field_name(kind.name, str(value))
    if kind is not None and name == "kind" and value == kind.name:
        return shown.kind(kind.name)
    return value


def field_of(error: AmbosError, kind: Kind) -> str:
    """Name the field that an error is about, as far as its data say one; nothing else."""
    named = (error.data.get(name) for name in ("field", "second"))
    data = [value for value in named if isinstance(value, str)]
    return next((name for name in [*data, *error.data] if name in kind.by_name), "")


@dataclass(frozen=True)
class Line:
    """One field as a preview shows it."""

    label: str
    text: str
    lang: str = ""


def _in_language(label: str, lang: str, shown: Shown) -> str:
    return f"{label} ({shown.language.label('web_writing', f'lang.{lang}')})"


def lines(
    kind: Kind, body: Mapping[str, Any], shown: Shown, reference: Callable[[str], str]
) -> Iterable[Line]:
    """Give every filled field in words, words in each language; ``reference`` names what is pointed to."""
    for each in kind.fields:
        value = body.get(each.name)
        if value is None:
            continue
        label = capital(shown.field_name(kind.name, each.name))
        if isinstance(each.type, fields.Words):
            yield from (Line(_in_language(label, lang, shown), value[lang], lang) for lang in sorted(value))
        elif isinstance(each.type, fields.Ref):
            told = value if each.many else [value]
            yield Line(label, ", ".join(reference(subject) for subject in told))
        else:
            yield Line(label, shown.value(each, value))


__all__ = ["Cell", "Choosable", "Input", "Line", "entries_of", "field_of", "inputs", "lines", "told"]
