"""Besluit gevolgd: choose a decision, and read its way from proposal to effect."""

from __future__ import annotations

from collections.abc import Sequence

from orggraph.i18n import T
from orggraph.reports.report import get
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets.documents import Document


def _decisions(visit: Visit, nodes: Sequence[str]) -> list[str]:
    """Decisions with a day, the last first."""
    dated = [node for node in nodes if visit.graph.nodes[node].get("date")]
    return sorted(dated, key=lambda node: str(visit.graph.nodes[node]["date"]), reverse=True)


DOCUMENT = Document(
    report="decision",
    path="besluit",
    param="id",
    ask=T("Which decision?"),
    hint=T("Type the name of a decision"),
    about=T(
        "A decision from proposal to effect: its route and where it is, who took it with which power, whose it is, who watches it, the "
        "decisions of municipalities themselves with their dates, and what came of it."
    ),
    instead=_decisions,
)
page = Page(
    path=DOCUMENT.path, title=get("decision").title, icon="gavel", order=35, render=DOCUMENT.render, group="decide",
    words="besluit opvolging volgen bindt eigenaar gevolg uitvoering voorstel decision follow effect binding",
    takes={DOCUMENT.param: frozenset(get("decision").subjects)},
)  # fmt: skip
