"""Commands that ask holders whether it is still right, and read what they answer: checklist, answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orggraph.access import Permission
from orggraph.cli.keep import offer
from orggraph.cli.options import common, progress, say, workspace
from orggraph.errors import InvalidInput, Problem, WrongUsage
from orggraph.i18n import N, T

if TYPE_CHECKING:
    from orggraph.edits.answers import Outcome
    from orggraph.i18n import Lang
    from orggraph.sources.workbook.checklist import Answers


@click.command()
@click.option("--dataset", required=True, metavar="ID", help="Which dataset.")
@click.option("--person", metavar="NAME", help="Whom to ask; default: everybody who holds a post.")
@click.option("--date", metavar="DATE", help="The date asked. Default: the dataset's reference date.")
@click.option("--with-names", is_flag=True, help="People's names, where an overlay is at hand.")
@click.option("-o", "--output", "output", type=click.Path(path_type=Path), required=True, help="A file .xlsx, a file .zip, or a folder.")
@common
def checklist(dataset: str, person: str | None, date: str | None, with_names: bool, output: Path, lang: Lang) -> None:
    """A workbook for a holder, or for each of them: is this still right? A line for each post, with a list to choose the answer from."""
    from orggraph.exports.workbook.checklist import files
    from orggraph.views import lookup
    from orggraph.views.upkeep import checklist as of_holder
    from orggraph.views.upkeep import holders

    with workspace(lang, fill=True) as work:
        work.require(Permission.EXPORT)
        graph = work.graph(on=date, datasets=dataset, with_names=with_names)
        work.hand_out("checklist", [dataset], person or "")
    people = [lookup.resolve(graph, person, labels=("Person",))] if person else holders(graph)
    lists = [known for known in (of_holder(graph, holder) for holder in people) if known.lines]
    if not lists:
        raise WrongUsage(T("Nobody holds a post here on that date."), T("Look at the date and the person."))
    if output.suffix.lower() == ".xlsx" and len(lists) > 1:
        raise WrongUsage(
            T("{n} holders do not fit in one workbook.", n=len(lists)), T("Name one with --person, or give a folder or a .zip.")
        )
    with progress(T("Writing …"), lang):
        made = files(lists, datetime.now(UTC).date().isoformat(), lang)
        _write(made, output)
    say(N("{n} list written: {file}", "{n} lists written: {file}", len(made), file=str(output)), lang)


def _write(made: dict[str, bytes], output: Path) -> None:
    try:
        if output.suffix.lower() == ".xlsx":
            output.write_bytes(next(iter(made.values())))
        elif output.suffix.lower() == ".zip":
            from orggraph.exports.workbook.checklist import zipped

            output.write_bytes(zipped(made))
        else:
            output.mkdir(parents=True, exist_ok=True)
            for name, content in made.items():
                (output / name).write_bytes(content)
    except OSError as error:
        raise WrongUsage(
            T("{file} cannot be written: {why}", file=str(output), why=str(error.strerror)), T("Give another place.")
        ) from None


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--on", metavar="DATE", help="The day on which it was answered; default: today.")
@click.option("--by", metavar="NAME", help="Who reads it in; default: the user of this machine.")
@click.option("--yes", is_flag=True, help="Apply it; without, it is only shown.")
@common
def answers(files: tuple[Path, ...], on: str | None, by: str | None, yes: bool, lang: Lang) -> None:
    """Read filled lists (files, or folders of them): what is confirmed, what changes, what has no answer. Applied with --yes."""
    from orggraph.edits.answers import outcome, proposed
    from orggraph.sources.workbook.checklist import read_answers

    lists: list[Answers] = []
    problems: list[Problem] = []
    for file in _workbooks(files):
        try:
            lists.append(read_answers(file))
        except InvalidInput as refusal:
            problems += refusal.problems
    if problems:
        raise InvalidInput(problems)
    with workspace(lang) as work:
        if yes:
            work.require(Permission.EDIT)
        with progress(T("Working out what changes …"), lang):
            result = outcome(work, lists, on or datetime.now(UTC).date().isoformat())
            proposal = proposed(work, result, T("answers of holders").render(lang))
        _tell(result, len(lists), lang)
        if proposal is None:
            return
        offer(work, proposal, by, lang, yes=yes)


def _workbooks(files: tuple[Path, ...]) -> Iterator[Path]:
    """The files, and the workbooks in folders."""
    for file in files:
        if file.is_dir():
            inside = sorted(path for path in file.iterdir() if path.suffix.lower() in (".xlsx", ".ods") and path.name[:1] not in ".~")
            if not inside:
                raise WrongUsage(T("There is no workbook in the folder {file}.", file=str(file)), T("Give a file .xlsx or .ods."))
            yield from inside
        else:
            yield file


def _tell(result: Outcome, lists: int, lang: Lang) -> None:
    say(N("{n} list was read.", "{n} lists were read.", lists), lang)
    say(result.sentence(), lang)
    for answer in result.by_hand:
        say(
            T("- {file}, row {row}, {post}: {text}", file=answer.file, row=answer.row, post=answer.line.name, text=answer.other or "-"),
            lang,
        )
    for problem in result.overtaken:
        say(T("Warning: {warning}", warning=problem.text(lang)), lang)
