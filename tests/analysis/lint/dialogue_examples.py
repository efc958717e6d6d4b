"""Examples for the rules of dialogue."""

from tests.analysis.lint.plans import Example, F

C, M, D, T = "commitment/c", "meeting/m", "adjustment/d", "target/t"
PROMISE = {"framework": F, "said_on": "2026-01", "said_by": "joint"}
IND, B = "indicator/i", "baseline/b"
MISSED = {
    T: {"indicator": IND, "baseline": B, "value": "50", "deadline": "2027"},
    IND: {"direction": "down", "unit": "deaths"},
    B: {"indicator": IND, "period": "2023", "value": "100", "figure": "figure/then"},
    "figure/then": {"indicator": IND, "period": "2023", "value": "100", "unit": "deaths", "status": "final"},
    "figure/now": {"indicator": IND, "period": "2025", "value": "120", "unit": "deaths", "status": "final"},
}
HELD = {"group": "group/g", "held": "2026-02-01"}

EXAMPLES = {
    "DI01": Example(
        {C: {**PROMISE, "owner_us": "State"}},
        {C: {**PROMISE, "owner_us": "State", "owner_mx": "SRE"}},
        {"parties": "MX"},
    ),
    "DI02": Example({C: PROMISE}, {C: {**PROMISE, "no_date": True}}),
    "DI03": Example(
        {C: {**PROMISE, "said_on": "2025-01"}}, {C: {**PROMISE, "said_on": "2025-01", "last_news": "2026-02"}}
    ),
    "DI04": Example({C: {**PROMISE, "due": "2026-01"}}, {C: {**PROMISE, "due": "2026-01", "state": "kept"}}),
    "DI05": Example(
        {C: PROMISE, F: {"ended": "2025"}},
        {
            C: PROMISE,
            F: {"ended": "2025"},
            "commitment/later": {"continues": C},
        },
        {"thing": F},
    ),
    "DI06": Example(
        {F: {"cadence_months": 6}, M: {"framework": F, "held": "2025-01-10", "level": "ministerial"}},
        {F: {"cadence_months": 6}, M: {"framework": F, "held": "2026-01-10", "level": "ministerial"}},
    ),
    "DI07": Example(
        {"group/g": {"framework": F, "cadence_days": 10}, M: HELD},
        {"group/g": {"framework": F, "cadence_days": 90}, M: HELD},
        {"count": "28", "limit": "10"},
    ),
    "DI08": Example({F: {}}, {F: {"cadence_months": 6}}),
    "DI09": Example({M: {"framework": F}}, {M: {"framework": F}, "decision/d": {"meeting": M}}),
    "DI10": Example(
        {
            "agenda-item/i": {"agenda": "agenda/a"},
            "agenda/a": {"framework": F},
            M: {**HELD, "agenda": "agenda/a"},
        },
        {
            "agenda-item/i": {"agenda": "agenda/a"},
            "agenda/a": {"framework": F},
            M: {**HELD, "agenda": "agenda/a"},
            "minute/n": {"meeting": M, "item": "agenda-item/i"},
        },
    ),
    "DI11": Example(
        MISSED,
        {**MISSED, "agenda-item/i": {"agenda": "agenda/a", "concerns": [T]}},
        {"status": "moving-away"},
    ),
    "DI12": Example(
        {D: {"concerns": "action/a", "because": ["goal/g"]}, "action/a": {}},
        {D: {"concerns": "action/a", "because": ["figure/now"]}, "action/a": {}},
    ),
    "DI13": Example(
        {D: {"concerns": "action/a"}, "action/a": {}}, {D: {"concerns": "action/a", "decision": "decision/d"}}
    ),
    "DI14": Example(
        {D: {"concerns": "action/a", "review_by": "2025"}}, {D: {"concerns": "action/a", "review_by": "2027"}}
    ),
    "DI15": Example(
        {"contact/c": {"held": "2026-02-01"}},
        {"contact/c": {"held": "2026-02-01", "reported": "2026-02-03"}},
        {"day": "2026-02-01", "limit": "3"},
    ),
}
