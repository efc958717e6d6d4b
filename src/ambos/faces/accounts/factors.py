"""The pages of one's ways in: passkeys, the application that gives codes, recovery codes, the password."""

from allauth.account.decorators import reauthentication_required
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from ambos.faces.accounts.adapters import Factors, has_factor
from ambos.faces.accounts.forms import PasswordForm
from ambos.faces.accounts.locking import end_sessions
from ambos.faces.accounts.models import Account
from ambos.faces.accounts.who import account_of, is_complete, leave

HOME = "mfa_index"


def _account(request: HttpRequest) -> Account:
    """Give the account that is signed in; the pages here are shown to nobody else."""
    account: Account = authenticated_user(request)
    return account


@login_required
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Show the ways in that are set up, and how to add others."""
    account = _account(request)
    found = list(Authenticator.objects.filter(user=account).order_by("created_at"))
    passkeys = [one.wrap() for one in found if one.type == Authenticator.Type.WEBAUTHN]
    by_type = {one.type: one.wrap() for one in found}
    shown = {
        "account": account,
        "passkeys": passkeys,
        "app": by_type.get(Authenticator.Type.TOTP),
        "codes": by_type.get(Authenticator.Type.RECOVERY_CODES),
        "complete": is_complete(request, account),
        "has_factor": has_factor(account),
        "only": len([one for one in found if one.type != Authenticator.Type.RECOVERY_CODES]) == 1,
    }
    return render(request, "mfa/index.html", shown)


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Sets up a passkey: one that is enough by itself, bound to a person by a PIN or a finger."""

    def get_context_data(self, **given: object) -> dict[str, object]:
        """Give what the browser is to make: a key that it finds again without a name being typed."""
        shown: dict[str, object] = super().get_context_data(**given)
        shown["js_data"] = {"creation_options": self._options()}
        return shown

    def _options(self) -> dict[str, object]:
        options: dict[str, object] = auth.begin_registration(self.request.user, True)
        return options


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    """Takes a passkey away, unless it is the only way in."""

    def form_valid(self, form: object) -> HttpResponse:
        """Take it away; the last one stays."""
        if Factors().can_delete_authenticator(self.get_object()):
            super().form_valid(form)
        return HttpResponseRedirect(reverse(HOME))


class ActivateApp(ActivateTOTPView):  # type: ignore[misc]
    """Sets up an application that gives codes; these come after a password, so there must be one."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Ask for a password first, where there is none."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("accounts-password")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


@login_required
@never_cache
@sensitive_post_parameters("first", "second")
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]
def password(request: HttpRequest) -> HttpResponse:
    """Set a password; whoever has no second factor yet goes on to one."""
    account = _account(request)
    form = PasswordForm(account, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/password.html", {"form": form, "account": account})
    form.save()
    update_session_auth_hash(request, account)
    return redirect(HOME if has_factor(account) else "mfa_activate_totp")


@require_POST
@login_required
def end_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions of the account, this one too."""
    account = account_of(request)
    if account is not None:
        end_sessions(account)
    leave(request)
    return redirect("account_login")
