"""Examples for the rules of justice."""

from tests.analysis.lint.plans import Example

ASKED, STEP, NEXT, HEARD = "request/r", "request-step/a", "request-step/b", "intercept/i"
REQUEST = {"number": "OIA-1", "instrument": "information", "requesting": "US", "requested": "MX"}
CLOSED = {**REQUEST, "closed": "2026-01-30"}
IN_PARTS = {"number": "JCC-1", "party": "MX", "authority": "judge", "applied": "2026-01-05T09:00-06:00"}


def step(name: str, at: str, **said: str) -> dict[str, str]:
    """A step of the request, at ten in the morning of a day, by the side whose it is."""
    owner = "MX" if name in ("refuse", "answer") else "US"
    return {"of": ASKED, "step": name, "at": f"{at}T10:00-06:00", "owner!": owner, **said}


EXAMPLES = {
    "JU01": Example(
        {ASKED: REQUEST, STEP: step("present", "2025-03-03")},
        {ASKED: REQUEST, STEP: step("present", "2026-01-15")},
        {"limit": "180"},
    ),
    "JU02": Example(
        {ASKED: REQUEST, STEP: step("present", "2026-01-15"), NEXT: step("refuse", "2026-01-20")},
        {
            ASKED: REQUEST,
            STEP: step("present", "2026-01-15"),
            NEXT: step("refuse", "2026-01-20", reason="insufficient"),
        },
    ),
    "JU03": Example(
        {ASKED: REQUEST, STEP: step("present", "2026-01-15"), NEXT: step("give-feedback", "2026-01-16")},
        {ASKED: REQUEST, STEP: step("present", "2026-01-15"), NEXT: step("answer", "2026-01-16")},
        {"count": "1"},
    ),
    "JU04": Example(
        {ASKED: REQUEST, STEP: step("present", "2026-01-15"), NEXT: step("withdraw", "2026-01-16")},
        {ASKED: CLOSED, STEP: step("present", "2026-01-15"), NEXT: step("withdraw", "2026-01-16")},
    ),
    "JU05": Example(
        {HEARD: {**IN_PARTS, "ended": "2025-06-01"}},
        {HEARD: {**IN_PARTS, "ended": "2025-06-01", "reported": "2025-07-01"}},
        {"limit": "90"},
    ),
    "JU06": Example(
        {HEARD: {**IN_PARTS, "decided": "2026-01-05T17:00-06:00"}},
        {HEARD: {**IN_PARTS, "decided": "2026-01-05T14:59-06:00"}},
        {"count": "8.0"},
    ),
}
