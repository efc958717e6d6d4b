"""The kinds of drugs."""

from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = ()
