"""What may be said of plan, and why not: pure functions of a body and the day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ambos.domains import demand_order, demand_past
from ambos.kernel.acts import Rule


def action(body: Mapping[str, Any], today: date) -> None:
    """An action falls due after it starts."""
    demand_order(body, "starts", "due")


def milestone(body: Mapping[str, Any], today: date) -> None:
    """A milestone is reached when it has been, not before."""
    demand_past(body, today, "reached")


def adjustment(body: Mapping[str, Any], today: date) -> None:
    """An adjustment on record has been decided."""
    demand_past(body, today, "decided")


RULES: dict[str, Rule] = {"action": action, "milestone": milestone, "adjustment": adjustment}
