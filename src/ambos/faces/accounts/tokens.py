"""Tokens: issued for an officer and some scopes, told once, kept as a digest, revoked at any time.

A token signs as a person only while that person stands behind it: with the scope ``sign``, which a token has
for ten minutes at most, and which is to be given only to whoever has just proved who they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from ambos.faces.accounts.errors import (
    LifetimeTooLong,
    ScopeUnknown,
    TokenIncomplete,
    TokenMissing,
    TokenUnknown,
)
from ambos.faces.accounts.models import NAME_SIGNS, Token
from ambos.faces.accounts.scopes import SCOPES, SIGN
from ambos.values.errors import NotFound

BITS: Final = 256
PREFIX: Final = "ambos_"  # so that a scanner for leaked secrets knows one
LONGEST: Final = timedelta(days=366)
SIGNING: Final = timedelta(minutes=10)  # as old as a proof of who one is may be before a signature
USED_EVERY: Final = timedelta(minutes=1)  # how often it is noted that a token is used
SCHEME: Final = "bearer "


@dataclass(frozen=True)
class Issued:
    """A new token and its text, which nobody can be told again."""

    text: str
    token: Token


def issue(officer: str, name: str, scopes: Sequence[str], lifetime: timedelta, now: datetime) -> Issued:
    """Issue a token.

    Refused: no name or no scope, an unknown scope, a life beyond a year, or beyond ten minutes for signing.
    """
    if not 0 < len(name) <= NAME_SIGNS or not scopes:
        raise TokenIncomplete(limit=NAME_SIGNS)
    for scope in scopes:
        if scope not in SCOPES:
            raise ScopeUnknown(scope=scope, known=SCOPES)
    longest = SIGNING if SIGN in scopes else LONGEST
    if not timedelta() < lifetime <= longest:
        minute = timedelta(minutes=1)
        raise LifetimeTooLong(minutes=lifetime // minute, limit=longest // minute)
    text = PREFIX + token_urlsafe(BITS // 8)
    kept = " ".join(scope for scope in SCOPES if scope in scopes)
    token = Token.objects.create(
        officer=officer, name=name, digest=digest_of(text), scopes=kept, made=now, ends=now + lifetime
    )
    return Issued(text, token)


def listed(officer: str = "") -> list[Token]:
    """Give an officer's tokens, or everybody's, the newest first; those that ended are among them."""
    every = Token.objects.order_by("-made", "-id")
    return list(every.filter(officer=officer) if officer else every)


def revoke(mark: str, officer: str = "") -> Token:
    """Take a token back, by its mark; an officer, if one is named, takes back only their own."""
    found = [token for token in listed(officer) if token.mark == mark]
    if not found:
        raise NotFound(name=mark)
    found[0].delete()
    return found[0]


def bearer(header: str, now: datetime) -> Token:
    """Give the token that a request's header ``Authorization`` names, or refuse."""
    if not header:
        raise TokenMissing
    text = header[len(SCHEME) :].strip() if header.lower().startswith(SCHEME) else ""
    token = Token.objects.filter(digest=digest_of(text)).first()
    if token is None or not token.valid(now):
        raise TokenUnknown
    if token.used is None or now - token.used >= USED_EVERY:
        Token.objects.filter(pk=token.pk).update(used=now)
    return token


def digest_of(text: str) -> str:
    """Give what is kept of a token."""
    return sha256(text.encode()).hexdigest()
