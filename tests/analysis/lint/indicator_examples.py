"""Examples for the rules of the indicator."""

from tests.analysis.lint.plans import Example, F, W

G, I = "goal/g", "indicator/i"
GOAL = {"framework": F}
SERVING = {"goals": [G]}
TARGET = {"indicator": I}
NAME, LONG = {"en": "deaths", "es": "muertes"}, {"en": "deaths of a year", "es": "muertes de un año"}

EXAMPLES = {
    "IN01": Example(
        {I: {**SERVING, "owner_us": "CDC"}, G: GOAL},
        {I: {**SERVING, "owner_us": "CDC", "owner_mx": "SSA"}, G: GOAL},
        {"parties": "MX"},
    ),
    "IN02": Example({I: {"unit": "per-100k"}}, {I: {"unit": "per-100k", "denominator": W}}, {"unit": "per-100k"}),
    "IN03": Example(
        {I: {"name": {"en": "Fentanyl seized", "es": "Fentanilo asegurado"}, "unit": "kg", "sort": "outcome"}},
        {I: {"name": {"en": "Seized funds released", "es": "Fondos asegurados liberados"}, "sort": "outcome"}},
        {"sort": "outcome"},
    ),
    "IN04": Example({I: {"sort": "context"}, "target/t": TARGET}, {I: {"sort": "outcome"}, "target/t": TARGET}),
    "IN05": Example({I: {"direction": "neutral"}, "target/t": TARGET}, {I: {"direction": "down"}, "target/t": TARGET}),
    "IN06": Example(
        {I: SERVING, G: GOAL, "indicator-test/t": {"indicator": I, "tested_on": "2020"}},
        {I: SERVING, G: GOAL, "indicator-test/t": {"indicator": I, "tested_on": "2025"}},
    ),
    "IN07": Example(
        {I: {}, "indicator-test/t": {"indicator": I, "direct": False}},
        {
            I: {},
            "indicator-test/t": {"indicator": I, "direct": False, "tested_on": "2024"},
            "indicator-test/u": {"indicator": I, "direct": True, "tested_on": "2025"},
        },
        {"fields": "direct"},
    ),
    "IN08": Example({I: {"name": NAME, "definition": NAME}}, {I: {"name": NAME, "definition": LONG}}),
    "IN09": Example(
        {I: {**SERVING, "frequency": "yearly"}, G: GOAL},
        {I: {**SERVING, "frequency": "yearly", "stale_after_days": 400}, G: GOAL},
        {"fields": "stale_after_days"},
    ),
    "IN10": Example({I: {"sort": "outcome"}}, {I: {"sort": "outcome", "measures": ["action/a"]}, "action/a": {}}),
    "IN11": Example({I: SERVING, G: GOAL}, {I: SERVING, G: GOAL, "figure/f": {"indicator": I}}),
    "IN12": Example(
        {I: {"reciprocal": "indicator/j"}, "indicator/j": {}},
        {I: {"reciprocal": "indicator/j"}, "indicator/j": {"reciprocal": I}},
    ),
    "IN13": Example(
        {I: {"publisher": "CDC"}, "target/t": TARGET},
        {I: {"publisher": "CDC", "method": W}, "target/t": TARGET},
        {"fields": "method"},
    ),
}  # fmt: skip
