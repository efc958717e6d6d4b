"""The kinds of finance: reports and cases, freezes and their ends, and what courts made of them."""

from typing import Final

from ambos.domains.finance.records import freezes, intelligence, justice
from ambos.kernel.kinds import Kind

KINDS: Final[tuple[Kind, ...]] = (*intelligence.KINDS, *freezes.KINDS, *justice.KINDS)

__all__ = ["KINDS"]
