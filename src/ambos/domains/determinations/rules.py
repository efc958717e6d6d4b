"""What may be said of determinations, and why not: pure functions of a body and the day."""

from ambos.kernel.acts import Rule

RULES: dict[str, Rule] = {}
