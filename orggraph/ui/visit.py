"""The reader's choices, from the controls beside the pages and the address; and what is shared between runs."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from orggraph import regions
from orggraph.access import Access, Permission
from orggraph.errors import StoreError, did_you_mean, nearest
from orggraph.graph import provenance
from orggraph.i18n import DEFAULT_LANG, LANGUAGES, Lang, T, Text, stored
from orggraph.model.base import Row
from orggraph.model.dates import first_day
from orggraph.ui import reader
from orggraph.ui.page import Visit
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.look import as_text, plain
from orggraph.workspace import Workspace, connect
from orggraph.workspace.restricted import restrict

LANGUAGE_NAMES: Mapping[Lang, str] = {"nl": "Nederlands", "en": "English"}
ADDRESS = Address("visit", {"lang": None, "dataset": [], "date": None, "prefer": [], "names": None, "present": None})
"""The choices that all pages share; each page adds its own."""
TOGETHER = "+"
"""Between the ids of regions that are chosen together; no id has it."""
SAYS_INVENTED = re.compile(r"fictie|fiction|verzonnen|invented", re.IGNORECASE)
"""A title that says by itself that the region is invented."""


@st.cache_resource(show_spinner=False)
def shared_workspace() -> Workspace:
    """The one workspace that all sessions of the app share; an embedded store that never held anything gets the built-in regions."""
    work = connect()
    if os.environ.get("ORGGRAPH_EMPTY") != "1":
        work.fill_once()
    return work


def workspace(lang: Lang) -> Workspace:
    """The one workspace that all sessions of the app share; says that it is being opened where that takes long."""
    with st.spinner(T("Opening the store …").render(lang), show_time=False):
        return shared_workspace()


def forget_workspace() -> None:
    """Connect anew at the next run: the store went away, or came back."""
    shared_workspace.clear()


def chosen_lang() -> Lang:
    """The language asked in the address or chosen before; the switch itself is drawn by :func:`language_switch`."""
    ADDRESS.read()
    wanted = ADDRESS["lang"] or os.environ.get("ORGGRAPH_LANG")
    lang: Lang = next((known for known in LANGUAGES if known == wanted), DEFAULT_LANG)
    ADDRESS["lang"] = lang
    return lang


def language_switch(lang: Lang) -> None:
    """The switch between languages."""
    ADDRESS.widget(
        "lang",
        st.segmented_control,
        T("Language").render(lang),
        list(LANGUAGES),
        format_func=LANGUAGE_NAMES.__getitem__,
        required=True,
        label_visibility="collapsed",
        width="stretch",
    )


def controls(work: Workspace, lang: Lang, access: Access | None = None) -> Visit:
    """Draw the controls that all pages share, and give what they lead to.

    Parameters
    ----------
    work
        What the pages look at.
    lang
        Language of the texts.
    access
        Who looks; default: :func:`orggraph.ui.reader.access`.

    Raises
    ------
    WrongUsage
        The date asked does not exist. StoreError where the store does not answer.
    """
    access = access or reader.access()
    access = access.present() if ADDRESS["present"] == "1" else access
    work = restrict(work, access)
    heads = {head["id"]: head for head in work.datasets()}
    notices, datasets = _dataset(heads, lang)
    if datasets:
        with st.expander(T("Date, sources, names").render(lang), expanded=not _is_date(ADDRESS["date"])):
            _date(heads, datasets, lang)
            notices += _prefer(work, datasets, lang)
            notices += _names(work, access, datasets, lang)
        _presentation(lang)
    ADDRESS.write()
    for notice in notices:
        st.warning(as_text(notice.render(lang)))
    date, prefer, with_names = ADDRESS["date"], tuple(ADDRESS["prefer"]), ADDRESS["names"] == "1"
    graph = work.graph(on=date, datasets=datasets, prefer=prefer, with_names=with_names)
    findings = tuple(work.find(graph)) if datasets else ()
    return Visit(lang, work, heads, datasets, date, prefer, with_names, graph, findings, access)


def title_of(head: Row, lang: Lang) -> str:
    """The title of a dataset in the reader's language; that of an invented dataset says so."""
    title: str = stored(head, "title", lang)
    if head.get("fictional") and not SAYS_INVENTED.search(title):
        return T("{title} (invented)", title=title).render(lang)
    return title


def _dataset(heads: Mapping[str, Row], lang: Lang) -> tuple[list[Text], tuple[str, ...]]:
    """Draw the choice of a region. Gives a message where the address names a region that is not loaded, and the regions that are chosen.

    Several are chosen by a link, such as that of a node of which another region knows more; they stand together as one choice.
    """
    notices: list[Text] = []
    for dataset in ADDRESS["dataset"]:
        if dataset not in heads:
            notices.append(T("The link asks for the region {name}, which is not loaded.", name=dataset))
            notices += filter(None, [did_you_mean(nearest(dataset, heads))])
    if not heads:
        return [], ()
    ADDRESS["dataset"] = [dataset for dataset in dict.fromkeys(ADDRESS["dataset"]) if dataset in heads] or _of_link(heads)
    # Nobody chose the region that opens first: it is not kept in the address, so that a region loaded later can take its place.
    together = tuple(ADDRESS["dataset"] or [unasked(heads)])
    key = "visit_dataset"
    st.session_state[key] = TOGETHER.join(together)

    def changed() -> None:
        ADDRESS["dataset"] = st.session_state[key].split(TOGETHER)

    def titles(chosen: str) -> str:
        return " + ".join(title_of(heads[dataset], lang) for dataset in chosen.split(TOGETHER))

    options = list(dict.fromkeys([*heads, TOGETHER.join(together)]))
    st.selectbox(T("Region").render(lang), options, format_func=titles, key=key, on_change=changed)
    return notices, together


