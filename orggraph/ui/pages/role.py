"""My role: choose a person, a post or a role, and read one guided page; the same to keep in every form."""

from __future__ import annotations

from collections.abc import Sequence

from orggraph.graph.reading import out
from orggraph.i18n import T
from orggraph.reports.report import get
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets.documents import Document


def _together(visit: Visit, nodes: Sequence[str]) -> list[str]:
    """The roles that one person can have at once."""
    graph = visit.graph
    return [node for node in nodes if graph.nodes[node]["label"] == "Role" and out(graph, node, "COMBINES_WITH")]


DOCUMENT = Document(
    report="role",
    path="mijn-rol",
    param="who",
    ask=T("Who are you?"),
    hint=T("Type a name, a function or a municipality"),
    about=T(
        "One page about your place in the region: where you sit and beside whom, what is expected of you, when you must be where, "
        "what is open."
    ),
    instead=_together,
)
page = Page(
    path=DOCUMENT.path, title=get("role").title, icon="badge", order=5, render=DOCUMENT.render,
    words="wie ben ik mijn plek plaats wegwijs inwerken nieuw lid beginnen petten my place who am i new member onboarding",
    takes={DOCUMENT.param: frozenset(get("role").subjects)},
)  # fmt: skip
