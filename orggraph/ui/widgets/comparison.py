"""A scenario before and after: the sentence with its figure, the picture, the table, and what to keep of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from orggraph.edits import Proposal, Scenario, beside, what_if
from orggraph.edits.comparing import Case, Comparison, summary, value_of
from orggraph.edits.measures import Shift, shifts
from orggraph.edits.scenario import write_scenario
from orggraph.findings import Finding
from orggraph.i18n import T, Text
from orggraph.model.meant import slug
from orggraph.reports import occasion
from orggraph.reports.page import Table
from orggraph.ui.page import Visit
from orggraph.ui.widgets import handout, take
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.charts import Bars, bars
from orggraph.ui.widgets.look import as_text, node_link, plain
from orggraph.ui.widgets.table import table

SCENARIOS = T("Scenarios, before and after")


@st.cache_resource(show_spinner=False, max_entries=16, hash_funcs={Visit: key_of, Scenario: write_scenario})
def worked_out(visit: Visit, scenario: Scenario) -> Proposal:
    """A scenario before and after; kept by its changes and the versions of the data."""
    return what_if(visit.work, scenario)


def together(visit: Visit, scenarios: Sequence[Scenario]) -> list[Proposal]:
    """Several scenarios, all on the last of their days."""
    proposals = [worked_out(visit, scenario) for scenario in scenarios]
    last = max((proposal.on or "" for proposal in proposals), default="")
    return [each if (each.on or "") == last else worked_out(visit, replace(each.scenario, on=last)) for each in proposals]


def show(
    visit: Visit, proposals: Sequence[Proposal], *, before: Sequence[str] = (), beside_it: Sequence[Table] = (), kind: Text = SCENARIOS
) -> None:
    """Show scenarios beside each other: a sentence for each, the picture, the table, and the same to hand out.

    Parameters
    ----------
    visit
        The reader's choices.
    proposals
        The scenarios, each before and after.
    before, beside_it
        Sentences and tables that the hand-out begins with.
    kind
        What the hand-out is.
    """
    comparison = beside(proposals)
    sentences = [visit.say(summary(comparison, proposal.graph, place)) for place, proposal in enumerate(proposals)]
    for sentence in sentences:
        st.write(as_text(sentence))
    tables = list(beside_it)
    if cases := comparison.differing():
        _picture(visit, comparison)
        tables.append(_table(visit, comparison, cases))
        does = [visit.say(each) for proposal in proposals for each in proposal.sentences]
        tables.insert(0, occasion.rows(visit.say(T("What changes")), [visit.say(T("What changes"))], [[each] for each in does]))
        graph, names = proposals[0].graph_before, ", ".join(comparison.names)
        handout.of_occasion(visit, graph, kind, names, [*before, *sentences], tables, f"change_{slug(str(kind))}")
    else:
        st.info(visit.say(T("Every analysis finds the same before and after.")))
    if st.checkbox(visit.say(T("Also what is measured everywhere: votes, seats, distances, forms")), key="change_figures"):
        _figures(visit, proposals, comparison.names)


def download(visit: Visit, proposal: Proposal, key: str) -> None:
    """Offer a scenario as a proposal: a file that says in words what it does and can be applied."""
    does = [visit.say(sentence) for sentence in proposal.sentences]
    text = write_scenario(replace(proposal.scenario, version=proposal.version), does)
    title = visit.say(T("Save as a proposal (YAML)"))
    name = f"{slug(proposal.scenario.name) or 'scenario'}.yaml"
    take.button(visit, title, text, name, "text/yaml", key=key, icon=":material/download:")


def _picture(visit: Visit, comparison: Comparison) -> None:
    """Per analysis in which something is otherwise: how many cases, before and after."""
    every = [comparison.counts(place) for place in range(len(comparison.names))]
    rows = [
        Bars(plain(counts[0].title[visit.lang]), values, [str(value) for value in values])
        for counts in zip(*every, strict=True)
        if any(count.new or count.gone or count.changed for count in counts)
        for values in [[counts[0].before, *(count.after for count in counts)]]
    ]
    bars(rows, [visit.say(T("before")), *comparison.names], visit.say(T("Findings per analysis, before and after")))


def _table(visit: Visit, comparison: Comparison, cases: Sequence[Case]) -> Table:
    """Draw the table; gives it for paper."""
    heads = [*(visit.say(text) for text in (T("Finding"), T("About"), T("before"))), *comparison.names]
    rows = [
        [
            case.finding.title[visit.lang],
            " × ".join(each.name for each in case.finding.subjects),
            value_of(case.before, visit.lang),
            *(_after(visit, case, place) for place in range(len(comparison.names))),
        ]
        for case in cases
    ]
    title = visit.say(T("Findings that differ, before and after"))
    cells = [[plain(row[0]), _about(visit, case.finding), *map(plain, row[2:])] for row, case in zip(rows, cases, strict=True)]
    table(visit, heads, cells, caption=title)
    return occasion.rows(title, heads, rows)


def _figures(visit: Visit, proposals: Sequence[Proposal], names: Sequence[str]) -> None:
    """The figures of tables that differ: per table its sentence before and after, and the rows."""
    with st.spinner(visit.say(T("Working out what changes …"))):
        differing = _shifts(visit, [proposal.scenario for proposal in proposals], proposals)
    if not differing:
        st.info(visit.say(T("Every table has the same figures before and after.")))
        return
    heads = [visit.say(text) for text in (T("Table"), T("About"), T("Figure"), T("before"))]
    rows = [
        [
            plain(shift.table.title[visit.lang]),
            plain(" · ".join(shift.about)),
            plain(shift.column.title[visit.lang] if shift.column else ""),
            *(plain(text) for text in (shift.before, *shift.after)),
        ]
        for shift in differing
    ]
    table(visit, [*heads, *names], rows, caption=visit.say(T("Figures that differ, before and after")))


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs={Visit: key_of, Scenario: write_scenario})
def _shifts(visit: Visit, scenarios: Sequence[Scenario], _proposals: Sequence[Proposal]) -> list[Shift]:  # noqa: ARG001 - the key
    return shifts(_proposals[0].graph_before, [proposal.graph for proposal in _proposals], visit.lang)


def _after(visit: Visit, case: Case, place: int) -> str:
    value, turn = value_of(case.after[place], visit.lang), case.turn(place).names[visit.lang]
    return f"{value} ({turn})" if value else turn


def _about(visit: Visit, finding: Finding) -> str:
    """The subjects of a finding; a link where the node is there without the scenario."""
    subjects = finding.subjects
    return " × ".join(node_link(visit, each.id) if each.id in visit.graph else plain(each.name) for each in subjects)
