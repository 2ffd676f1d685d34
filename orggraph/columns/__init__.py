"""Past one machine's memory: measures as expressions over a Parquet export, worked out by DuckDB, by Spark, or over a graph.

One module per subject declares its measures (:class:`orggraph.columns._measure.Measured`), and the registry finds them: an expression
of Ibis, which every engine works out unchanged, beside the function over a graph that gives the same rows. Which relationships,
thresholds, hats and pairs count is declared where that function reads it, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from orggraph import plugins
from orggraph.errors import UnknownName, WrongUsage
from orggraph.i18n import Bilingual, T, Text
from orggraph.params import bind

if TYPE_CHECKING:
    from orggraph.columns._engines import Engine
    from orggraph.columns._folder import Folder
    from orggraph.columns._measure import Measured

EngineName = Literal["auto", "networkx", "duckdb", "spark"]
ENGINES: Final[tuple[EngineName, ...]] = ("auto", "networkx", "duckdb", "spark")
LARGE: Final = 250_000
"""From how many records on a folder is no longer made a graph, where nothing else is asked: docs/columns.md has the figures."""
FIRST: Final = 1000
"""How many rows are given, where nothing else is asked."""


@dataclass(frozen=True)
class Answer:
    """The rows of a measure, and how they were worked out."""

    measure: str
    engine: str
    """Which program worked it out: NetworkX, DuckDB or Spark."""
    reason: Text
    """That it did, on how much, and why this one."""
    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    """By the order of the columns; the first of them, where there are more."""
    count: int
    """How many rows there are."""
    titles: Mapping[str, Bilingual]
    """What the words in the column ``measure`` are called, where it has one."""


def measure(
    folder: Path | str,
    name: str,
    params: Mapping[str, Any] | None = None,
    *,
    on: str | None = None,
    engine: EngineName = "auto",
    output: Path | None = None,
    most: int | None = FIRST,
    memory: str | None = None,
) -> Answer:
    """Work a measure out over a folder of columns, as ``orggraph export parquet`` writes it.

    Parameters
    ----------
    folder
        The folder; of records that are too many for memory, too.
    name
        Which measure: see :func:`registry`.
    params
        Its parameters by name; those that the analysis of that name has.
    on
        The day asked; default: the reference date of the dataset, else today.
    engine
        ``auto``: a graph in memory (NetworkX) up to :data:`LARGE` records, DuckDB beyond. ``spark``: the session that the
        environment configures (``SPARK_REMOTE``, or ``spark-defaults.conf``).
    output
        A file for all rows: ``.parquet`` or ``.csv``.
    most
        How many rows to give; None: all.
    memory
        What DuckDB takes for its tables, as ``1200MB``; the rest of the process comes on top of it.

    Raises
    ------
    InvalidInput
        With every problem of the folder.
    WrongUsage
        An unknown measure, parameter or engine, a program that is not installed, or records that only a graph can join.
    """
    measured = _measured(name)
    values = bind(measured.params, dict(params or {}))
    suffix = output.suffix.lower() if output else ".parquet"
    if suffix not in {".parquet", ".csv"}:
        raise UnknownName(T("suffix"), suffix, (".parquet", ".csv"))
    if engine not in ENGINES:
        raise UnknownName(T("engine"), engine, ENGINES)
    from orggraph.columns._folder import read_folder

    there = read_folder(folder)
    day = there.day(on)
    if measured.all_times:
        values["day"] = day
    chosen: EngineName = engine if engine != "auto" else "networkx" if there.records <= LARGE else "duckdb"
    if chosen == "networkx":
        used, rows, count = _of_graph(there, measured, values, day, output, most)
    else:
        with _duckdb(memory) if chosen == "duckdb" else _spark() as opened:
            used, rows, count = _of_engine(opened, there, measured, values, day, output, most)
    return Answer(name, used, _reason(there, used, engine), tuple(measured.columns), rows, count, measured.titles)


@cache
def registry() -> Mapping[str, Measured]:
    """All measures by name. Raises WrongUsage where Ibis is not installed, ValueError for two of one name."""
    try:
        from orggraph.columns._measure import Measured
    except ImportError as error:
        raise _absent(error) from error
    return plugins.by_name(__name__, Measured, lambda measured: measured.name)


def _measured(name: str) -> Measured:
    if name not in registry():
        raise UnknownName(T("measure"), name, registry())
    return registry()[name]


def _reason(folder: Folder, used: str, wanted: EngineName) -> Text:
    figures = {"engine": used, "records": folder.records, "holdings": folder.holdings, "limit": LARGE}
    if wanted != "auto":
        return T("{engine} worked this out, as asked: {records} records, {holdings} holdings.", **figures)
    if folder.records <= LARGE:
        return T("{engine} worked this out: {records} records, {holdings} holdings; up to {limit} records fit in a graph.", **figures)
    return T("{engine} worked this out: {records} records, {holdings} holdings; over {limit} no graph is made.", **figures)


Given = tuple[str, Sequence[Mapping[str, Any]], int]
"""Which program, the first rows, and how many there are."""


def _of_graph(folder: Folder, measured: Measured, values: dict[str, Any], day: str, output: Path | None, most: int | None) -> Given:
    graph = folder.graph(day, all_times=measured.all_times)
    rows = [{column: row[column] for column in measured.columns} for row in measured.of_graph(graph, **values)]
    rows.sort(key=lambda row: [(value is not None, value) for value in row.values()])
    if output:
        import pandas as pd

        table = pd.DataFrame(rows, columns=list(measured.columns))
        table.to_csv(output, index=False) if output.suffix.lower() == ".csv" else table.to_parquet(output, index=False)
    return "NetworkX", rows[:most], len(rows)


def _of_engine(
    engine: Engine, folder: Folder, measured: Measured, values: dict[str, Any], day: str, output: Path | None, most: int | None
) -> Given:
    from orggraph.columns._records import Records, refuse_same

    records = Records(folder, engine.read, engine.keep, None if measured.all_times else day)
    refuse_same(records)
    table = engine.keep(measured.expression(records, **values).select(*measured.columns))
    if output:
        write = engine.backend.to_csv if output.suffix.lower() == ".csv" else engine.backend.to_parquet
        write(table, output)
    count = int(table.count().execute())
    rows = table.order_by([table[name].asc(nulls_first=True) for name in measured.columns]).limit(most).to_pyarrow().to_pylist()
    return engine.name, rows, count


@contextmanager
def _duckdb(memory: str | None) -> Iterator[Engine]:
    from orggraph.columns import _engines

    with _engines.duckdb(memory or _engines.MEMORY) as engine:
        yield engine


@contextmanager
def _spark() -> Iterator[Engine]:
    from orggraph.columns import _engines

    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise WrongUsage(T("Spark's own package is not installed: {words}.", words=str(error)), T("pip install pyspark")) from error
    with _engines.spark(SparkSession.builder.getOrCreate()) as engine:
        yield engine


def _absent(error: ImportError) -> WrongUsage:
    return WrongUsage(
        T("What works on columns is not installed: {words}.", words=str(error)), T('pip install "orggraph[columns]" installs it.')
    )
