"""What if: changes are gathered into a scenario, looked at before and after, kept, proposed or thrown away."""

from __future__ import annotations

import streamlit as st

from orggraph.access import Permission
from orggraph.edits import Change, Scenario, registry
from orggraph.edits.scenario import forget_scenario, keep_scenario, kept_scenarios, line_of, read_scenario
from orggraph.errors import InvalidInput, OrggraphError
from orggraph.i18n import T
from orggraph.store.settings import settings_from_env
from orggraph.ui.page import Visit
from orggraph.ui.widgets import comparison, edit_form
from orggraph.ui.widgets.look import as_text, plain
from orggraph.ui.widgets.node_names import values_in_words

FIRST = "succeed"
"""The edit that the form begins with: whether somebody may take a seat is asked most."""
CHANGES, WRONG = "change_changes", "change_wrong"


def what_if(visit: Visit) -> None:
    """Draw the part."""
    st.write(visit.say(T("Put changes together and see what every analysis finds before and after. Nothing is written into the data.")))
    dataset = region(visit)
    _form(visit, dataset)
    changes: list[Change] = st.session_state.setdefault(CHANGES, {}).setdefault(dataset, [])
    _list(visit, dataset, changes)
    kept = _kept(visit, dataset)
    show_wrong()
    scenarios = [*([Scenario(_name(visit), dataset, tuple(changes))] if changes else []), *kept]
    if not scenarios:
        return
    try:
        with st.spinner(visit.say(T("Working out what changes …"))):
            proposals = comparison.together(visit, scenarios)
            comparison.show(visit, proposals)
    except OrggraphError as refusal:
        refused(visit, refusal)
        return
    comparison.download(visit, proposals[0], "change_proposal")


def region(visit: Visit) -> str:
    """The region that is looked at: chosen here where the reader looks at several."""
    if len(visit.datasets) < 2:
        return visit.datasets[0]
    return str(st.selectbox(visit.say(T("In which region")), visit.datasets, format_func=visit.region, key="change_region"))


def refused(visit: Visit, refusal: OrggraphError) -> None:
    """Say in the page why something cannot be, every problem on its own."""
    problems = refusal.problems if isinstance(refusal, InvalidInput) else [refusal]
    for problem in problems:
        st.error(as_text(problem.text(visit.lang)))


def show_wrong() -> None:
    """What went wrong in a click."""
    if wrong := st.session_state.pop(WRONG, None):
        st.error(as_text(wrong))


def _form(visit: Visit, dataset: str) -> None:
    edits = registry()
    key = st.selectbox(
        visit.say(T("What changes")), list(edits), index=list(edits).index(FIRST), key="change_edit",
        format_func=lambda key: edits[key].title[visit.lang],
    )  # fmt: skip
    edit = edits[str(key)]
    st.caption(edit.about[visit.lang])
    with st.form(f"change_{dataset}_{edit.key}", border=True):
        values = edit_form.fields(visit, dataset, edit)
        if st.form_submit_button(visit.say(T("Add this change")), type="primary"):
            st.session_state.setdefault(CHANGES, {}).setdefault(dataset, []).append(Change(edit.key, values))


def _list(visit: Visit, dataset: str, changes: list[Change]) -> None:
    if not changes:
        return
    st.header(visit.say(T("The scenario")), anchor=False)
    for place, change in enumerate(changes):
        left, right = st.columns([8, 1], vertical_alignment="center")
        title = registry()[change.edit].title[visit.lang] if change.edit in registry() else change.edit
        left.html(f"<strong>{plain(title)}</strong>: {plain(values_in_words(visit, change.values))}")
        right.button(
            visit.say(T("Take away")), key=f"change_drop_{place}", icon=":material/close:", help=line_of(change),
            on_click=_drop, args=(changes, place),
        )  # fmt: skip
    st.text_input(visit.say(T("Name of the scenario")), key="change_name", max_chars=80, placeholder=visit.say(T("Scenario")))
    with st.container(horizontal=True):
        if visit.access.may(Permission.EDIT):
            st.button(visit.say(T("Keep beside the data")), key="change_keep", on_click=_keep, args=(visit, dataset, tuple(changes)))
        st.button(visit.say(T("Throw away")), key="change_clear", on_click=changes.clear)


def _drop(changes: list[Change], place: int) -> None:
    del changes[place]


def _name(visit: Visit) -> str:
    return str(st.session_state.get("change_name") or "").strip() or visit.say(T("Scenario"))


def _keep(visit: Visit, dataset: str, changes: tuple[Change, ...]) -> None:
    try:
        visit.work.require(Permission.EDIT)
        keep_scenario(settings_from_env().home, Scenario(_name(visit), dataset, changes))
    except OrggraphError as refusal:
        st.session_state[WRONG] = refusal.text(visit.lang)


def _kept(visit: Visit, dataset: str) -> list[Scenario]:
    """The kept scenarios of a region that the reader puts beside each other."""
    known: dict[str, Scenario] = {}
    for name, path in kept_scenarios(settings_from_env().home).items():
        try:
            scenario = read_scenario(path)
        except OrggraphError as refusal:
            refused(visit, refusal)
            continue
        if scenario.dataset == dataset:
            known[name] = scenario
    if not known:
        return []
    chosen = st.multiselect(
        visit.say(T("Kept scenarios, beside each other")), list(known), format_func=lambda name: known[name].name, key="change_beside",
        placeholder=visit.say(edit_form.CHOOSE),
    )  # fmt: skip
    if chosen and visit.access.may(Permission.EDIT):
        st.button(visit.say(T("Throw these kept scenarios away")), key="change_forget", on_click=_forget, args=(visit, tuple(chosen)))
    return [known[name] for name in chosen]


def _forget(visit: Visit, names: tuple[str, ...]) -> None:
    for name in names:
        try:
            visit.work.require(Permission.EDIT)
            forget_scenario(settings_from_env().home, name)
        except OrggraphError as refusal:
            st.session_state[WRONG] = refusal.text(visit.lang)
    st.session_state["change_beside"] = []
