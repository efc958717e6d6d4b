"""Who asks: the officer behind a request, or nobody."""

from typing import Final

from django.contrib.auth import logout
from django.http import HttpRequest

from ambos.faces.accounts.models import Account
from ambos.faces.accounts.proving import proved_at

NOBODY: Final = ""


def account_of(request: HttpRequest) -> Account | None:
    """Give the account that is signed in, with all proofs or not yet; nothing where nobody is."""
    account = request.user
    return account if isinstance(account, Account) and account.is_active else None


def is_complete(request: HttpRequest, account: Account) -> bool:
    """Say whether this session has proved all that is asked for; until then one may only set factors up."""
    return proved_at(request, account) is not None


def officer_of(request: HttpRequest) -> str:
    """Give the slug of the officer who asks, or ``""`` for nobody.

    What the officer may do, and whether they still work here, the ledger says: whoever sits down for a slug
    that it no longer knows is to call ``leave``.
    """
    account = account_of(request)
    return account.username if account is not None and is_complete(request, account) else NOBODY


def leave(request: HttpRequest) -> None:
    """End the session: who asks is nobody from here on."""
    logout(request)
