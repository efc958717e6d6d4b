"""A task force on a day: who is admitted, how its terms stand, whether it meets."""

from datetime import date

import pytest

from ambos.analysis.studies.taskforces import vetted_until
from ambos.kernel.shelf import Thing
from ambos.values.handling import PUBLIC


def vetting(band: str, decided: str, expires: str = "2027-01-01") -> Thing:
    """One vetting of a person."""
    body = {"band": band, "decided": decided, "expires": expires}
    return Thing(f"vetting/{band}-{decided}", "vetting", "US", "", "", PUBLIC, (), (), body)


@pytest.mark.parametrize(
    ("vettings", "until"),
    [
        ([], None),
        ([vetting("passed", "2026-01-01")], date(2027, 1, 1)),
        ([vetting("passed", "2026-01-01"), vetting("revoked", "2026-02-01")], None),
        ([vetting("revoked", "2026-01-01"), vetting("passed", "2026-02-01")], date(2027, 1, 1)),
        ([vetting("passed", "2026-01-01"), vetting("revoked", "2026-01-01")], None),
        ([vetting("pending", "")], None),
    ],
)
def test_the_last_decision_admits(vettings: list[Thing], until: date | None) -> None:
    """Who was vetted is admitted until the last decision expires; on one day the strictest rules."""
    assert vetted_until(vettings) == vetted_until(vettings[::-1]) == until
