"""What relieves: the few seats that take away most, what each step adds, and who could take it."""

from __future__ import annotations

import streamlit as st

from orggraph.edits.relief import Relief, rows_of, sentence
from orggraph.edits.relief import relief as work_out
from orggraph.errors import OrggraphError
from orggraph.graph import Graph, provenance
from orggraph.i18n import T
from orggraph.params import Param, bind
from orggraph.reports import occasion
from orggraph.reports.page import Table
from orggraph.tables import headings
from orggraph.ui.page import Visit
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.charts import Bars, bars
from orggraph.ui.widgets.comparison import download, show
from orggraph.ui.widgets.look import as_text, plain
from orggraph.ui.widgets.scenarios import refused, region
from orggraph.ui.widgets.table import table

CHOSEN = "change_relief"


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs={Visit: key_of})
def _worked_out(visit: Visit, dataset: str, on: str, steps: int) -> Relief:
    return work_out(visit.work, dataset, on=on, steps=steps, name=visit.say(T("Relief")))


def relief(visit: Visit) -> None:
    """Draw the part."""
    text = T("Which seats, if somebody else takes them, take away most collisions, load over the norm and single points.")
    st.write(visit.say(text))
    dataset = region(visit)
    with st.form("change_relief_form", border=True):
        label = T("The first day on which the seats are left; empty: the day that is looked at")
        day = st.text_input(visit.say(label), placeholder="2026-05-01", key="change_relief_day")
        steps = st.slider(visit.say(T("How many seats at most")), 1, 6, 3, key="change_relief_steps")
        st.caption(visit.say(T("This takes up to a minute.")))
        if st.form_submit_button(visit.say(T("Look for what relieves")), type="primary"):
            st.session_state[CHOSEN] = dataset, day.strip(), steps
    chosen: tuple[str, str, int] | None = st.session_state.get(CHOSEN)
    if chosen is None or chosen[0] != dataset:
        return
    try:
        given = bind({"date": Param("date", optional=True)}, {"date": chosen[1] or None})["date"]
        on = max(provenance(visit.work.graph(on=given or visit.date, datasets=dataset)).on.values())
        with st.spinner(visit.say(T("Looking for what relieves …"))):
            result = _worked_out(visit, dataset, on, chosen[2])
    except OrggraphError as refusal:
        refused(visit, refusal)
        return
    st.write(as_text(visit.say(sentence(result, on))))
    if result.proposal:
        taken = _steps(visit, result, result.proposal.graph_before)
        show(visit, [result.proposal], before=[visit.say(sentence(result, on))], beside_it=[taken], kind=T("Relief"))
        download(visit, result.proposal, "change_relief_proposal")


def _steps(visit: Visit, result: Relief, graph: Graph) -> Table:
    """Draw the steps; gives their table."""
    rows = rows_of(result, graph)
    drawn = [
        Bars(plain(f"{row['place']}. {row['post']}"), [row["gone"], row["come"]], [str(row["gone"]), str(row["come"])]) for row in rows
    ]
    names = [visit.say(T("findings that go")), visit.say(T("findings that come"))]
    bars(drawn, names, visit.say(T("Findings that go with each step")))
    columns = ["place", "person", "post", "gone", "come", "takers"]
    cells = [[", ".join(row[name]) if name == "takers" else str(row[name]) for name in columns] for row in rows]
    heads, title = headings.headings(columns, visit.lang), visit.say(T("What relieves"))
    table(visit, heads, [[plain(text) for text in each] for each in cells], caption=title)
    return occasion.rows(title, heads, cells)
