"""The kinds of determinations."""

from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = ()
