"""Engines that work measures out over columns, and folders to do it over."""

from __future__ import annotations

import importlib.util
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from orggraph import register
from orggraph.columns import _engines, registry
from orggraph.columns._engines import Engine
from orggraph.columns._folder import Folder, read_folder
from orggraph.columns._measure import Measured
from orggraph.columns._records import Records
from orggraph.exports import parquet
from orggraph.graph import Graph, project
from orggraph.model.tables import Tables, to_tables
from tests.conftest import SOAK

ON = "2026-01-01"
Written = Callable[..., Folder]
SPARK = "local-cluster[2,1,1024]"
"""A master and two workers, each a process of its own."""


@pytest.fixture(scope="session", params=["duckdb", "spark"] if SOAK else ["duckdb"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Each engine; Spark, which comes as its source alone and takes minutes, in ``make soak``."""
    if request.param == "duckdb":
        with _engines.duckdb() as opened:
            yield opened
        return
    if not importlib.util.find_spec("pyspark"):
        pytest.fail("make soak installs pyspark") if os.environ.get("CI") == "true" else pytest.skip("pyspark is not installed")
    from pyspark.sql import SparkSession

    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
    builder = (
        SparkSession.builder.master(SPARK)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
    )
    session = builder.config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("spark"))).getOrCreate()
    with _engines.spark(session) as opened:
        yield opened
    session.stop()


@pytest.fixture(scope="session")
def country_tables() -> Tables:
    """The register of the country."""
    return to_tables(register.dataset())


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes tables as a folder of columns."""

    def write(tables: Tables) -> Folder:
        (head,) = tables.datasets.values()
        for name, content in parquet.files(tables, {parquet.HEAD: _json(head)}).items():
            file = tmp_path / "columns" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return read_folder(tmp_path / "columns")

    return write


def _json(head: Mapping[str, Any]) -> str:
    import json

    return json.dumps(dict(head))


def by_graph(tables: Tables, measured: Measured, on: str | None = ON, **params: Any) -> Counter[tuple[object, ...]]:
    """The rows of a measure over the graph of tables."""
    graph: Graph = project(tables, on=on, all_times=measured.all_times)
    return counted(measured, measured.of_graph(graph, **_values(measured, on, params)))


def by_engine(engine: Engine, folder: Folder, measured: Measured, on: str = ON, **params: Any) -> Counter[tuple[object, ...]]:
    """The rows of a measure over columns."""
    records = Records(folder, engine.read, engine.keep, None if measured.all_times else on)
    table = measured.expression(records, **_values(measured, on, params))
    return counted(measured, table.to_pyarrow().to_pylist())


def _values(measured: Measured, on: str | None, given: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: param.default for name, param in measured.params.items()} | dict(given)
    return values | {"day": on} if measured.all_times else values


def counted(measured: Measured, rows: Any) -> Counter[tuple[object, ...]]:
    """Rows that can be compared: figures as far as the order in which an engine adds up lets them be equal."""

    def value(cell: object) -> object:
        return float(f"{cell:.10g}") if isinstance(cell, int | float) else cell

    return Counter(tuple(value(row[column]) for column in measured.columns) for row in rows)


MEASURES = tuple(registry())
