"""The command that writes a report: a document about one subject."""

from __future__ import annotations

from pathlib import Path

import click

from orggraph.access import Permission
from orggraph.cli.options import Choice, access, file_option, progress, reading, say, workspace
from orggraph.errors import WrongUsage
from orggraph.i18n import Lang, T


@click.command()
@click.argument("kind", metavar="KIND")
@click.argument("subject", metavar="[SUBJECT]", default="")
@file_option("File to write; its suffix says the form: pdf, html, docx, ics.")
@reading
def report(kind: str, subject: str, output: Path, choice: Choice, lang: Lang) -> None:
    """Write a document about one subject: role PERSON|POST|ROLE makes the page of who is new there.

    finding ID[,ID…] makes the hand-out of a finding, on one page. handover PERSON|POST|BODY|TOPIC makes a dossier to hand over.
    guide [PERSON|POST|ROLE] makes the quick guide for who is new, on two pages, with that role as its example.
    meeting MEETING[,PERSON] makes one page about a meeting, for everybody or for one member; meeting BODY checks its agenda.
    decision DECISION follows a decision from proposal to effect.
    council [COUNCIL] says what reaches a council and by when. figures [KIND] has what an analysis measures, or what all do.
    route ROUTE[,DAY] has the gates of a route, what saves time, and a proposal put in on a day, with by when papers are in.
    calendar [PERSON|BODY|PRODUCT|…] counts budget and accounts back from the days of the law.
    """
    from orggraph.graph import provenance
    from orggraph.reports import files
    from orggraph.reports.report import Request, get

    made = get(kind)
    if not subject and not made.optional:
        raise WrongUsage(T("This report needs a subject."), T("It is made about: {kinds}.", kinds=made.about))
    files.check_suffix(output)
    with workspace(lang, fill=True) as work, progress(T("Writing the report …"), lang):
        work.require(Permission.EXPORT)
        graph = choice.graph(work)
        page = made.page(Request(graph, lang, lambda: work.find(graph), access().may(Permission.LOADS)), subject)
        work.hand_out(f"{kind}{output.suffix}", provenance(graph).on, subject)
        files.write(page, output)
    say(T("Written: {file}", file=str(output)), lang)
