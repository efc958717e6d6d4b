"""The kinds of assistance."""

from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = ()
