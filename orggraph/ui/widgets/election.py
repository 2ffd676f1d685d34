"""After an election: from a day or a result file to what falls, as a chain, and to what must be done first."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from orggraph.access import Permission
from orggraph.edits import Proposal
from orggraph.edits.election import Election, of_date, of_results
from orggraph.edits.scenario import keep_scenario
from orggraph.edits.succession import PARTS, rows_of, sentences
from orggraph.errors import OrggraphError
from orggraph.i18n import N, T
from orggraph.params import Param, bind
from orggraph.store.settings import settings_from_env
from orggraph.tables import headings
from orggraph.ui.page import Visit
from orggraph.ui.widgets.charts import Chain, chains
from orggraph.ui.widgets.comparison import download, worked_out
from orggraph.ui.widgets.look import as_text, node_link, plain
from orggraph.ui.widgets.scenarios import WRONG, refused, region, show_wrong
from orggraph.ui.widgets.table import table
from orggraph.views.succession import Fall, fallen

DAY, RESULT = "2026-03-26", "change_election"
MOST = 8
"""So many chains are drawn; all of them stand in the table."""


def election(visit: Visit) -> None:
    """Draw the part."""
    st.write(visit.say(T("What falls when the councils change. It is a scenario: nothing is written into the data.")))
    dataset = region(visit)
    with st.form("change_election_form", border=True):
        day = st.text_input(visit.say(T("The first day on which who lost holds no seat any more")), placeholder=DAY, key="change_day")
        file = st.file_uploader(
            visit.say(T("Result file: municipality, person, won or lost. Without: all councillors and aldermen")), ["csv", "xlsx", "ods"],
            key="change_file",
        )  # fmt: skip
        pressed = st.form_submit_button(visit.say(T("Show what falls")), type="primary")
    if pressed:
        st.session_state.pop(RESULT, None)
        try:
            st.session_state[RESULT] = dataset, _read(visit, dataset, day.strip(), file)
        except OrggraphError as refusal:
            refused(visit, refusal)
    chosen: tuple[str, Election] | None = st.session_state.get(RESULT)
    if chosen is None or chosen[0] != dataset:
        return
    try:
        with st.spinner(visit.say(T("Working out what falls …"))):
            proposal = worked_out(visit, chosen[1].scenario)
    except OrggraphError as refusal:
        refused(visit, refusal)
        return
    _result(visit, chosen[1], proposal)


def _read(visit: Visit, dataset: str, day: str, file: Any) -> Election:
    on = bind({"date": Param("date")}, {"date": day or None})["date"]
    graph = visit.work.graph(on=on, datasets=dataset, with_names=visit.with_names)
    name = visit.say(T("Election, {day}", day=on))
    if file is None:
        return of_date(graph, dataset, on, name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(file.name).name
        path.write_bytes(file.getvalue())
        return of_results(graph, dataset, on, name, path)


def _result(visit: Visit, outcome: Election, proposal: Proposal) -> None:
    for note in outcome.notes:
        st.info(as_text(visit.say(note)))
    for line in sentences(proposal, outcome):
        st.write(as_text(visit.say(line)))
    falls = fallen(proposal.graph_before, proposal.graph)
    ordered = sorted(falls, key=lambda fall: -len(fall.seats))
    chains([_chain(visit, proposal, fall) for fall in ordered[:MOST]], visit.say(T("Seats that fall, each with what depends on it")))
    if len(falls) > MOST:
        more = N("The longest {n} chain; all stand in the table.", "The longest {n} chains; all stand in the table.", MOST)
        st.caption(visit.say(more))
    part = st.segmented_control(
        visit.say(T("Which table")), list(PARTS), format_func=lambda name: visit.say(PARTS[name]), default="seats", required=True,
        key="change_part",
    )  # fmt: skip
    _table(visit, proposal, str(part))
    with st.container(horizontal=True):
        download(visit, proposal, "change_election_proposal")
        if visit.access.may(Permission.EDIT):
            st.button(visit.say(T("Keep beside the data")), key="change_election_keep", on_click=_keep, args=(visit, outcome))
    show_wrong()


def _chain(visit: Visit, proposal: Proposal, fall: Fall) -> Chain:
    graph = proposal.graph_before

    def name(node: str) -> str:
        return node_link(visit, node) if node in visit.graph else plain(graph.nodes[node]["name"])

    return Chain(name(fall.person), [[name(fall.post)], *([name(post) for post in step] for step in fall.steps)])


def _table(visit: Visit, proposal: Proposal, part: str) -> None:
    rows, columns = rows_of(proposal, visit.lang)[part]
    names = [name for name in columns if name != "id"]
    heads = headings.headings(names, visit.lang)
    cells = [
        [plain(", ".join(cell) if isinstance(cell := row[name], list) else "" if cell is None else cell) for name in names] for row in rows
    ]
    if part == "packs":
        pages = {"handover": ("overdracht", "id"), "role": ("mijn-rol", "who")}
        heads = [*heads, visit.say(T("Open"))]
        for row, line in zip(rows, cells, strict=True):
            page, param = pages[str(row["report"])]
            there = row["id"] in visit.graph
            href = visit.link(page, **{param: row["id"]})
            line.append(f'<a href="{href}" target="_self">{plain(visit.say(T("Open")))}</a>' if there else "")
    if not rows:
        st.write(visit.say(T("Nothing.")))
        return
    table(visit, heads, cells, caption=visit.say(PARTS[part]))


def _keep(visit: Visit, outcome: Election) -> None:
    try:
        visit.work.require(Permission.EDIT)
        keep_scenario(settings_from_env().home, outcome.scenario)
    except OrggraphError as refusal:
        st.session_state[WRONG] = refusal.text(visit.lang)
