"""An account is locked after too many failures, and opened again by hand."""

from django.db.models import F

from ambos.faces.accounts.models import Account
from ambos.faces.accounts.moments import now
from ambos.faces.accounts.settings import FAILURES


def failed(username: str) -> None:
    """Count a wrong password or code; after ten in a row the account takes neither any more."""
    accounts = Account.objects.filter(username=username)
    accounts.update(failures=F("failures") + 1)
    accounts.filter(failures__gte=FAILURES, locked_at=None).update(locked_at=now())


def entered(account: Account) -> None:
    """Begin to count anew, because the person has proved who they are; a lock stays until it is taken off."""
    Account.objects.filter(pk=account.pk, locked_at=None).exclude(failures=0).update(failures=0)


def unlock(account: Account) -> None:
    """Take the lock off, and the bar."""
    Account.objects.filter(pk=account.pk).update(is_active=True, failures=0, locked_at=None)


def bar(account: Account) -> None:
    """Bar the account altogether; its sessions are over."""
    Account.objects.filter(pk=account.pk).update(is_active=False, epoch=F("epoch") + 1)


def end_sessions(account: Account) -> None:
    """End every session of the account, wherever it is."""
    Account.objects.filter(pk=account.pk).update(epoch=F("epoch") + 1)
