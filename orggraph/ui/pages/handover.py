"""Handover: choose a person, a post, a body or a topic, and read its dossier; in Word a secretary edits on."""

from __future__ import annotations

from collections.abc import Sequence

from orggraph.i18n import T
from orggraph.reports.report import get
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets.documents import Document


def _topics(visit: Visit, nodes: Sequence[str]) -> list[str]:
    """Topics, which have matters where no person is known."""
    return [node for node in nodes if visit.graph.nodes[node]["label"] == "Topic"]


DOCUMENT = Document(
    report="handover",
    path="overdracht",
    param="id",
    ask=T("What is handed over?"),
    hint=T("Type a name, a function, a body or a topic"),
    about=T(
        "A dossier for who takes over from a person or a post, or takes up a body or a topic: matters with who commissioned them and who "
        "carries them out, decisions, dates, who knows of it, what is open. The Word document is there to edit on."
    ),
    instead=_topics,
)
page = Page(
    path=DOCUMENT.path, title=get("handover").title, icon="move_up", order=61, render=DOCUMENT.render, group="keep",
    words="overdragen overdrachtsdossier dossier opvolger opvolging stokje doorgeven vertrek inwerken handing over successor leaving file",
    takes={DOCUMENT.param: frozenset(get("handover").subjects)},
)  # fmt: skip
