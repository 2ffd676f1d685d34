"""The command for a person's rights: what is kept of somebody, set right, or made unrecognizable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from orggraph.cli.options import common, formatted, progress, put, say, workspace
from orggraph.i18n import N, T

if TYPE_CHECKING:
    from orggraph.i18n import Lang
    from orggraph.privacy import Mention, Outcome
    from orggraph.tables.tables import Format
    from orggraph.workspace import Workspace

_ALSO = click.option("--also", multiple=True, metavar="TEXT", help="Another text that is only theirs: an earlier name, a mail address.")
_BY = click.option("--by", metavar="NAME", help="Who does it; default: the user of this machine.")
_YES = click.option("--yes", is_flag=True, help="Do it; without, the places are only listed.")
COLUMNS = ("kind", "dataset", "place", "field", "text", "reached")


@click.group()
def person() -> None:
    """What is kept of a person: find it, correct it, remove it (GDPR 15, 16 and 17), in all datasets and versions."""


@person.command("find")
@click.argument("name", metavar="NAME|ID")
@_ALSO
@common
@formatted
def _find(name: str, also: tuple[str, ...], lang: Lang, form: Format) -> None:
    """List every place where somebody stands: records, texts, versions, names and acceptances; and what is beyond reach."""
    from orggraph.privacy import known, mentions
    from orggraph.workspace.audit import Act

    with workspace(lang) as work, progress(T("Looking …"), lang):
        places = mentions(work, known(work, name, also))
        work.write_down(Act.PERSON, "", "find")
    _put(places, lang, form)


@person.command("correct")
@click.argument("name", metavar="NAME|ID")
@click.argument("right", metavar="RIGHT-NAME")
@_ALSO
@_BY
@_YES
@common
@formatted
def _correct(name: str, right: str, also: tuple[str, ...], by: str | None, yes: bool, lang: Lang, form: Format) -> None:
    """Call somebody by their right name, wherever the wrong one stands."""
    from orggraph.privacy import correct

    _change(name, lang, form, (lambda work, who: correct(work, name, right, by=who, also=also)) if yes else None, by, also)


@person.command("remove")
@click.argument("name", metavar="NAME|ID")
@_ALSO
@_BY
@_YES
@common
@formatted
def _remove(name: str, also: tuple[str, ...], by: str | None, yes: bool, lang: Lang, form: Format) -> None:
    """Make somebody unrecognizable: a pseudonym takes the place of their name, in every version too. It cannot be undone."""
    from orggraph.privacy import remove

    _change(name, lang, form, (lambda work, who: remove(work, name, by=who, also=also)) if yes else None, by, also)


@person.command("expired")
@click.option("--years", type=click.IntRange(min=1), required=True, help="So long after the last post or tie ended.")
@click.option("--remove", "also_remove", is_flag=True, help="Make each of them unrecognizable; without, they are only listed.")
@_BY
@common
@formatted
def _expired(years: int, also_remove: bool, by: str | None, lang: Lang, form: Format) -> None:
    """List the people all of whose posts and ties ended so long ago, and with --remove make them unrecognizable."""
    from datetime import UTC, datetime

    from orggraph.access import user
    from orggraph.privacy import expired, remove

    with workspace(lang) as work, progress(T("Looking …"), lang):
        people = expired(work, years, datetime.now(UTC).date())
        rows = [{"person": record, "now": remove(work, record, by=by or user()).called if also_remove else None} for record in people]
    put(rows, form, ("person", "now"), lang)
    if not also_remove:
        say(N("{n} person. Nothing was changed.", "{n} people. Nothing was changed.", len(rows)), lang)


def _change(
    name: str, lang: Lang, form: Format, change: Callable[[Workspace, str], Outcome] | None, by: str | None, also: Sequence[str]
) -> None:
    from orggraph.access import user
    from orggraph.privacy import known, mentions

    with workspace(lang) as work, progress(T("Looking …"), lang):
        if change is None:
            places = mentions(work, known(work, name, also))
        else:
            outcome = change(work, by or user())
            places = list(outcome.left)
    _put(places, lang, form)
    if change is None:
        say(T("Nothing was changed. Do it with --yes."), lang)
        return
    n = outcome.versions
    say(N("Called {name} now; {n} version was rewritten.", "Called {name} now; {n} versions were rewritten.", n, name=outcome.called), lang)
    say(T("What is listed above could not be reached, or may be about somebody else."), lang)


def _put(places: list[Mention], lang: Lang, form: Format) -> None:
    rows = [
        {
            "kind": place.kind, "dataset": place.dataset, "place": place.place, "field": place.field,
            "text": place.text.render(lang), "reached": place.reached,
        }
        for place in places
    ]  # fmt: skip
    put(rows, form, COLUMNS, lang)
