"""A folder of columns, as ``orggraph export parquet`` writes it: what is in it, how much, of which dataset, and that as a graph.

A file may also be a folder of parts, as Spark writes one. How many records there are is in the footers: nothing else is read for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from orggraph.errors import InvalidInput, Problem
from orggraph.exports.parquet import HEAD
from orggraph.graph import Graph, project
from orggraph.i18n import T
from orggraph.model.meant import date_of
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.tables import Table, Tables

NEEDED = {"nodes": ("id", "name", "dataset", "status"), "relationships": ("id", "source", "target", "dataset", "status")}
"""The columns without which a record says nothing."""


@dataclass(frozen=True)
class Folder:
    """A folder of columns: the path of each label and relationship type (with ``*`` where it has parts), and how many rows it has."""

    path: Path
    nodes: Mapping[str, str]
    relationships: Mapping[str, str]
    rows: Mapping[str, int]
    head: Mapping[str, Any]
    """The head of the dataset; its ``id`` at least."""

    @property
    def holdings(self) -> int:
        """How many times somebody holds a post."""
        return self.rows.get("HOLDS", 0)

    @cached_property
    def records(self) -> int:
        """All nodes and relationships."""
        return sum(self.rows.values())

    def day(self, on: str | None) -> str:
        """The day asked, as an ISO date: the one given, else the reference date of the dataset, else today."""
        return date_of(self.head, on)

    def tables(self) -> Tables:
        """All records in memory."""
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        def table(kind: str, path: str) -> Table:
            read = pq.read_table(path.removesuffix("/*.parquet"))
            return Table(kind, {name: read.column(name).to_pylist() for name in read.column_names})

        nodes = tuple(table(kind, path) for kind, path in self.nodes.items())
        relationships = tuple(table(kind, path) for kind, path in self.relationships.items())
        return Tables(nodes, relationships, {self.head["id"]: self.head})

    def graph(self, on: str | None, *, all_times: bool = False) -> Graph:
        """The records as a graph, on a day or of all times."""
        return project(self.tables(), on=on, all_times=all_times)


def read_folder(path: Path | str) -> Folder:
    """Look at a folder of columns; of the records themselves nothing is read.

    Raises
    ------
    InvalidInput
        With every problem at once: no such folder, nothing in it that is known, a file that is no Parquet or lacks columns.
    """
    root = Path(path)
    problems: list[Problem] = []
    paths: dict[str, dict[str, str]] = {"nodes": {}, "relationships": {}}
    rows: dict[str, int] = {}
    head: dict[str, Any] = {}
    for part, known in (("nodes", LABELS), ("relationships", TYPES)):
        for file in sorted((root / part).glob("*.parquet")):
            if file.stem not in known:
                continue
            try:
                rows[file.stem], metadata = _footer(file, NEEDED[part], problems)
            except (OSError, ValueError) as error:
                problems.append(Problem("columns", T("This is no Parquet file: {words}", words=str(error)), file=str(file)))
                continue
            paths[part][file.stem] = f"{file}/*.parquet" if file.is_dir() else str(file)
            head = head or metadata
    if not paths["nodes"] and not problems:
        hint = T("`orggraph export parquet --dataset ID -o FOLDER` writes one; unpack an archive first.")
        problems.append(Problem("columns", T("There are no columns of a dataset in this folder."), hint, file=str(root)))
    if problems:
        raise InvalidInput(problems)
    return Folder(root, paths["nodes"], paths["relationships"], rows, head or _head_of(next(iter(paths["nodes"].values()))))


def _footer(file: Path, needed: tuple[str, ...], problems: list[Problem]) -> tuple[int, dict[str, Any]]:
    """How many rows a file has, and the head of the dataset where it is there; what it lacks goes to the problems."""
    import pyarrow.parquet as pq

    n, metadata = 0, b"{}"
    for part in _parts(file):
        footer = pq.read_metadata(part)
        schema = footer.schema.to_arrow_schema()
        lacking = [name for name in needed if name not in schema.names]
        if lacking:
            hint = T("Write the folder anew with `orggraph export parquet`.")
            problems.append(Problem("columns", T("The columns {names} are not in it.", names=lacking), hint, file=str(part)))
        n += footer.num_rows
        metadata = (schema.metadata or {}).get(HEAD.encode(), metadata)
    return n, json.loads(metadata)


def _parts(file: Path) -> Iterator[Path]:
    yield from sorted(file.glob("*.parquet")) if file.is_dir() else (file,)


def _head_of(path: str) -> dict[str, Any]:
    """Of a folder by another hand, which has no head: the dataset that its first record names."""
    import pyarrow.parquet as pq

    first = next(_parts(Path(path.removesuffix("/*.parquet"))))
    batch = next(pq.ParquetFile(first).iter_batches(1, columns=["dataset"]), None)
    return {"id": batch.column(0)[0].as_py() if batch is not None and batch.num_rows else "", "title": first.stem}
