"""The command that tells the rule base: what it holds, and what a change of law changes for whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from orggraph.cli.options import common, formatted, put, say, workspace
from orggraph.errors import WrongUsage
from orggraph.i18n import Lang, N, T

if TYPE_CHECKING:
    from orggraph.rules import RuleBase
    from orggraph.tables.tables import Format


@click.command()
@click.option("--on", metavar="DATE", help="Only what holds on this day.")
@click.option("--changed-between", nargs=2, metavar="DATE DATE", help="What changed in the law from the one day to the other.")
@click.option(
    "--dataset", "datasets", multiple=True, metavar="ID", help="Only rules that are tried in it; with --changed-between: for whom."
)
@click.option("--rules", "files", multiple=True, metavar="FILE", help="A file with rules of your own; may be repeated.")
@common
@formatted
def rules(
    on: str | None, changed_between: tuple[str, str] | None, datasets: tuple[str, ...], files: tuple[str, ...], lang: Lang, form: Format
) -> None:
    """Tell the rule base: what each rule rests on, when it holds, what it reads; or what a change of law changes."""
    from orggraph.rules import add_rules, own_rules
    from orggraph.store.settings import settings_from_env

    base = add_rules([*own_rules(settings_from_env().home), *files])
    if on and changed_between:
        raise WrongUsage(T("--on and --changed-between ask different things."), T("Give one of the two."))
    if changed_between:
        _changed(base, _day(changed_between[0]), _day(changed_between[1]), datasets, lang, form)
    else:
        _listed(base, on, datasets, lang, form)


def _listed(base: RuleBase, on: str | None, datasets: tuple[str, ...], lang: Lang, form: Format) -> None:
    from orggraph.rules import listing

    day = _day(on) if on else None
    if datasets:
        with workspace(lang, fill=True) as work:
            rows = listing.rows(base, lang, on=day, graph=work.graph(on=on, datasets=datasets))
    else:
        rows = listing.rows(base, lang, on=day)
    put(rows, form, () if form == "json" else listing.COLUMNS, lang)
    say(N("{n} text of a rule.", "{n} texts of rules.", len(rows)), lang)


def _changed(base: RuleBase, first: date, second: date, datasets: tuple[str, ...], lang: Lang, form: Format) -> None:
    from orggraph.rules import listing

    if not datasets:
        changes = listing.changes(base, first, second, lang)
        put(changes, form, () if form == "json" else listing.CHANGES, lang)
        say(N("{n} rule changes.", "{n} rules change.", len(changes)), lang)
        return
    with workspace(lang, fill=True) as work:
        graph = work.graph(on=second.isoformat(), datasets=datasets)
        effects = listing.effects(graph, base, first, second)
    put(listing.effect_rows(effects, lang), form, () if form == "json" else listing.EFFECTS, lang)
    summary = N(
        "On the facts of {date} {n} finding differs.", "On the facts of {date} {n} findings differ.", len(effects), date=second.isoformat()
    )
    say(summary, lang)


def _day(given: str) -> date:
    from orggraph.model.meant import date_of

    return date.fromisoformat(date_of({}, given))
