"""The command line: noun, then verb.

Results go to standard output and nothing else does: whatever is said to the person goes to standard error
as ``ambos: ...``, in lower case, without a full stop, with a ``hint:`` line where there is one. The exit
code is the error class's own: 0 done, 1 refused by a rule or a right, 2 misused, 3 verification failed, 4
unreachable. With ``--json`` a read prints one JSON document. Nothing is asked unless a terminal is there.
"""

from ambos.faces.cli.start import main, root

__all__ = ["main", "root"]
