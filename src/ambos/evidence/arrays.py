"""Arrow arrays of few values, built by way of their texts.

``pa.array`` of a list first loads pandas wherever it is installed, only to see that the list is none of its
kind: 0.4 s of every command that reads a file.
"""

from collections.abc import Iterable
from typing import Final

import pyarrow as pa
from pyarrow.lib import StringBuilder

_TEXT: Final = pa.string()


def array_of(values: Iterable[object], of: pa.DataType = _TEXT) -> pa.Array:
    """Give the values, texts or whole or decimal numbers or None, as an array of the type ``of``."""
    builder = StringBuilder()
    builder.append_values([None if value is None else str(value) for value in values])
    return builder.finish().cast(of)
