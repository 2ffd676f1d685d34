"""Options that commands share, and what they open for a command: a workspace, progress, output."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from orggraph.access import Access, of_machine
from orggraph.cli.terminal import echo
from orggraph.errors import WrongUsage
from orggraph.i18n import DEFAULT_LANG, LANGUAGES, Lang, T, Text

if TYPE_CHECKING:
    from orggraph.graph import Graph
    from orggraph.queries import Query
    from orggraph.tables.tables import Format
    from orggraph.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])
PATIENCE = 1.0
"""Seconds before a command says what it is doing."""


@dataclass(frozen=True)
class Choice:
    """What the shared options of a reading command say."""

    datasets: tuple[str, ...]
    date: str | None
    prefer: tuple[str, ...]
    with_names: bool
    params: Mapping[str, str]
    version: str | None = None

    @property
    def chosen(self) -> Sequence[str] | None:
        """The datasets asked; None: all."""
        from orggraph.params import datasets_asked

        return datasets_asked(self.params.get("dataset"), self.datasets) or None

    @property
    def own_params(self) -> dict[str, str]:
        """The parameters without the dataset."""
        return {name: value for name, value in self.params.items() if name != "dataset"}

    def graph(self, work: Workspace) -> Graph:
        """The projection that was asked for."""
        datasets: Sequence[str] | str | None = self.chosen
        version: Mapping[str, int] | int | None = None
        if self.version is not None:
            dataset, number = version_of(self.version, self.chosen)
            datasets, version = datasets or dataset, {dataset: number} if dataset else number
        return work.graph(on=self.date, datasets=datasets, prefer=self.prefer, with_names=self.with_names, version=version)

    def refuse_version(self) -> None:
        """Raise WrongUsage where an old version is asked of what only the store of now can answer."""
        if self.version is not None:
            raise WrongUsage(
                T("This asks the database, which holds what is known now: --version does not go with it."),
                T("findings, matrix, show, path, roles, graph and report take it; `orggraph restore` brings a version back."),
            )


def version_of(given: str, datasets: Sequence[str] | None = None) -> tuple[str | None, int]:
    """The dataset and the number of a version: ``DATASET@N``, or ``N`` of the one dataset that is asked."""
    dataset, at, number = given.rpartition("@")
    if not number.isdigit() or (at and not dataset):
        raise WrongUsage(
            T("{given} is no version.", given=given), T("Write its number, or dataset@number; `orggraph versions` lists them.")
        )
    return dataset or (datasets[0] if datasets and len(datasets) == 1 else None), int(number)


def common(command: F) -> F:
    """Give a command ``--lang`` and ``--debug``."""
    command = click.option("--debug", is_flag=True, expose_value=False, help="Show the whole trace of an error.")(command)
    lang = click.option("--lang", type=click.Choice(LANGUAGES), default=DEFAULT_LANG, show_default=True, help="Language of texts.")
    return lang(command)


def file_option(about: str) -> Callable[[F], F]:
    """Give a command ``-o``: the file that it writes, whose suffix says the form."""
    return click.option("-o", "--output", "output", type=click.Path(dir_okay=False, path_type=Path), required=True, help=about)


def formatted(command: F) -> F:
    """Give a command ``--format``."""
    forms = click.Choice(["table", "json", "csv", "md"])
    return click.option("--format", "form", type=forms, default="table", show_default=True, help="Form of the rows.")(command)


def reading(command: F) -> F:
    """Give a command the options of every reading command, as one :class:`Choice`."""

    @wraps(command)
    def wrapped(
        dataset: tuple[str, ...],
        date: str | None,
        prefer: tuple[str, ...],
        with_names: bool,
        param: tuple[str, ...],
        known_in: str | None,
        **more: Any,
    ) -> Any:
        return command(choice=Choice(dataset, date, prefer, with_names, pairs(param), known_in), **more)

    options = [
        click.option("--dataset", multiple=True, metavar="ID", help="Only this dataset; may be repeated. Default: all."),
        click.option("--date", metavar="DATE", help="The date asked. Default: each dataset's reference date."),
        click.option("--prefer", multiple=True, metavar="SOURCE", help="Where this source speaks, only its claims count."),
        click.option("--with-names", is_flag=True, help="People's names, where an overlay is at hand."),
        click.option("--version", "known_in", metavar="[ID@]N", help="As it was known in this version. Default: what is known now."),
        click.option("--param", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated."),
    ]
    for option in reversed(options):
        wrapped = option(wrapped)
    return common(wrapped)  # type: ignore[return-value]


def pairs(given: Sequence[str]) -> dict[str, str]:
    """Parameters that are written as ``name=value``. Raises WrongUsage for what is not."""
    values: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise WrongUsage(T("{given} is no parameter.", given=pair), T("Write name=value."))
        values[name] = value
    return values


def access() -> Access:
    """Who gives the command, with the right that was asked for before it."""
    given = click.get_current_context().find_root().obj
    return given if isinstance(given, Access) else of_machine()


@contextmanager
def workspace(lang: Lang, *, fill: bool = False) -> Iterator[Workspace]:
    """The workspace of the environment, kept to what who gives the command may see and do.

    ``fill``: an embedded store that never held anything first gets the built-in regions.
    """
    from orggraph.workspace import connect
    from orggraph.workspace.restricted import restrict

    with progress(T("Opening the store …"), lang):
        work = connect()
    with work:
        if fill:
            with progress(T("Loading the built-in regions …"), lang):
                work.fill_once()
        yield restrict(work, access())


@contextmanager
def progress(text: Text, lang: Lang) -> Iterator[None]:
    """Say on stderr what is going on, once it takes over a second."""
    timer = threading.Timer(PATIENCE, lambda: echo(text.render(lang), err=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def put(
    rows: Sequence[Mapping[str, Any]], form: Format, columns: Sequence[str] = (), lang: Lang = DEFAULT_LANG, query: Query | None = None
) -> None:
    """Print rows on stdout: as JSON as they are, else with closed values in words and headings in the language asked.

    In CSV the columns of commands keep their names, which scripts know in any language; those of a question have its headings.
    ``query``: the question of the library that they answer, which knows its columns.
    """
    from orggraph.tables.tables import render

    if form == "json":
        echo(render(rows, form, columns), escaped=form == "json")
        return
    from orggraph.tables import headings

    names = tuple(columns) or (tuple(rows[0]) if rows else ())
    if query:
        echo(render(query.in_words(map(dict, rows), lang), form, names, query.headings(names, lang)))
    else:
        echo(render(headings.in_words(rows, lang), form, names, () if form == "csv" else headings.headings(names, lang)))


def put_rows(
    rows: Sequence[Mapping[str, Any]],
    lang: Lang,
    form: Format,
    columns: Sequence[str],
    given: Mapping[str, str] | None = None,
    query: Query | None = None,
) -> None:
    """Print the answer to a question, and say it where there is none: what was ``given`` may be a name misspelt."""
    put(rows, form, columns, lang, query)
    if rows:
        return
    values = [f"{name}={value}" for name, value in (given or {}).items()]
    hint = T("Nothing was found for {given}. A name is written in full, as in the data; an id works too.", given=values)
    say(hint if values else T("Nothing was found."), lang)


def say(text: Text, lang: Lang) -> None:
    """Tell something that is no data, on stderr."""
    echo(text.render(lang), err=True)
