"""The interface for programs, as Django knows it."""

from django.apps import AppConfig


class Api(AppConfig):
    """Tokens and kept answers stand in the site's own database."""

    name = "ambos.faces.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
