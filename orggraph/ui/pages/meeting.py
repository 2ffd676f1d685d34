"""Vergadering: choose a body and one of its meetings, and for whom, and read one page; without a meeting its agenda check."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from orggraph.graph.meetings import meetings
from orggraph.graph.reading import holders, seats
from orggraph.i18n import T, Text, stored
from orggraph.model.dates import first_day
from orggraph.reports.files import forms_of
from orggraph.reports.kinds.meeting import BETWEEN
from orggraph.reports.report import get
from orggraph.ui.page import Page, Visit
from orggraph.ui.sheet import sheet as show
from orggraph.ui.widgets import take
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.documents import ICONS, kept, written
from orggraph.ui.widgets.edit_form import CHOOSE
from orggraph.ui.widgets.look import link, plain

PATH = "vergadering"
ADDRESS = Address("meeting", {"body": None, "meeting": None, "member": None})


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    bodies = _bodies(visit)
    if not bodies:  # the document that is shown below has a title of its own
        st.title(get("meeting").title[visit.lang], anchor=False)
        text = T("These data name no meeting of a body with a day, at this date. Choose another region or date at the left.")
        st.html(f"<p>{plain(visit.say(text))} {link(visit.say(T('To the start page')), visit.link(''))}</p>")
        return
    for name in ("body", "meeting", "member"):
        if ADDRESS[name] and ADDRESS[name] not in visit.graph:
            st.info(visit.say(T("The link asks for something that is not in this region, at this date; the choice below is all there is.")))
            ADDRESS[name] = None
    body = _body(visit, bodies)
    ADDRESS["body"] = body
    first, second, third = st.columns(3)
    with first:
        _choice(visit, "body", bodies, T("Body"))
    ahead = [meeting.node for meeting in meetings(visit.graph, body)]
    ADDRESS["meeting"] = ADDRESS["meeting"] if ADDRESS["meeting"] in ahead else None
    with second:
        _choice(visit, "meeting", [None, *_by_day(visit, ahead)], T("Meeting"), T("All meetings: what must be on the agenda"))
    members = [] if not (visit.shows_document("Person") and ADDRESS["meeting"]) else _members(visit, body)
    ADDRESS["member"] = ADDRESS["member"] if ADDRESS["member"] in members else None
    with third:
        if members:
            _choice(visit, "member", [None, *members], T("For whom"), T("For everybody"))
    ADDRESS.write()
    subject = BETWEEN.join(filter(None, (ADDRESS["meeting"], ADDRESS["member"]))) or body
    made, page_body = written(visit, "meeting", subject)
    with st.container(key="document_bar", horizontal=True, vertical_alignment="bottom"):
        for form in forms_of(made):
            take.button(visit,
                form.title[visit.lang], partial(kept, visit, "meeting", subject, form.suffix),
                f"{PATH}-{subject.rsplit('/', 1)[-1]}{form.suffix}", form.media, icon=f":material/{ICONS[form.suffix]}:",
                key=f"meeting_{form.suffix}",
            )  # fmt: skip
    show(page_body, key="document_sheet")


def _bodies(visit: Visit) -> list[str]:
    """The bodies with a dated meeting, by layer as the map draws them, and by name."""
    nodes = visit.graph.nodes
    every = [node for node, data in nodes(data=True) if data["label"] == "Body" and meetings(visit.graph, node)]
    return sorted(every, key=lambda node: (nodes[node].get("tier") == "political", str(nodes[node]["name"]).casefold()))


def _body(visit: Visit, bodies: Sequence[str]) -> str:
    """The body asked; of a meeting that is asked its body, else the general board, else the first."""
    graph = visit.graph
    if ADDRESS["body"] in bodies:
        return str(ADDRESS["body"])
    of_meeting = [body for body in bodies if ADDRESS["meeting"] in {meeting.node for meeting in meetings(graph, body)}]
    boards = [body for body in bodies if graph.nodes[body].get("kind") == "general_board"]
    return [*of_meeting, *sorted(boards, key=lambda body: (len(graph.nodes[body]["name"]), body)), *bodies][0]


def _by_day(visit: Visit, nodes: Sequence[str]) -> list[str]:
    """Meetings ahead first, then those before, the last first."""
    data = visit.graph.nodes
    on = (
        first_day(visit.date).isoformat()
        if visit.date
        else max((str(head.get("reference_date") or "") for head in visit.heads.values()), default="")
    )
    ahead = [node for node in nodes if str(data[node]["date"]) >= on]
    return [*ahead, *reversed([node for node in nodes if node not in ahead])]


def _members(visit: Visit, body: str) -> list[str]:
    """Who sits there; of a seat of which the holder is not known, the seat."""
    every = seats(visit.graph, body, voting=False)
    return list(dict.fromkeys(who for seat in every for who in ([edge.source for edge in holders(visit.graph, seat.post)] or [seat.post])))


def _choice(visit: Visit, name: str, options: Sequence[str | None], label: Text, none: Text | None = None) -> None:
    def called(node: str | None) -> str:
        if node is None:
            return visit.say(none) if none else ""
        record = visit.graph.nodes[node]
        day = f" · {in_words(record['date'], visit.lang)}" if record["label"] == "Meeting" and record.get("date") else ""
        return f"{stored(record, 'name', visit.lang)}{day}"

    ADDRESS.widget(
        name,
        st.selectbox,
        visit.say(label),
        list(options),
        format_func=called,
        filter_mode="contains",
        placeholder=visit.say(none or CHOOSE),
    )


page = Page(
    path=PATH,
    title=get("meeting").title,
    icon="groups",
    order=34,
    render=render,
    group="decide",
    words="vergadering agenda agendapunt voorbereiden stukken hoedanigheid petten stem meeting agenda prepare vote",
    takes={"body": frozenset({"Body"}), "meeting": frozenset({"Meeting"})},
)
