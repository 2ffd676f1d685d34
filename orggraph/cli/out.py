"""The command by which a dataset leaves the store, in a format for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from orggraph.cli.options import common, progress, say, workspace
from orggraph.errors import WrongUsage
from orggraph.i18n import Lang, T


@click.command("export")
@click.argument("format", metavar="FORMAT")
@click.option("--dataset", required=True, metavar="ID", help="Which dataset.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="File or folder to write; of a folder also a .zip.",
)
@common
def export_dataset(format: str, dataset: str, output: Path, lang: Lang) -> None:  # noqa: A002 - the word of the contract
    """Write a dataset as yaml, workbook, org, popolo, ameff, bpmn, cypher, neo4j-csv or parquet; what cannot be held is said."""
    from orggraph.exports import ARCHIVE, get
    from orggraph.picture.export import put_all

    suffix = output.suffix.lower()
    export = get(format, suffix)
    if not export.suffixes and output.exists() and suffix != ARCHIVE:
        raise WrongUsage(T("{file} is there already; it stays as it is.", file=str(output)), T("Give another name."))
    with workspace(lang, fill=True) as work, progress(T("Writing the file …"), lang):
        exported = work.export(dataset, format, suffix, lang)
    put_all(output, exported.content)
    say(T("Written: {file}", file=str(output)), lang)
    if left_out := exported.left_out:
        say(T("This format cannot hold: {kinds}.", kinds=[f"{kind} ({number})" for kind, number in left_out.items()]), lang)
