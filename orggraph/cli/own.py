"""Commands that begin a region of one's own: register, new, import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orggraph.cli.options import common, formatted, progress, put, say, workspace
from orggraph.errors import InvalidInput, Problem, WrongUsage
from orggraph.i18n import Lang, N, T, more

if TYPE_CHECKING:
    from orggraph.model.dataset import Dataset
    from orggraph.tables.tables import Format

MOST_WARNINGS = 20
COLUMNS = ("number", "name", "kind", "participants")


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@common
@formatted
def register(words: tuple[str, ...], lang: Lang, form: Format) -> None:
    """Look in the register that comes with orggraph: a number, or words of a name."""
    from orggraph.register import matches, origin

    rows = [{name: getattr(match, name) for name in COLUMNS} for match in matches(" ".join(words))]
    put(rows, form, COLUMNS)
    say(N("{n} match in the register as it was on {date}; it is not whole.",
          "{n} matches in the register as it was on {date}; it is not whole.", len(rows), date=origin()), lang)  # fmt: skip


@click.command()
@click.argument("title", metavar="NAME")
@click.option("--from", "number", metavar="REGISTER-ID", help="A number or a name of the register: an arrangement or an organization.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where to write it.")
@common
def new(title: str, number: str | None, target: Path, lang: Lang) -> None:
    """Write a first dataset of one's own: empty, or with what the register knows and the boards that the law prescribes."""
    from orggraph.model.nodes import Arrangement, Body, Organization, Post
    from orggraph.register import begin
    from orggraph.sources.dataset_yaml import SUFFIXES, write_dataset

    if target.suffix.lower() not in SUFFIXES:
        raise WrongUsage(T("{file} has no suffix that is known here.", file=str(target)), T("Known: {names}.", names=SUFFIXES))
    if target.exists():
        raise WrongUsage(T("{file} is there already; it stays as it is.", file=str(target)), T("Give another name."))
    dataset = begin(title, number)
    try:
        target.write_text(write_dataset(dataset), encoding="utf-8")
    except OSError as error:
        raise WrongUsage(T("{file} cannot be written: {words}.", file=str(target), words=error.strerror or type(error).__name__)) from None
    counts = {name: sum(isinstance(node, kind) for node in dataset.nodes)
              for name, kind in {"o": Organization, "a": Arrangement, "b": Body, "p": Post}.items()}  # fmt: skip
    text = T("{file}: dataset {id} with {o} organizations, {a} arrangements, {b} bodies and {p} seats to fill in.",
             file=str(target), id=dataset.id, **counts)  # fmt: skip
    say(text, lang)
    say(T("Fill it in, then: orggraph load {file}", file=str(target)), lang)


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--as", "form_of_file", metavar="FORMAT", help="The format of the files; default: told from their content.")
@click.option("--dataset", "dataset", metavar="ID", help="The id of the dataset that a file becomes; default: that of its format.")
@click.option("--dry-run", is_flag=True, help="Read and show what would change; write nothing.")
@click.option("--yes", is_flag=True, help="Also when more than a third of a dataset would go.")
@common
@formatted
def import_files(
    files: tuple[str, ...], form_of_file: str | None, dataset: str | None, dry_run: bool, yes: bool, lang: Lang, form: Format
) -> None:
    """Read files of another format, say what came in and what was left out, and load each as a dataset like any other."""
    from orggraph.model.nodes import LABELS

    read = _read_files(files, form_of_file, dataset, lang)
    for fresh in read:
        labels = Counter(type(node).label() for node in fresh.nodes)
        parts = [
            T("{n} {label}", n=number, label=LABELS[label].plural if number != 1 else LABELS[label].title)
            for label, number in sorted(labels.items())
        ]
        say(T("{id}: {parts}, {n} relationships.", id=fresh.id, parts=parts, n=len(fresh.relationships)), lang)
        for warning in fresh.warnings[:MOST_WARNINGS]:
            say(T("{warning}", warning=warning.text(lang)), lang)
        if len(fresh.warnings) > MOST_WARNINGS:
            say(more(len(fresh.warnings) - MOST_WARNINGS), lang)
    with workspace(lang) as work, progress(T("Loading …"), lang):
        differences = work.preview(read) if dry_run else [loaded.difference for loaded in work.load_all(read, may_shrink=yes)]
    put([{"dataset": difference.dataset, **difference.counts()} for difference in differences], form)
    if dry_run:
        say(T("Nothing was written."), lang)


def _read_files(files: tuple[str, ...], form: str | None, dataset: str | None, lang: Lang) -> list[Dataset]:
    """The dataset of each file, under the id that was asked for. Raises InvalidInput with the problems of all files."""
    from orggraph.regions import source_path
    from orggraph.sources import read

    if dataset and len(files) > 1:
        raise WrongUsage(T("--dataset names one dataset, and {n} files are given.", n=len(files)), T("Import them one by one."))
    datasets: list[Dataset] = []
    problems: list[Problem] = []
    for file in files:
        try:
            with progress(T("Reading {file} …", file=file), lang):
                datasets.append(read(_path(file, source_path), form))
        except InvalidInput as refusal:
            problems += refusal.problems
    if problems:
        raise InvalidInput(problems)
    return [each.renamed(_dataset_id(dataset)) for each in datasets] if dataset else datasets


def _path(file: str, resolve: Callable[[str], Path]) -> Path:
    """The file of that name; what is no file here may be a region, as everywhere."""
    return Path(file) if Path(file).exists() else resolve(file)


def _dataset_id(name: str) -> str:
    from orggraph.model.meant import slug

    plain = slug(name).replace("_", "-")
    if plain != name:
        raise WrongUsage(T("{name} is no id of a dataset.", name=name), T("Write it as {id}.", id=plain or "mijn-regio"))
    return name


COMMANDS: tuple[click.Command, ...] = (new, register, import_files)
