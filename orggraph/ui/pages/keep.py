"""Bijhouden: change a region in short forms, see what asks for attention, and ask holders whether it is still right."""

from __future__ import annotations

import streamlit as st

from orggraph.access import Permission
from orggraph.edits import propose, registry
from orggraph.graph.people import name_order
from orggraph.i18n import Bilingual, T
from orggraph.model.terms import Upkeep
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import checklists, duplicates, edit_form, parts, proposal
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import node_link, plain
from orggraph.ui.widgets.table import table
from orggraph.views.upkeep import confirmed, holders, letter, upkeep

PATH = "bijhouden"
ADDRESS = Address("keep", {"show": "change", "region": None, "edit": None})


def render(visit: Visit) -> None:
    """Draw the page."""
    parts.show(visit, T("Keep up to date"), ADDRESS, PARTS)


# change -----------------------------------------------------------------------------------------------------------


def _change(visit: Visit) -> None:
    if proposal.pending(visit):
        return
    st.write(visit.say(T("Choose what happened. You first see what it changes; nothing is written before you apply it.")))
    if len(visit.datasets) > 1:
        ADDRESS.widget("region", st.selectbox, visit.say(T("In which region")), list(visit.datasets), format_func=visit.region)
    dataset = ADDRESS["region"] if ADDRESS["region"] in visit.datasets else visit.datasets[0]
    edits = registry()
    ADDRESS["edit"] = ADDRESS["edit"] if ADDRESS["edit"] in edits else next(iter(edits))
    ADDRESS.widget("edit", st.selectbox, visit.say(T("What happened")), list(edits), format_func=lambda key: edits[key].title[visit.lang])
    edit = edits[ADDRESS["edit"]]
    st.caption(edit.about[visit.lang])
    with st.form(f"keep_{dataset}_{edit.key}", border=True):
        values = edit_form.fields(visit, dataset, edit)
        source = st.text_input(visit.say(T("Where it is known from (may be left empty)")), key="keep_source", max_chars=200)
        asked_for = st.form_submit_button(visit.say(T("Show what changes")), type="primary")
    if asked_for:
        with st.spinner(visit.say(T("Working out what changes …"))):
            proposal.keep(visit, lambda: propose(visit.work, dataset, edit.key, values, source=source.strip() or None))
        st.rerun()


# what asks for attention ------------------------------------------------------------------------------------------


def _attention(visit: Visit) -> None:
    rows, shares = upkeep(visit.graph), confirmed(visit.graph)
    if not rows:
        st.success(visit.say(T("Nothing asks for attention: every holder was checked, and no place is open.")))
    total, fresh = sum(share.holdings for share in shares), sum(share.confirmed for share in shares)
    st.write(visit.say(T("{fresh} of {total} holdings were checked within half a year.", fresh=fresh, total=total)))
    names = visit.graph.nodes
    heads = [visit.say(text) for text in (T("What"), T("Body"), T("Post"), T("Who"), T("Day"))]
    table(
        visit, heads,
        [
            [
                plain(Upkeep(row["matter"]).names[visit.lang]),
                *(node_link(visit, node) if (node := row[end]) in names else "" for end in ("body", "post", "person")),
                plain(in_words(row["date"], visit.lang)) if row["date"] else "",
            ]
            for row in rows
        ],
        caption=visit.say(T("What asks for attention")),
    )  # fmt: skip
    st.header(visit.say(T("Checked, by body")), anchor=False)
    table(
        visit, [visit.say(T("Body")), visit.say(T("Checked"))],
        [
            [
                node_link(visit, share.body),
                plain(visit.say(T("{n} of {m} ({share}%)", n=share.confirmed, m=share.holdings, share=share.percentage))),
            ]
            for share in shares
        ],
        caption=visit.say(T("Checked, by body")),
    )  # fmt: skip
    st.caption(visit.say(T("A share says how well the record is kept, not how well people do their work.")))


# ask holders ------------------------------------------------------------------------------------------------------


def _ask(visit: Visit) -> None:
    if proposal.pending(visit):
        checklists.counted(visit)
        return
    graph = visit.graph
    due = {row["person"] for row in upkeep(graph) if row["person"] in graph}
    everyone = holders(graph)
    if everyone and not due:
        st.success(visit.say(T("Every holder was checked within half a year.")))
    elif not everyone:
        st.info(visit.say(T("Nobody holds a post here on this date.")))
        return
    ordered = sorted(everyone, key=lambda node: (node not in due, name_order(graph, node)))
    person = st.selectbox(visit.say(T("Whom to ask")), ordered, format_func=lambda node: str(graph.nodes[node]["name"]), key="keep_person")
    text = letter(graph, person, visit.lang)
    st.text_area(visit.say(T("Text to send")), f"{text.subject}\n\n{text.text}", height=260, key=f"keep_text_{person}_{visit.lang}")
    st.html(f'<p><a href="{plain(text.mailto())}">{plain(visit.say(T("Open in the mail program")))}</a></p>')
    checklists.offer(visit, person)
    checklists.take_in(visit)
    st.caption(visit.say(T("Another answer goes in under “Change”: still right, resigns or succeeds.")))


PARTS: parts.Parts = {
    "change": (T("Change"), _change, Permission.EDIT),
    "attention": (T("What asks for attention"), _attention, None),
    "ask": (T("Ask whether it is right"), _ask, Permission.EDIT),
    "who": (T("Who is who"), duplicates.show, Permission.EDIT),
}
page = Page(
    path=PATH, title=Bilingual("Bijhouden", "Keep up to date"), icon="edit_calendar", order=60, render=render, group="keep",
    words="wijzigen muteren opvolger aftreden treedt terug nieuw gremium actueel houden bevestigen dubbel wie is wie "
    "change edit update resign successor duplicates",
)  # fmt: skip
