"""The application as Django knows it."""

from django.apps import AppConfig


class WritingConfig(AppConfig):
    """What people have begun to write and not yet signed."""

    name = "ambos.faces.web.writing"
    label = "writing"
    default_auto_field = "django.db.models.BigAutoField"
