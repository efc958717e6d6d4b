"""What is kept of lists: the filters and the order that somebody saved under a name. Never a thing."""

from typing import ClassVar

from django.db import models

from ambos.faces.accounts.models import Account

NAME_SIGNS = 80
KIND_SIGNS = 40
QUERY_SIGNS = 4_000


class SavedView(models.Model):
    """A list as one account wants to find it again: ``query`` stands behind the ``?`` of its address."""

    account: "models.ForeignKey[Account, Account]" = models.ForeignKey(Account, on_delete=models.CASCADE)
    kind: "models.CharField[str, str]" = models.CharField(max_length=KIND_SIGNS)
    name: "models.CharField[str, str]" = models.CharField(max_length=NAME_SIGNS)
    query: "models.CharField[str, str]" = models.CharField(max_length=QUERY_SIGNS, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "kind", "name"], name="one_view_of_a_name")
        ]
