"""The engine that the settings of a node name; Spark is loaded only where it is named."""

from collections.abc import Callable

from ambos.evidence.engines import DuckEngine, Engine
from ambos.faces.cli.session import Session
from ambos.node.config import DUCKDB


def engine_of(session: Session) -> Callable[[], Engine]:
    """Give what opens the engine of the session's node."""
    name, _, master = session.node.config.engine.partition(":")
    if name == DUCKDB:
        return DuckEngine
    from ambos.evidence.spark import LOCAL, SparkEngine

    return lambda: SparkEngine(master or LOCAL)
