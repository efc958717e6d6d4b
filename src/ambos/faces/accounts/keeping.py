"""What those who keep the accounts see of them and do to them; rights are the ledger's, and no part of it."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from ambos.faces.accounts.locking import end_sessions
from ambos.faces.accounts.models import Account, Invitation
from ambos.faces.accounts.moments import now
from ambos.values.errors import NotFound


@dataclass(frozen=True)
class Kept:
    """How an officer's account stands; ``ways`` are the kinds of their factors, each once."""

    officer: str
    ways: tuple[str, ...]
    password: bool
    last_entered: datetime | None
    locked: bool
    barred: bool
    invited_until: datetime | None

    @property
    def standing(self) -> str:
        """Give the code of how the account stands: barred, locked, open, invited, or closed."""
        if self.barred or self.locked:
            return "barred" if self.barred else "locked"
        if {"webauthn", "totp"} & set(self.ways):
            return "open"
        return "invited" if self.invited_until else "closed"


def accounts() -> dict[str, Kept]:
    """Give how every account stands, by officer."""
    ways: dict[int, set[str]] = {}
    for holder, way in Authenticator.objects.values_list("user_id", "type"):
        ways.setdefault(holder, set()).add(way)
    open_ = Invitation.objects.filter(used=None, until__gt=now())
    invited = dict(open_.values_list("account_id", "until"))
    return {
        one.username: _kept(one, ways.get(one.pk, set()), invited.get(one.pk))
        for one in Account.objects.order_by("username")
    }


def _kept(account: Account, ways: set[str], invited: datetime | None) -> Kept:
    return Kept(
        officer=account.username,
        ways=tuple(sorted(ways)),
        password=account.has_usable_password(),
        last_entered=account.last_login,
        locked=account.locked_at is not None,
        barred=not account.is_active,
        invited_until=invited,
    )


def account(officer: str) -> Account:
    """Give an officer's account; ``NotFound`` where they have none."""
    found = Account.objects.filter(username=officer).first()
    if found is None:
        raise NotFound(name=officer)
    return found


def forget_factors(officer: str) -> int:
    """Take every way in from an account, and end its sessions; give how many ways that were.

    Afterwards only a new invitation opens it.
    """
    found = account(officer)
    ways = Authenticator.objects.filter(user=found)
    count = len(ways)
    ways.delete()
    password = found.has_usable_password()
    found.set_unusable_password()
    found.save(update_fields=["password"])
    end_sessions(found)
    return count + password


@dataclass(frozen=True)
class Sitting:
    """One of an account's sessions; ``here`` is the one that asks."""

    began: datetime
    browser: str
    here: bool


def sessions(request: HttpRequest) -> list[Sitting]:
    """Give the sessions of whoever asks that are not over, the newest first."""
    found = UserSession.objects.purge_and_list(request.user)
    here = request.session.session_key
    sittings = [Sitting(one.created_at, one.user_agent, one.session_key == here) for one in found]
    return sorted(sittings, key=lambda sitting: sitting.began, reverse=True)
