"""What is kept of an account: that it is there, how it is barred, who was invited; tokens of programs."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

SLUG_SIGNS, NAME_SIGNS, DIGEST_SIGNS = 80, 100, 64


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the slug of the officer."""

    def of(self, officer: str) -> "Account":
        """Give the officer's account; it is made, without any way to sign in, when first asked for."""
        found = self.filter(username=officer).first()
        if found is not None:
            return found
        account = Account(username=officer)
        account.set_unusable_password()
        account.save()
        return account


class Account(AbstractBaseUser):
    """An officer's way in. ``username`` is the officer's slug in the ledger, which says what they may do.

    ``is_active`` is taken away by hand and bars everything; ``locked_at`` is set by too many failures and
    bars what can be guessed: passwords and codes, not passkeys. ``epoch`` rises when all sessions are to end.
    """

    username: "models.SlugField[str, str]" = models.SlugField(max_length=SLUG_SIGNS, unique=True)
    language: "models.CharField[str, str]" = models.CharField(max_length=2, blank=True, default="")
    is_active: "models.BooleanField[bool, bool]" = models.BooleanField(default=True)
    failures: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(default=0)
    locked_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)
    epoch: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(default=0)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to the password and to the epoch: a session of an earlier one is worth nothing."""
        salt = "ambos.faces.accounts.Account.session"
        return salted_hmac(
            salt, f"{self.epoch} {self.password}", secret=secret, algorithm="sha256"
        ).hexdigest()


class Invitation(models.Model):
    """A link by which somebody may set up their ways in, once. Of the link only the digest is kept."""

    account: "models.ForeignKey[Account, Account]" = models.ForeignKey(Account, on_delete=models.CASCADE)
    digest: "models.CharField[str, str]" = models.CharField(max_length=DIGEST_SIGNS, unique=True)
    until: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    used: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)


class Token(models.Model):
    """A token: only the SHA-256 of its 256 random bits is kept. It acts as its officer within its scopes."""

    officer: "models.CharField[str, str]" = models.CharField(max_length=SLUG_SIGNS, db_index=True)
    name: "models.CharField[str, str]" = models.CharField(max_length=NAME_SIGNS)
    digest: "models.CharField[str, str]" = models.CharField(max_length=DIGEST_SIGNS, unique=True)
    scopes: "models.CharField[str, str]" = models.CharField(max_length=400)
    made: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    ends: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    used: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    def has(self, scope: str) -> bool:
        """Say whether it was issued for this."""
        return scope in self.scopes.split()

    def valid(self, now: datetime) -> bool:
        """Say whether it has not ended."""
        return now < self.ends

    @property
    def mark(self) -> str:
        """Give the digits by which a person tells it from others; they open nothing."""
        return self.digest[:12]
