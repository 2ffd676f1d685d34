"""Commands that keep a dataset true: edit, edits, upkeep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orggraph.cli.options import common, formatted, pairs, progress, put, reading, say, workspace
from orggraph.i18n import N, T

if TYPE_CHECKING:
    from orggraph.cli.options import Choice
    from orggraph.edits import Proposal
    from orggraph.i18n import Lang
    from orggraph.tables.tables import Format

MOST_FINDINGS = 10
"""New and solved findings that are shown in words; of the rest the number."""


@click.command()
@common
@formatted
def edits(lang: Lang, form: Format) -> None:
    """The short forms in which a dataset can be changed, each with its parameters."""
    from orggraph.edits import registry

    put(
        [
            {
                "edit": edit.key,
                "title": edit.title[lang],
                "about": edit.about[lang],
                "params": ", ".join(name if _must(param) else f"[{name}]" for name, param in edit.params.items()),
            }
            for edit in registry().values()
        ],
        form,
        ("edit", "title", "about", "params"),
        lang,
    )


@click.command()
@click.argument("edit", metavar="EDIT")
@click.argument("values", nargs=-1, metavar="NAME=VALUE...")
@click.option("--dataset", required=True, metavar="ID", help="Which dataset.")
@click.option("--source", metavar="TEXT", help="Where it is known from; what comes or changes cites it.")
@click.option("--by", metavar="NAME", help="Who changes it; default: the user of this machine.")
@click.option("--yes", is_flag=True, help="Apply it; without, it is only shown.")
@common
def edit(edit: str, values: tuple[str, ...], dataset: str, source: str | None, by: str | None, yes: bool, lang: Lang) -> None:
    """Change a dataset in a short form: shown in words first, with what it means for the findings; applied with --yes."""
    from orggraph.edits import apply, propose

    given = pairs(values)
    with workspace(lang) as work:
        with progress(T("Working out what changes …"), lang):
            proposal = propose(work, dataset, edit, given, source=source)
        _show(proposal, lang)
        if not yes:
            say(T("Nothing was written. Apply it with --yes."), lang)
            return
        with progress(T("Writing …"), lang):
            loaded = apply(work, proposal, by=by)
    say(T("{dataset} is now version {n}.", dataset=loaded.dataset, n=loaded.version), lang)


def _show(proposal: Proposal, lang: Lang) -> None:
    for sentence in proposal.sentences:
        say(sentence, lang)
    for warning in proposal.warnings:
        say(T("Warning: {warning}", warning=warning.text(lang)), lang)
    appearing = N("{n} finding appears:", "{n} findings appear:", len(proposal.appearing))
    solved = N("{n} finding goes:", "{n} findings go:", len(proposal.solved))
    for head, findings in ((appearing, proposal.appearing), (solved, proposal.solved)):
        if findings:
            say(head, lang)
        for finding in findings[:MOST_FINDINGS]:
            say(T("- {text}", text=finding.text), lang)
        if len(findings) > MOST_FINDINGS:
            say(T("and {n} more", n=len(findings) - MOST_FINDINGS), lang)
    if not (proposal.appearing or proposal.solved):
        say(T("No finding appears or goes."), lang)


def _must(param: object) -> bool:
    return getattr(param, "default", None) is None and not getattr(param, "optional", False)


@click.command()
@reading
@formatted
def upkeep(choice: Choice, lang: Lang, form: Format) -> None:
    """What a dataset asks of who keeps it: what ends, is open, was never checked; per body how much is confirmed."""
    from orggraph.views.upkeep import upkeep as rows_of

    with workspace(lang, fill=True) as work:
        rows = rows_of(choice.graph(work))
    put(rows, form, ("matter", "body", "post", "person", "date"), lang)


COMMANDS: tuple[click.Command, ...] = (edit, edits, upkeep)
