"""Serve an OpenID Connect provider on a loopback port until the input ends.

Started with the port, the client's id, its secret, where it may send people back, and a folder. Whoever sends
the header ``X-Person`` is signed in there under that name; what follows a plus sign in it says what is wrong
in the token, or that a second factor was asked for: see ``claims``.
"""

import sys
import threading
from pathlib import Path
from typing import Any

import django
from cheroot.wsgi import Server
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


def configure(port: int, folder: Path) -> None:
    """Make Django a provider."""
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    settings.configure(
        SECRET_KEY="a provider for tests, and for nothing else",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="tests.faces.accounts.provider.urls",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "tests.faces.accounts.provider.entrance.person",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.db"}},
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": pem,
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o",
            "OAUTH2_VALIDATOR_CLASS": "tests.faces.accounts.provider.claims.Claims",
            "SCOPES": {"openid": "who", "profile": "name"},
            "PKCE_REQUIRED": True,
        },
    )


def register(client: str, secret: str, back: str) -> None:
    """Make the one client known, its secret kept as it is."""
    application: Any = apps.get_model("oauth2_provider", "Application")
    application.objects.create(
        client_id=client,
        client_secret=secret,
        hash_client_secret=False,
        client_type=application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=application.GRANT_AUTHORIZATION_CODE,
        algorithm=application.RS256_ALGORITHM,
        redirect_uris=back,
        skip_authorization=True,
    )


def serve(port: int, client: str, secret: str, back: str, folder: Path) -> None:
    """Serve until the input ends."""
    configure(port, folder)
    django.setup()
    call_command("migrate", verbosity=0)
    register(client, secret, back)
    server = Server(("127.0.0.1", port), get_wsgi_application())
    server.prepare()
    threading.Thread(target=server.serve, daemon=True).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], Path(sys.argv[5]))
