"""What can be wrong with a field's value, and with a body against its kind.

A field type raises with ``value`` and ``expected``; the kind adds ``kind`` and ``field`` on the way out.
"""

from ambos.values.errors import Misused, ValueInvalid


class FieldInvalid(ValueInvalid):
    """A value has not the form of its field."""

    code = "field.invalid"


class CodeUnknown(FieldInvalid):
    """A value is not in the code list of its field."""

    code = "field.code-unknown"


class TextForbidden(FieldInvalid):
    """A text holds a character that hides or reorders what is seen; data: ``character``."""

    code = "field.character-forbidden"


class TextTooLong(FieldInvalid):
    """A text is longer than its field allows; data: ``length`` and ``limit``, in characters."""

    code = "field.too-long"


class ReferenceWrong(FieldInvalid):
    """A reference names a subject of another kind, or none."""

    code = "field.reference"


class ItemRepeated(FieldInvalid):
    """A field of many values holds the same value twice."""

    code = "field.repeated"


class FieldUnknown(Misused):
    """A body has a field that its kind does not declare; data: ``nearest``, the name most like it."""

    code = "field.unknown"


class FieldMissing(Misused):
    """A body lacks a field that its kind requires."""

    code = "field.missing"


class UnknownKind(Misused):
    """No kind of this name is registered; data: ``nearest``, the registered name most like it."""

    code = "kind.unknown"


class KindRepeated(Misused):
    """Two kinds of one name cannot be registered together."""

    code = "kind.repeated"


class KindMisdeclared(Misused):
    """A kind's declaration contradicts itself; data: ``rule``, the name of the rule it breaks."""

    code = "kind.misdeclared"


class VersionInvalid(Misused):
    """A version is below 1, which no kind ever had."""

    code = "kind.version"
