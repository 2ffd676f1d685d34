"""Bijhouden: change a region in short forms, see what asks for attention, and ask holders whether it is still right."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from orggraph.edits import Proposal, apply, propose, registry
from orggraph.errors import InvalidInput, OrggraphError
from orggraph.findings import Finding
from orggraph.graph.people import name_order
from orggraph.i18n import Bilingual, N, T, Text, more
from orggraph.model.terms import Upkeep
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import edit_form, parts
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import as_text, node_link, plain
from orggraph.ui.widgets.table import table
from orggraph.views.upkeep import confirmed, letter, upkeep

PATH = "bijhouden"
PROPOSAL, DONE = "keep_proposal", "keep_done"
MOST_FINDINGS = 8
ADDRESS = Address("keep", {"show": "change", "region": None, "edit": None})


def render(visit: Visit) -> None:
    """Draw the page."""
    parts.show(visit, T("Keep up to date"), ADDRESS, PARTS)


# change -----------------------------------------------------------------------------------------------------------


def _change(visit: Visit) -> None:
    proposal = st.session_state.get(PROPOSAL)
    if isinstance(proposal, Proposal) and proposal.before.id in visit.datasets:
        _proposed(visit, proposal)
        return
    done: tuple[str, int] | None = st.session_state.get(DONE)
    if done and done[0] in visit.heads:
        _applied(visit, *done)
    _wrong()
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
        try:
            with st.spinner(visit.say(T("Working out what changes …"))):
                st.session_state[PROPOSAL] = propose(visit.work, dataset, edit.key, values, source=source.strip() or None)
        except InvalidInput as refusal:
            for problem in refusal.problems:
                st.error(as_text(problem.text(visit.lang)))
        except OrggraphError as refusal:
            st.error(as_text(refusal.text(visit.lang)))
        else:
            st.rerun()


def _applied(visit: Visit, dataset: str, version: int) -> None:
    """What was written last in this session, and the way back."""
    st.success(as_text(visit.say(T("Applied: {region} is now version {n}.", region=visit.region(dataset), n=version))))
    if visit.heads[dataset]["version"] == version and version > 1:
        st.button(visit.say(T("Undo")), key="keep_undo", icon=":material/undo:", on_click=_undo, args=(visit, dataset, version))


def _undo(visit: Visit, dataset: str, version: int) -> None:
    """Bring back what was there before, as a version of its own."""
    try:
        loaded = visit.work.restore(dataset, version - 1, reason=visit.say(T("version {n} is undone", n=version)))
    except OrggraphError as refusal:
        st.session_state["keep_wrong"] = refusal.text(visit.lang)
        return
    st.session_state[DONE] = dataset, loaded.version


def _proposed(visit: Visit, proposal: Proposal) -> None:
    """What would change, and what to do with it."""
    st.subheader(visit.say(T("This would change in {region}", region=visit.region(proposal.before.id))), anchor=False)
    st.html("<ul>" + "".join(f"<li>{plain(visit.say(sentence))}</li>" for sentence in proposal.sentences) + "</ul>")
    for warning in proposal.warnings:
        st.warning(as_text(warning.text(visit.lang)))
    _findings(visit, N("{n} finding appears:", "{n} findings appear:", len(proposal.appearing)), proposal.appearing)
    _findings(visit, N("{n} finding goes:", "{n} findings go:", len(proposal.solved)), proposal.solved)
    if not (proposal.appearing or proposal.solved):
        st.write(visit.say(T("No finding appears or goes.")))
    st.text_input(visit.say(T("Who changes it; a role is enough")), key="keep_by", max_chars=120)
    with st.container(horizontal=True):
        st.button(visit.say(T("Apply")), type="primary", key="keep_apply", on_click=_apply, args=(visit, proposal))
        st.button(visit.say(T("Do not apply")), key="keep_forget", on_click=lambda: st.session_state.pop(PROPOSAL, None))
    _wrong()


def _wrong() -> None:
    if wrong := st.session_state.pop("keep_wrong", None):
        st.error(as_text(wrong))


def _findings(visit: Visit, head: Text, findings: Sequence[Finding]) -> None:
    if findings:
        rest = [visit.say(more(len(findings) - MOST_FINDINGS))] if len(findings) > MOST_FINDINGS else []
        lines = [*(visit.say(finding.text) for finding in findings[:MOST_FINDINGS]), *rest]
        st.html(f"<p><strong>{plain(visit.say(head))}</strong></p><ul>{''.join(f'<li>{plain(line)}</li>' for line in lines)}</ul>")


def _apply(visit: Visit, proposal: Proposal) -> None:
    by = str(st.session_state.get("keep_by") or "").strip()
    try:
        loaded = apply(visit.work, proposal, by=by or None)
    except OrggraphError as refusal:
        st.session_state["keep_wrong"] = refusal.text(visit.lang)
        return
    st.session_state.pop(PROPOSAL, None)
    st.session_state[DONE] = loaded.dataset, loaded.version


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
        [[node_link(visit, share.body), plain(visit.say(T("{n} of {m}", n=share.confirmed, m=share.holdings)))] for share in shares],
        caption=visit.say(T("Checked, by body")),
    )  # fmt: skip
    st.caption(visit.say(T("A share says how well the record is kept, not how well people do their work.")))


# ask holders ------------------------------------------------------------------------------------------------------


def _ask(visit: Visit) -> None:
    people = {row["person"] for row in upkeep(visit.graph) if row["person"] in visit.graph}
    if not people:
        st.success(visit.say(T("Every holder was checked within half a year.")))
        return
    ordered = sorted(people, key=lambda node: name_order(visit.graph, node))
    person = st.selectbox(
        visit.say(T("Whom to ask")), ordered, format_func=lambda node: str(visit.graph.nodes[node]["name"]), key="keep_person"
    )
    text = letter(visit.graph, person, visit.lang)
    st.text_area(visit.say(T("Text to send")), f"{text.subject}\n\n{text.text}", height=260, key=f"keep_text_{person}_{visit.lang}")
    st.html(f'<p><a href="{plain(text.mailto())}">{plain(visit.say(T("Open in the mail program")))}</a></p>')
    st.caption(visit.say(T("An answer goes in under “Change”: still right, resigns or succeeds.")))


PARTS: parts.Parts = {
    "change": (T("Change"), _change),
    "attention": (T("What asks for attention"), _attention),
    "ask": (T("Ask whether it is right"), _ask),
}
page = Page(
    path=PATH, title=Bilingual("Bijhouden", "Keep up to date"), icon="edit_calendar", order=60, render=render, group="keep",
    words="wijzigen muteren opvolger aftreden treedt terug nieuw gremium actueel houden bevestigen change edit update resign successor",
)  # fmt: skip
