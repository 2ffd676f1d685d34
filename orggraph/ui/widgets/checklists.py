"""Lists for holders to fill in, and what they answer."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from orggraph.edits import Proposal
from orggraph.edits.answers import Outcome, outcome, proposed
from orggraph.errors import InvalidInput, OrggraphError, Problem, WrongUsage
from orggraph.exports.workbook.checklist import files, make, zipped
from orggraph.i18n import T
from orggraph.sources.workbook.checklist import Answers, read_answers
from orggraph.ui.page import Visit
from orggraph.ui.widgets import proposal, take
from orggraph.ui.widgets.look import as_text
from orggraph.views.upkeep import checklist, holders

OUTCOME = "keep_outcome"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(visit: Visit, person: str) -> None:
    """Offer the list of one holder, and those of all as one archive; each is made when it is asked for."""
    if len(visit.datasets) > 1:
        st.caption(visit.say(T("Choose one region to make lists to fill in.")))
        return

    def single() -> bytes:
        return make(checklist(visit.graph, person), _today(), visit.lang)

    def every() -> bytes:
        return zipped(files([checklist(visit.graph, holder) for holder in holders(visit.graph)], _today(), visit.lang))

    name = f"{visit.datasets[0]}-{person.rsplit('/', 1)[-1]}.xlsx"
    with st.container(horizontal=True):
        take.button(visit, visit.say(T("List to fill in (Excel)")), single, name, SHEETS, icon=":material/download:", key="keep_list")
        take.button(visit,
            visit.say(T("Lists of all holders (zip)")), every, f"{visit.datasets[0]}.zip", "application/zip",
            icon=":material/download:", key="keep_lists",
        )  # fmt: skip


def take_in(visit: Visit) -> None:
    """Read filled lists: what is confirmed, what changes, what has no answer; shown first."""
    st.header(visit.say(T("Filled lists")), anchor=False)
    with st.form("keep_answers", border=True):
        given = st.file_uploader(
            visit.say(T("Lists that came back (.xlsx, .ods)")), type=["xlsx", "ods"], accept_multiple_files=True, key="keep_filled"
        )
        day = st.text_input(visit.say(T("Answered on")), value=_today(), max_chars=10, key="keep_answered")
        pressed = st.form_submit_button(visit.say(T("Read the answers")), type="primary")
    if pressed and given:
        st.session_state.pop(OUTCOME, None)
        with st.spinner(visit.say(T("Reading …"))):
            try:
                result = _outcome(visit, given, day.strip())
                st.session_state[OUTCOME] = result
                if result.changes:
                    proposal.keep(visit, lambda: _proposed(visit, result))
                    st.rerun()
            except InvalidInput as refusal:
                for problem in refusal.problems:
                    st.error(as_text(problem.text(visit.lang)))
            except OrggraphError as refusal:
                st.error(as_text(refusal.text(visit.lang)))
    counted(visit)


def counted(visit: Visit) -> None:
    """Say what came back last: how much is confirmed, changed and unanswered, and what is left to do by hand."""
    result: Outcome | None = st.session_state.get(OUTCOME)
    if result is None or result.dataset not in visit.datasets:
        return
    st.info(as_text(visit.say(result.sentence())))
    for answer in result.by_hand:
        text = T("{file}, row {row}, {post}: {text}", file=answer.file, row=answer.row, post=answer.line.name, text=answer.other or "-")
        st.write(as_text(visit.say(text)))
    for problem in result.overtaken:
        st.warning(as_text(problem.text(visit.lang)))


def _outcome(visit: Visit, given: Sequence[UploadedFile], day: str) -> Outcome:
    lists: list[Answers] = []
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, file in enumerate(given):
            path = Path(folder) / f"{number}{Path(file.name).suffix.lower()}"
            path.write_bytes(file.getvalue())
            try:
                lists.append(read_answers(path, file.name))
            except InvalidInput as refusal:
                problems += refusal.problems
    if problems:
        raise InvalidInput(problems)
    if lists[0].dataset not in visit.datasets:
        raise WrongUsage(
            T("These lists are of {dataset}, which is not shown here.", dataset=lists[0].dataset), T("Choose that region first.")
        )
    return outcome(visit.work, lists, day)


def _proposed(visit: Visit, result: Outcome) -> Proposal:
    made = proposed(visit.work, result, visit.say(T("answers of holders")))
    if made is None:
        raise WrongUsage(T("This changes nothing."), T("It is so already."))
    return made


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
