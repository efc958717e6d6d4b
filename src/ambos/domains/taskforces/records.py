"""The kinds of taskforces."""

from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = ()
