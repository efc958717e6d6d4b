"""What an argument may be. A value of another form is refused in the reader's language."""

import re
from pathlib import Path
from typing import Any, ClassVar

import click

from ambos.faces.cli.errors import ArgumentInvalid, AssignmentInvalid
from ambos.values.errors import Form


class Text(click.ParamType[Any]):
    """Any text; ``name`` is the word that stands for it in usage lines."""

    def __init__(self, name: str) -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the text."""
        return value


class OneOf(Text):
    """One of a few words."""

    def __init__(self, name: str, *words: str) -> None:
        super().__init__(name)
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the word; refuse every other."""
        if value not in self.words:
            raise ArgumentInvalid(name=named(param), value=value, expected=", ".join(self.words))
        return value


class Whole(Text):
    """A whole number, not negative."""

    def __init__(self) -> None:
        super().__init__("number")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the number; refuse signs, separators and letters."""
        if isinstance(value, int):
            return value
        if not (value.isascii() and value.isdigit() and len(value) < 16):
            raise ArgumentInvalid(name=named(param), value=value, expected=Form("whole"))
        return int(value)


class Size(Text):
    """A number of bytes, with K, M or G behind it for thousands, millions, thousands of millions."""

    UNITS: ClassVar = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}

    def __init__(self) -> None:
        super().__init__("size")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the number of bytes; refuse zero, fractions and other units."""
        found = re.fullmatch("([1-9][0-9]{0,11})([KMG]?)B?", str(value).upper(), re.ASCII)
        if found is None:
            raise ArgumentInvalid(name=named(param), value=value, expected=Form("size"))
        return int(found[1]) * self.UNITS[found[2]]


class File(Text):
    """A path."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the path; whether anything is there is seen when it is opened."""
        return Path(value)


class Assignment(Text):
    """A field and its value, with ``=`` between them."""

    def __init__(self) -> None:
        super().__init__("assignment")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give field and value; refuse a text without ``=`` or without a field."""
        if isinstance(value, tuple):
            return value
        field, sign, text = value.partition("=")
        if not sign or not field.strip():
            raise AssignmentInvalid(value=value)
        return field.strip(), text


def named(param: click.Parameter | None) -> str:
    """Give a parameter's name as it is typed."""
    return "" if param is None else param.opts[0]


TEXT, OFFICER, PARTY, FIELD, DAY, RECORD = (
    Text(name) for name in ("text", "officer", "party", "field", "day", "record")
)
LANGUAGE = OneOf("language", "en", "es")
NUMBER, ASSIGNMENT, SIZE = Whole(), Assignment(), Size()
FILE, FOLDER = File("file"), File("folder")
