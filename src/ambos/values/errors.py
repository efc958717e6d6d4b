"""One error tree: the class carries the code, the exit code and the HTTP status; the sentence is made late.

An error holds only named data. The sentence and its hint stand in the catalogues under ``code`` and
``code + ".hint"``, so that the same refusal can be read in English and in Spanish.
"""

from typing import ClassVar, Final

SHOWN_CHARACTERS: Final = 80


class Form(str):
    """The name of a form that was expected, such as ``day``.

    As data of an error it stands for the words under ``form.<name>`` in the catalogue of errors, so that
    the expected form too is said in the reader's language; a plain ``str`` is shown as it stands.
    """

    __slots__ = ()


class AmbosError(Exception):
    """The root of every refusal; never raised itself."""

    code: ClassVar[str] = "ambos.error"
    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 400

    def __init__(self, **data: object) -> None:
        super().__init__(self.code)
        self.data = data

    def __str__(self) -> str:
        """Give the code and its data for logs; a person reads the catalogue's sentence instead."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.data.items())
        return f"{self.code}({shown})"


class Refused(AmbosError):
    """A rule or a right says no; nothing was written."""

    exit_code = 1
    http_status = 409


class Misused(AmbosError):
    """What was handed in is not of the expected form; nothing was written."""

    exit_code = 2
    http_status = 400


class ValueInvalid(Misused):
    """A value does not have the form that is wanted; data: ``value`` and ``expected``."""

    code = "value.invalid"

    def __init__(self, *, value: object, **data: object) -> None:
        """Keep the value short enough, and escaped where needed, to stand in a sentence."""
        super().__init__(value=_brief(value), **data)


class VerificationFailed(AmbosError):
    """A proof, a signature or a stored byte is not what it must be."""

    exit_code = 3
    http_status = 422


class Unreachable(AmbosError):
    """The other side, or a store, did not answer."""

    exit_code = 4
    http_status = 503


class NotAllowed(Refused):
    """The person may not see or do this; says nothing about what is there."""

    code = "access.not-allowed"
    http_status = 403


class NotFound(Refused):
    """Nothing of that name can be seen by this person."""

    code = "access.not-found"
    http_status = 404


def _brief(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    safe = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text[:SHOWN_CHARACTERS])
    return safe if len(text) <= SHOWN_CHARACTERS else f"{safe}…"
