"""Commands that keep a dataset true: edit, edits, upkeep, who-is-who."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from orggraph.access import Permission
from orggraph.cli.options import common, formatted, pairs, progress, put, reading, say, workspace
from orggraph.i18n import N, T, Text

if TYPE_CHECKING:
    from orggraph.cli.options import Choice
    from orggraph.edits import Proposal
    from orggraph.i18n import Lang
    from orggraph.tables.tables import Format
    from orggraph.views.duplicates import Duplicates
    from orggraph.workspace import Workspace

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
    from orggraph.edits import propose

    given = pairs(values)
    with workspace(lang) as work:
        if yes:
            work.require(Permission.EDIT)
        with progress(T("Working out what changes …"), lang):
            proposal = propose(work, dataset, edit, given, source=source)
        offer(work, proposal, by, lang, yes=yes)


def offer(work: Workspace, proposal: Proposal, by: str | None, lang: Lang, *, yes: bool) -> None:
    """Say what a proposal would change, and write it where that was asked."""
    show(proposal, lang)
    if yes:
        write(work, proposal, by, lang)
    else:
        say(T("Nothing was written. Apply it with --yes."), lang)


def write(work: Workspace, proposal: Proposal, by: str | None, lang: Lang) -> None:
    """Write a proposal, and say which version the dataset has now."""
    from orggraph.edits import apply

    with progress(T("Writing …"), lang):
        loaded = apply(work, proposal, by=by)
    say(T("{dataset} is now version {n}.", dataset=loaded.dataset, n=loaded.version), lang)


def show(proposal: Proposal, lang: Lang) -> None:
    """Say what a proposal would change, and which findings come and go."""
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
@click.option("--confirmed", "shares", is_flag=True, help="Per body how much was checked within half a year, in place of what asks for it.")
@reading
@formatted
def upkeep(choice: Choice, shares: bool, lang: Lang, form: Format) -> None:
    """What a dataset asks of who keeps it: what ends, is open, was never checked; --confirmed: per body how much is confirmed."""
    from orggraph.views.upkeep import confirmed
    from orggraph.views.upkeep import upkeep as rows_of

    with workspace(lang, fill=True) as work:
        graph = choice.graph(work)
    if not shares:
        put(rows_of(graph), form, ("matter", "body", "post", "person", "date"), lang)
        return
    known = confirmed(graph)
    columns = ("body", "name", "confirmed", "holdings", "percentage")
    put([dict(zip(columns, (share.body, graph.nodes[share.body]["name"], share.confirmed, share.holdings, share.percentage), strict=True))
         for share in known], form, columns, lang)  # fmt: skip
    fresh, total = sum(share.confirmed for share in known), sum(share.holdings for share in known)
    say(T("{fresh} of {total} holdings were checked within half a year.", fresh=fresh, total=total), lang)


@click.command("who-is-who")
@click.option("--dataset", multiple=True, metavar="ID", help="Only within and between these datasets; may be repeated. Default: all.")
@click.option("--with-names", is_flag=True, help="Compare people by name, where an overlay is at hand.")
@click.option("--least", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="The lowest score that is shown.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many pairs are shown.")
@formatted
@common
def who_is_who(dataset: tuple[str, ...], with_names: bool, least: float, limit: int, lang: Lang, form: Format) -> None:
    """Records that may be of one person, organization or body, with a score and the reasons. You decide, with edit same or differ."""
    from orggraph.model.nodes import LABELS
    from orggraph.views.duplicates import decision, duplicates

    with workspace(lang, fill=True) as work:
        graph = work.graph(datasets=dataset or None, with_names=with_names, all_times=True)
    with progress(T("Comparing …"), lang):
        known = duplicates(graph, least)
    rows = []
    for pair in known.pairs[:limit]:
        place, record, other = decision(graph, pair, dataset)
        names = (graph.nodes[node]["name"] for node in ((pair.first, pair.second) if record != pair.second else (pair.second, pair.first)))
        row = {"what": LABELS[pair.label].title[lang], "score": pair.score, "dataset": place, "record": record, "other": other}
        row |= dict(zip(("record_name", "other_name"), names, strict=True))
        for column, against in (("reasons", False), ("against", True)):
            words = [reason.text.render(lang) for reason in pair.reasons if reason.against == against]
            row[column] = words if form == "json" else "; ".join(words)
        rows.append(row)
    put(rows, form, ("what", "score", "record", "record_name", "other", "other_name", "reasons", "against"), lang)
    for text in _compared(known, len(rows), with_names=with_names):
        say(text, lang)


def _compared(known: Duplicates, listed: int, *, with_names: bool) -> Iterator[Text]:
    """Of how much these are the pairs, what could not be compared, and how to decide."""
    yield N(
        "{n} pair may be one, of {compared} that were compared, of {records} records.",
        "{n} pairs may be one, of {compared} that were compared, of {records} records.",
        len(known.pairs),
        compared=known.compared,
        records=known.records,
    )
    if listed < len(known.pairs):
        yield T("{n} of them are shown; --limit takes more.", n=listed)
    if known.unnamed:
        unnamed = N(
            "{n} person stands here without a name, and cannot be compared.",
            "{n} persons stand here without a name, and cannot be compared.",
            known.unnamed,
        )
        yield unnamed if with_names else T("{text} --with-names takes names from an overlay, where it is at hand.", text=unnamed)
    if known.crowded:
        yield N(
            "{n} person bears a name that very many bear, and is compared within one organization only.",
            "{n} persons bear a name that very many bear, and are compared within one organization only.",
            known.crowded,
        )
    if listed:
        yield T("Decide with: orggraph edit same (or: differ) --dataset ID record=… other=…")
