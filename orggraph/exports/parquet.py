"""Parquet: a folder with one file for each label and relationship type, one column for each property.

The columns are those of the store, so that DuckDB, Polars or Spark read what Cypher would. Lists stay lists. Written by
pyarrow; pandas would make objects of lists.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from orggraph.exports import Export, Origin
from orggraph.model.dataset import Dataset
from orggraph.model.tables import Table, Tables, to_tables

HEAD: Final = "orggraph.dataset"
"""The key of the metadata that bears the head of the dataset, as JSON."""


def make(dataset: Dataset, origin: Origin, _suffix: str) -> Mapping[str, bytes]:
    """The files by name: ``nodes/Body.parquet``, ``relationships/HOLDS.parquet`` …; each bears its origin and the head as metadata."""
    metadata = {"orggraph": origin.sentence(), HEAD: dataset.info.model_dump_json(exclude_none=True)}
    return files(to_tables(dataset), metadata)


def files(tables: Tables, metadata: Mapping[str, str]) -> dict[str, bytes]:
    """The files of tables by name, each with the metadata."""
    return {
        f"{folder}/{table.kind}.parquet": _file(table, metadata)
        for folder, group in (("nodes", tables.nodes), ("relationships", tables.relationships))
        for table in group
    }


def _file(table: Table, metadata: Mapping[str, str]) -> bytes:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    made = pa.table({name: _column(column) for name, column in table.columns.items()})
    buffer = io.BytesIO()
    pq.write_table(made.replace_schema_metadata(metadata), buffer)
    return buffer.getvalue()


def _column(values: Sequence[Any]) -> Any:
    """The values as a column; lists that are all empty are lists of texts, as a column of no type is read by few programs."""
    import pyarrow as pa

    column = pa.array(list(values))
    return column.cast(pa.list_(pa.string())) if column.type == pa.list_(pa.null()) else column


EXPORT = Export("parquet", (), make)
