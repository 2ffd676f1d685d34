"""The command that measures over a folder of columns, of as many records as there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from orggraph.cli.options import common, formatted, pairs, progress, put_rows, say
from orggraph.i18n import Lang, N, T

if TYPE_CHECKING:
    from orggraph.columns import EngineName
    from orggraph.tables.tables import Format


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("name", metavar="MEASURE")
@click.option("--date", metavar="DATE", help="The date asked. Default: the reference date of the dataset.")
@click.option("--param", multiple=True, metavar="NAME=VALUE", help="A parameter of the analysis of that name; may be repeated.")
@click.option("--engine", default="auto", show_default=True, metavar="ENGINE", help="networkx, duckdb, spark, or auto: by size.")
@click.option("--memory", metavar="SIZE", help="What DuckDB takes for its tables, as 1200MB; the rest goes to disk.")
@click.option("--most", type=click.IntRange(1), default=1000, show_default=True, help="Rows at most that are printed.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="All rows as .parquet or .csv.")
@common
@formatted
def measure(
    folder: Path,
    name: str,
    date: str | None,
    param: tuple[str, ...],
    engine: str,
    memory: str | None,
    most: int,
    output: Path | None,
    lang: Lang,
    form: Format,
) -> None:
    """Measure over a FOLDER that export parquet wrote, also where it is too large for a graph; says which engine did.

    MEASURE: role_overload, role_conflicts, interlocks, arrangements-per-municipality, forms-over-years, organs-taking-part or
    same-municipalities.
    """
    from orggraph.columns import measure as work_out

    with progress(T("Looking …"), lang):
        answer = work_out(folder, name, pairs(param), on=date, engine=cast("EngineName", engine), output=output, most=most, memory=memory)
    say(answer.reason, lang)
    if output:
        say(T("Written: {file}", file=str(output)), lang)
        say(N("{n} row.", "{n} rows.", answer.count), lang)
        return
    rows = answer.rows
    if answer.titles and form in {"table", "md"}:
        rows = [{**row, "measure": answer.titles[row["measure"]][lang]} for row in rows]
    put_rows(rows, lang, form, answer.columns)
    if answer.count > len(answer.rows):
        say(T("The first {n} of {m} rows; -o FILE.parquet writes all.", n=len(answer.rows), m=answer.count), lang)
