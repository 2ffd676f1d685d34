"""Dividing portfolios by wishes that are typed here or read from a file of their owner; they stay in the session."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from orggraph.edits.division import (
    Outcome,
    Wanted,
    division_rows,
    name_of,
    of_body,
    open_rows,
    people_rows,
    sentence,
    task_of,
    unmet_rows,
    work_out,
)  # fmt: skip
from orggraph.edits.wishes import STRONGEST, read_division
from orggraph.errors import OrggraphError
from orggraph.graph import Graph
from orggraph.graph.datasets import by_dataset
from orggraph.graph.people import name_order
from orggraph.i18n import T
from orggraph.model.base import Row
from orggraph.reports import occasion
from orggraph.tables import headings
from orggraph.ui.page import Visit
from orggraph.ui.widgets import handout
from orggraph.ui.widgets.charts import Bars, bars
from orggraph.ui.widgets.look import as_text, plain
from orggraph.ui.widgets.scenarios import refused, region
from orggraph.ui.widgets.table import table

CHOSEN = "change_division"
SEVERAL = 3


def division(visit: Visit) -> None:
    """Draw the part."""
    text = T("Who could take which portfolio, by what people wish and the rules that must hold. Wishes stay in this session; you decide.")
    st.write(visit.say(text))
    dataset = region(visit)
    graph = visit.graph
    bodies = [body for body in by_dataset(graph, "Body").get(dataset, ()) if of_body(graph, body).items]
    bodies.sort(key=lambda body: (graph.nodes[body].get("kind") != "college", name_order(graph, body)))
    if not bodies:
        st.info(visit.say(T("These data know no body whose members have portfolios.")))
        return
    body = str(
        st.selectbox(visit.say(T("Whose portfolios")), bodies, format_func=lambda node: name_of(graph, node), key="change_division_body")
    )
    recorded = st.checkbox(visit.say(T("Begin from the wishes that these data record")), key="change_division_recorded")
    wanted = of_body(graph, body, recorded_wishes=recorded)
    with st.form("change_division_form", border=True):
        typed = _grid(visit, wanted, f"change_wishes_{body}_{recorded}")
        file = st.file_uploader(visit.say(T("Or a file of wishes and rules (YAML)")), ["yaml", "yml"], key="change_division_file")
        fits = -(-len(wanted.items) // max(1, len(wanted.people)))
        most = st.number_input(
            visit.say(T("Nobody gets more than")), 1, max(1, len(wanted.items)), max(1, fits + 1), key=f"change_division_most_{body}"
        )
        everything = st.checkbox(visit.say(T("No portfolio may stay open")), key="change_division_all")
        pressed = st.form_submit_button(visit.say(T("Divide")), type="primary")
    if pressed:
        st.session_state.pop(CHOSEN, None)
        try:
            given = replace(wanted, wishes=typed, at_most=int(most), everything=everything)
            given = _file(graph, file, given) if file is not None else given
            st.session_state[CHOSEN] = body, work_out(task_of(given, graph), SEVERAL)
        except OrggraphError as refusal:
            refused(visit, refusal)
    chosen: tuple[str, Outcome] | None = st.session_state.get(CHOSEN)
    if chosen is not None and chosen[0] == body:
        _result(visit, *chosen)


def _grid(visit: Visit, wanted: Wanted, key: str) -> dict[tuple[str, str], float]:
    """A table to type wishes in: people by portfolios."""
    import pandas as pd  # late: every page would wait for it

    st.caption(visit.say(T("Type from -5 (rather not) to 5 (gladly); empty: no wish.")))
    graph = visit.graph
    wishes = wanted.wishes
    frame = pd.DataFrame(
        [[wishes.get((person, item)) for item in wanted.items] for person in wanted.people],
        index=[name_of(graph, person) for person in wanted.people], columns=list(wanted.items), dtype="float",
    )  # fmt: skip
    columns = {
        item: st.column_config.NumberColumn(name_of(graph, item), min_value=-STRONGEST, max_value=STRONGEST, step=1)
        for item in wanted.items
    }
    edited = st.data_editor(frame, column_config=columns, key=key, width="stretch", placeholder="")
    values = edited.to_numpy()
    return {
        (person, item): float(value)
        for line, person in zip(values, wanted.people, strict=True)
        for value, item in zip(line, wanted.items, strict=True)
        if pd.notna(value)
    }


def _file(graph: Graph, file: Any, wanted: Wanted) -> Wanted:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(file.name).name
        path.write_bytes(file.getvalue())
        read = read_division(path, graph, wanted)
    return replace(read, at_most=read.at_most or wanted.at_most, everything=read.everything or wanted.everything)


def _result(visit: Visit, body: str, outcome: Outcome) -> None:
    st.write(as_text(visit.say(sentence(outcome))))
    if not outcome.divisions:
        return
    graph, tables = visit.graph, []

    def show(title: str, heads: Sequence[str], texts: Sequence[Sequence[str]]) -> None:
        tables.append(occasion.rows(title, heads, texts))
        table(visit, list(heads), [[plain(text) for text in each] for each in texts], caption=title)

    names = [visit.say(T("Division {n}", n=number)) for number in range(1, len(outcome.divisions) + 1)]
    people = people_rows(outcome, graph)
    drawn = []
    for start in range(0, len(people), len(names)):
        rows = people[start : start + len(names)]
        texts = [_of(visit, row) for row in rows]
        drawn.append(Bars(plain(rows[0]["person"]), [max(0.0, row["met"]) for row in rows], texts))
    bars(drawn, names, visit.say(T("Wishes met per person, in each division")))
    rows = division_rows(outcome, graph, visit.say(T("open")))
    numbers = [str(number) for number in range(1, len(names) + 1)]
    cells = [[str(row[name]) for name in ("portfolio", *numbers)] for row in rows]
    show(visit.say(T("Divisions beside each other")), [*headings.headings(["portfolio"], visit.lang), *names], cells)
    unmet = unmet_rows(outcome, graph)
    for title, columns, rows in (
        (T("Portfolios that stay open in the first division"), ("portfolio", "why"), open_rows(outcome, graph)),
        (T("Wishes that the first division does not meet"), ("person", "portfolio", "wish", "why"), unmet),
    ):
        if rows:
            st.header(visit.say(title), anchor=False)
            cells = [[_cell(visit, row, name) for name in columns] for row in rows]
            show(visit.say(title), headings.headings(columns, visit.lang), cells)
    if not unmet:
        st.write(visit.say(T("The first division meets every wish.")))
    met = [[str(row["person"]), str(row["division"]), ", ".join(row["portfolios"]), _of(visit, row)] for row in people]
    heads = headings.headings(("person", "division", "portfolios", "met"), visit.lang)
    tables.insert(1, occasion.rows(visit.say(T("Wishes met per person, in each division")), heads, met))
    handout.of_occasion(
        visit, graph, T("Division of portfolios"), name_of(graph, body), [visit.say(sentence(outcome))], tables, "change_division"
    )


def _of(visit: Visit, row: Row) -> str:
    return visit.say(T("{n} of {m}", n=row["met"], m=row["wanted"]))


def _cell(visit: Visit, row: Mapping[str, Any], name: str) -> str:
    return visit.say(row[name]) if name == "why" else visit.say(T("{n}", n=row[name])) if name == "wish" else str(row[name])
