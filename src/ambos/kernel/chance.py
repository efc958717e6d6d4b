"""Where randomness enters what leaves the house: the ids and salts of records.

It is drawn for one record at a time, by its subject, so that a world that is played twice can give each
record the same whatever else was said in between. The system's own source does not look at the subject.
"""

import os
from collections.abc import Callable

Chance = Callable[[str, int], bytes]


def system_chance(subject: str, size: int) -> bytes:
    """Give ``size`` random bytes of the operating system, whatever they are for."""
    return os.urandom(size)
