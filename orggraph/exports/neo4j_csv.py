"""CSV for ``neo4j-admin database import``: a folder with one file for each label and relationship type, and the command to run.

The headers bear the types, so that the database that comes of it holds what a load writes, record for record. The items of a
list are parted by a sign that no text holds. The files are packed: the command reads them so, and no spreadsheet opens
them, since a text stands in them as it is, also one that a spreadsheet would take for a formula. orggraph does not take the
database for a load of its own: the head bears no version.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from orggraph.errors import TooLarge
from orggraph.exports import Export, Origin
from orggraph.i18n import T
from orggraph.model.dataset import Dataset
from orggraph.model.schema import constraints
from orggraph.model.tables import Table, to_tables

PARTS: Final = "\x1f"
"""The sign between the items of a list."""
COMMAND: Final = "import.sh"
OPTIONS: Final = ("--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string")
ENDS: Final = {"source": ":START_ID", "target": ":END_ID"}


def make(dataset: Dataset, origin: Origin, _suffix: str) -> Mapping[str, bytes]:
    """The files by name: ``nodes/Body.csv.gz``, ``relationships/HOLDS.csv.gz`` …, the command, and the constraints.

    Raises
    ------
    TooLarge
        Where an item of a list holds the sign that parts items.
    """
    tables = to_tables(dataset)
    head = dataset.info.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    nodes = {"Dataset": Table("Dataset", {name: [value] for name, value in head.items()}), **{t.kind: t for t in tables.nodes}}
    edges = {table.kind: table for table in tables.relationships}
    inputs = {f"--nodes={_labels(kind)}": (f"nodes/{kind}.csv.gz", table, {"id": "id:ID"}) for kind, table in nodes.items()}
    inputs |= {f"--relationships={kind}": (f"relationships/{kind}.csv.gz", table, ENDS) for kind, table in edges.items()}
    options = [*OPTIONS, *(f"{option}={path}" for option, (path, _table, _ids) in inputs.items())]
    command = " \\\n  ".join(('neo4j-admin database import full "${1:-neo4j}"', *options))
    about = (f"# {origin.sentence()}",
             "# Run it in this folder, with the server stopped and the database empty; then run constraints.cypher.")  # fmt: skip
    return {
        COMMAND: "\n".join(("#!/bin/sh", *about, command, "")).encode(),
        "constraints.cypher": "".join(f"{statement};\n" for statement in constraints()).encode(),
        **{path: _file(table, ids) for path, table, ids in inputs.values()},
    }


def _labels(kind: str) -> str:
    return kind if kind == "Dataset" else f"Entity:{kind}"


def _file(table: Table, ids: Mapping[str, str]) -> bytes:
    """The rows under a header with types; what is not stated is an empty cell."""
    names = sorted(table.columns, key=lambda name: (name not in ids, name))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([ids.get(name) or f"{name}:{_type(table.columns[name])}" for name in names])
    writer.writerows(zip(*(map(_cell, table.columns[name]) for name in names), strict=True))
    return gzip.compress(buffer.getvalue().encode(), mtime=0)


def _type(values: Iterable[Any]) -> str:
    """The type of a column, as the header names it."""
    stated = [value for value in values if value is not None]
    if any(isinstance(value, list | tuple) for value in stated):
        return "string[]"
    types = {type(value) for value in stated}
    if types == {bool}:
        return "boolean"
    return "long" if types == {int} else "double" if types and types <= {int, float} else "string"


def _cell(value: Any) -> str | int | float | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return _joined(value)
    return value if isinstance(value, int | float) or value is None else str(value)


def _joined(items: Sequence[object]) -> str:
    texts = [str(item) for item in items]
    if any(PARTS in text for text in texts):
        raise TooLarge(T("a list holds a text with the control character U+001F, which parts its items"), T("Take that character out."))
    return PARTS.join(texts)


EXPORT = Export("neo4j-csv", (), make)
