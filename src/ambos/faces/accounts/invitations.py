"""Links by which an officer sets up their ways in: good for a day, and once."""

import secrets
from hashlib import sha256

from ambos.faces.accounts.models import Account, Invitation
from ambos.faces.accounts.moments import now
from ambos.faces.accounts.settings import INVITED
from ambos.values.errors import Refused

TOKEN_BYTES = 32


class InvitationInvalid(Refused):
    """The link was never made, is used, or is too old; which of them is not said."""

    code = "accounts.invitation-invalid"
    http_status = 404


def invite(officer: str) -> str:
    """Give the secret part of a new link for an officer; earlier links for them that are not used end."""
    account, token = Account.objects.of(officer), secrets.token_urlsafe(TOKEN_BYTES)
    Invitation.objects.filter(account=account, used=None).delete()
    Invitation.objects.create(account=account, digest=_digest(token), until=now() + INVITED)
    return token


def invited(token: str) -> Account:
    """Give for whom a link is that may still be used; refuse any other."""
    found = Invitation.objects.filter(
        digest=_digest(token), used=None, until__gt=now(), account__is_active=True
    )
    invitation = found.select_related("account").first()
    if invitation is None:
        raise InvitationInvalid()
    return invitation.account


def use(token: str) -> Account:
    """Use a link up and give for whom it is; of two at the same moment one is refused."""
    account = invited(token)
    if not Invitation.objects.filter(digest=_digest(token), used=None).update(used=now()):
        raise InvitationInvalid()
    return account


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
