"""Apache Spark as the engine, for a party that has a cluster; local mode runs within one machine.

Spark reads the stored rows by their paths, so the evidence folder must be reachable under the same path from
every machine of the cluster. Only this module loads Ibis and Spark.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final, Self

import ibis
import pyarrow as pa
import pyarrow.parquet
from pyspark.sql import SparkSession
from pyspark.sql.functions import lit

from ambos.evidence.engines import EngineMissing
from ambos.evidence.questions import Question
from ambos.evidence.reader import ROW_SET

_SETTINGS: Final = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.ansi.enabled": "true",  # an overflow is an error, never a null
    "spark.sql.session.timeZone": "UTC",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_OF_ONE_MACHINE: Final = ("spark.driver.bindAddress", "spark.driver.host")
LOCAL: Final = "local[*]"


class SparkEngine:
    """A Spark session, started when first wanted and shared by all engines of this process."""

    def __init__(self, master: str = LOCAL, settings: Mapping[str, str] = MappingProxyType({})) -> None:
        """Start or find the session, started with more of Spark's settings; refused where none can be."""
        try:
            self._session = _session(master, settings)
        except Exception as error:  # Java is missing, or the master does not answer: Spark has no one class
            raise EngineMissing(engine=f"pyspark:{master}", reason=str(error).partition("\n")[0]) from error
        self._ibis = ibis.pyspark.connect(self._session)
        self._names: set[str] = set()

    def rows(self, name: str, sets: Sequence[Path]) -> None:
        """Name the rows of stored evidence sets."""
        frame, *others = (
            self._session.read.parquet(str(path)).withColumn(ROW_SET, lit(number).cast("bigint"))
            for number, path in enumerate(sets)
        )
        for other in others:
            frame = frame.unionByName(other)
        frame.createOrReplaceTempView(name)
        self._names.add(name)

    def table(self, name: str, table: pa.Table) -> None:
        """Name rows in memory."""
        self._session.createDataFrame(_plain(table)).createOrReplaceTempView(name)
        self._names.add(name)

    def ask(self, question: Question) -> pa.Table:
        """Build the expression over the named tables and run it."""
        tables = [self._ibis.table(name) for name in question.inputs]
        return self._ibis.to_pyarrow(question.build(*tables))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in self._names:
            self._session.catalog.dropTempView(name)
        self._names.clear()


def _session(master: str, settings: Mapping[str, str]) -> SparkSession:
    builder = SparkSession.builder.master(master).appName("ambos")
    local = master.startswith("local")
    for name, value in {**_SETTINGS, **settings}.items():
        if local or name not in _OF_ONE_MACHINE:
            builder = builder.config(name, value)
    return builder.getOrCreate()


def _plain(table: pa.Table) -> pa.Table:
    """Give texts as texts: Spark takes no keys to distinct values."""
    fields = [
        field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
