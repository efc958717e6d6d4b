"""Examples for the rules of the indicator."""

from tests.analysis.lint.plans import Example, F, W

G, IND = "goal/g", "indicator/i"
GOAL = {"framework": F}
SERVING = {"goals": [G]}
TARGET = {"indicator": IND}
NAME, LONG = {"en": "deaths", "es": "muertes"}, {"en": "deaths of a year", "es": "muertes de un año"}

EXAMPLES = {
    "IN01": Example(
        {IND: {**SERVING, "owner_us": "CDC"}, G: GOAL},
        {IND: {**SERVING, "owner_us": "CDC", "owner_mx": "SSA"}, G: GOAL},
        {"parties": "MX"},
    ),
    "IN02": Example(
        {IND: {"unit": "per-100k"}}, {IND: {"unit": "per-100k", "denominator": W}}, {"unit": "per-100k"}
    ),
    "IN03": Example(
        {
            IND: {
                "name": {"en": "Fentanyl seized", "es": "Fentanilo asegurado"},
                "unit": "kg",
                "sort": "outcome",
            }
        },
        {
            IND: {
                "name": {"en": "Seized funds released", "es": "Fondos asegurados liberados"},
                "sort": "outcome",
            }
        },
        {"sort": "outcome"},
    ),
    "IN04": Example(
        {IND: {"sort": "context"}, "target/t": TARGET}, {IND: {"sort": "outcome"}, "target/t": TARGET}
    ),
    "IN05": Example(
        {IND: {"direction": "neutral"}, "target/t": TARGET}, {IND: {"direction": "down"}, "target/t": TARGET}
    ),
    "IN06": Example(
        {IND: SERVING, G: GOAL, "indicator-test/t": {"indicator": IND, "tested_on": "2020"}},
        {IND: SERVING, G: GOAL, "indicator-test/t": {"indicator": IND, "tested_on": "2025"}},
    ),
    "IN07": Example(
        {IND: {}, "indicator-test/t": {"indicator": IND, "direct": False}},
        {
            IND: {},
            "indicator-test/t": {"indicator": IND, "direct": False, "tested_on": "2024"},
            "indicator-test/u": {"indicator": IND, "direct": True, "tested_on": "2025"},
        },
        {"fields": "direct"},
    ),
    "IN08": Example({IND: {"name": NAME, "definition": NAME}}, {IND: {"name": NAME, "definition": LONG}}),
    "IN09": Example(
        {IND: {**SERVING, "frequency": "yearly"}, G: GOAL},
        {IND: {**SERVING, "frequency": "yearly", "stale_after_days": 400}, G: GOAL},
        {"fields": "stale_after_days"},
    ),
    "IN10": Example(
        {IND: {"sort": "outcome"}}, {IND: {"sort": "outcome", "measures": ["action/a"]}, "action/a": {}}
    ),
    "IN11": Example({IND: SERVING, G: GOAL}, {IND: SERVING, G: GOAL, "figure/f": {"indicator": IND}}),
    "IN12": Example(
        {IND: {"reciprocal": "indicator/j"}, "indicator/j": {}},
        {IND: {"reciprocal": "indicator/j"}, "indicator/j": {"reciprocal": IND}},
    ),
    "IN13": Example(
        {IND: {"publisher": "CDC"}, "target/t": TARGET},
        {IND: {"publisher": "CDC", "method": W}, "target/t": TARGET},
        {"fields": "method"},
    ),
}
