"""What may leave: a pure rule of the header and the peer. Whatever no rule allows stays at home.

Group names, lists of people and everything else that is not addressed to the peer is simply not in the
channel; neither its number nor its time can be read from what is.
"""

from dataclasses import dataclass

from ambos.kernel.record import Header
from ambos.kernel.records import HOME

SEALED = frozenset(("anchor",))  # released as a statement only; the preimage stays until it is opened


@dataclass(frozen=True, slots=True)
class Release:
    """Whether a record may go to a peer, and the rule that decided."""

    allowed: bool
    rule: str


def may_release(header: Header, peer: str) -> Release:
    """Decide whether the record under ``header`` may go to ``peer``."""
    if header.kind in HOME:
        return Release(False, "home")
    if header.label.tlp == "red":
        return Release(False, "red")
    if header.label.may_reach(peer):
        return Release(True, "label")
    return Release(False, "not-addressed")
