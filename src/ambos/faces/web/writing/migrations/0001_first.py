"""Drafts, as they were first kept."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: ClassVar[list[Any]] = []

    operations: ClassVar[list[Any]] = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("token", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("officer", models.CharField(db_index=True, max_length=80)),
                ("purpose", models.CharField(max_length=8)),
                ("kind", models.CharField(default="", max_length=80)),
                ("subject", models.CharField(default="", max_length=161)),
                ("base", models.CharField(default="", max_length=32)),
                ("over", models.JSONField(default=list)),
                ("compartment", models.CharField(default="", max_length=80)),
                ("entries", models.JSONField(default=dict)),
                ("earlier", models.JSONField(default=list)),
                ("touched", models.BooleanField(default=False)),
                ("written", models.JSONField(default=list)),
                ("begun", models.DateTimeField(auto_now_add=True)),
                ("changed", models.DateTimeField(auto_now=True)),
            ],
        ),
    ]
