"""The command that answers in words: what the bar of the app lists, with the command that gives each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orggraph.cli.options import Choice, access, formatted, progress, put, reading, say, workspace
from orggraph.errors import WrongUsage
from orggraph.i18n import Lang, T

if TYPE_CHECKING:
    from orggraph.search import Index
    from orggraph.tables.tables import Format


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--most", type=click.IntRange(1, 50), default=5, show_default=True, help="How many results at most.")
@reading
@formatted
def ask(words: tuple[str, ...], most: int, choice: Choice, lang: Lang, form: Format) -> None:
    r"""Ask in your own words: the questions, names and findings that fit, with the command for each.

    \b
    orggraph ask wie vervangt de voorzitter van het AB
    """
    from orggraph.graph import provenance
    from orggraph.search import build, results
    from orggraph.workspace.hiding import refused_queries

    if choice.own_params:
        raise WrongUsage(T("This command takes no parameter {name}.", name=next(iter(choice.own_params))), T("Leave out --param."))
    with workspace(lang, fill=True) as work, progress(T("Looking …"), lang):
        graph = choice.graph(work)
        others = [head["id"] for head in work.datasets() if head["id"] not in provenance(graph).on]

        def beyond() -> Index:
            return build(work.graph(on=choice.date, datasets=others, with_names=choice.with_names))

        listed = results(build(graph), " ".join(words), lang, most, options=_options(choice), beyond=beyond if others else None)
    refused = refused_queries(access())
    listed = [result for result in listed if result.params.get("query") not in refused]
    put([result.to_json() for result in listed], form, () if form == "json" else ("title", "about", "command"), lang)
    if not listed:
        say(T("Nothing fits these words, and nothing resembles them. Try a name, a topic or a question."), lang)
    elif listed[0].dataset:
        say(T("The region asked does not know all of these words; another does."), lang)
    elif listed[0].near:
        say(T("Nothing fits these words; these resemble them."), lang)


def _options(choice: Choice) -> list[str]:
    """The options that a command needs to give the same."""
    options = [("--dataset", name) for name in choice.chosen or ()] + [("--prefer", source) for source in choice.prefer]
    options += [("--date", choice.date)] if choice.date else []
    return [part for option in options for part in option] + (["--with-names"] if choice.with_names else [])
