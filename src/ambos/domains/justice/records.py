"""The kinds of justice."""

from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = ()
