"""The forms of codes and passwords."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ambos.faces.accounts.models import Account


def _demand_unlocked(account: Account) -> None:
    """Refuse a code of a locked account as a wrong one is refused."""
    if Account.objects.filter(pk=account.pk).exclude(locked_at=None).exists():
        raise get_adapter().validation_error("incorrect_code")


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code at sign-in."""

    def clean_code(self) -> str:
        """Give the code, used up; refuse a wrong one, and any of a locked account."""
        _demand_unlocked(self.user)
        code: str = super().clean_code()
        return code


class AgainForm(ReauthenticateForm):  # type: ignore[misc]
    """A code before a signature."""

    def clean_code(self) -> str:
        """Give the code, used up; refuse a wrong one, and any of a locked account."""
        _demand_unlocked(self.user)
        code: str = super().clean_code()
        return code


class PasswordForm(forms.Form):
    """A new password, twice."""

    first = forms.CharField(strip=False)
    second = forms.CharField(strip=False)

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        self._account = account
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse a weak password, and two that differ."""
        given = super().clean() or {}
        first, second = given.get("first"), given.get("second")
        if first and second and first != second:
            raise ValidationError({"second": ValidationError("", code="differ")})
        if first:
            self._check(first)
        return given

    def _check(self, password: str) -> None:
        try:
            validate_password(password, self._account)
        except ValidationError as error:
            self.add_error("first", error)

    def save(self) -> None:
        """Set the password; other sessions of the account are over."""
        self._account.set_password(self.cleaned_data["first"])
        self._account.save(update_fields=["password"])
