"""Passwords are tried only while an account is neither barred nor locked; every refusal looks the same."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from ambos.faces.accounts.models import Account


class LockingBackend(AuthenticationBackend):  # type: ignore[misc]
    """Checks a password in the same time and with the same answer, account or no account."""

    def _check_password(self, user: AbstractBaseUser | None, password: str) -> AbstractBaseUser | None:
        """Give the account if the password is its own and it may be entered by one."""
        if not isinstance(user, Account):
            return None
        self._did_check_password = True
        right = user.check_password(password)
        return user if right and user.is_active and user.locked_at is None else None

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """Give the account of a session; a barred one has none."""
        return Account.objects.filter(pk=user_id, is_active=True).first()

    def authenticate(self, request: HttpRequest | None, **credentials: str) -> AbstractBaseUser | None:
        """Give the account that the name and the password belong to, or nothing."""
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return found
