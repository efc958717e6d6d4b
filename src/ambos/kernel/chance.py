"""Where randomness enters what leaves the house: the ids and salts of records.

It is drawn for one record at a time, by what the record says, so that a world that is played twice can give
each record the same whatever else was said in between. The system's own source looks at nothing.
"""

import os
from collections.abc import Callable

Chance = Callable[[bytes, int], bytes]


def system_chance(about: bytes, size: int) -> bytes:
    """Give ``size`` random bytes of the operating system; what they are for does not matter."""
    return os.urandom(size)
