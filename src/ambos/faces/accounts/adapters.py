"""How allauth is to behave here: no sign-up, no mail, one answer to every failure, proofs by our clock."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from nacl.encoding import URLSafeBase64Encoder
from nacl.secret import SecretBox

from ambos.faces.accounts.locking import failed
from ambos.faces.accounts.models import Account
from ambos.faces.accounts.proving import began_recently
from ambos.faces.accounts.recent import is_recent
from ambos.faces.accounts.words import DOMAIN, language_of

STRONG = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


def has_factor(account: Account) -> bool:
    """Say whether a second factor is set up; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=account.pk, type__in=STRONG).exists())


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by the name of the officer."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let nobody sign up: accounts come from invitations."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Lead on to paths of our own only."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the failure where there is such an account; nothing shows whether there is."""
        failed(credentials.get("username") or "")

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """Send a barred person where every refused one is."""
        return HttpResponseRedirect(f"{reverse('account_login')}?refused=1")

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Ask anew before ways in change, save in a young session that has no second factor yet."""
        request = context.request
        if isinstance(request.user, Account) and not has_factor(request.user):
            return not began_recently(request.session)
        return not is_recent(request)

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """Give the ways to prove it again: the password only where there is no second factor."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        strong = [way for way in ways if way["id"] != "reauthenticate"]
        return sorted(strong, key=lambda way: ":" not in way["id"]) or ways

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Send no mail: a node may have no network."""


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors; what is secret of them is kept encrypted."""

    def encrypt(self, text: str) -> str:
        """Encrypt under a key derived from the site's own secret."""
        return _box().encrypt(text.encode(), encoder=URLSafeBase64Encoder).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Give back what ``encrypt`` was given."""
        return _box().decrypt(encrypted_text.encode(), encoder=URLSafeBase64Encoder).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor: without one nobody could sign in."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG)
        return authenticator.type not in STRONG or others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        """Name a new passkey by its number."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return language_of(context.request).say(DOMAIN, "passkey.numbered", number=number)


def _box() -> SecretBox:
    secret = settings.SECRET_KEY.encode()
    key = HKDF(SHA256(), SecretBox.KEY_SIZE, None, b"ambos/accounts/factors").derive(secret)
    return SecretBox(key)
