"""Parquet: a folder with one file for each label and relationship type, one column for each property.

The columns are those of the store, so that DuckDB, Polars or Spark read what Cypher would. Lists stay lists. Written by
pyarrow; pandas would make objects of lists.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from orggraph.exports import Export, Origin
from orggraph.model.dataset import Dataset
from orggraph.model.tables import Table, to_tables


def make(dataset: Dataset, origin: Origin, _suffix: str) -> Mapping[str, bytes]:
    """The files by name: ``nodes/Body.parquet``, ``relationships/HOLDS.parquet`` …; each bears its origin as metadata."""
    tables = to_tables(dataset)
    return {
        f"{folder}/{table.kind}.parquet": _file(table, origin)
        for folder, group in (("nodes", tables.nodes), ("relationships", tables.relationships))
        for table in group
    }


def _file(table: Table, origin: Origin) -> bytes:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    made = pa.table({name: pa.array(list(column)) for name, column in table.columns.items()})
    buffer = io.BytesIO()
    pq.write_table(made.replace_schema_metadata({"orggraph": origin.sentence()}), buffer)
    return buffer.getvalue()


EXPORT = Export("parquet", (), make)
