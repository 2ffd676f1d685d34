"""The command that divides portfolios by what people wrote themselves; it proposes, and stores nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orggraph.access import Permission
from orggraph.cli.options import common, formatted, progress, put, say, workspace
from orggraph.i18n import T

if TYPE_CHECKING:
    from orggraph.edits.division import Outcome
    from orggraph.graph import Graph
    from orggraph.i18n import Lang
    from orggraph.tables.tables import Format


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--dataset", required=True, metavar="ID", help="Which dataset.")
@click.option("--date", "on", metavar="DATE", help="The day looked at. Default: the reference date.")
@click.option("--body", metavar="ID", help="Divide what the posts of this body cover among its members.")
@click.option("--recorded-wishes", is_flag=True, help="Also read the wishes that the dataset records (PREFERS).")
@click.option("--at-most", type=int, metavar="N", help="Nobody gets more than so many; as in the file.")
@click.option("--divisions", "several", type=click.IntRange(1, 9), default=3, show_default=True, help="How many good divisions.")
@click.option(
    "--show", "part", type=click.Choice(["division", "people", "unmet", "open"]), default="division", show_default=True, help="Which table."
)
@click.option("--solver", default="highs", show_default=True, metavar="SOLVER", help="highs, or scip to have a proof checked by a second.")
@common
@formatted
def divide(
    file: Path | None,
    dataset: str,
    on: str | None,
    body: str | None,
    recorded_wishes: bool,
    at_most: int | None,
    several: int,
    part: str,
    solver: str,
    lang: Lang,
    form: Format,
) -> None:
    """Divide portfolios by wishes from a FILE of their owner, under hard rules, with proof; several good divisions beside each other.

    A proposal beside others: a person decides. Nothing of it is stored.
    """
    from orggraph.edits import division
    from orggraph.edits.hats import barred
    from orggraph.edits.wishes import read_division
    from orggraph.graph import provenance
    from orggraph.params import Param, bind
    from orggraph.solver import solved_by
    from orggraph.views.lookup import resolve

    day = bind({"date": Param("date", optional=True)}, {"date": on})["date"]
    with workspace(lang, fill=True) as work:
        if recorded_wishes:
            work.require(Permission.PREFERENCES)
        graph = work.graph(on=day, datasets=dataset)
        records, times = work.dataset(dataset), work.graph(datasets=dataset, all_times=True)
    wanted = division.Wanted((), ())
    if body:
        wanted = division.of_body(graph, resolve(graph, body, labels=("Body",)), recorded_wishes=recorded_wishes)
    if file:
        wanted = read_division(file, graph, wanted)
    if at_most is not None:
        wanted = replace(wanted, at_most=at_most)
    with progress(T("Dividing …"), lang), solved_by(solver):
        wanted = replace(wanted, law=barred(records, times, graph, wanted, max(provenance(graph).on.values())))
        outcome = division.work_out(division.task_of(wanted, graph), several)
        _put(outcome, graph, part, lang, form)


def _put(outcome: Outcome, graph: Graph, part: str, lang: Lang, form: Format) -> None:
    from orggraph.edits import division

    say(division.sentence(outcome), lang)
    numbers = [str(number) for number in range(1, len(outcome.divisions) + 1)]
    if part == "division":
        put(division.division_rows(outcome, graph, T("open").render(lang)), form, ("portfolio", *numbers), lang)
    elif part == "people":
        put(division.people_rows(outcome, graph), form, ("person", "division", "portfolios", "met", "wanted"), lang)
    elif part == "open":
        rows = [{**row, "why": row["why"].render(lang)} for row in division.open_rows(outcome, graph)]
        put(rows, form, ("portfolio", "why"), lang)
    else:
        rows = [{**row, "why": row["why"].render(lang)} for row in division.unmet_rows(outcome, graph)]
        put(rows, form, ("person", "portfolio", "wish", "why"), lang)
