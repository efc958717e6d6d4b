"""What every field type can do, and the common case of one column.

A body value is CBOR-plain (``str``, ``int``, ``bool``, ``list``, ``dict``) and never a float. A CSV cell has
exactly one spelling for each value, so that reading what was written gives the same body, and writing what
was read gives the same cells.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Protocol

Storage = Literal["text", "integer", "words"]
Schema = dict[str, Any]


class FieldType(Protocol):
    """What every field type can do; ``expected`` is the form that its errors name."""

    @property
    def storage(self) -> Storage:
        """How a table keeps it: as text, as an integer, or as words (one text a language)."""
        ...

    @property
    def expected(self) -> str:
        """The form of a value: a ``Form``, or the codes themselves."""
        ...

    def check(self, value: object) -> None:
        """Refuse what is no value of this type, with a FieldInvalid."""
        ...

    def columns(self, name: str) -> tuple[str, ...]:
        """Give the CSV columns that a field of this name has."""
        ...

    def read(self, cells: Sequence[str]) -> Any:
        """Give the value that its columns' cells stand for, or None where all are empty."""
        ...

    def restored(self, cells: Sequence[Any]) -> Any:
        """Give the value that these cells were written from, or None of none; nothing is checked again."""
        ...

    def write(self, value: Any) -> tuple[str, ...]:
        """Give its columns' cells for a value."""
        ...

    def show(self, value: Any, lang: str) -> str:
        """Give the value plainly in a language; codes stay codes, faces label them."""
        ...

    def schema(self) -> Schema:
        """Give the JSON Schema of one value."""
        ...


class OneColumn:
    """The common case: one column, whose cell is the value itself unless a type says otherwise.

    No abstract class: a page asks thousands of times of which type a field is, and those answer slowly.
    """

    __slots__ = ()
    storage: ClassVar[Storage] = "text"

    def check(self, value: object) -> None:
        """Refuse what is no value of this type, with a FieldInvalid: every type says what that is."""
        raise NotImplementedError

    def parse(self, text: str) -> Any:
        """Give the value that a cell, not empty, stands for; refuse any other spelling."""
        self.check(text)
        return text

    def value(self, text: str) -> Any:
        """Give the value that a cell, not empty, was written from."""
        return text

    def text(self, value: Any) -> str:
        """Give the cell that stands for a value."""
        return str(value)

    def columns(self, name: str) -> tuple[str, ...]:
        return (name,)

    def read(self, cells: Sequence[str]) -> Any:
        return self.parse(cells[0]) if cells[0] else None

    def restored(self, cells: Sequence[Any]) -> Any:
        return self.value(cells[0]) if cells[0] else None

    def write(self, value: Any) -> tuple[str, ...]:
        return (self.text(value),)

    def show(self, value: Any, lang: str) -> str:
        return self.text(value)
