"""The forms of passkeys: whatever a program sends in place of an answer is refused as a wrong one is."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature

# What the readers of answers raise at those that are none; allauth expects the first two alone.
MALFORMED: Final = (TypeError, ValueError, LookupError, AttributeError, struct.error, InvalidSignature)


@contextmanager
def refusing() -> Iterator[None]:
    """Refuse a malformed answer as a wrong one is refused."""
    try:
        yield
    except MALFORMED as error:
        raise get_adapter().validation_error("incorrect_code") from error


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    def clean(self) -> dict[str, Any]:
        """Give what was sent, its answer to our challenge verified; refuse any other."""
        with refusing():
            given: dict[str, Any] = super().clean()
            return given


class EnterByPasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey at the entrance."""

    def clean_credential(self) -> Authenticator:
        """Give the passkey whose answer this is; refuse any other."""
        with refusing():
            return super().clean_credential()


class SecondPasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after a password."""

    def clean_credential(self) -> Authenticator:
        """Give the passkey whose answer this is; refuse any other."""
        with refusing():
            return super().clean_credential()


class AgainByPasskeyForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before a signature."""

    def clean_credential(self) -> Authenticator:
        """Give the passkey whose answer this is; refuse any other."""
        with refusing():
            return super().clean_credential()
