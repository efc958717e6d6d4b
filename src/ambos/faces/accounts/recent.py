"""A signature needs a proof that is no older than ten minutes."""

from django.http import HttpRequest

from ambos.faces.accounts.proving import proved_recently
from ambos.faces.accounts.who import account_of
from ambos.values.errors import Refused


class ProofTooOld(Refused):
    """The person has not proved recently enough who they are."""

    code = "accounts.proof-too-old"


def is_recent(request: HttpRequest) -> bool:
    """Say whether whoever asks has proved it recently enough to sign."""
    account = account_of(request)
    return account is not None and proved_recently(request, account)


def demand_recent(request: HttpRequest) -> None:
    """Pass in silence, or refuse with ``ProofTooOld``: the face sends the person to prove it and back."""
    if not is_recent(request):
        raise ProofTooOld()
