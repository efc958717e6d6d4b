"""Examples for the rules of task forces."""

from datetime import timedelta

from tests.analysis.lint.plans import Example
from tests.partnership import TODAY

TERMS, MEMBER, OPERATION = "terms-of-reference/t", "task-force-member/m", "operation/o"
INCIDENT, TARGET, CONFLICT = "critical-incident/i", "joint-target/g", "conflict/c"
PERIOD = {"started": "2025-01-01", "ends": "2026-01-01"}
SERVES = {"terms": TERMS, "person": "P-0001", "since": "2025-02-01", "vetting": "leahy"}
VETTED = {"person": "P-0001", "scheme": "leahy", "band": "passed", "decided": "2025-06-01"}
PLANNED = {"terms": TERMS, "planned": "2026-02-01"}
APPROVED = {"operation": OPERATION, "step": "approved", "taken": "2026-01-20"}

EXAMPLES = {
    "TF01": Example({OPERATION: {"planned": "2026-02-01"}}, {OPERATION: PLANNED}),
    "TF02": Example(
        {TERMS: PERIOD, MEMBER: SERVES},
        {TERMS: PERIOD, MEMBER: {**SERVES, "until": "2025-12-31"}},
        {"day": "2026-01-01"},
    ),
    "TF03": Example(
        {TERMS: {**PERIOD, "ends": "2027-02-01"}},
        {TERMS: {**PERIOD, "ends": "2026-12-31"}},
        {"day": "2027-02-01"},
    ),
    "TF04": Example(
        {MEMBER: SERVES, "vetting/v": {**VETTED, "expires": "2026-01-01"}},
        {MEMBER: SERVES, "vetting/v": {**VETTED, "expires": "2027-01-01"}},
        {"person": "P-0001"},
    ),
    "TF05": Example(
        {OPERATION: PLANNED, "operation-step/s": APPROVED},
        {
            OPERATION: PLANNED,
            "operation-step/s": APPROVED,
            "operation-risk/r": {"operation": OPERATION, "reviewed": "2026-01-10"},
        },
    ),
    "TF06": Example(
        {INCIDENT: {"happened": "2025-01-01"}, "lesson/l": {"incident": INCIDENT}},
        {
            INCIDENT: {"happened": "2025-01-01"},
            "lesson/l": {"incident": INCIDENT, "decisions": ["decision/d"]},
        },
        {"limit": "180"},
    ),
    "TF07": Example({TARGET: {"terms": TERMS}}, {TARGET: {"terms": TERMS, "indicator": "indicator/i"}}),
    "TF08": Example(
        {CONFLICT: {"starts": f"{TODAY + timedelta(days=2)}T06:00-07:00", "state": "open"}},
        {
            CONFLICT: {"starts": f"{TODAY + timedelta(days=2)}T06:00-07:00", "state": "agreed"},
            "conflict/far": {"starts": f"{TODAY + timedelta(days=9)}T06:00-07:00", "state": "open"},
        },
    ),
}
