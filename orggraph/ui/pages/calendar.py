"""P&C-kalender: choose a person, a body, a product or an arrangement, and read its days; as a file for one's own calendar too."""

from __future__ import annotations

from collections.abc import Sequence

from orggraph.i18n import T
from orggraph.reports.report import get
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets.documents import Document


def _products(visit: Visit, nodes: Sequence[str]) -> list[str]:
    """Products, where no person is known."""
    return [node for node in nodes if visit.graph.nodes[node]["label"] == "Product"]


DOCUMENT = Document(
    report="calendar",
    path="kalender",
    param="id",
    ask=T("Whose calendar?"),
    hint=T("Type a name, a function, a body, a product or an arrangement"),
    about=T(
        "Budget, accounts, frames and amendments, counted back from the days of the law against the meeting dates: the latest day "
        "of each step, who acts in which capacity, and which days do not fit. The calendar file goes into your own calendar."
    ),
    instead=_products,
)
page = Page(
    path=DOCUMENT.path, title=get("calendar").title, icon="calendar_month", order=33, render=DOCUMENT.render, group="decide",
    words="begroting jaarrekening kadernota planning en control cyclus deadline termijn agenda kalender budget accounts deadline dates",
    takes={DOCUMENT.param: frozenset(get("calendar").subjects)},
)  # fmt: skip
