"""Examples for the rules of integrity."""

from tests.analysis.lint.plans import Example, F

V, OTHER, R, REC = "vetting/v", "vetting/w", "access-review/r", "recusal/r"
C, D, X = "conflict-of-interest/c", "declaration/d", "export/x"
WHO = {"person": "P-7F3A", "party": "MX"}
OLD = {**WHO, "scheme": "leahy", "band": "passed", "decided": "2024-12-01", "expires": "2025-12-01"}
NEW = {**OLD, "decided": "2025-11-20", "expires": "2026-11-20"}
GONE = {**WHO, "scheme": "vetted-unit", "band": "revoked", "decided": "2026-02-01"}
AWAY = {**WHO, "matter": "meeting/m"}
MET = {"official": "P-7F3A", "meeting": "meeting/m", "planned": "2026-02-10"}
FOUND = {**WHO, "matter": F, "found": "2026-01-05", "handling": "open"}
MADE = {**WHO, "made": "2025-01-10", "interests": ["none"], "next_due": "2026-01-10"}

EXAMPLES = {
    "IG01": Example({V: OLD}, {V: OLD, OTHER: NEW}, {"day": "2025-12-01"}),
    "IG02": Example({V: NEW, OTHER: GONE}, {V: {**NEW, "party": "US"}, OTHER: GONE}, {"day": "2026-02-01"}),
    "IG03": Example(
        {R: {"person": "analyst", "due": "2026-02-01"}},
        {R: {"person": "analyst", "due": "2026-02-01", "confirmed": "2026-02-10"}},
        {"day": "2026-02-01"},
    ),
    "IG04": Example(
        {REC: AWAY, "contact/d": MET},
        {REC: AWAY, "contact/d": {**MET, "planned": "2024-12-01"}},
        {"day": "2025"},
    ),
    "IG05": Example({C: FOUND}, {C: {**FOUND, "handling": "recused"}}, {"limit": "30"}),
    "IG06": Example(
        {D: MADE}, {D: MADE, "declaration/e": {**MADE, "made": "2026-01-09", "next_due": "2027-01-10"}}
    ),
    "IG07": Example({X: {"places": 3}}, {X: {"places": 40}}, {"count": "3"}),
}
