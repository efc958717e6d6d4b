"""What Django is told for accounts: applications, middleware, limits. The site merges it with its own."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from ambos.faces.accounts.moments import system_now

HERE: Final = Path(__file__).parent
TEMPLATES: Final = HERE / "templates"
STATIC: Final = HERE / "static"
ABSOLUTE: Final = timedelta(hours=12)  # a session ends, whatever happens in it
IDLE: Final = timedelta(minutes=30)  # a session ends in which nothing happens
RECENT: Final = timedelta(minutes=10)  # how old a proof may be before a signature
INVITED: Final = timedelta(hours=24)
FAILURES: Final = 10  # after which passwords and codes of an account are no longer tried

APPS: Final = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "ambos.faces.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
)
MIDDLEWARE: Final = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ambos.faces.accounts.limits.SessionLimits",
)
BACKENDS: Final = ("ambos.faces.accounts.backends.LockingBackend",)
PROCESSOR: Final = "ambos.faces.accounts.words.processor"

SETTINGS: Final[dict[str, Any]] = {
    "AUTH_USER_MODEL": "accounts.Account",
    "AUTHENTICATION_BACKENDS": list(BACKENDS),
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "/",
    "PASSWORD_HASHERS": [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
    ],
    "AUTH_PASSWORD_VALIDATORS": [
        {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    ],
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "SESSION_COOKIE_AGE": int(ABSOLUTE.total_seconds()),
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_NAME": "ambos-session",
    "ACCOUNT_ADAPTER": "ambos.faces.accounts.adapters.Accounts",
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
    "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_LOGOUT_ON_GET": False,
    "ACCOUNT_SESSION_REMEMBER": True,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": int(RECENT.total_seconds()),
    "ACCOUNT_RATE_LIMITS": {"login": "60/m/ip", "login_failed": "30/m/ip,20/10m/key"},
    "MFA_ADAPTER": "ambos.faces.accounts.adapters.Factors",
    "MFA_FORMS": {
        "authenticate": "ambos.faces.accounts.forms.CodeForm",
        "reauthenticate": "ambos.faces.accounts.forms.AgainForm",
        "add_webauthn": "ambos.faces.accounts.passkeys.AddPasskeyForm",
        "login_webauthn": "ambos.faces.accounts.passkeys.EnterByPasskeyForm",
        "authenticate_webauthn": "ambos.faces.accounts.passkeys.SecondPasskeyForm",
        "reauthenticate_webauthn": "ambos.faces.accounts.passkeys.AgainByPasskeyForm",
    },
    "MFA_SUPPORTED_TYPES": ["webauthn", "totp", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_TOTP_ISSUER": "Ambos",
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_WEBAUTHN_USER_VERIFICATION": "required",
    "AMBOS_NOW": system_now,
}
