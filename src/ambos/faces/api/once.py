"""Each act once: its answer is kept for a day under the key that the request named."""

from datetime import datetime, timedelta
from hashlib import sha256
from re import ASCII, fullmatch
from typing import Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from ambos.faces.accounts.models import Token
from ambos.faces.api.errors import KeyMissing, KeyReused, OutcomeUnknown
from ambos.faces.api.models import Kept
from ambos.faces.api.route import JSON, KEY_HEADER, KEY_PATTERN

REPLAYED: Final = "Idempotency-Replayed"
FOR: Final = timedelta(hours=24)


def begun(token: Token, request: HttpRequest, data: bytes, now: datetime) -> tuple[Kept, bool]:
    """Begin an act under its key; or give what the same request was answered before, and False.

    Refused: no key, a key that stands for another request, and one whose outcome is not known: begun and not
    ended, or cut off with the server's process.
    """
    key = request.headers.get(KEY_HEADER, "")
    if not fullmatch(KEY_PATTERN, key, ASCII):
        raise KeyMissing
    Kept.objects.filter(at__lt=now - FOR).delete()
    digest = _digest(request, data)
    try:
        with transaction.atomic():
            return Kept.objects.create(token=token, key=key, digest=digest, at=now), True
    except IntegrityError:
        kept = Kept.objects.get(token=token, key=key)
    if kept.digest != digest:
        raise KeyReused
    if not kept.status:
        raise OutcomeUnknown
    return kept, False


def _digest(request: HttpRequest, data: bytes) -> str:
    """Give the digest of what is asked; of an upload its name, length and query stand for it."""
    told = (request.method or "", request.get_full_path(), request.META.get("CONTENT_LENGTH") or "")
    return sha256("\n".join(told).encode() + b"\n" + data).hexdigest()


def done(kept: Kept, response: HttpResponse) -> None:
    """Keep an answer."""
    kept.status, kept.body = response.status_code, response.content.decode()
    kept.location = response.get("Location", "")
    kept.save(update_fields=("status", "body", "location"))


def dropped(kept: Kept) -> None:
    """Forget an act that was refused."""
    kept.delete()


def replayed(kept: Kept) -> HttpResponse:
    """Give a kept answer again."""
    response = HttpResponse(kept.body, JSON, kept.status)
    response[REPLAYED] = "true"
    if kept.location:
        response["Location"] = kept.location
    return response
