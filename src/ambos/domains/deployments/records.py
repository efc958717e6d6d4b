"""The kinds of deployments."""

from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = ()
