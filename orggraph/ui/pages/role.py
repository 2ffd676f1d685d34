"""My role: choose a person, a post or a role, and read one guided page; the same as PDF, as HTML and as a calendar file."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from orggraph.errors import NotFound, nearest
from orggraph.graph.reading import out, posts_of
from orggraph.i18n import Bilingual, T
from orggraph.reports import calendar, html, pdf
from orggraph.reports.page import Page as Sheet
from orggraph.reports.report import Request, get
from orggraph.ui.page import Page, Visit
from orggraph.ui.sheet import sheet as show
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.look import link, plain
from orggraph.ui.widgets.who import subjects

REPORT = "role"
MOST_NEAR = 8
PATH = "mijn-rol"


def render(visit: Visit) -> None:
    """Draw the page."""
    wanted = st.query_params.get("who")
    names = subjects(visit)
    if not wanted:
        _welcome(visit, names)
        return
    try:
        made, body = written(visit, wanted)
    except NotFound as error:
        _not_here(visit, wanted, error, names)
        return
    with st.container(key="role_bar", horizontal=True, vertical_alignment="bottom"):
        _choose(visit, names, wanted)
        _save(visit, made)
    show(body, key="role_sheet")


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of})
def written(visit: Visit, wanted: str) -> tuple[Sheet, str]:
    """The page about a subject as data, and as HTML in which names lead to the pages of the app."""
    sheet = get(REPORT).page(Request(visit.graph, visit.lang, lambda: visit.findings), wanted)
    return sheet, html.body(sheet, lambda node: visit.link("onderdeel", id=node) if node in visit.graph else None)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of})
def printed(visit: Visit, wanted: str) -> bytes:
    """The same as PDF."""
    return pdf.render(written(visit, wanted)[0])


def _choose(visit: Visit, names: Mapping[str, str], wanted: str | None) -> None:
    """The choice, by name, function or municipality; it goes into the address."""
    options = list(names)
    at = options.index(wanted) if wanted and wanted in names else None
    chosen = st.selectbox(
        visit.say(T("Who are you?")), options, index=at, format_func=names.__getitem__,
        filter_mode="contains", placeholder=visit.say(T("Type a name, a function or a municipality")), key=f"role_who_{wanted}",
    )  # fmt: skip
    if chosen and chosen != wanted:
        st.query_params["who"] = chosen
        st.rerun()


def _save(visit: Visit, sheet: Sheet) -> None:
    """The same to keep; each form is made when it is asked for."""
    wanted = str(st.query_params["who"])
    name = wanted.rsplit("/", 1)[-1]
    forms = (
        ("PDF", ":material/picture_as_pdf:", lambda: printed(visit, wanted), "pdf", "application/pdf"),
        ("HTML", ":material/html:", lambda: html.render(sheet), "html", "text/html"),
        (visit.say(T("Calendar")), ":material/calendar_month:", lambda: calendar.render(sheet), "ics", "text/calendar"),
    )
    for title, icon, make, suffix, mime in forms:
        if suffix != "ics" or sheet.events:
            st.download_button(title, make, f"{PATH}-{name}.{suffix}", mime, icon=icon, on_click="ignore", key=f"role_{suffix}")


def _welcome(visit: Visit, names: Mapping[str, str]) -> None:
    about = T(
        "One page about your place in the region: where you sit and beside whom, what is expected of you, when you must be where, "
        "what is open."
    )
    st.html(f"<h1>{plain(visit.say(T('My role')))}</h1><p>{plain(visit.say(about))}</p>")
    if not names:
        nobody = T("This region names no person, no post and no role, at this date. Choose another region or date at the left.")
        st.html(f"<p>{plain(visit.say(nobody))} {link(visit.say(T('To the start page')), visit.link(''))}</p>")
        return
    _choose(visit, names, None)
    examples = _examples(visit, names)
    if examples:
        entries = "".join(_entry(visit, node, names[node]) for node in examples)
        begun = visit.graph.nodes[examples[0]]["label"] == "Person"
        title = T("Who began last") if begun else T("For instance")
        st.html(f'<h2>{plain(visit.say(title))}</h2><ul class="og-near">{entries}</ul>')


def _entry(visit: Visit, node: str, called: str) -> str:
    """A line of a list: the name as a link, and below it from where (safe HTML)."""
    name, _, more = called.partition(" · ")
    below = f'<br><span class="og-quiet">{plain(more)}</span>' if more else ""
    return f"<li>{link(name, visit.link(PATH, who=node))}{below}</li>"


def _examples(visit: Visit, names: Mapping[str, str]) -> list[str]:
    """Who took up a post last; where no person is known, the roles that one person can have at once."""
    graph = visit.graph
    everybody = [node for node in names if graph.nodes[node]["label"] == "Person"]
    begun = sorted(
        ((str(edge.attributes.get("start_date") or ""), node) for node in everybody for edge in posts_of(graph, node)), reverse=True
    )
    people = list(dict.fromkeys(node for _, node in begun))
    roles = [node for node in names if graph.nodes[node]["label"] == "Role" and out(graph, node, "COMBINES_WITH")]
    return (people or roles or list(names))[:MOST_NEAR]


def _not_here(visit: Visit, wanted: str, error: NotFound, names: Mapping[str, str]) -> None:
    """Say that there is no such person or post in this choice, why that may be, and a way on."""
    st.html(f"<h1>{plain(visit.say(T('My role')))}</h1><p>{plain(visit.say(error.message))}</p>")
    region = wanted.split("/", 1)[0]
    if region in visit.heads and region not in visit.datasets:
        there = link(visit.say(T("Look in {region}", region=visit.region(region))), visit.link(PATH, who=wanted, dataset=region))
        st.html(f"<p>{plain(visit.say(T('It belongs to another region.')))} {there}</p>")
    elif visit.date or visit.prefer:
        st.html(f"<p>{plain(visit.say(T('It may exist on another date, or by another source: those are chosen at the left.')))}</p>")
    by_name = {text.split(" · ")[0]: node for node, text in names.items()}
    slugs = {node.rsplit("/", 1)[-1]: node for node in names}
    close = [{**slugs, **by_name}[name] for name in nearest(wanted.rsplit("/", 1)[-1], [*slugs, *by_name], most=MOST_NEAR)]
    if close:
        near = "".join(_entry(visit, node, names[node]) for node in dict.fromkeys(close))
        st.html(f'<h2>{plain(visit.say(T("What comes near")))}</h2><ul class="og-near">{near}</ul>')
    _choose(visit, names, None)


page = Page(
    path=PATH, title=Bilingual("Mijn rol", "My role"), icon="badge", order=5, render=render, group="mine",
    words="wie ben ik mijn plek plaats wegwijs inwerken nieuw lid beginnen petten my place who am i new member onboarding",
    takes={"who": frozenset({"Person", "Post", "Role"})},
)  # fmt: skip
