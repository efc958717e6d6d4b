"""Examples for the rules of the framework and of oversight."""

from tests.analysis.lint.plans import Example, F, W

G, OBJ, A = "goal/g", "objective/o", "action/a"
GOAL = {"framework": F}
INDICATOR = {"goals": [G], "sort": "outcome"}
US, MX = {"party": "us"}, {"party": "mx"}


def role(agency: str, goal: str = G) -> dict[str, object]:
    return {"concerns": goal, "agency": agency}


EXAMPLES = {
    "FW01": Example({G: GOAL}, {G: {**GOAL, "outcome": W}}),
    "FW02": Example({G: GOAL}, {G: {**GOAL, "by_when": "2030"}}),
    "FW03": Example({F: {}}, {G: GOAL}),
    "FW04": Example({A: {}}, {A: {"goal": G}, G: GOAL}),
    "FW05": Example(
        {A: {"goal": G}, OBJ: {"goal": G}, G: GOAL},
        {A: {"goal": G, "objective": OBJ}, OBJ: {"goal": G}, G: GOAL},
        {"kind": "objective"},
    ),
    "FW06": Example({G: GOAL}, {G: GOAL, A: {"goal": G}}),
    "FW07": Example({F: {}}, {"group/g": {"framework": F}}),
    "FW08": Example({G: GOAL}, {G: GOAL, "role/r": role("agency/us"), "agency/us": US}),
    "FW09": Example(
        {G: GOAL, "role/r": role("agency/us"), "agency/us": US},
        {G: GOAL, "role/r": role("agency/us"), "role/s": role("agency/mx"), "agency/us": US, "agency/mx": MX},
        {"parties": "MX"},
    ),
    "FW10": Example({F: {}}, {"link/l": {"thing": F, "strategy": W}}),
    "FW11": Example({F: {}}, {"assumption/a": {"concerns": F}}),
    "FW12": Example({F: {}}, {"risk/r": {"concerns": G}, G: GOAL}),
    "FW13": Example({G: GOAL}, {G: GOAL, "indicator/i": INDICATOR}),
    "FW14": Example(
        {G: GOAL, "indicator/i": {**INDICATOR, "sort": "output"}},
        {G: GOAL, "indicator/i": {**INDICATOR, "sort": "output"}, "indicator/j": INDICATOR},
        {"count": "1"},
    ),
    "FW15": Example(
        {G: GOAL, "indicator/i": INDICATOR, "target/t": {"indicator": "indicator/i", "goal": "goal/other"}},
        {G: GOAL, "indicator/i": INDICATOR, "target/t": {"indicator": "indicator/i", "goal": G}},
    ),
    "FW16": Example(
        {F: {}, "framework/next": {"continues": F}},
        {F: {"ended": "2024"}, "framework/next": {"continues": F}},
    ),
    "FW17": Example({F: {}}, {"monitoring-plan/m": {"concerns": F}}),
    "FW18": Example(
        {"monitoring-plan/m": {"concerns": F, "source": W}},
        {"monitoring-plan/m": {"concerns": F, "source": W, "quality_check": W}},
        {"fields": "quality_check"},
    ),
    "FW19": Example(
        {"monitoring-plan/m": {"concerns": F, "next_report": "2026-01", "last_report": "2025-06"}},
        {"monitoring-plan/m": {"concerns": F, "next_report": "2026-01", "last_report": "2026-02"}},
    ),
    "FW20": Example(
        {"monitoring-plan/m": {"concerns": F, "trained": False, "staff_qualified": True}},
        {"monitoring-plan/m": {"concerns": F, "trained": True}},
        {"fields": "trained"},
    ),
    "FW21": Example({F: {}}, {"evaluation/e": {"concerns": F}}),
    "FW22": Example(
        {"evaluation/e": {"concerns": F, "due": "2027"}},
        {"evaluation/e": {"concerns": F, "due": "2027", "method": W}},
        {"fields": "method"},
    ),
    "FW23": Example(
        {"evaluation/e": {"concerns": F, "due": "2025"}},
        {"evaluation/e": {"concerns": F, "due": "2025", "done": "2026-01"}},
    ),
    "FW24": Example(
        {"evaluation/e": {"concerns": F, "done": "2025"}},
        {"evaluation/e": {"concerns": F, "done": "2025"}, "recommendation/r": {"evaluation": "evaluation/e"}},
    ),
    "FW25": Example(
        {"recommendation/r": {"concerns": F, "due": "2025"}},
        {"recommendation/r": {"concerns": F, "due": "2025", "state": "implemented"}},
    ),
    "FW26": Example(
        {"recommendation/r": {"concerns": F, "owner_us": "INL"}},
        {"recommendation/r": {"concerns": F, "owner_us": "INL", "due": "2027"}},
        {"fields": "due"},
    ),
    "FW27": Example(
        {"risk/r": {"concerns": F, "reviewed_on": "2025-01-01"}},
        {"risk/r": {"concerns": F, "reviewed_on": "2026-01-01"}},
    ),
    "FW28": Example(
        {"risk/r": {"concerns": F, "likelihood": "low", "impact": "high"}},
        {"risk/r": {"concerns": F, "likelihood": "low", "impact": "high", "mitigation": W}},
    ),
    "FW29": Example({"risk/r": {"concerns": F}}, {"risk/r": {"concerns": F, "owner_mx": "SSPC"}}),
    "FW30": Example(
        {"assumption/a": {"concerns": F, "holds": "fails"}},
        {"assumption/a": {"concerns": F, "holds": "fails"}, "adjustment/d": {"because": ["assumption/a"]}},
    ),
}
