"""The page of a kind of report: choose its subject, read it, keep it in every form that there is. One for all kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from orggraph.access import Permission
from orggraph.errors import NotFound
from orggraph.graph.people import begun
from orggraph.i18n import T, Text
from orggraph.reports import html
from orggraph.reports.files import FORMS, forms_of
from orggraph.reports.page import Page as Sheet
from orggraph.reports.report import Request, get, subject
from orggraph.ui.page import Visit
from orggraph.ui.sheet import sheet as show
from orggraph.ui.widgets import take
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.look import link, plain
from orggraph.ui.widgets.missing import entry, not_here
from orggraph.ui.widgets.who import subjects

MOST_EXAMPLES = 8
ICONS: Mapping[str, str] = {".pdf": "picture_as_pdf", ".html": "html", ".docx": "edit_document", ".ics": "calendar_month"}


@dataclass(frozen=True)
class Document:
    """How the app shows a kind of report.

    Parameters
    ----------
    report
        Its name in the registry of reports.
    path, param
        Path of its page, and the parameter of the address that names the subject.
    ask, hint
        What is asked of the reader, and what stands in the empty choice.
    about
        What the report is, on the page where nothing is chosen yet.
    instead
        What to give as examples where no person is known, from the ids that can be chosen.
    """

    report: str
    path: str
    param: str
    ask: Text
    hint: Text
    about: Text
    instead: Callable[[Visit, Sequence[str]], Sequence[str]]

    def render(self, visit: Visit) -> None:
        """Draw the page."""
        wanted = st.query_params.get(self.param)
        names = subjects(visit, self.report)
        if not wanted:
            self._welcome(visit, names)
            return
        try:
            node = subject(visit.graph, wanted, get(self.report).subjects)
        except NotFound as error:
            not_here(visit, wanted, error, title=self._title(visit), page=self.path, param=self.param, names=names)
            self._choose(visit, names, None)
            return
        if not visit.shows_document(visit.graph.nodes[node]["label"]):
            self._closed(visit, names, node)
            return
        made, body = written(visit, self.report, node)
        with st.container(key="document_bar", horizontal=True, vertical_alignment="bottom"):
            self._choose(visit, names, node)
            self._save(visit, made, node)
        show(body, key="document_sheet")

    def _title(self, visit: Visit) -> str:
        return get(self.report).title[visit.lang]

    def _choose(self, visit: Visit, names: Mapping[str, str], chosen: str | None) -> None:
        """The choice, by name, function or municipality; it goes into the address."""
        options = list(names)
        at = options.index(chosen) if chosen and chosen in names else None
        wanted = st.selectbox(
            visit.say(self.ask), options, index=at, format_func=names.__getitem__, filter_mode="contains",
            placeholder=visit.say(self.hint), key=f"{self.report}_subject_{chosen}",
        )  # fmt: skip
        if wanted and wanted != chosen:
            st.query_params[self.param] = wanted
            st.rerun()

    def _save(self, visit: Visit, made: Sheet, node: str) -> None:
        """The same to keep."""
        _buttons(visit, made, self.report, node, "-".join([self.path, node.rsplit("/", 1)[-1]]))

    def _welcome(self, visit: Visit, names: Mapping[str, str]) -> None:
        st.html(f"<h1>{plain(self._title(visit))}</h1><p>{plain(visit.say(self.about))}</p>")
        if not names:
            nobody = T("There is nothing in this region, at this date, that it can be about. Choose another region or date at the left.")
            st.html(f"<p>{plain(visit.say(nobody))} {link(visit.say(T('To the start page')), visit.link(''))}</p>")
            return
        self._choose(visit, names, None)
        last = [node for node in begun(visit.graph) if node in names]
        examples = (last or list(self.instead(visit, list(names))) or list(names))[:MOST_EXAMPLES]
        entries = "".join(entry(names[node], visit.link(self.path, **{self.param: node})) for node in examples)
        title = T("Who began last") if last else T("For instance")
        st.html(f'<h2>{plain(visit.say(title))}</h2><ul class="og-near">{entries}</ul>')

    def _closed(self, visit: Visit, names: Mapping[str, str], node: str) -> None:
        """What is about one person is not opened for everybody: why, and the ways on."""
        if not visit.presenting:
            st.html(f"<h1>{plain(self._title(visit))}</h1><p>{plain(visit.say(visit.access.refusal(Permission.LOADS).message))}</p>")
            self._choose(visit, names, None)
            return
        why = T("In the presentation mode the page of a person stays closed: it is not for a room full of people.")
        how = T("Choose a post or something else here, or put the presentation mode off at the left.")
        off = link(visit.say(T("Open it without the presentation mode")), visit.link(self.path, **{self.param: node, "present": None}))
        st.html(f"<h1>{plain(self._title(visit))}</h1><p>{plain(visit.say(why))} {plain(visit.say(how))}</p><p>{off}</p>")
        self._choose(visit, names, None)


def save(visit: Visit, report: str, subject: str, name: str) -> None:
    """A report in every form to keep, in a row of buttons; each is made when it is asked for.

    Parameters
    ----------
    visit
        The reader's choices.
    report, subject
        Which report, and what it is about: an id, or what the report takes.
    name
        Name of the file, without its suffix.
    """
    made, _ = written(visit, report, subject)
    with st.container(key=f"{report}_save", horizontal=True):
        _buttons(visit, made, report, subject, name)


def _buttons(visit: Visit, made: Sheet, report: str, subject: str, name: str) -> None:
    """A button for each form; the form is made when it is asked for."""
    for form in forms_of(made):
        take.button(visit,
            form.title[visit.lang], partial(kept, visit, report, subject, form.suffix), f"{name}{form.suffix}", form.media,
            subject=subject if subject in visit.graph else "", icon=f":material/{ICONS[form.suffix]}:", key=f"{report}_{form.suffix}",
        )  # fmt: skip


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of})
def written(visit: Visit, report: str, node: str) -> tuple[Sheet, str]:
    """The page about a subject as data, and as HTML in which names lead to the pages of the app."""
    request = Request(visit.graph, visit.lang, lambda: visit.findings, visit.shows_counts("Person"))
    sheet = get(report).page(request, node)
    return sheet, html.body(sheet, lambda node: visit.link("onderdeel", id=node) if node in visit.graph else None)


@st.cache_resource(show_spinner=False, max_entries=64, hash_funcs={Visit: key_of})
def kept(visit: Visit, report: str, node: str, suffix: str) -> bytes:
    """The same in a form to keep, by its suffix."""
    return FORMS[suffix].write(written(visit, report, node)[0])
