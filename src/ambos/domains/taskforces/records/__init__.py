"""The kinds of task forces, by what they are about."""

from ambos.domains.taskforces.records import deconfliction, incidents, operations, teams
from ambos.kernel.kinds import Kind

KINDS: tuple[Kind, ...] = (*teams.KINDS, *operations.KINDS, *deconfliction.KINDS, *incidents.KINDS)
