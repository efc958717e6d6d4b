"""What a session remembers: when it began, when it was used last, when who it is was last proved."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from ambos.faces.accounts.models import Account
from ambos.faces.accounts.moments import now
from ambos.faces.accounts.settings import ABSOLUTE, IDLE, RECENT

BEGAN: Final = "ambos_began"
SEEN: Final = "ambos_seen"
PROVED: Final = "ambos_proved"
STRIDE: Final = timedelta(minutes=1)  # how often it is written down that a session is used


def begin(session: SessionBase) -> None:
    """Let the limits of a session count from now."""
    session[BEGAN] = session[SEEN] = now().timestamp()


def prove(request: HttpRequest, account: Account) -> None:
    """Remember that the person has just proved with all that is asked for that they are the account's."""
    request.session[PROVED] = [account.pk, now().timestamp()]


def proved_at(request: HttpRequest, account: Account) -> datetime | None:
    """Give when the person last proved it in this session; nothing where that was another's, or never."""
    holder, moment = request.session.get(PROVED, (None, 0.0))
    return datetime.fromtimestamp(moment, UTC) if holder == account.pk else None


def proved_recently(request: HttpRequest, account: Account) -> bool:
    """Say whether the newest proof is young enough to sign by."""
    moment = proved_at(request, account)
    return moment is not None and now() - moment < RECENT


def began_recently(session: SessionBase) -> bool:
    """Say whether the session itself is young enough to set up a first factor in."""
    return now().timestamp() - _moment(session, BEGAN) < IDLE.total_seconds()


def is_over(session: SessionBase) -> bool:
    """Say whether a session has reached one of its limits; one without a beginning has."""
    moment = now().timestamp()
    too_long = moment - _moment(session, BEGAN) >= ABSOLUTE.total_seconds()
    return too_long or moment - _moment(session, SEEN) >= IDLE.total_seconds()


def touch(session: SessionBase) -> None:
    """Write down that the session is used, at most once a minute."""
    moment = now().timestamp()
    if moment - _moment(session, SEEN) >= STRIDE.total_seconds():
        session[SEEN] = moment


def _moment(session: SessionBase, name: str) -> float:
    """Give a moment that the session remembers, in Unix seconds; one before all others where it does not."""
    return float(session.get(name, 0.0))
