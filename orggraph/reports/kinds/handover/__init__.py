"""Handover: a dossier about a person, a post, a body or a topic, for who takes over. A secretary edits on in the Word document."""

from __future__ import annotations

from orggraph.graph import provenance
from orggraph.i18n import Bilingual, T
from orggraph.model.nodes import LABELS
from orggraph.reports.kinds.handover import decisions, known, matters, places
from orggraph.reports.kinds.handover.scope import SUBJECTS, Scope, scope
from orggraph.reports.page import Figures, Page
from orggraph.reports.report import Report, Request, subject
from orggraph.reports.writer import Writer

TITLE = Bilingual("Overdracht", "Handover")


def page(request: Request, name: str) -> Page:
    """The dossier of a person, a post, a body or a topic. Raises NotFound where there is none of that name."""
    graph = request.graph
    node = subject(graph, name, SUBJECTS)
    writer = Writer(graph, request.lang)
    about = scope(graph, node)
    going = matters.matters(writer, about)
    taken, made = decisions.decisions(writer, about, going), decisions.products(writer, about)
    counts = ((going, T("matters")), (taken, T("decisions")), (made, T("products")), (about.posts, T("posts")))
    sections = (
        matters.section(writer, going),
        decisions.section(writer, taken, made),
        places.section(writer, about),
        places.open_section(writer, about, going, taken),
        known.section(writer, about, {**going, **taken}),
    )
    return writer.page(
        TITLE[request.lang],
        writer.name(node),
        under=_under(writer, about),
        opening=(Figures(tuple((str(len(items)), writer.say(what)) for items, what in counts)),),
        sections=sections,
        events=matters.events(writer, going),
        notices=_notices(writer, about),
    )


def _under(writer: Writer, about: Scope) -> str:
    kind = LABELS[about.label].title[writer.lang]
    names = [writer.name(node) for node in (about.posts if about.label == "Person" else about.bodies) if node != about.subject]
    return f"{kind}: {writer.listing(names[:3])}" if names and about.label in ("Person", "Post") else kind


def _notices(writer: Writer, about: Scope) -> tuple[str, ...]:
    nodes = writer.graph.nodes
    invented = all(head.get("fictional") for head in provenance(writer.graph).datasets.values())
    if invented or not about.people or any(nodes[person].get("function") for person in about.people):
        return ()
    return (writer.say(T("People stand here by their function")),)


REPORT = Report(
    name="handover",
    title=TITLE,
    about=Bilingual("een persoon, een functie, een gremium of een onderwerp", "a person, a post, a body or a topic"),
    page=page,
    subjects=("Topic", "Body", "Person", "Post"),  # the few before the many, so that a list begins with them
)
