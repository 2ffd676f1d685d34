"""The programs that work an expression out: DuckDB in this process, or a Spark that somebody runs.

DuckDB keeps what does not fit in its memory in a folder of its own, which is gone after it.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
from duckdb import OutOfMemoryException
from ibis.expr.types import Table

from orggraph.errors import WrongUsage
from orggraph.i18n import T

MEMORY = "1200MB"
"""What DuckDB takes for its tables, by default; the process comes on top."""
CONSTRAINTS = "spark.sql.constraintPropagation.enabled"
"""Off while we ask: what a union of checkpoints is known to hold names columns that are no more, on which Spark 4.2 fails."""


@dataclass(frozen=True)
class Engine:
    """A program that works expressions out."""

    name: str
    backend: Any
    keep: Callable[[Table], Table]
    """Works a table out once, for all who read it after that."""

    def read(self, path: str) -> Table:
        """The table of a Parquet file, or of several by a name with ``*``."""
        return self.backend.read_parquet(path)


@contextmanager
def duckdb(memory: str = MEMORY, threads: int | None = None) -> Iterator[Engine]:
    """DuckDB, with so much memory for its tables, and the rest of them on disk. Raises WrongUsage where that is too little."""
    with tempfile.TemporaryDirectory(prefix="orggraph-columns-") as folder:
        options: dict[str, Any] = {"memory_limit": memory, "temp_directory": folder, "preserve_insertion_order": False}
        if threads:
            options["threads"] = threads
        backend = ibis.duckdb.connect(str(Path(folder) / "kept.duckdb"), **options)
        numbers = itertools.count()
        try:
            yield Engine("DuckDB", backend, lambda table: backend.create_table(f"kept_{next(numbers)}", table))
        except OutOfMemoryException as error:
            raise WrongUsage(
                T("{memory} is too little memory for DuckDB here.", memory=memory), T("Give it more: --memory 2GB.")
            ) from error
        finally:
            backend.disconnect()


@contextmanager
def spark(session: Any) -> Iterator[Engine]:
    """A Spark, by its session. What is kept is a view of the session on blocks that its executors hold, in memory or on disk."""
    backend = ibis.pyspark.connect(session)
    numbers = itertools.count()
    views: list[str] = []

    def keep(table: Table) -> Table:
        name = f"orggraph_kept_{next(numbers)}"
        backend.create_view(f"{name}_of", table, overwrite=True)  # what is asked, with the small tables that it names
        session.table(f"{name}_of").localCheckpoint().createOrReplaceTempView(name)
        views.extend((f"{name}_of", name))
        return backend.table(name)

    propagates = session.conf.get(CONSTRAINTS)
    session.conf.set(CONSTRAINTS, "false")
    try:
        yield Engine("Spark", backend, keep)
    finally:
        session.conf.set(CONSTRAINTS, propagates)
        for view in views:
            session.catalog.dropTempView(view)
