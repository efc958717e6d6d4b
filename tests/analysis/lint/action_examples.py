"""Examples for the rules of action and of evidence."""

from tests.analysis.lint.plans import Example, F, W

A, M, C = "action/a", "milestone/m", "commitment/c"
LED = {"lead_us": "ATF", "lead_mx": "FGR"}
PROOF = {"evidence": ["event/e"]}

ACTIONS = {
    "AC01": Example(
        {A: {"lead_us": "ATF"}},
        {
            A: {"lead_us": "ATF"},
            "role/r": {"concerns": A, "agency": "agency/fgr", "role": "co-lead"},
            "agency/fgr": {"party": "mx"},
        },
        {"parties": "MX"},
    ),
    "AC02": Example({A: {}}, {A: {"due": "2027"}}),
    "AC03": Example({A: {}}, {A: {}, M: {"action": A}}),
    "AC04": Example(
        {M: {"action": A, "due": "2025"}, A: {}}, {M: {"action": A, "due": "2025", "reached": "2026"}, A: {}}
    ),
    "AC05": Example({A: {"due": "2025", "state": "running"}}, {A: {"due": "2025", "state": "done"}}),
    "AC06": Example({A: {"state": "unknown"}}, {A: {"state": "running"}}),
    "AC07": Example({A: {}}, {A: {"expected_result": W}}),
    "AC08": Example({M: {"action": A}, A: {}}, {M: {"action": A, "due": "2027"}, A: {}}),
    "AC09": Example(
        {M: {"action": A, "due": "2028"}, A: {"due": "2027"}},
        {M: {"action": A, "due": "2027-05"}, A: {"due": "2027"}},
    ),
    "AC10": Example({A: {"state": "planned", "starts": "2025"}}, {A: {"state": "planned", "starts": "2027"}}),
    "AC11": Example({A: {"state": "stopped"}}, {A: {"state": "stopped"}, "adjustment/d": {"concerns": A}}),
    "AC12": Example({A: {"review_by": "2025"}}, {A: {"review_by": "2027"}}),
}

EVIDENCE = {
    "EV01": Example({A: {"state": "done"}}, {A: {"state": "done", **PROOF}}),
    "EV02": Example({M: {"action": A, "reached": "2025"}}, {M: {"action": A, "reached": "2025", **PROOF}}),
    "EV03": Example({C: {"state": "kept"}}, {C: {"state": "kept", **PROOF}}),
    "EV04": Example(
        {"recommendation/r": {"concerns": F, "state": "implemented"}},
        {"recommendation/r": {"concerns": F, "state": "implemented", **PROOF}},
    ),
    "EV05": Example({A: {"state": "done", "state!": "proposed"}}, {A: {"state": "done"}}),
    "EV06": Example(
        {A: {"state!": "disputed", "since": "2025-06-01"}},
        {A: {"state!": "disputed", "since": "2026-02-01"}},
        {"day": "2025-06-01"},
    ),
    "EV07": Example(
        {A: {"state!": "proposed", "since": "2025-06-01"}}, {A: {"state!": "proposed", "since": "2026-02-01"}}
    ),
    "EV08": Example({A: {"mark": "recalled"}}, {A: {"mark": "read"}}),
    "EV09": Example(
        {"waiver/w": {"rule": "AC99", "concerns": A}, A: {}},
        {"waiver/w": {"rule": "AC02", "concerns": A}, A: {}},
    ),
    "EV10": Example(
        {"waiver/w": {"rule": "AC02", "concerns": A}, A: {"due": "2027"}},
        {"waiver/w": {"rule": "AC02", "concerns": A}, A: {}},
    ),
    "EV11": Example(
        {"waiver/w": {"rule": "AC02", "concerns": A, "until": "2025"}, A: {}},
        {"waiver/w": {"rule": "AC02", "concerns": A, "until": "2027"}, A: {}},
    ),
}

EXAMPLES = {**ACTIONS, **EVIDENCE}
