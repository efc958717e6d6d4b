"""The kinds of finance."""

from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = ()
