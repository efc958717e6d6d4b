"""The one node that this process serves: its settings and its pool, found by every request."""

from dataclasses import dataclass
from pathlib import Path

from ambos.node.config import YES, Config, read_config
from ambos.node.kept import KeptPackets
from ambos.node.pool import Pool
from ambos.values.errors import Misused


class HouseOpen(Misused):
    """This process serves another node already; data: ``folder``."""

    code = "site.house-open"


@dataclass(frozen=True)
class House:
    """A node that is served: its settings, the pool of its seats, and the packets made at them."""

    config: Config
    pool: Pool
    kept: KeptPackets

    @property
    def demonstration(self) -> bool:
        """Say whether its people are made up, and anybody on this machine may be any of them."""
        return self.config.demonstration == YES


_open: list[House] = []


def open_house(home: Path) -> House:
    """Serve the node in ``home`` from this process; refuses a second one."""
    if _open and _open[0].config.home != home:
        raise HouseOpen(folder=str(_open[0].config.home))
    if not _open:
        config, _ = read_config(home)
        pool = Pool(home)
        _open.append(House(config, pool, KeptPackets(pool.seat)))
    return _open[0]


def house() -> House:
    """Give the node that this process serves."""
    return _open[0]
