"""The command that prints what an analysis measures everywhere, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orggraph.cli.options import Choice, formatted, progress, reading, say, workspace
from orggraph.cli.terminal import echo
from orggraph.errors import WrongUsage
from orggraph.i18n import Lang, N, T

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orggraph.findings import Table
    from orggraph.tables.tables import Format


@click.command()
@click.argument("kind")
@click.option("--table", "number", type=click.IntRange(1), metavar="N", help="Only this table of several.")
@reading
@formatted
def figures(kind: str, number: int | None, choice: Choice, lang: Lang, form: Format) -> None:
    """Print what an analysis measures everywhere: tables, with a sentence before and how it was counted after.

    JSON is one array of tables, each with its rows; CSV is one table.
    """
    with workspace(lang, fill=True) as work, progress(T("Looking …"), lang):
        graph = choice.graph(work)
        made = work.tables(graph, kind, choice.own_params)
    chosen = _chosen(made, number)
    if not made:
        say(T("These data hold nothing to measure here."), lang)
    if form == "json":
        from orggraph.tables.tables import render

        texts = [_json(table, lang) for table in chosen]
        echo(render(texts, "json"), escaped=True)
        return
    if form == "csv" and len(chosen) > 1:
        raise WrongUsage(
            T("{kind} has {n} tables, and CSV holds one.", kind=kind, n=len(chosen)),
            T("Give --table 1 or another number, or another --format."),
        )
    for table in chosen:
        _put(table, table.in_words(graph, lang), lang, form)


def _json(table: Table, lang: Lang) -> dict[str, object]:
    texts = {"title": table.title[lang], "sentence": table.sentence.render(lang), "basis": table.basis.render(lang)}
    return {**texts, "rows": table.to_json(lang)}


def _chosen(made: Sequence[Table], number: int | None) -> Sequence[Table]:
    if number is None or not made:
        return made
    if number > len(made):
        raise WrongUsage(
            N("There is {n} table, no number {number}.", "There are {n} tables, no number {number}.", len(made), number=number),
            T("Leave out --table."),
        )
    return [made[number - 1]]


def _put(table: Table, rows: Sequence[dict[str, object]], lang: Lang, form: Format) -> None:
    from orggraph.tables.tables import render

    say(T("{title}. {sentence}", title=table.title[lang], sentence=table.sentence), lang)
    echo(render(rows, form, tuple(table.columns), () if form == "csv" else table.headings(lang)))
    say(table.basis, lang)
