"""Examples for the rules of arms and drugs."""

from tests.analysis.lint.plans import Example, W

RECOVERY = {"recovered": "2025-06-01", "place": "MX-26", "agency": "FGR", "type": "pistol"}
WHOLE = {
    "requested": "2025-06-02",
    "priority": "routine",
    "ncic_code": "5212",
    "other_ori": "ORI",
    "serial": "ABC123",
    "manufacturer": "Glock",
    "type": "pistol",
    "calibre": "9 mm",
    "model": "19",
    "origin": "AT",
    "importer": "Glock Inc",
    "recovered": "2025-06-01",
    "recovery_state": "MX-26",
    "state": "submitted",
    "submitted": "2026-02-20",
}
RETURNED = {**WHOLE, "state": "returned", "submitted": "2025-06-03", "returned": "2025-07-01"}
RESULT = {"request": "trace-request/a", "answered": "2025-09-01"}
SEIZED = {
    "seized": "2026-01-15",
    "drug": "fentanyl",
    "form": "powder",
    "net": "2",
    "unit": "kg",
    "place": "US-AZ",
}
SUBSTANCE = {"name": W, "schedule_us": "i", "controlled_us": "2024-01-01", "schedule_mx": "not-controlled"}
OLD = {**SEIZED, "seized": "2024-01-15"}

EXAMPLES = {
    "AR01": Example(
        {"recovery/a": RECOVERY},
        {"recovery/a": RECOVERY, "trace-request/a": {**WHOLE, "recovery": "recovery/a"}},
        {"count": "273"},
    ),
    "AR02": Example(
        {"trace-request/a": {name: WHOLE[name] for name in WHOLE if name != "importer"}},
        {"trace-request/a": WHOLE},
        {"count": "1", "field": "importer"},
    ),
    "AR03": Example(
        {"trace-request/a": RETURNED}, {"trace-request/a": {**RETURNED, "returned": "2026-02-20"}}
    ),
    "AR04": Example(
        {"trace-request/a": {**WHOLE, "submitted": "2025-06-03"}},
        {"trace-request/a": {**WHOLE, "submitted": "2025-06-03"}, "trace-result/a": RESULT},
    ),
    "DR01": Example(
        {"seizure/b": SEIZED, "seizure/a": SEIZED},
        {"seizure/b": {**SEIZED, "event_key": "E1"}, "seizure/a": {**SEIZED, "event_key": "E1"}},
    ),
    "DR02": Example(
        {"seizure/a": {name: SEIZED[name] for name in ("seized", "drug", "form", "place")}},
        {"seizure/a": SEIZED},
    ),
    "DR03": Example(
        {"seizure/a": {**SEIZED, "drug": "other", "substance": "substance/x"}},
        {"seizure/a": {**SEIZED, "drug": "other"}},
    ),
    "DR04": Example(
        {"substance/a": SUBSTANCE},
        {"substance/a": {**SUBSTANCE, "controlled_us": "2026-01-01"}},
        {"party": "US"},
    ),
    "DR05": Example(
        {"seizure/a": OLD},
        {"seizure/a": OLD, "destruction/d": {"seizure": "seizure/a", "destroyed": "2025-01-01"}},
    ),
}
