"""What the faces of one process share for work that nobody waits for: its jobs, and the files handed in."""

from functools import cache

from ambos.faces.accounts.house import house
from ambos.node.jobs import Jobs
from ambos.node.kept_exposures import KeptExposures
from ambos.node.uploads import Uploads


@cache
def jobs() -> Jobs:
    """Give the jobs of the node that this process serves."""
    return Jobs(house().config.web / "jobs", house().pool.seat)


@cache
def uploads() -> Uploads:
    """Give the files that were handed in to the node that this process serves."""
    return Uploads(house().config.web / "uploads")


@cache
def exposures() -> KeptExposures:
    """Give the exposures that this process has worked out."""
    return KeptExposures()
