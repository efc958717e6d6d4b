"""From a change and the checks on it to one word: did it work?

====  ========  ==============================================================================================
V1    unknown   a check that the method stands on has failed; the first such is the reason
V2    none      no change was found, and the interval leaves room for less than a tenth either way
V3    unknown   no change was found, but the interval leaves room for more: ``too-uncertain``
V4    unknown   a change was found, and more or less is neither good nor bad in itself: ``no-direction``
V5    positive  the change goes the way that is wanted
V6    negative  it goes the other way
====  ========  ==============================================================================================

That a tenth is little is our own choice; it is not taken from any source.
"""

from collections.abc import Mapping
from typing import Final

from ambos.analysis.methods.loglinear import Estimate
from ambos.analysis.methods.status import DOWN, NEUTRAL

POSITIVE, NONE, NEGATIVE, UNKNOWN = "positive", "none", "negative", "unknown"
PASSED, FAILED, NOTED, NOT_RUN, CANNOT_TELL = "passed", "failed", "noted", "not-run", "cannot-tell"
LITTLE: Final = 0.1

# What a failed check means as the reason of an unknown effect; the first that failed decides.
MEANINGS: Final = {
    "close-before": "poor-pre-fit",
    "parallel-before": "not-parallel",
    "best-date": "other-date-fits-better",
    "placebo-dates": "placebo-as-strong",
    "placebo-places": "placebo-as-strong",
    "any-donor": "one-donor-decides",
    "neighbours": "displaced",
}

# Every reason that an effect can be unknown for.
REASONS: Final = (
    "no-indicator", "no-start-date", "not-begun", "no-series", "overlapping-periods", "date-too-vague",
    "gaps", "changed-definition", "too-few-before", "too-few-after", "negative-values", "all-zero",
    "control-zero", "no-control", "no-donors", "too-few-donors", "zeros", "too-uncertain",
    "no-direction",
    *MEANINGS.values(),
)  # fmt: skip


def verdict(change: Estimate, direction: str, checks: Mapping[str, str]) -> tuple[str, str]:
    """Give the answer to whether it worked, and the reason where it is unknown."""
    failed = next((why for check, why in MEANINGS.items() if checks.get(check) == FAILED), "")
    if failed:
        return UNKNOWN, failed
    if not change.found:
        little = change.low > 1 - LITTLE and change.high < 1 + LITTLE
        return (NONE, "") if little else (UNKNOWN, "too-uncertain")
    if direction == NEUTRAL:
        return UNKNOWN, "no-direction"
    return (POSITIVE if (change.ratio < 1) == (direction == DOWN) else NEGATIVE), ""
