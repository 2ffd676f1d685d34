"""My role: one guided page for who is new in a post, made from what the region wrote down. Ten minutes to read, and to keep."""

from __future__ import annotations

from datetime import date

from orggraph.graph import provenance
from orggraph.graph.reading import holders
from orggraph.i18n import Bilingual, N, T, Text
from orggraph.reports.kinds.role import expected, glossary, matters, meets, people, place, seats, top, ways, year
from orggraph.reports.kinds.role.hats import SUBJECTS, Worn, worn
from orggraph.reports.page import Page, Section
from orggraph.reports.report import Report, Request, subject
from orggraph.reports.writer import Writer

TITLE = Bilingual("Mijn rol", "My role")


def page(request: Request, name: str) -> Page:
    """The page of a person, a post or a role. Raises NotFound where there is none of that name."""
    node = subject(request.graph, name, SUBJECTS)
    writer = Writer(request.graph, request.lang)
    me = worn(request.graph, node)
    turns = ways.turns(request.graph, me, date.fromisoformat(writer.day))
    moments = year.moments(writer, me, turns)
    drawn = place.picture(writer, me)
    opening = (*top.blocks(writer, me, moments), *([drawn] if drawn else []))
    sections: tuple[Section, ...] = ()
    if me.hats:
        sections = (
            place.section(writer, me),
            seats.section(writer, me),
            expected.section(writer, me),
            people.section(writer, me),
            ways.section(writer, me, turns),
            year.section(writer, me, moments, turns),
            meets.section(writer, me, request.findings, turns),
            matters.section(writer, me, tuple(turn.route for turn in turns)),
        )
        sections = (*sections, glossary.section(writer, sections))
    return writer.page(
        TITLE[request.lang],
        writer.name(node),
        under=_under(writer, me),
        opening=opening,
        sections=sections,
        events=year.events(moments),
        notices=_notices(writer, me),
    )


def _under(writer: Writer, me: Worn) -> str:
    n = len(me.hats)
    if me.label == "Person":
        base = [writer.name(hat.node) for hat in me.hats if hat.base]
        text: Text = N("{n} hat", "{n} hats", n)
        return ", ".join([*base[:1], writer.say(text)]) if base else writer.say(text)
    if me.label == "Post":
        held = [writer.name(edge.source) for edge in holders(writer.graph, me.subject)]
        return writer.say(T("Held by {names}", names=writer.listing(held)) if held else T("A post without a known holder"))
    return writer.say(N("The hat that this role is", "The {n} hats that one person in this role can have at once", n))


def _notices(writer: Writer, me: Worn) -> tuple[str, ...]:
    graph = writer.graph
    people = {edge.source for hat in me.hats for post in hat.posts for edge in holders(graph, post)}
    if not people:
        return (writer.say(T("By role, without names of people")),) if me.hats else ()
    invented = all(head.get("fictional") for head in provenance(graph).datasets.values())
    named = any(graph.nodes[person].get("function") for person in people)
    return () if invented or named else (writer.say(T("People stand here by their function")),)


REPORT = Report(
    name="role",
    title=TITLE,
    about=Bilingual("een persoon, een functie of een rol", "a person, a post or a role"),
    page=page,
    subjects=SUBJECTS,
)
