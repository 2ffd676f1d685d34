"""Commands about datasets: load, check, datasets, remove, schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from orggraph.access import Permission
from orggraph.cli.options import common, formatted, progress, put, say, workspace
from orggraph.cli.terminal import echo
from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import Lang, N, T

if TYPE_CHECKING:
    from orggraph.store.loading import Difference
    from orggraph.tables.tables import Format
    from orggraph.workspace import Workspace


@click.command()
@click.argument("sources", nargs=-1, metavar="[FILE|REGION]...")
@click.option("--dry-run", is_flag=True, help="Check and show what would change; write nothing.")
@click.option("--by", metavar="NAME", help="Who loads; default: the user of this machine.")
@click.option("--reason", metavar="TEXT", help="Why; kept with the version.")
@click.option("--yes", is_flag=True, help="Also when more than a third of a dataset would go.")
@common
@formatted
def load(sources: tuple[str, ...], dry_run: bool, by: str | None, reason: str | None, yes: bool, lang: Lang, form: Format) -> None:
    """Check, show what changes, and replace exactly these datasets; no name: all built-in regions."""
    with workspace(lang) as work:
        work.require(Permission.EDIT)
        differences = work.unchanged(sources) or _load(work, sources, dry_run, {"by": by, "reason": reason, "may_shrink": yes}, lang)
    _say_warnings(sum(difference.warnings for difference in differences), lang)
    versions = [difference.version if dry_run or difference.is_empty else difference.next_version for difference in differences]
    put([_change(difference, version) for difference, version in zip(differences, versions, strict=True)], form, lang=lang)
    if dry_run:
        say(T("Nothing was written."), lang)


def _load(work: Workspace, sources: tuple[str, ...], dry_run: bool, how: Mapping[str, Any], lang: Lang) -> list[Difference]:
    try:
        read = work.read(sources)
    except InvalidInput as refusal:
        raise refusal.while_loading() from None
    _say_warnings(sum(len(dataset.warnings) for dataset in read), lang)
    for warning in work.beside(read):
        say(T("{warning}", warning=warning.text(lang)), lang)
    with progress(T("Loading …"), lang):
        return work.preview(read) if dry_run else [loaded.difference for loaded in work.load_all(read, **how)]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@common
@formatted
def check(files: tuple[str, ...], lang: Lang, form: Format) -> int:
    """Say every problem of dataset files: file, line, record, what is wrong, what to do; status 1 only for an error."""
    from orggraph.regions import source_path
    from orggraph.workspace import Workspace

    try:
        datasets = Workspace.read([source_path(file) for file in files])
    except InvalidInput as refusal:
        put([_problem(problem, lang) for problem in refusal.problems], form, lang=lang)
        errors = sum(problem.level == "error" for problem in refusal.problems)
        say(N("{n} problem.", "{n} problems.", errors), lang)
        _say_warnings(len(refusal.problems) - errors, lang)
        return 1
    warnings = [warning for dataset in datasets for warning in dataset.warnings]
    put([_problem(warning, lang) for warning in warnings], form, lang=lang)
    for dataset in datasets:
        counts = {"nodes": len(dataset.nodes), "edges": len(dataset.relationships)}
        say(T("{id}: {nodes} nodes, {edges} relationships, no problems.", id=dataset.id, **counts), lang)
    _say_warnings(len(warnings), lang)
    return 0


@click.command()
@common
@formatted
def datasets(lang: Lang, form: Format) -> None:
    """List the datasets in the store."""
    columns = ("id", "title", "version", "reference_date", "nodes", "relationships", "loaded_at", "loaded_by", "hash")
    with workspace(lang, fill=True) as work:
        rows = [{name: row.get(name) for name in columns} for row in work.datasets()]
    put(rows, form, columns if form in ("json", "csv") else columns[:-1], lang)


@click.command()
@click.argument("dataset")
@common
def remove(dataset: str, lang: Lang) -> None:
    """Take a dataset out of the store."""
    with workspace(lang) as work, progress(T("Removing …"), lang):
        gone = work.remove(dataset)
    say(T("{dataset} is gone: {n} records.", dataset=dataset, n=gone.difference.size), lang)


@click.command()
@click.option(
    "--as",
    "kind",
    type=click.Choice(["json-schema", "cypher", "markdown", "shacl", "grass", "browser-favorites"]),
    required=True,
    help="What to print.",
)
@common
def schema(kind: str, lang: Lang) -> None:
    """Print the schema: of the dataset file, of the database, as a page, of an export in RDF; or what Neo4j Browser takes."""
    from orggraph.model import schema as derived

    if kind == "json-schema":
        echo(json.dumps(derived.json_schema(), ensure_ascii=False, indent=2))
    elif kind == "cypher":
        echo("\n".join(f"{statement};" for statement in derived.constraints()))
    elif kind == "markdown":
        echo(derived.markdown(lang))
    elif kind == "shacl":
        from orggraph.exports.org import shapes

        echo(shapes().rstrip())
    else:
        from orggraph.picture import neo4j_browser

        echo(neo4j_browser.grass() if kind == "grass" else neo4j_browser.favorites_json(lang))


def _problem(problem: Problem, lang: Lang) -> dict[str, Any]:
    return {
        "file": problem.file,
        **({"sheet": problem.sheet} if problem.sheet else {}),
        "line": problem.line,
        "column": problem.column,
        "record": problem.record,
        "level": problem.level,
        "code": problem.code,
        "message": problem.message.render(lang),
        "hint": problem.hint.render(lang) if problem.hint else None,
    }


def _say_warnings(number: int, lang: Lang) -> None:
    if number:
        say(N("{n} warning: probably meant otherwise.", "{n} warnings: probably meant otherwise.", number), lang)


def _change(difference: Difference, version: int) -> dict[str, Any]:
    return {"dataset": difference.dataset, "version": version, **difference.counts()}
