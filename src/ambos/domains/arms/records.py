"""The kinds of arms."""

from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = ()
