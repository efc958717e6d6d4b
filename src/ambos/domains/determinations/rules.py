"""What may be said of determinations, and why not: pure functions of a body and the day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ambos.domains import demand_order, demand_past, demand_positive
from ambos.kernel.acts import Rule
from ambos.values.errors import Refused

DECIDED: Final = ("decided", "in-force", "withdrawn", "ended")


class DecisionUndated(Refused):
    """A determination is said to be made, and no day is given on which it was; data: state."""

    code = "determinations.decision-undated"


class ThresholdIncomplete(Refused):
    """A threshold without a comparison, a comparison without a threshold, or either with no indicator.

    Data: missing, the field that is wanting.
    """

    code = "determinations.threshold-incomplete"


def determination(body: Mapping[str, Any], today: date) -> None:
    """What was decided has a day that has come; it takes effect after it, and ends after that."""
    demand_past(body, today, "decided_on", "ended")
    demand_order(body, "decided_on", "effective")
    demand_order(body, "first_effective", "effective")
    demand_order(body, "effective", "ended")
    if body.get("state") in DECIDED and not body.get("decided_on"):
        raise DecisionUndated(state=body["state"])


def criterion(body: Mapping[str, Any], today: date) -> None:
    """A threshold names how it is held against which indicator; without one, the criterion is words alone."""
    demand_positive(body, "order")
    wanted = ("comparison", "threshold", "indicators")
    if body.get("comparison") or body.get("threshold") is not None:
        for field in wanted:
            if not body.get(field):
                raise ThresholdIncomplete(missing=field)


RULES: dict[str, Rule] = {"determination": determination, "determination-criterion": criterion}
