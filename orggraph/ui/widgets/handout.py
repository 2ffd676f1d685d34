"""Findings to take along: one on a page of paper, or those of a choice in one file, and as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from orggraph.access import Permission
from orggraph.findings import Finding
from orggraph.graph import Graph
from orggraph.i18n import Lang, N, T, Text
from orggraph.model.meant import slug
from orggraph.reports import occasion
from orggraph.reports.files import FORMS, Form
from orggraph.reports.kinds.finding import BETWEEN
from orggraph.reports.page import Table
from orggraph.reports.report import Request, get
from orggraph.ui.page import Visit
from orggraph.ui.widgets import take

MOST = 40
"""So many findings go into one file at most; more are not read at one table."""
ON_PAPER = (".pdf", ".html")
"""Forms that are handed out: a Word document would be one to edit."""


def of_finding(visit: Visit, finding: Finding) -> None:
    """Offer the hand-out of one finding, on one page."""
    with st.container(horizontal=True, key="handout"):
        for form in (FORMS[suffix] for suffix in ON_PAPER):
            title = visit.say(T("On one page ({form})", form=form.title))
            take.button(visit,
                title, _made(visit, [finding], form), f"{_name(visit)}-{finding.id}{form.suffix}", form.media, subject=finding.id,
                key=f"handout_{form.suffix}", icon=":material/description:",
            )  # fmt: skip


def several(visit: Visit, findings: Sequence[Finding], table: Callable[[], str]) -> None:
    """Offer the findings of a choice: as hand-outs in one file, and as a table.

    Parameters
    ----------
    visit
        The reader's choices.
    findings
        The findings, in the order in which they are listed.
    table
        Makes the table as CSV.
    """
    if not visit.access.may(Permission.EXPORT):
        return
    name, first = "-".join([_name(visit), *visit.datasets]), list(findings[:MOST])
    with st.popover(visit.say(T("Save")), icon=":material/download:", disabled=not findings):
        if len(findings) > MOST:
            st.caption(visit.say(T("The first {n} of {total}; narrow the choice for others.", n=MOST, total=len(findings))))
        for form in (FORMS[suffix] for suffix in ON_PAPER):
            title = N("{n} finding to hand out ({form})", "{n} findings to hand out ({form})", len(first), form=form.title)
            take.button(visit,
                visit.say(title), _made(visit, first, form), f"{name}{form.suffix}", form.media, key=f"handouts_{form.suffix}",
                width="stretch",
            )  # fmt: skip
        take.button(visit,
            visit.say(T("All of this choice as a table (CSV)")), table, f"{name}.csv", "text/csv", width="stretch",
            help=visit.say(T("The findings of this choice as a table, with version and date of the data.")),
        )  # fmt: skip


def of_occasion(visit: Visit, graph: Graph, part: Text, title: str, sentences: Sequence[str], tables: Sequence[Table], key: str) -> None:
    """Offer what was worked out for an occasion, to hand out and to edit on.

    Parameters
    ----------
    visit
        The reader's choices.
    graph
        Of which region and day it is.
    part, title
        What it is, and what about.
    sentences, tables
        As :func:`orggraph.reports.occasion.page` has them.
    key
        Of the buttons, and the name of the file.
    """
    kind = visit.say(part)
    with st.container(horizontal=True, key=f"{key}_handout"):
        for form in (FORMS[suffix] for suffix in (".pdf", ".docx")):
            take.button(visit,
                form.title[visit.lang], partial(_written, form, graph, visit.lang, kind, title, sentences, tables),
                f"{slug(kind)}{form.suffix}", form.media, key=f"{key}_{form.suffix}", icon=":material/description:",
            )  # fmt: skip


def _written(form: Form, graph: Graph, lang: Lang, kind: str, title: str, sentences: Sequence[str], tables: Sequence[Table]) -> bytes:
    return form.write(occasion.page(graph, lang, kind, title, sentences, tables))


def _made(visit: Visit, findings: Sequence[Finding], form: Form) -> Callable[[], bytes]:
    """What makes the file, when it is asked for."""

    def make() -> bytes:
        request = Request(visit.graph, visit.lang, lambda: visit.findings)
        return form.write(get("finding").page(request, BETWEEN.join(finding.id for finding in findings)))

    return make


def _name(visit: Visit) -> str:
    return "signalen" if visit.lang == "nl" else "findings"
