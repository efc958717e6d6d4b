"""Names of records, things and parties: UUIDv7, slugs, subjects, party codes."""

import re
from dataclasses import dataclass
from typing import Final

from ambos.values.errors import Form, ValueInvalid

SLUG_PATTERN: Final = "[a-z0-9][a-z0-9-]{0,79}"
KIND_PATTERN: Final = "[a-z][a-z0-9-]{0,39}"
PARTY_PATTERN: Final = "[A-Z]{2}"
# Who stands behind it only its own party knows. A digit is among its signs, so that no name passes for one.
PSEUDONYM_PATTERN: Final = "P-(?=[A-Z-]*[0-9])[A-Z0-9]{1,12}(-[A-Z0-9]{1,12}){0,3}"

_SLUG: Final = re.compile(SLUG_PATTERN, re.ASCII)
_KIND: Final = re.compile(KIND_PATTERN, re.ASCII)
_PARTY: Final = re.compile(PARTY_PATTERN, re.ASCII)

_RANDOM_BYTES: Final = 10
_MILLISECONDS: Final = 1 << 48


class SlugInvalid(ValueInvalid):
    """A slug has other characters than small letters, digits and hyphens, or is too long."""

    code = "value.slug"


class SubjectInvalid(ValueInvalid):
    """A subject is not a kind and a slug with one stroke between them."""

    code = "value.subject"


class PartyInvalid(ValueInvalid):
    """A party is not named by two capital letters."""

    code = "value.party"


class UuidInvalid(ValueInvalid):
    """The time or the randomness for a UUIDv7 is out of range."""

    code = "value.uuid"


def uuid7(now_ms: int, random: bytes) -> bytes:
    """Give the UUIDv7 (RFC 9562, section 5.7) of a Unix time in milliseconds and 10 random bytes, as bytes.

    Of the 80 random bits 74 are used: the lower 12 of the first two bytes, the lower 62 of the last eight.
    A time outside 48 bits, or another number of bytes, is refused.
    """
    if not 0 <= now_ms < _MILLISECONDS:
        raise UuidInvalid(value=now_ms, expected=Form("uuid-time"))
    if len(random) != _RANDOM_BYTES:
        raise UuidInvalid(value=len(random), expected=Form("uuid-random"))
    version, variant = 0x70 | random[0] & 0x0F, 0x80 | random[2] & 0x3F
    return now_ms.to_bytes(6) + bytes((version, random[1], variant)) + random[3:]


def parse_slug(text: str) -> str:
    """Give the text back if it is a slug: small letters, digits and hyphens, 80 at most."""
    if not _SLUG.fullmatch(text):
        raise SlugInvalid(value=text, expected=Form("slug"))
    return text


def parse_party(text: str) -> str:
    """Give the text back if it can name a party: two capital letters, as ISO 3166-1 has them."""
    if not _PARTY.fullmatch(text):
        raise PartyInvalid(value=text, expected=Form("party"))
    return text


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """The one thing that records speak of: ``framework/bicentennial-2021``."""

    kind: str
    slug: str

    @classmethod
    def parse(cls, text: str) -> "Subject":
        """Read ``kind/slug``; anything else is refused."""
        kind, stroke, slug = text.partition("/")
        if not (stroke and _KIND.fullmatch(kind) and _SLUG.fullmatch(slug)):
            raise SubjectInvalid(value=text, expected=Form("subject"))
        return cls(kind, slug)

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"
