"""What follows when somebody proves who they are, fails to, signs in, or sets a factor up."""

from typing import Any, Final

from allauth.account.signals import authentication_step_completed
from allauth.mfa.signals import authentication_failed, authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from ambos.faces.accounts.locking import entered, failed
from ambos.faces.accounts.models import Account
from ambos.faces.accounts.proving import begin, prove

COMPLETE: Final = frozenset({"mfa", "demonstration", "provider"})  # what is proof enough by itself


def listen() -> None:
    """Connect what happens to what follows."""
    authentication_step_completed.connect(on_step, dispatch_uid="accounts.step")
    authenticator_added.connect(on_added, dispatch_uid="accounts.added")
    authentication_failed.connect(on_failed, dispatch_uid="accounts.failed")
    user_logged_in.connect(on_entered, dispatch_uid="accounts.entered")


def on_step(request: HttpRequest, method: str, user: Account, **_: Any) -> None:
    """Remember a proof that is enough by itself."""
    if method in COMPLETE:
        prove(request, user)
        entered(user)


def on_added(request: HttpRequest, user: Account, **_: Any) -> None:
    """Take the setting up of a factor as a proof: it was asked for within a session that may do so."""
    prove(request, user)


def on_failed(user: Account, **_: Any) -> None:
    """Count a wrong code as a wrong password is counted."""
    failed(user.username)


def on_entered(request: HttpRequest, user: Account, **_: Any) -> None:
    """Let the limits of the new session count, and take away what is left of those that are over."""
    begin(request.session)
    request.session.clear_expired()
