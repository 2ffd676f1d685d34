"""Commands that begin a region of one's own: register, new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from orggraph.cli.options import common, formatted, put, say
from orggraph.errors import WrongUsage
from orggraph.i18n import Lang, N, T

if TYPE_CHECKING:
    from orggraph.tables.tables import Format

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
    say(T("Fill it in, then: orggraph load {file}", file=_as_file(target)), lang)


def _as_file(target: Path) -> str:
    return str(target) if "/" in str(target) or target.suffix else f"./{target}"


COMMANDS: tuple[click.Command, ...] = (new, register)
