"""Commands that look back: versions, what differs between them, bringing one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from orggraph.cli.options import common, formatted, progress, put, say, version_of, workspace
from orggraph.errors import WrongUsage
from orggraph.i18n import Lang, N, T

if TYPE_CHECKING:
    from orggraph.model.dataset import Dataset
    from orggraph.tables.tables import Format
    from orggraph.workspace import Workspace

COLUMNS = ("dataset", "number", "at", "by", "reason", "source", "added", "changed", "removed")


@click.command()
@click.argument("name", required=False, metavar="[DATASET]")
@click.option("--dataset", metavar="ID", help="Only this dataset.")
@click.option("--findings", is_flag=True, help="How many findings each version gives, how many of them are new, and how many solved.")
@click.option("--keep", metavar="N", help="Keep the last N versions of each dataset from now on, or all; older ones go.")
@common
@formatted
def versions(name: str | None, dataset: str | None, findings: bool, keep: str | None, lang: Lang, form: Format) -> None:
    """List the versions: when, by whom, why, and how much changed."""
    with workspace(lang) as work, progress(T("Looking …"), lang):
        if keep is not None:
            gone = work.keep_versions(_number_kept(keep))
            say(N("{n} version went.", "{n} versions went.", gone), lang)
        chosen = name or dataset
        rows = work.versions(chosen)
        if findings:
            datasets = [chosen] if chosen else list(dict.fromkeys(row["dataset"] for row in rows))
            rows = [row for each in datasets for row in work.trend(each)]
    columns = ("dataset", "number", "at", "by", "reason", "findings", "new", "solved") if findings else COLUMNS
    put(rows, form, () if form == "json" else columns, lang)


@click.command()
@click.argument("given", nargs=-1, required=True, metavar="[DATASET] A [B]")
@click.option("--dataset", metavar="ID", help="The dataset whose versions are meant.")
@common
@formatted
def diff(given: tuple[str, ...], dataset: str | None, lang: Lang, form: Format) -> None:
    """Say what differs between two versions, or a version and a file; without B: and what is there now.

    A version is a number, or dataset@number.
    """
    with workspace(lang) as work, progress(T("Comparing …"), lang):
        chosen, sides = _sides(work, given, dataset)
        before = _side(work, sides[0], chosen)
        after = _side(work, sides[1], chosen or before.id) if len(sides) > 1 else work.dataset(before.id)
        differences = work.diff(before, after)
    if form == "json":
        put([change.row(lang) for change in differences], form)
        return
    what = {"added": T("new"), "changed": T("changed"), "removed": T("gone")}
    rows = [{"change": what[change.change].render(lang), "text": change.text.render(lang)} for change in differences]
    put(rows, form, ("change", "text"), lang)
    say(N("{n} difference.", "{n} differences.", len(differences)) if differences else T("They are equal."), lang)


@click.command()
@click.argument("given", nargs=-1, required=True, metavar="[DATASET] N")
@click.option("--dataset", metavar="ID", help="The dataset whose version it is.")
@click.option("--by", metavar="NAME", help="Who restores; default: the user of this machine.")
@click.option("--reason", metavar="TEXT", help="Why; kept with the version.")
@common
def restore(given: tuple[str, ...], dataset: str | None, by: str | None, reason: str | None, lang: Lang) -> None:
    """Make a new version that equals an old one; no version goes."""
    with workspace(lang) as work, progress(T("Restoring …"), lang):
        chosen, sides = _sides(work, given, dataset)
        if len(sides) != 1:
            raise WrongUsage(T("One version is restored at a time, and {n} are given.", n=len(sides)))
        name, number = _version(work, sides[0], chosen)
        loaded = work.restore(name, number, by=by, reason=reason)
    numbers = {"dataset": name, "old": number, "number": loaded.version}
    same = T("{dataset} is as in version {old} already; nothing was written.", **numbers)
    say(same if loaded.difference.is_empty else T("{dataset} is as in version {old} again; that is version {number}.", **numbers), lang)


def _number_kept(given: str) -> int | None:
    if given == "all":
        return None
    if not given.isdigit():
        raise WrongUsage(T("{given} is no number of versions.", given=given), T("Give a number of 1 or more, or all."))
    return int(given)


def _sides(work: Workspace, given: tuple[str, ...], dataset: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The dataset, where one is named first or there is only one with versions, and what is compared or restored."""
    known = {row["dataset"] for row in work.versions()} | {row["id"] for row in work.datasets()}
    named = given[0] if len(given) > 1 and (given[0] in known or not _is_side(given[0])) else None
    sides = given[1:] if named else given
    if len(sides) > 2:
        raise WrongUsage(T("Two are compared, and {n} are given.", n=len(sides)))
    return named or dataset or (next(iter(known)) if len(known) == 1 else None), sides


def _is_side(given: str) -> bool:
    return given.rpartition("@")[2].isdigit() or "/" in given or "." in given


def _side(work: Workspace, given: str, dataset: str | None) -> Dataset:
    """A version, or the dataset of a file or region."""
    if given.rpartition("@")[2].isdigit():
        return work.at_version(*_version(work, given, dataset))
    return work.read([given])[0]


def _version(work: Workspace, given: str, dataset: str | None) -> tuple[str, int]:
    name, number = version_of(given, (dataset,) if dataset else None)
    if name is None:
        known: Any = sorted({row["dataset"] for row in work.versions()})
        raise WrongUsage(T("Version {number} of which dataset?", number=number), T("Known: {names}.", names=known) if known else None)
    work.versions(name)
    return name, number
