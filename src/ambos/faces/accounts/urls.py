"""Where the pages of sign-in are. Of allauth only what is named here can be reached."""

from allauth.account.views import logout, reauthenticate
from allauth.mfa.base.views import authenticate
from allauth.mfa.base.views import reauthenticate as reauthenticate_by_code
from allauth.mfa.recovery_codes.views import generate_recovery_codes, view_recovery_codes
from allauth.mfa.totp.views import deactivate_totp
from allauth.mfa.webauthn.views import edit_webauthn, login_webauthn, reauthenticate_webauthn
from django.urls import path
from django.views.generic import RedirectView

from ambos.faces.accounts import entering, factors, providing

urlpatterns = [
    path("enter", entering.Enter.as_view(), name="account_login"),
    path("enter/passkey", login_webauthn, name="mfa_login_webauthn"),
    path("enter/code", authenticate, name="mfa_authenticate"),
    path("enter/as", entering.enter_as, name="accounts-enter-as"),
    path("enter/provider", providing.go, name="accounts-provider"),
    path("enter/provider/back", providing.back, name="accounts-provider-back"),
    path("leave", logout, name="account_logout"),
    path("invitation/<str:token>", entering.invitation, name="accounts-invitation"),
    path("accounts/prove", reauthenticate_by_code, name="mfa_reauthenticate"),
    path("accounts/prove/passkey", reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accounts/prove/password", reauthenticate, name="account_reauthenticate"),
    path("accounts/prove/demonstration", entering.prove_as, name="accounts-prove-as"),
    path("accounts/again", entering.again, name="accounts-again"),
    path("accounts/factors", factors.index, name="mfa_index"),
    path("accounts/factors/all", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("accounts/factors/passkeys/add", factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("accounts/factors/passkeys/<int:pk>/name", edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "accounts/factors/passkeys/<int:pk>/remove",
        factors.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("accounts/factors/app/add", factors.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("accounts/factors/app/remove", deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/factors/codes", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/factors/codes/new", generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("accounts/password", factors.password, name="accounts-password"),
    path("accounts/sessions/end", factors.end_everywhere, name="accounts-end-everywhere"),
]
