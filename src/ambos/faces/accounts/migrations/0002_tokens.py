"""Tokens stand beside the accounts of whom they act for."""

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """An empty table; the rows of the one before come with the interface's own second form."""

    dependencies: ClassVar[list[Any]] = [("accounts", "0001_first")]

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("officer", models.CharField(db_index=True, max_length=80)),
                ("name", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("scopes", models.CharField(max_length=400)),
                ("made", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("used", models.DateTimeField(null=True)),
            ],
        ),
    ]
