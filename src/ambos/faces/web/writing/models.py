"""What is kept of something that is being written, until it is signed or thrown away."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models

SLUG_SIGNS = 80

NEW, REVISE, ANSWER = "new", "revise", "answer"


class Draft(models.Model):
    """One officer's words before they sign them; nobody else reads them.

    ``over`` are the versions that the author has seen, ``base`` is the one that they began from. ``earlier``
    keeps what a comparison with somebody else's words has replaced. ``written`` are the records that came of
    it: a draft is signed once, and what it held is gone then. A draft never holds what a record said.
    """

    token: "models.UUIDField[uuid.UUID, uuid.UUID]" = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer: "models.CharField[str, str]" = models.CharField(max_length=SLUG_SIGNS, db_index=True)
    purpose: "models.CharField[str, str]" = models.CharField(max_length=8)
    kind: "models.CharField[str, str]" = models.CharField(max_length=SLUG_SIGNS, default="")
    subject: "models.CharField[str, str]" = models.CharField(max_length=2 * SLUG_SIGNS + 1, default="")
    base: "models.CharField[str, str]" = models.CharField(max_length=32, default="")
    over: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    compartment: "models.CharField[str, str]" = models.CharField(max_length=SLUG_SIGNS, default="")
    entries: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    earlier: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    touched: "models.BooleanField[bool, bool]" = models.BooleanField(default=False)
    written: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    begun: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)
    changed: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now=True)
