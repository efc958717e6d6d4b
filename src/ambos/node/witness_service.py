"""The witness as a process of its own that listens."""

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from ambos.exchange.witness.service import application
from ambos.node.witness_host import opened

CONNECTIONS = 64  # at once; each may hold a request of 135 KB in memory
Told = Callable[[str, int], None]


def serve(folder: Path, host: str, port: int, told: Told) -> None:
    """Answer for the witness in a folder until the process is told to end; ``told`` is given where it
    listens.
    """
    with opened(folder) as witness, socket.create_server((host, port)) as listener:
        told(*listener.getsockname()[:2])
        config = uvicorn.Config(
            application(witness),
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            limit_concurrency=CONNECTIONS,
        )
        uvicorn.Server(config).run(sockets=[listener])
