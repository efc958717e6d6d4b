"""Which blocks each role finds on its home, in the order in which it needs them."""

from collections.abc import Mapping, Sequence
from typing import Final

LARGE: Final = ("asks", "headline")
# What each role sees, in order; whoever has several roles sees the first of these that is theirs.
ROLES: Final[Mapping[str, Sequence[str]]] = {
    "minister": ("asks", "headline", "disputed", "meetings", "late", "ends"),
    "co-chair": ("waits", "asks", "ends", "disputed", "meetings", "headline", "moved"),
    "secretariat": ("waits", "ends", "moved", "asks", "disputed", "meetings", "findings"),
    "action-owner": ("ends", "late", "moved", "waits", "headline"),
    "analyst": ("evidence", "stale", "differ", "unverified", "headline", "moved"),
    "prosecutor": ("clocks", "area", "ends", "contacts", "meetings", "moved"),
    "financial-intelligence": ("area", "evidence", "ends", "moved"),
    "firearms-tracer": ("area", "evidence", "stale", "ends", "moved"),
    "integrity": ("area", "contacts", "disputed", "findings", "moved"),
    "auditor": ("logs", "findings", "unverified", "differ", "stale", "moved"),
}
PUBLIC: Final = ("headline",)
