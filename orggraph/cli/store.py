"""The commands of the store as a whole: start, stop, look at, back up and restore."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from orggraph.cli.options import common, formatted, progress, put, say, workspace
from orggraph.i18n import Lang, T

if TYPE_CHECKING:
    from orggraph.tables.tables import Format


@click.group()
def store() -> None:
    """Start, stop or look at the embedded store."""


@store.command()
@common
def start(lang: Lang) -> None:
    """Start the embedded store; it runs until it is stopped."""
    from orggraph.store import embedded

    with progress(T("Starting …"), lang):
        address = embedded.ensure_running(_home())
    say(T("The embedded store answers at {uri}.", uri=address.uri), lang)


@store.command()
@common
def stop(lang: Lang) -> None:
    """Stop the embedded store; what was loaded stays."""
    from orggraph.store import embedded

    stopped = embedded.stop(_home())
    say(T("The embedded store has stopped.") if stopped else T("The embedded store was not running."), lang)


@store.command()
@common
def prepare(lang: Lang) -> None:
    """Make the cache with which the embedded store starts faster; after its first start that happens by itself."""
    from orggraph.workspace.rehearsal import rehearse

    with progress(T("Rehearsing …"), lang):
        made = rehearse()
    say(T("The embedded store starts with a cache from now on.") if made else T("No cache was made."), lang)


@store.command()
@common
@formatted
def status(lang: Lang, form: Format) -> None:
    """Say whether the embedded store runs, where, and how much memory it takes."""
    from orggraph.store import embedded

    row: dict[str, Any] = {
        name: str(value) if isinstance(value, Path) else value for name, value in asdict(embedded.status(_home())).items()
    }
    put([row], form, lang=lang)
    if settings := _server():
        say(T("NEO4J_URI is set: commands use {uri}, not the embedded store.", uri=settings), lang)


@store.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@common
@formatted
def backup(file: Path, lang: Lang, form: Format) -> None:
    """Write all of the store to a file: datasets, versions, acceptances, decisions, settings."""
    with workspace(lang) as work, progress(T("Writing the file …"), lang):
        summary = work.backup(file)
    put([asdict(summary)], form, lang=lang)
    say(T("Written: {file}", file=str(file)), lang)


@store.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Also when the store holds something, which then goes.")
@common
@formatted
def restore(file: Path, yes: bool, lang: Lang, form: Format) -> None:
    """Make the store what a backup holds, on either kind of server; a file that is not whole is refused."""
    with workspace(lang) as work, progress(T("Restoring …"), lang):
        summary = work.restore_backup(file, replace_all=yes)
    put([asdict(summary)], form, lang=lang)


def _home() -> Path:
    from orggraph.store.settings import settings_from_env

    return settings_from_env().home


def _server() -> str | None:
    from orggraph.store.settings import settings_from_env

    return settings_from_env().uri