def unasked(heads: Mapping[str, Row]) -> str:
    """The region that the app opens with: the last that somebody loaded of their own; until then the example, which has people in it."""
    own = [name for name in heads if name not in regions.names()]
    if own:
        return max(own, key=lambda name: (str(heads[name].get("loaded_at") or ""), name))
    return regions.EXAMPLE if regions.EXAMPLE in heads else next(iter(heads))


def _of_link(heads: Mapping[str, Row]) -> list[str]:
    """The region of the thing that a link without a region points to."""
    return [name for name in heads if st.query_params.get("id", st.query_params.get("who", "")).startswith(f"{name}/")]


def _is_date(text: str | None) -> bool:
    try:
        return not text or bool(first_day(text))
    except ValueError:
        return False


def _date(heads: Mapping[str, Row], datasets: tuple[str, ...], lang: Lang) -> None:
    reference = heads[datasets[0]].get("reference_date")
    key = "visit_date"
    st.session_state[key] = ADDRESS["date"] or ""

    def changed() -> None:
        ADDRESS["date"] = st.session_state[key].strip() or None

    st.text_input(
        T("Date asked").render(lang),
        key=key,
        on_change=changed,
        placeholder=T("{date} (of the source)", date=reference).render(lang) if reference else T("today").render(lang),
        help=T("A year, a month or a day: 2015, 2015-03 or 2015-03-31.").render(lang),
    )


def _prefer(work: Workspace, datasets: tuple[str, ...], lang: Lang) -> list[Text]:
    """Draw the choice of preferred sources. Gives a message where the address names one that is not there."""
    sources = provenance(work.graph(datasets=datasets)).sources
    known = {name.rsplit("/", 1)[-1]: name for name in sources} | {name: name for name in sources}
    wanted = [source for value in ADDRESS["prefer"] for source in value.split(",")]
    ADDRESS["prefer"] = list(dict.fromkeys(known[source] for source in wanted if source in known))
    ADDRESS.widget(
        "prefer",
        st.multiselect,
        T("Where sources differ, follow").render(lang),
        list(sources),
        format_func=lambda source: sources[source]["name"],
        placeholder=T("All sources side by side").render(lang),
        select_all=False,
    )
    of_here = [source for source in wanted if source not in known and not _of_elsewhere(source, datasets)]
    return [T("The link asks for the source {name}, which is not in this region.", name=source) for source in of_here]


def _of_elsewhere(source: str, datasets: tuple[str, ...]) -> bool:
    """Whether a source was chosen for another region than the one that is chosen now."""
    return "/" in source and source.split("/", 1)[0] not in datasets


def _names(work: Workspace, access: Access, datasets: tuple[str, ...], lang: Lang) -> list[Text]:
    """Draw the switch of names for who may see them. Gives a message where the address asks for names that may not be seen."""
    if not access.may(Permission.NAMES):
        wanted, ADDRESS["names"] = ADDRESS["names"], None
        return [access.refusal(Permission.NAMES).message] if wanted else []
    at_hand = work.has_names(datasets)
    if not at_hand:
        ADDRESS["names"] = None
    key = "visit_names"
    st.session_state[key] = ADDRESS["names"] == "1"

    def changed() -> None:
        ADDRESS["names"] = "1" if st.session_state[key] else None

    there = T("Shows people's names, from a list that the owner of this machine keeps; otherwise function labels.")
    absent = T("No list of names for this region is kept on this machine; people are shown by function.")
    why = (there if at_hand else absent).render(lang)
    st.toggle(T("Names of people").render(lang), key=key, on_change=changed, disabled=not at_hand, help=why)
    return []


def _presentation(lang: Lang) -> None:
    """The switch of the presentation mode."""
    key = "visit_present"
    st.session_state[key] = ADDRESS["present"] == "1"

    def changed() -> None:
        ADDRESS["present"] = "1" if st.session_state[key] else None

    why = T("For a room full of people: leaves out what is about one person, loads, preferences and remarks.")
    st.toggle(T("Presentation mode").render(lang), key=key, on_change=changed, help=why.render(lang))


def store_gone(error: StoreError, lang: Lang) -> None:
    """The page shown while the store cannot be reached; it looks again by itself."""
    forget_workspace()
    st.title(T("The store does not answer").render(lang), anchor=False)
    st.error(as_text((error.hint or error.message).render(lang)))
    details = f"<summary>{plain(T('What the program says').render(lang))}</summary><p>{plain(error.message.render(lang))}</p>"
    st.html(f'<details class="og-silent">{details}</details>')
    st.write(T("Nothing is lost. This page looks again every few seconds, and goes on when the store is back.").render(lang))
    st.button(T("Look again now").render(lang), type="primary")
    _look_again()


@st.fragment(run_every=5)
def _look_again(**_: Any) -> None:
    if st.session_state.get("looked"):
        st.session_state["looked"] = False
        st.rerun()
    st.session_state["looked"] = True
