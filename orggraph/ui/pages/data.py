"""Gegevens: what is in the store, a file of one's own, a first region from the register, and files to take along."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from orggraph.access import Permission
from orggraph.errors import InvalidInput, OrggraphError, Problem
from orggraph.exports import ARCHIVE, Export
from orggraph.exports import registry as exports
from orggraph.i18n import Bilingual, N, T, more
from orggraph.model.dataset import Dataset
from orggraph.register import begin, matches, origin
from orggraph.sources import registry as sources
from orggraph.store.loading import Difference
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import parts, take
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import as_text, plain
from orggraph.ui.widgets.table import table

PATH = "gegevens"
READ = "data_read"
MOST_PROBLEMS = 20
ADDRESS = Address("data", {"show": "here"})


def render(visit: Visit) -> None:
    """Draw the page."""
    parts.show(visit, T("Data"), ADDRESS, PARTS)


# what is here -----------------------------------------------------------------------------------------------------


def _here(visit: Visit) -> None:
    if done := st.session_state.pop("data_done", None):
        st.success(as_text(visit.say(done)))
    if not visit.heads:
        st.info(visit.say(T("Nothing is loaded yet. Load a file, or begin with the register.")))
        return
    heads = [visit.say(text) for text in (T("Region"), T("Date"), T("Version"), T("Loaded"), T("Nodes"), T("Relationships"))]
    rows = [
        [
            plain(visit.region(name)),
            plain(in_words(head["reference_date"], visit.lang)) if head.get("reference_date") else "",
            plain(head["version"]),
            plain(visit.say(T("{date}, by {name}", date=in_words(str(head["loaded_at"])[:10], visit.lang), name=head["loaded_by"]))),
            plain(head["nodes"]),
            plain(head["relationships"]),
        ]
        for name, head in visit.heads.items()
    ]
    table(visit, heads, rows, caption=visit.say(T("What is loaded")))
    if not visit.access.may(Permission.EXPORT):
        return
    st.header(visit.say(T("Take along")), anchor=False)
    dataset = st.selectbox(visit.say(T("Which region")), list(visit.heads), format_func=visit.region, key="data_dataset")
    whole_first = sorted(exports().values(), key=lambda export: (export.labels is not None, export.key != "yaml", export.key))
    files = {(export.key, suffix): export for export in whole_first for suffix in export.suffixes or _as_archive(export)}
    form = st.selectbox(visit.say(T("As")), list(files), format_func=lambda key: f"{key[0]} ({key[1]})", key="data_form")
    export = files[form]
    take.button(visit,
        visit.say(T("Download")), lambda: _file(visit, dataset, export, form[1]), f"{dataset}{form[1]}", audited=False,
        key=f"data_download_{dataset}_{form}", icon=":material/download:",
    )  # fmt: skip
    st.caption(visit.say(T("The file says dataset, version and day. What a format cannot hold is left out: YAML and workbook hold all.")))


def _file(visit: Visit, dataset: str, export: Export, suffix: str) -> bytes:
    """One file of a dataset, made when it is asked for."""
    return visit.work.export(dataset, export.key, suffix, visit.lang).file


def _as_archive(export: Export) -> tuple[str, ...]:
    """A folder that holds all of a dataset is one file here; one of routes alone stands with each route."""
    return (ARCHIVE,) if export.labels is None else ()


# a file of one's own ----------------------------------------------------------------------------------------------


def _load(visit: Visit) -> None:
    suffixes = sorted({suffix.lstrip(".") for source in sources() for suffix in source.suffixes if suffix.startswith(".")})
    st.write(visit.say(T("Choose a file. It is checked, and you see what would change; nothing is written before you load it.")))
    chosen = st.file_uploader(visit.say(T("A file: {suffixes}", suffixes=suffixes)), type=suffixes, key="data_file")
    if chosen is None:
        return
    try:
        with st.spinner(visit.say(T("Reading …"))):
            fresh = _read(visit, chosen.file_id, chosen.name, chosen.getvalue())
            (difference,) = visit.work.preview([fresh])
    except InvalidInput as refusal:
        _problems(visit, refusal.problems, chosen.name)
        return
    except OrggraphError as refusal:
        st.error(as_text(refusal.text(visit.lang)))
        return
    _preview(visit, fresh, difference)


def _read(visit: Visit, file: str, name: str, content: bytes) -> Dataset:
    """The dataset in a file that was sent; read once, however often the page is drawn."""
    kept: tuple[str, Dataset] | None = st.session_state.get(READ)
    if kept is None or kept[0] != file:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(name).name
            path.write_bytes(content)
            kept = st.session_state[READ] = file, visit.work.read([path])[0]
    return kept[1]


def _problems(visit: Visit, problems: Sequence[Problem], name: str) -> None:
    """What is wrong in the file: where, and what to do."""
    st.error(visit.say(N("{n} thing to look at in {name}; nothing was loaded.", "{n} things to look at in {name}; nothing was loaded.",
                         len(problems), name=as_text(name))))  # fmt: skip
    lines = [
        f"<li>{plain(_place(visit, problem))}{plain(problem.message.render(visit.lang))}. "
        f"{plain(problem.hint.render(visit.lang)) if problem.hint else ''}</li>"
        for problem in problems[:MOST_PROBLEMS]
    ]
    rest = [f"<li>{plain(visit.say(more(len(problems) - MOST_PROBLEMS)))}</li>"] if len(problems) > MOST_PROBLEMS else []
    st.html(f"<ul>{''.join([*lines, *rest])}</ul>")


def _place(visit: Visit, problem: Problem) -> str:
    line = [visit.say(T("line {n}", n=problem.line))] if problem.line is not None else []
    where = [*line, *([problem.record] if problem.record else [])]
    return f"{', '.join(where)}: " if where else ""


def _preview(visit: Visit, fresh: Dataset, difference: Difference) -> None:
    """What a load would change, and the button for it."""
    st.subheader(as_text(fresh.info.title), anchor=False)
    for warning in fresh.warnings[:MOST_PROBLEMS]:
        st.warning(as_text(f"{_place(visit, warning)}{warning.message.render(visit.lang)}"))
    if difference.is_empty:
        st.success(visit.say(T("This is in the store already, exactly so.")))
        return
    counts = difference.counts()
    if difference.version:
        st.write(
            visit.say(T("Compared with version {n}: {added} added, {changed} changed, {removed} removed.", n=difference.version, **counts))
        )
    else:
        st.write(visit.say(T("New here: {n} records.", n=counts["added"])))
    shrinks = st.checkbox(visit.say(T("Also when more than a third would go")), key="data_shrink") if counts["removed"] else False
    st.button(visit.say(T("Load")), type="primary", key="data_load", on_click=_write, args=(visit, fresh, shrinks))
    if wrong := st.session_state.pop("data_wrong", None):
        st.error(as_text(wrong))


def _write(visit: Visit, fresh: Dataset, shrinks: bool) -> None:
    try:
        (loaded,) = visit.work.load_all([fresh], may_shrink=shrinks)
    except OrggraphError as refusal:
        st.session_state["data_wrong"] = refusal.text(visit.lang)
        return
    st.session_state["data_done"] = T("{region} is loaded, as version {n}.", region=fresh.info.title, n=loaded.version)
    ADDRESS["show"] = "here"


# begin ------------------------------------------------------------------------------------------------------------


def _begin(visit: Visit) -> None:
    st.write(visit.say(T(
        "Choose a cooperation or a municipality of the register: you get its arrangements, the boards that the law prescribes, and open "
        "seats. Who sits where you fill in after that.",
    )))  # fmt: skip
    words = st.text_input(visit.say(T("Search the register")), key="data_words", max_chars=100).strip()
    if not words:
        return
    listed = {match.number: match for match in matches(words)[:50]}
    if not listed:
        st.info(
            visit.say(T("The register as it was on {date} has nothing of that name; it is not whole.", date=in_words(origin(), visit.lang)))
        )
        return
    number = st.selectbox(
        visit.say(T("Which")), list(listed), format_func=lambda key: f"{listed[key].name} ({listed[key].kind})", key="data_number"
    )
    title = st.text_input(visit.say(T("What to call it")), value=listed[number].name, key=f"data_title_{number}", max_chars=120)
    st.caption(visit.say(T("From the register as it was on {date}.", date=in_words(origin(), visit.lang))))
    try:
        fresh = begin(title, number)
    except OrggraphError as refusal:
        st.error(as_text(refusal.text(visit.lang)))
        return
    if fresh.id in visit.heads:
        st.warning(as_text(visit.say(T("{region} is there already. Give another name.", region=title))))
        return
    _preview(visit, fresh, visit.work.preview([fresh])[0])


PARTS: parts.Parts = {
    "here": (T("What is here"), _here, None),
    "load": (T("Load a file"), _load, Permission.EDIT),
    "begin": (T("Begin"), _begin, Permission.EDIT),
}
page = Page(
    path=PATH, title=Bilingual("Gegevens", "Data"), icon="database", order=59, render=render, group="keep", needs_data=False,
    words="bestand inladen uploaden importeren werkboek excel yaml downloaden exporteren register nieuwe regio beginnen upload import",
)  # fmt: skip
