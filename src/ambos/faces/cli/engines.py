"""The engine that the settings of a node name; Spark is loaded only where it is named."""

from collections.abc import Callable

from ambos.evidence.engines import DuckEngine, Engine, EngineMissing
from ambos.faces.cli.session import Session
from ambos.node.config import DUCKDB


def engine_of(session: Session) -> Callable[[], Engine]:
    """Give what opens the engine of the session's node; refused where the engine is not installed."""
    name, _, master = session.node.config.engine.partition(":")
    if name == DUCKDB:
        return DuckEngine
    try:
        from ambos.evidence.spark import LOCAL, SparkEngine
    except ImportError as error:  # Spark comes with the tools of development, or by the party's own hand
        raise EngineMissing(engine=name, reason=str(error)) from error

    return lambda: SparkEngine(master or LOCAL)
