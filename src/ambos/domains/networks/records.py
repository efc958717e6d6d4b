"""The kinds of networks."""

from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = ()
