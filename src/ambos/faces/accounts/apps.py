"""The application as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts of officers; rights are never theirs, they come from the ledger."""

    name = "ambos.faces.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what is proved and what fails; only now may that room look at the models."""
        import_module("ambos.faces.accounts.listening").listen()
