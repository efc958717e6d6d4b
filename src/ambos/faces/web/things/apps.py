"""The application as Django knows it."""

from django.apps import AppConfig


class ThingsConfig(AppConfig):
    """Lists and pages of things; it keeps the views of lists that people saved."""

    name = "ambos.faces.web.things"
    label = "things"
    default_auto_field = "django.db.models.BigAutoField"
