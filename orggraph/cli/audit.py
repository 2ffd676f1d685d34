"""Commands of the administrator: reading the audit (who saw names, changed, accepted and took along), and ending sessions."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from orggraph.cli.options import access, common, formatted, put, say
from orggraph.errors import WrongUsage
from orggraph.i18n import N, T

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


@click.command("sign-out")
@click.option("--who", metavar="NAME", help="Of who is named so in the audit.")
@click.option("--everybody", is_flag=True, help="Of all who are signed in.")
@common
def sign_out(who: str | None, everybody: bool, lang: Lang) -> None:
    """End sessions of the app behind sign-in now: of somebody, or of everybody; for the administrator.

    It holds for every app over the same ORGGRAPH_HOME, without a restart. Who is still in a group that gives a right can sign in again.
    """
    from orggraph.access import Permission
    from orggraph.signin.sessions import end_all
    from orggraph.workspace.audit import Act, Audit

    person = (who or "").strip()
    if bool(person) == everybody:
        raise WrongUsage(T("Whose sessions end is not clear."), T("Give --who NAME, or --everybody; one of both."))
    asker = access()
    asker.require(Permission.AUDIT)
    audit = Audit.of_environment()
    audit.ready()
    end_all(audit.home, None if everybody else person)
    audit.write(asker, Act.END_SESSIONS, subject="*" if everybody else person)
    done = T("All sessions that had begun are over.") if everybody else T("All sessions of {who} that had begun are over.", who=person)
    say(done, lang)
