"""Alarms: what the people at a node must hear of an exchange. A closed list, so that none is overlooked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FRESHNESS = "freshness"  # the partner's newest signed note is old
FORK = "fork"  # two signed histories of one channel
RESTORED_COPY = "restored-copy"  # one side serves or holds less than it once signed
QUORUM = "quorum"  # too few witnesses have cosigned
GAP = "gap"  # entries between what is held and what came are missing
QUARANTINE = "quarantine"  # records that were kept and not shown
KEY_SET = "key-set"  # a key set that does not follow the one before
RECALL_UNANSWERED = "recall-unanswered"  # a recall that the partner has not answered
ALARMS = (FRESHNESS, FORK, RESTORED_COPY, QUORUM, GAP, QUARANTINE, KEY_SET, RECALL_UNANSWERED)

FRESHNESS_HOURS = 48
_HOUR = 3600


@dataclass(frozen=True)
class Alarm:
    """One alarm about one partner; ``data`` fills its sentence."""

    name: str
    peer: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a name that is not in the list."""
        if self.name not in ALARMS:
            raise ValueError(self.name)


def freshness(peer: str, signed: int | None, now: int, hours: int = FRESHNESS_HOURS) -> Alarm | None:
    """Give the alarm if the newest note of ``peer`` was signed more than ``hours`` ago, or none ever came.

    ``signed`` is the time that its ML-DSA line states, ``now`` ours; both POSIX seconds.
    """
    if signed is not None and now - signed <= hours * _HOUR:
        return None
    return Alarm(FRESHNESS, peer, {"hours": hours, "signed": signed})
