"""Commands on what is not so, or not yet: scenarios, before and after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from orggraph.access import Permission
from orggraph.cli.keep import write
from orggraph.cli.options import access, common, formatted, progress, put, say, workspace
from orggraph.errors import WrongUsage
from orggraph.i18n import T

if TYPE_CHECKING:
    from orggraph.edits import Proposal, Scenario
    from orggraph.i18n import Lang
    from orggraph.tables.tables import Format
    from orggraph.workspace import Workspace


@click.command("what-if")
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO]...")
@click.option("--dataset", metavar="ID", help="The dataset of the changes given here.")
@click.option("--edit", "edits", multiple=True, metavar='"EDIT NAME=VALUE..."', help="A change; may be repeated.")
@click.option("--date", "on", metavar="DATE", help="The day looked at. Default: the last on which a change begins.")
@click.option("--source", metavar="TEXT", help="Where it is known from; what comes or changes cites it.")
@click.option("--name", metavar="NAME", help="What the changes given here are called.")
@click.option("--save", is_flag=True, help="Keep the changes given here as a scenario, under --name.")
@click.option("--by", "rows", type=click.Choice(["finding", "analysis", "figure"]), default="finding", help="What a row is of.")
@click.option("--all", "everything", is_flag=True, help="Also what stays equal.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write it as a proposal (YAML).")
@click.option("--apply", "applied", is_flag=True, help="Write the changes into the store, as one version.")
@click.option("--changed-by", metavar="NAME", help="Who applies it; default: the user of this machine.")
@common
@formatted
def what_if(
    scenarios: tuple[str, ...],
    dataset: str | None,
    edits: tuple[str, ...],
    on: str | None,
    source: str | None,
    name: str | None,
    save: bool,
    rows: str,
    everything: bool,
    output: Path | None,
    applied: bool,
    changed_by: str | None,
    lang: Lang,
    form: Format,
) -> None:
    """Every analysis before and after changes: scenarios by file or name, or changes given here; several beside each other.

    Nothing is written into the store without --apply.
    """
    chosen = _scenarios(scenarios, dataset, edits, name, source, on)
    if (output or applied) and len(chosen) > 1:
        raise WrongUsage(T("Several scenarios cannot be one proposal."), T("Give one of them."))
    with workspace(lang, fill=True) as work:
        for needed in _needed(save=save, output=bool(output), applied=applied):
            work.require(needed)
        if save:
            _save(chosen, edits, lang)
        with progress(T("Working out what changes …"), lang):
            proposals = _worked_out(work, chosen)
        _table(proposals, rows, form, lang, everything=everything)
        if output:
            work.hand_out("proposal", [proposals[0].before.id])
            write_proposal(output, proposals[0], lang)
        if applied:
            _apply(work, proposals[0], changed_by, lang)


def _needed(*, save: bool, output: bool, applied: bool) -> list[Permission]:
    """What who thinks with scenarios must be allowed: they say what one person carries."""
    return [Permission.LOADS, *([Permission.EDIT] if save or applied else []), *([Permission.EXPORT] if output else [])]


def _scenarios(
    given: tuple[str, ...], dataset: str | None, edits: tuple[str, ...], name: str | None, source: str | None, on: str | None
) -> list[Scenario]:
    """The scenarios that are named, and that of the changes given here."""
    from dataclasses import replace

    from orggraph.edits.scenario import Scenario, change_of, kept_scenario, read_scenario
    from orggraph.params import Param, bind
    from orggraph.store.settings import settings_from_env

    day = bind({"date": Param("date", optional=True)}, {"date": on})["date"]
    home = settings_from_env().home
    files = [Path(text) if "/" in text or Path(text).suffix else kept_scenario(home, text) for text in given]
    chosen = [read_scenario(path) for path in files]
    if edits or not chosen:
        if not dataset:
            raise WrongUsage(T("Of which dataset is not stated."), T("Write --dataset ID; `orggraph datasets` lists them."))
        called = name or (edits[0] if edits else T("as it is").render())
        chosen.append(Scenario(called, dataset, tuple(map(change_of, edits)), source=source))
    return [replace(scenario, on=day or scenario.on) for scenario in chosen]


def _save(chosen: list[Scenario], edits: tuple[str, ...], lang: Lang) -> None:
    from orggraph.edits.scenario import keep_scenario
    from orggraph.store.settings import settings_from_env

    if not edits:
        raise WrongUsage(T("There is nothing to keep: no change was given here."), T("Write --edit, once for each change."))
    path = keep_scenario(settings_from_env().home, chosen[-1])
    say(T("Kept as scenario {name}.", name=path.stem), lang)


def _worked_out(work: Workspace, chosen: list[Scenario]) -> list[Proposal]:
    """The proposals of scenarios; several are looked at on the last of their days."""
    from dataclasses import replace

    from orggraph.edits import what_if as work_out

    proposals = [work_out(work, scenario) for scenario in chosen]
    last = max((proposal.on or "" for proposal in proposals), default="")
    if len(proposals) > 1 and any((proposal.on or "") != last for proposal in proposals):
        proposals = [work_out(work, replace(scenario, on=last)) for scenario in chosen]
    return proposals


def _table(proposals: list[Proposal], rows: str, form: Format, lang: Lang, *, everything: bool) -> None:
    from orggraph.edits import beside
    from orggraph.edits.comparing import case_rows, count_rows

    for proposal in proposals:
        tell(proposal, lang)
    comparison = beside(proposals)
    scenarios = ("after",) if len(proposals) == 1 else comparison.names
    if rows == "analysis":
        counted = (*scenarios, "new", "gone", "changed") if len(proposals) == 1 else scenarios
        put(count_rows(comparison, lang), form, ("kind", "before", *counted), lang)
        return
    if rows == "figure":
        from orggraph.edits.measures import shift_rows, shifts

        differing = shifts(proposals[0].graph_before, [proposal.graph for proposal in proposals], lang)
        put(shift_rows(differing, comparison.names, lang), form, ("kind", "title", "subject", "figure", "before", *scenarios), lang)
        return
    cases = comparison.cases if everything else comparison.differing()
    put(case_rows(comparison, lang, cases), form, ("kind", "title", "subject", "before", *scenarios, "turn"), lang)


def tell(proposal: Proposal, lang: Lang) -> None:
    """What a proposal does and what it means in figures, beside the table."""
    from orggraph.edits.comparing import summary

    for sentence in proposal.sentences:
        say(sentence, lang)
    for warning in proposal.warnings:
        say(T("Warning: {warning}", warning=warning.text(lang)), lang)
    say(summary(proposal.comparison, proposal.graph), lang)


def write_proposal(output: Path, proposal: Proposal, lang: Lang) -> None:
    """Write a scenario as a proposal: what it does in words, and from which version of the data."""
    from dataclasses import replace

    from orggraph.edits.scenario import write_scenario
    from orggraph.picture.export import put as write_file

    does = [sentence.render(lang) for sentence in proposal.sentences]
    scenario = replace(proposal.scenario, version=proposal.version)
    write_file(output, write_scenario(scenario, does).encode())
    say(T("Written: {file}", file=str(output)), lang)


def _apply(work: Workspace, proposal: Proposal, by: str | None, lang: Lang) -> None:
    if proposal.after is proposal.before:
        raise WrongUsage(T("This changes nothing."), T("It is so already."))
    write(work, proposal, by, lang)


@click.command("scenarios")
@click.option("--forget", metavar="NAME", help="Throw this one away.")
@common
@formatted
def scenarios(forget: str | None, lang: Lang, form: Format) -> None:
    """The scenarios that are kept on this machine, beside the data."""
    from orggraph.edits.scenario import forget_scenario, kept_scenarios, read_scenario
    from orggraph.store.settings import settings_from_env

    home = settings_from_env().home
    if forget:
        access().require(Permission.EDIT)
        forget_scenario(home, forget)
        say(T("The scenario {name} is thrown away.", name=forget), lang)
    rows = []
    for name, path in kept_scenarios(home).items():
        scenario = read_scenario(path)
        rows.append({"scenario": name, "dataset": scenario.dataset, "edits": len(scenario.changes), "title": scenario.name})
    put(rows, form, ("scenario", "dataset", "edits", "title"), lang)
