"""Examples for the rules of determinations, of assistance and of deployments."""

from tests.analysis.lint.plans import Example, W

D, C, SHOWS = "determination/d", "determination-criterion/c", "indicator/i"
P, G, R, M = "programme/p", "delivery/g", "assistance-result/r", "funding/m"
S, K = "deployment/s", "deployment/k"
AHEAD = {"regime": "majors", "state": "foreseen", "trigger": "2030-09-15"}
FORCE = {"force": "guardia-nacional", "place": "MX-26", "period": "2026-01", "strength": 1}
TAKEN = {**FORCE, "mission": "migration", "taken_from": "public-security", "sources": ["source/s"]}
CRITERION = {"determination": D, "text": W}
RUNNING = {"state": "running", "provider": "INL"}
APPROPRIATED = {"programme": P, "stage": "appropriated", "period": "FY2025"}
OUTCOME = {R: {"programme": P, "level": "outcome", "name": W, "indicator": SHOWS}, SHOWS: {}}

EXAMPLES = {
    "DE01": Example(
        {C: {**CRITERION, "indicators": [SHOWS]}, SHOWS: {"state!": "proposed"}, D: AHEAD},
        {C: {**CRITERION, "indicators": [SHOWS]}, SHOWS: {"state!": "countersigned"}, D: AHEAD},
    ),
    "DE02": Example(
        {D: {**AHEAD, "trigger": "2025-09-15"}},
        {D: {**AHEAD, "trigger": "2025-09-15", "state": "decided", "decided_on": "2025-09-15"}},
        {"day": "2025-09-15"},
    ),
    "DE03": Example(
        {D: {**AHEAD, "state": "in-force", "decided_on": "2025-02"}},
        {D: {**AHEAD, "state": "in-force", "decided_on": "2025-02", "exit_condition": W}},
    ),
    "DE04": Example({D: AHEAD}, {D: AHEAD, C: CRITERION}),
    "AS01": Example({P: RUNNING, R: {"programme": P, "level": "output", "name": W}}, {P: RUNNING, **OUTCOME}),
    "AS02": Example({G: {"programme": P, "what": W}}, {G: {"programme": P, "planned": "2030"}}),
    "AS03": Example(
        {G: {"programme": P, "planned": "2025-06-30"}},
        {G: {"programme": P, "planned": "2025-06-30", "delivered": "2025-08"}},
        {"day": "2025-06-30"},
    ),
    "AS04": Example({R: {"programme": P, "level": "outcome", "name": W}}, OUTCOME),
    "AS05": Example(
        {P: RUNNING, M: APPROPRIATED},
        {P: RUNNING, M: APPROPRIATED, "funding/e": {**APPROPRIATED, "stage": "expended"}},
    ),
    "DP01": Example(
        {S: TAKEN}, {S: TAKEN, K: {**FORCE, "mission": "public-security"}}, {"period": "2026-01"}
    ),
    "DP02": Example({S: {**FORCE, "mission": "border"}}, {S: TAKEN}),
}
