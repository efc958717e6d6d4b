"""What Django is told for one node: made in code, from the node's own settings and from no environment."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from jinja2 import StrictUndefined

from ambos.faces.accounts import settings as accounts
from ambos.faces.accounts.house import House, open_house
from ambos.node.secrets import keep_secret

WEB: Final = Path(__file__).parent.parent / "web"
ROOMS: Final = (
    "frame", "home", "score", "plan", "talks", "writing", "things", "search", "evidence", "exchange",
    "people", "operations", "taskforces", "justice", "finance", "arms", "drugs",
    "networks", "integrity", "determinations", "assistance", "deployments",
)  # fmt: skip
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
UPLOAD_MEMORY: Final = 1 << 20  # bytes of an upload, or of a form, that are held in memory
YEAR: Final = 31_536_000  # seconds
WAIT: Final = 20  # seconds that one request waits for another's writing to the accounts

PAGE: Final = "ambos.faces.web.frame.templating.page"
TEMPLATING: Final = {
    "environment": "ambos.faces.web.frame.templating.environment",
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}

# What the browser may do: load what this site serves, send forms to it, and nothing else.
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def configure(home: Path, hosts: Sequence[str] = LOOPBACK, *, secure: bool = False) -> House:
    """Make Django ready to serve the node in ``home`` under these names of this machine.

    ``secure`` says that browsers come over TLS. Refuses a second node in one process. The site's database is
    made, or brought up to date, by ``migrated``.
    """
    house = open_house(home)
    prepare()
    folder = _folder(house.config.web)
    connections.databases["default"]["NAME"] = folder / "web.db"
    settings.SECRET_KEY = keep_secret(house.config.keys, "web").hex()
    settings.ALLOWED_HOSTS = list(hosts)
    settings.FILE_UPLOAD_TEMP_DIR = _folder(folder / "uploads")
    settings.CSRF_COOKIE_SECURE = settings.SESSION_COOKIE_SECURE = secure
    settings.SECURE_HSTS_SECONDS = YEAR if secure else 0
    return house


def prepare() -> None:
    """Make Django ready to load every module of the site, of whatever node and of none."""
    if not settings.configured:
        settings.configure(**told())
        django.setup()


def told() -> dict[str, Any]:
    """Give every setting that is the same for all nodes."""
    return {
        "DEBUG": False,
        "ROOT_URLCONF": "ambos.faces.site.urls",
        "INSTALLED_APPS": [*accounts.APPS, "django_htmx", *apps()],
        "MIDDLEWARE": [
            "ambos.faces.web.frame.middleware.timed",
            "ambos.faces.web.frame.middleware.guarded",
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.gzip.GZipMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            *accounts.MIDDLEWARE,
            "django_htmx.middleware.HtmxMiddleware",
            "ambos.faces.web.frame.middleware.answered",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.jinja2.Jinja2",
                "DIRS": [accounts.TEMPLATES, *WEB.glob("*/templates")],
                "OPTIONS": {**TEMPLATING, "context_processors": [PAGE, accounts.PROCESSOR]},
            }
        ],
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": "",
                "CONN_MAX_AGE": None,
                "OPTIONS": {
                    "init_command": "PRAGMA secure_delete = ON",
                    "timeout": WAIT,
                    "transaction_mode": "IMMEDIATE",
                },
            }
        },
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "USE_I18N": False,  # sentences are the house's own
        "STATIC_URL": "/static/",
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "CSRF_FAILURE_VIEW": "ambos.faces.web.frame.errors.forged",
        "CSRF_COOKIE_NAME": "ambos-csrf",
        "CSRF_USE_SESSIONS": False,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": UPLOAD_MEMORY,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 4_000,
        "FILE_UPLOAD_MAX_MEMORY_SIZE": UPLOAD_MEMORY,
        "FILE_UPLOAD_PERMISSIONS": 0o600,
        "FILE_UPLOAD_HANDLERS": ["ambos.faces.web.frame.background.Bounded"],
        "LOGGING_CONFIG": None,
        "AMBOS_POLICY": POLICY,
        **accounts.SETTINGS,
    }


def apps() -> list[str]:
    """Name the rooms that keep something in the site's own database."""
    rooms = [f"ambos.faces.web.{path.parent.name}" for path in sorted(WEB.glob("*/models.py"))]
    return [*rooms, *(["ambos.faces.api"] if (WEB.parent / "api" / "models.py").is_file() else [])]


def migrated() -> None:
    """Bring the site's own database up to what this version wants; nothing of the node is touched."""
    call_command("migrate", verbosity=0, interactive=False)


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
