"""A review as plain data for ``--json``: the same fields, all values texts, numbers, lists or mappings."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ambos.analysis.studies.lines import Review
from ambos.analysis.studies.packet import Packet
from ambos.values.dates import Day, Period


def review_json(review: Review) -> dict[str, Any]:
    """Give the review as JSON can carry it; decimals, days and periods are texts in their own form."""
    return {field.name: plain(getattr(review, field.name)) for field in fields(review)}


def packet_json(packet: Packet) -> dict[str, Any]:
    """Give the review as JSON can carry it, and the judgements about it under their own names."""
    judged = {field.name: plain(getattr(packet, field.name)) for field in fields(packet)}
    return review_json(packet.review) | {name: value for name, value in judged.items() if name != "review"}


def plain(value: Any) -> Any:
    """Give a value as JSON can carry it."""
    if isinstance(value, Decimal | Day | Period | date):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value
