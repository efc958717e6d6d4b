"""Tokens go to stand beside the accounts, every row with its number, and answers name them there."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

FIELDS = ("id", "officer", "name", "digest", "scopes", "made", "ends", "used")


def move(apps: Any, editor: Any) -> None:
    """Copy every token, under the number that answers know it by."""
    old, new = apps.get_model("api", "Token"), apps.get_model("accounts", "Token")
    alias = editor.connection.alias
    rows = old.objects.using(alias).values(*FIELDS)
    new.objects.using(alias).bulk_create(new(**row) for row in rows)


class Migration(migrations.Migration):
    """The second form."""

    dependencies: ClassVar[list[Any]] = [("api", "0001_initial"), ("accounts", "0002_tokens")]

    operations: ClassVar[list[Any]] = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="kept",
            name="token",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="accounts.token"),
        ),
        migrations.DeleteModel(name="Token"),
    ]
