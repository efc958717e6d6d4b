"""Examples for the rules of finance and of networks."""

from tests.analysis.lint.plans import Example

FREEZE, ASKED, COMPLAINT = "freeze/f", "fiu-request/r", "complaint/c"
OLD, LATELY = {"frozen": "2025-03-01"}, {"frozen": "2026-02-01"}
BANK = {"basis": "lic-116-bis-2", **LATELY}
HELPED = {"answer": "full", "answered": "2025-06-01"}
TOLD = {"amount": "100", "currency": "mxn"}
FIRST, SECOND, LOOSE = "tie/a", "tie/b", "tie/z"
GOOD, POOR = {"reliability": "a", "information": "2"}, {"reliability": "c", "information": "4"}
LISTED, ENTRY = "organisation/l", {"official_list": "ofac-sdn", "entry": "7"}
DROPPED = {"entry": "7", "day": "2026-02-01"}


def tie(one: str, other: str, **said: object) -> dict[str, object]:
    """A tie between two organisations that holds."""
    ends = {"origin": f"organisation/{one}", "target": f"organisation/{other}"}
    return {**ends, "valid_from": "2025-06", **said}


def chain(**middle: object) -> dict[str, dict[str, object]]:
    """Four organisations in a row, the ties at both ends well graded."""
    return {LOOSE: tie("b", "c", **middle), FIRST: tie("a", "b", **GOOD), SECOND: tie("c", "d", **GOOD)}


EXAMPLES = {
    "FI01": Example({FREEZE: BANK}, {FREEZE: {**BANK, "international_request": True}}, {"day": "2026-02-01"}),
    "FI02": Example(
        {ASKED: {"answer": "refused", "answered": "2025-06-01", "ground": "secrecy"}},
        {ASKED: {"answer": "refused", "answered": "2025-06-01", "ground": "incomplete"}},
    ),
    "FI03": Example({ASKED: HELPED}, {ASKED: {**HELPED, "feedback": "used"}}, {"limit": "90"}),
    "FI04": Example(
        {FREEZE: {**OLD, "basis": "cnpp-242"}},
        {FREEZE: {**OLD, "basis": "cnpp-242"}, COMPLAINT: {"freezes": [FREEZE]}},
        {"limit": "180"},
    ),
    "FI05": Example(
        {
            FREEZE: {**LATELY, **TOLD, "basis": "cnpp-242"},
            "freeze-end/e": {"freeze": FREEZE, "ended": "2026-02-20", "amount": "101", "currency": "mxn"},
        },
        {
            FREEZE: {**LATELY, **TOLD, "basis": "cnpp-242"},
            "freeze-end/e": {"freeze": FREEZE, "ended": "2026-02-20", "amount": "100", "currency": "mxn"},
        },
    ),
    "NE01": Example(chain(**POOR), chain(**GOOD), {"count": "2"}),
    "NE02": Example(
        {FIRST: tie("a", "b", valid_from="2023-01")}, {FIRST: tie("a", "b", valid_from="2025-01")}
    ),
    "NE03": Example({LISTED: {**ENTRY, "gone!": DROPPED}}, {LISTED: ENTRY}, DROPPED),
}
