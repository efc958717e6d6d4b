"""The sorts of indicators: which tell most, and which can show success at all."""

from typing import Final

SORTS: Final = ("impact", "outcome", "output", "input", "context")  # most telling first
TELLING: Final = ("impact", "outcome")  # that a goal is reached shows in these alone
COUNTED: Final = ("output", "input")  # what was done, which is no success by itself
