"""The command that says what an election takes along: seats with their chain, bodies, work, and what to do first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orggraph.access import Permission
from orggraph.cli.options import common, formatted, progress, put, say, workspace
from orggraph.i18n import T

if TYPE_CHECKING:
    from orggraph.edits import Proposal
    from orggraph.i18n import Lang
    from orggraph.tables.tables import Format

PARTS = ("seats", "bodies", "work", "knowledge", "collisions", "order", "packs")


@click.command()
@click.argument("results", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--dataset", required=True, metavar="ID", help="Which dataset.")
@click.option("--date", "on", metavar="DATE", help="The first day on which who lost holds no seat any more.")
@click.option("--show", "part", type=click.Choice(PARTS), default="seats", show_default=True, help="Which table.")
@click.option("--name", metavar="NAME", help="What the scenario is called.")
@click.option("--save", is_flag=True, help="Keep it as a scenario, under --name.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it as a proposal (YAML).")
@click.option("--make-packs", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="Write the packs (PDF).")
@common
@formatted
def election(
    results: Path | None,
    dataset: str,
    on: str | None,
    part: str,
    name: str | None,
    save: bool,
    output: Path | None,
    folder: Path | None,
    lang: Lang,
    form: Format,
) -> None:
    """What falls after an election, by a result FILE (municipality, person, won or lost); without one: all councillors and aldermen.

    Nothing is written into the data: an election is a scenario.
    """
    from orggraph.cli.what_if import write_proposal
    from orggraph.edits import what_if
    from orggraph.edits.election import check_day, of_date, of_results
    from orggraph.edits.scenario import keep_scenario
    from orggraph.edits.succession import rows_of, sentences
    from orggraph.params import Param, bind
    from orggraph.store.settings import settings_from_env

    day = bind({"date": Param("date")}, {"date": check_day(on)})["date"]
    with workspace(lang, fill=True) as work:
        for needed in _needed(save=save, kept=bool(output or folder)):
            work.require(needed)
        with progress(T("Working out what falls …"), lang):
            graph = work.graph(on=day, datasets=dataset)
            called = name or T("Election, {day}", day=day).render(lang)
            outcome = of_results(graph, dataset, day, called, results) if results else of_date(graph, dataset, day, called)
            proposal = what_if(work, outcome.scenario)
            tables = rows_of(proposal, lang)
        for sentence in (*outcome.notes, *sentences(proposal, outcome)):
            say(sentence, lang)
        rows, columns = tables[part]
        put(rows, form, columns, lang)
        if save:
            say(T("Kept as scenario {name}.", name=keep_scenario(settings_from_env().home, outcome.scenario).stem), lang)
        if output or folder:
            work.hand_out("packs" if folder else "proposal", [dataset])
        if output:
            write_proposal(output, proposal, lang)
        if folder:
            with progress(T("Writing the report …"), lang):
                _packs(proposal, tables["packs"][0], folder, lang, work.find)
            say(T("Written: {file}", file=str(folder)), lang)


def _needed(*, save: bool, kept: bool) -> list[Permission]:
    return [Permission.LOADS, *([Permission.EDIT] if save else []), *([Permission.EXPORT] if kept else [])]


def _packs(proposal: Proposal, rows: Sequence[Mapping[str, Any]], folder: Path, lang: Lang, find: Callable[..., Any]) -> None:
    """Write every pack of the table as PDF: handovers by what was so before, the pages of who is new by what is so after."""
    from concurrent.futures import ThreadPoolExecutor

    from orggraph.picture.export import put as write_file
    from orggraph.reports import pdf
    from orggraph.reports.report import Request, get

    folder.mkdir(parents=True, exist_ok=True)

    def make(row: Mapping[str, Any]) -> None:
        graph = proposal.graph_before if row["report"] == "handover" else proposal.graph
        page = get(str(row["report"])).page(Request(graph, lang, lambda: find(graph)), str(row["id"]))
        write_file(folder / str(row["file"]), pdf.render(page))

    with ThreadPoolExecutor() as pool:
        list(pool.map(make, rows))


@click.command()
@click.option("--dataset", required=True, metavar="ID", help="Which dataset.")
@click.option("--date", "on", metavar="DATE", help="The first day on which the seats are left. Default: the reference date.")
@click.option("--steps", type=int, default=3, show_default=True, help="How many changes at most, 1 to 6.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write them as a proposal (YAML).")
@common
@formatted
def relief(dataset: str, on: str | None, steps: int, output: Path | None, lang: Lang, form: Format) -> None:
    """The few seats that, left to somebody else, take away most collisions, load over the norm and single points."""
    from orggraph.cli.what_if import write_proposal
    from orggraph.edits.relief import relief as work_out
    from orggraph.edits.relief import rows_of, sentence
    from orggraph.graph import provenance
    from orggraph.params import Param, bind

    given = bind({"date": Param("date", optional=True)}, {"date": on})["date"]
    with workspace(lang, fill=True) as work, progress(T("Looking for what relieves …"), lang):
        for needed in _needed(save=False, kept=bool(output)):
            work.require(needed)
        graph = work.graph(on=given, datasets=dataset)
        day = max(provenance(graph).on.values())
        result = work_out(work, dataset, on=day, steps=steps, name=T("Relief").render(lang))
        if output and result.proposal:
            work.hand_out("proposal", [dataset])
    say(sentence(result, day), lang)
    put(rows_of(result, graph), form, ("place", "person", "post", "gone", "come", "takers"), lang)
    if output and result.proposal:
        write_proposal(output, result.proposal, lang)
