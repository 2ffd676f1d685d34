"""The command that reads the audit: who saw names, changed, accepted and took along."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from orggraph.cli.options import access, common, formatted, put, say
from orggraph.i18n import N

if TYPE_CHECKING:
    from orggraph.i18n import Lang
    from orggraph.tables.tables import Format


@click.command()
@click.option("--since", metavar="DATE", help="Only from this day on. Default: all that is kept.")
@click.option("--who", metavar="NAME", help="Only of who is named so.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@common
@formatted
def audit(since: str | None, who: str | None, as_json: bool, lang: Lang, form: Format) -> None:
    """Who saw names, changed, accepted and took along: when, with which right, on what; for the administrator. The latest first.

    Lines are kept for ORGGRAPH_AUDIT_DAYS days, by default a year.
    """
    from orggraph.workspace.audit import ACTS, Audit, kept_days, read

    entries = read(Audit.of_environment(), access(), since, who)
    rows = [asdict(entry) for entry in entries]
    if not as_json and form in ("table", "md"):
        words = {act.value: text.render(lang) for act, text in ACTS.items()}
        rows = [row | {"act": words.get(row["act"], row["act"])} for row in rows]
    put(rows, "json" if as_json else form, ("at", "who", "right", "act", "dataset", "subject"), lang)
    say(N("{n} line; lines are kept for {days} days.", "{n} lines; lines are kept for {days} days.", len(rows), days=kept_days()), lang)


COMMANDS: tuple[click.Command, ...] = (audit,)
