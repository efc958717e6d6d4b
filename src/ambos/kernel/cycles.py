"""Hold back Python's search for reference cycles while many records are handled at once.

Reading a section makes a hundred thousand objects that hold no cycle; looking for one among them again and
again took a quarter of the time. What is no longer held is freed at once, as always.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cycles_unsought() -> Iterator[None]:
    """Let no search for cycles begin inside; afterwards it is as it was before."""
    sought = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sought:
            gc.enable()
