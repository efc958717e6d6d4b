"""The kinds of arms: firearms recovered, requests to trace them, and what the traces found."""

from ambos.domains.arms.records import recovery, tracing

KINDS = (*recovery.KINDS, *tracing.KINDS)

__all__ = ["KINDS"]
