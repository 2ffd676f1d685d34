"""Commands that begin a region of one's own: register, new, import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orggraph.access import Permission
from orggraph.cli.options import access, common, formatted, progress, put, say, workspace
from orggraph.errors import InvalidInput, Problem, WrongUsage
from orggraph.i18n import Lang, N, T

if TYPE_CHECKING:
    from orggraph.model.dataset import Dataset
    from orggraph.tables.tables import Format

MOST_WARNINGS = 20
COLUMNS = ("number", "name", "kind", "participants")
REPORT = ("dataset", "code", "file", "line", "column", "record", "what", "hint")


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@common
@formatted
def register(words: tuple[str, ...], lang: Lang, form: Format) -> None:
    """Look in the register that comes with orggraph: a number, or words of a name."""
    from orggraph.register import matches, origin

    rows = [{name: getattr(match, name) for name in COLUMNS} for match in matches(" ".join(words))]
    put(rows, form, COLUMNS, lang)
    say(N("{n} match in the register as it was on {date}; it is not whole.",
          "{n} matches in the register as it was on {date}; it is not whole.", len(rows), date=origin()), lang)  # fmt: skip


@click.command()
@click.argument("title", metavar="NAME")
@click.option("--from", "number", metavar="REGISTER-ID", help="A number or a name of the register: an arrangement or an organization.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where to write it.")
@common
def new(title: str, number: str | None, target: Path, lang: Lang) -> None:
    """Write a first dataset of one's own: empty, or with what the register knows and the boards that the law prescribes.

    The suffix says in what: a workbook to fill in (.xlsx, .ods), or the file that orggraph keeps (.yaml).
    """
    from orggraph.exports import Origin, of_suffix
    from orggraph.model.nodes import Arrangement, Body, Organization, Post
    from orggraph.picture.export import put_all
    from orggraph.register import begin

    suffix = target.suffix.lower()
    export = of_suffix(suffix)
    if target.exists():
        raise WrongUsage(T("{file} is there already; it stays as it is.", file=str(target)), T("Give another name."))
    dataset = begin(title, number)
    put_all(target, export.make(dataset, Origin.of(dataset, None, date.today().isoformat(), lang), suffix))
    counts = {name: sum(isinstance(node, kind) for node in dataset.nodes)
              for name, kind in {"o": Organization, "a": Arrangement, "b": Body, "p": Post}.items()}  # fmt: skip
    text = T("{file}: dataset {id} with {o} organizations, {a} arrangements, {b} bodies and {p} seats to fill in.",
             file=str(target), id=dataset.id, **counts)  # fmt: skip
    say(text, lang)
    say(T("Fill it in, then: orggraph load {file}", file=str(target)), lang)


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--as", "form_of_file", metavar="FORMAT", help="The format of the files; default: told from their content.")
@click.option("--dataset", "dataset", metavar="ID", help="The id of the dataset that a file becomes; default: that of its format or file.")
@click.option("--dry-run", is_flag=True, help="Read and show what would change; write nothing.")
@click.option("--mapping", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Which column of a list holds what.")
@click.option("--guess", is_flag=True, help="Print a mapping that may fit a list, and the first rows as they would be read; read nothing.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write all that was left out, as CSV.")
@click.option("--with-names", is_flag=True, help="Also keep people's names, as an overlay on this machine.")
@click.option("--yes", is_flag=True, help="Also when more than a third of a dataset would go.")
@common
@formatted
def import_files(
    files: tuple[str, ...], form_of_file: str | None, dataset: str | None, dry_run: bool, mapping: Path | None, guess: bool,
    report: Path | None, with_names: bool, yes: bool, lang: Lang, form: Format,
) -> None:  # fmt: skip
    """Read files of another format, say what came in and what was left out, and load each as a dataset like any other."""
    if guess:
        for file in files:
            _guess(file, lang)
        return
    access().require(Permission.EDIT)
    read = _read_files(files, form_of_file, dataset, mapping, lang)
    for fresh in read:
        _say_contents(fresh, lang)
    if report:
        _write_report(report, read, lang)
    with workspace(lang) as work, progress(T("Loading …"), lang):
        differences = work.preview(read) if dry_run else [loaded.difference for loaded in work.load_all(read, may_shrink=yes)]
    put([{"dataset": difference.dataset, **difference.counts()} for difference in differences], form, lang=lang)
    if dry_run:
        say(T("Nothing was written."), lang)
    elif with_names:
        for file, fresh in zip(files, read, strict=True):
            _keep_names(file, form_of_file, fresh.id, lang)


def _say_contents(fresh: Dataset, lang: Lang) -> None:
    """What came in, and the first of what was left out."""
    from orggraph.model.nodes import LABELS

    labels = Counter(type(node).label() for node in fresh.nodes)
    parts = [
        T("{n} {label}", n=number, label=LABELS[label].plural if number != 1 else LABELS[label].title)
        for label, number in sorted(labels.items())
    ]
    say(T("{id}: {parts}, {n} relationships.", id=fresh.id, parts=parts, n=len(fresh.relationships)), lang)
    for warning in fresh.warnings[:MOST_WARNINGS]:
        say(T("{warning}", warning=warning.text(lang)), lang)
    if len(fresh.warnings) > MOST_WARNINGS:
        say(T("and {n} more; --report FILE writes them all.", n=len(fresh.warnings) - MOST_WARNINGS), lang)


def _write_report(target: Path, read: list[Dataset], lang: Lang) -> None:
    """Every remark on what was read: of which file and record, and why."""
    from orggraph.tables.tables import to_csv

    rows = [
        {"dataset": fresh.id, "code": remark.code, "file": remark.file, "line": remark.line, "column": remark.column,
         "record": remark.record, "what": remark.message.render(lang), "hint": remark.hint.render(lang) if remark.hint else None}
        for fresh in read
        for remark in fresh.warnings
    ]  # fmt: skip
    _write(target, to_csv(rows, REPORT) + "\n")
    say(N("{file}: {n} remark.", "{file}: {n} remarks.", len(rows), file=str(target)), lang)


def _keep_names(file: str, form: str | None, dataset: str, lang: Lang) -> None:
    """Write the names of a file as an overlay where commands look for it; one that is there stays as it is."""
    import yaml

    from orggraph.regions import source_path
    from orggraph.sources import source_of
    from orggraph.store.settings import settings_from_env

    path = _path(file, source_path)
    source = source_of(path, form)
    names = source.names(path) if source.names else {}
    target = settings_from_env().home / "names" / f"{dataset}.yaml"
    if not names:
        say(T("{file} holds no names of people apart from its records.", file=file), lang)
    elif target.exists():
        say(T("{file} is there already; it stays as it is.", file=str(target)), lang)
    else:
        entries = [{"id": identity.partition("/")[2], "name": name} for identity, name in names.items()]
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, yaml.safe_dump({"dataset": dataset, "names": entries}, allow_unicode=True, sort_keys=False))
        say(
            N("{file}: {n} name; --with-names shows it.", "{file}: {n} names; --with-names shows them.", len(names), file=str(target)), lang
        )


def _write(target: Path, text: str) -> None:
    """Write a file that is there whole or not at all."""
    from orggraph.picture import export  # late: it can draw, and few commands write files

    export.put(target, text.encode())


def _guess(file: str, lang: Lang) -> None:
    """Print a mapping, so that it can be kept as a file, and say the first rows beside it."""
    from orggraph.cli.terminal import echo
    from orggraph.regions import source_path
    from orggraph.sources.lists import guess
    from orggraph.tables.tables import render

    text, rows = guess(_path(file, source_path))
    echo(text.rstrip())
    say(T("The first rows of {file} as they would be read:", file=file), lang)
    echo(render(rows, "table"), err=True)


def _read_files(files: tuple[str, ...], form: str | None, dataset: str | None, mapping: Path | None, lang: Lang) -> list[Dataset]:
    """The dataset of each file, under the id that was asked for. Raises InvalidInput with the problems of all files."""
    from orggraph.regions import source_path
    from orggraph.sources import source_of

    if dataset and len(files) > 1:
        raise WrongUsage(T("--dataset names one dataset, and {n} files are given.", n=len(files)), T("Import them one by one."))
    datasets: list[Dataset] = []
    problems: list[Problem] = []
    for file in files:
        try:
            with progress(T("Reading {file} …", file=file), lang):
                path = _path(file, source_path)
                source = source_of(path, form)
                if mapping and not source.mapped:
                    raise WrongUsage(T("{file} is {name}, which takes no mapping.", file=file, name=source.name), T("Leave --mapping out."))
                datasets.append(source.mapped(path, mapping) if mapping and source.mapped else source.read(path))
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
