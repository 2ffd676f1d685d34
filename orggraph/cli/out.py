"""The command by which a dataset leaves the store, in a format for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from orggraph.cli.options import common, progress, say, workspace
from orggraph.errors import UnknownName, WrongUsage
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
    from orggraph.exports import ARCHIVE, Origin, packed, registry
    from orggraph.picture.export import put_all

    formats = registry()
    if format not in formats:
        raise UnknownName(T("format"), format, formats)
    export = formats[format]
    suffix = output.suffix.lower()
    if export.suffixes and suffix not in export.suffixes:
        raise UnknownName(T("suffix for {format}", format=format), output.suffix or str(output), export.suffixes)
    is_archive = not export.suffixes and suffix == ARCHIVE
    if not export.suffixes and output.exists() and not is_archive:
        raise WrongUsage(T("{file} is there already; it stays as it is.", file=str(output)), T("Give another name."))
    with workspace(lang, fill=True) as work, progress(T("Writing the file …"), lang):
        records = work.dataset(dataset)
        version = next(row["version"] for row in work.datasets() if row["id"] == dataset)
    origin = Origin.of(records, version, date.today().isoformat(), lang)
    content = export.make(records, origin, suffix)
    put_all(output, packed(content, origin.exported_on) if is_archive and isinstance(content, Mapping) else content)
    say(T("Written: {file}", file=str(output)), lang)
    if left_out := export.left_out(records):
        say(T("This format cannot hold: {kinds}.", kinds=[f"{kind} ({number})" for kind, number in left_out.items()]), lang)


COMMANDS: tuple[click.Command, ...] = (export_dataset,)
