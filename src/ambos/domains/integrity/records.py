"""The kinds of integrity."""

from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = ()
