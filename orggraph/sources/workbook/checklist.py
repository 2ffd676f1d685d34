"""The list that a holder fills in: is this still right? One sheet, a line for each post, an answer in each line.

:mod:`orggraph.exports.workbook.checklist` writes it from this layout. What is read are the answers, beside what the list said when
it was made; what follows from them is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import LANGUAGES, Bilingual, T, Text
from orggraph.model.base import is_record_id
from orggraph.sources.workbook.gate import refusal
from orggraph.sources.workbook.grids import Grid, read_grids
from orggraph.sources.workbook.times import read_date
from orggraph.sources.workbook.unread import Failure, Formula, Raw, Unread, folded

SHEET: Final = Bilingual("Klopt dit nog", "Still right")
MARK: Final = "orggraph checklist 1"
"""Stands in a cell of the first rows: by it a list is known, in either language."""
HEADS: Final[Mapping[str, Bilingual]] = {
    "post": Bilingual("Functie", "Post"),
    "place": Bilingual("Waar", "Where"),
    "since": Bilingual("Sinds", "Since"),
    "last_day": Bilingual("Tot en met", "Up to and including"),
    "answer": Bilingual("Klopt dit nog?", "Still right?"),
    "stopped": Bilingual("Klopt niet meer sinds", "Not right since"),
    "other": Bilingual("Anders, namelijk", "Otherwise, namely"),
    "holding": Bilingual("Kenmerk", "Reference"),
}
"""The columns in their order; the last is ours, and tells which line it is whatever is moved."""
MOST_LINES: Final = 500
MOST_TEXT: Final = 2_000


class Reply(StrEnum):
    """What somebody answered to a line."""

    RIGHT = "right"
    STOPPED = "stopped"
    OTHER = "other"
    NONE = "none"


REPLIES: Final[Mapping[Reply, Bilingual]] = {
    Reply.RIGHT: Bilingual("klopt", "right"),
    Reply.STOPPED: Bilingual("klopt niet meer", "no longer right"),
    Reply.OTHER: Bilingual("anders: namelijk", "otherwise: namely"),
}
"""What the drop-down offers."""


@dataclass(frozen=True)
class Line:
    """One post of a holder, as the list says it; dates as they are stated, "" where nothing is."""

    holding: str
    """The id of the holding, and of the post, by which the answer finds it back."""
    post: str
    name: str
    place: str
    since: str = ""
    last_day: str = ""


@dataclass(frozen=True)
class Checklist:
    """What one holder is asked."""

    dataset: str
    title: str
    version: int
    person: str
    """The id, and what stands on the sheet."""
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Answer:
    """One line as it came back."""

    line: Line
    reply: Reply
    since: str | None
    """A date that was changed in the list, as a partial date; None: as it was."""
    last_day: str | None
    stopped: str | None
    """The first day on which it no longer is so."""
    other: str
    file: str
    sheet: str
    row: int

    def problem(self, code: str, message: Text, hint: Text | None = None) -> Problem:
        """A problem at this line."""
        return Problem(code, message, hint, self.file, self.row, sheet=self.sheet)


@dataclass(frozen=True)
class Answers:
    """A list that came back."""

    dataset: str
    version: int
    person: str
    answers: tuple[Answer, ...]
    file: str


def key_of(line: Line) -> str:
    """What stands in the last column: which holding it is, and what its dates were."""
    return "|".join((line.holding, line.post, line.since, line.last_day))


def read_answers(path: Path, name: str | None = None) -> Answers:
    """The answers in a workbook.

    Parameters
    ----------
    path
        The file.
    name
        What people call it, where that is not its path.

    Raises
    ------
    InvalidInput
        With every problem, each with its sheet, row and column: no such list, an answer that is none, a date that is none.
    """
    grids = read_grids(path)
    grid = next((grid for grid in grids if any(MARK in map(str, row) for row in grid.rows[:12])), None)
    if grid is None:
        hint = T("Take a file that orggraph made: `orggraph checklist`, or Keep up to date, Ask whether it is right.")
        raise refusal(name or path, "no_checklist", T("this is no list that asks whether it is still right"), hint)
    return _Reader(grid, name or str(path)).read()


class _Reader:
    def __init__(self, grid: Grid, file: str) -> None:
        self.grid, self.file = grid, file
        self.problems: list[Problem] = []

    def read(self) -> Answers:
        facts = next([str(value) for value in row if value != ""] for row in self.grid.rows if MARK in map(str, row))
        facts = facts[facts.index(MARK) + 1 :]
        if len(facts) < 3 or not facts[1].split(".")[0].isdigit() or not is_record_id(facts[2]):
            hint = T("Make the list again, and take over the answers.")
            raise InvalidInput([self._problem("no_origin", T("it no longer says of whom and from which dataset it is"), hint, 1)])
        heads = self._heads()
        answers = tuple(self._answers(*heads)) if heads else ()
        if self.problems:
            raise InvalidInput(self.problems)
        return Answers(facts[0], int(facts[1].split(".")[0]), facts[2], answers, self.file)

    def _heads(self) -> tuple[int, dict[str, int]] | None:
        """The row of the headings, and the column of each; wherever they were moved."""
        names = {folded(title[lang]): key for key, title in HEADS.items() for lang in LANGUAGES}
        for number, row in enumerate(self.grid.rows):
            columns = {names[text]: place for place, value in reversed(list(enumerate(row))) if (text := folded(str(value))) in names}
            if len(columns) >= 3:
                missing = [key for key in ("answer", "holding") if key not in columns]
                for key in missing:
                    message = T("the column {name} is missing", name=HEADS[key])
                    self.problems.append(self._problem("missing_column", message, T("Put the column back, with its heading."), number + 1))
                return None if missing else (number, columns)
        self.problems.append(self._problem("no_headings", T("this sheet has no row with headings"), T("Put the headings back."), 1))
        return None

    def _answers(self, head: int, columns: Mapping[str, int]) -> Iterator[Answer]:
        seen: dict[str, int] = {}
        for number in range(head + 1, min(len(self.grid.rows), head + 1 + MOST_LINES)):
            cells = {key: self.grid.cell(number, place) for key, place in columns.items()}
            key = str(cells["holding"]).strip()
            if not key:
                self._stray(number, cells, columns)
                continue
            parts = key.split("|")
            if len(parts) != 4 or not is_record_id(parts[1]):
                message = T("this is no reference of a line: {value}", value=key[:80])
                hint = T("Do not change the last column; make the list again where it was changed.")
                self.problems.append(self._problem("no_reference", message, hint, number + 1, columns["holding"]))
                continue
            if key in seen:
                message = T("this line stands here twice: also in row {row}", row=seen[key])
                self.problems.append(self._problem("twice", message, T("Keep one of the two."), number + 1, columns["holding"]))
                continue
            seen[key] = number + 1
            yield self._answer(number, cells, columns, Line(parts[0], parts[1], str(cells.get("post", "")), "", parts[2], parts[3]))

    def _stray(self, number: int, cells: Mapping[str, Raw], columns: Mapping[str, int]) -> None:
        """An answer in a row without a reference: nobody can tell to what it answers."""
        if self._reply(cells["answer"]) not in (Reply.NONE, None) or str(cells.get("other", "")).strip():
            message = T("an answer stands here without the line that it answers")
            self.problems.append(
                self._problem("no_reference", message, T("Put it in the line of the post."), number + 1, columns["answer"])
            )

    def _answer(self, number: int, cells: Mapping[str, Raw], columns: Mapping[str, int], line: Line) -> Answer:
        reply = self._reply(cells["answer"])
        if reply is None:
            message = T("{value} is no answer", value=str(cells["answer"])[:80])
            hint = T("Choose from: {names}.", names=list(REPLIES.values()))
            self.problems.append(self._problem("no_answer", message, hint, number + 1, columns["answer"]))
            reply = Reply.NONE
        dates = {
            key: self._date(number, key, cells.get(key, ""), columns) if reply is Reply.OTHER or key == "stopped" else None
            for key in ("since", "last_day", "stopped")
        }
        since = dates["since"] if dates["since"] != line.since else None
        last = dates["last_day"] if dates["last_day"] != line.last_day else None
        other = str(cells.get("other", "")).strip()[:MOST_TEXT]
        if reply is Reply.STOPPED and cells.get("stopped", "") == "":
            message, hint = T("since when it is no longer right is not stated"), T("Write the first day on which it is no longer so.")
            self.problems.append(self._problem("no_date", message, hint, number + 1, columns.get("stopped", columns["answer"])))
        if reply is Reply.OTHER and not (other or since or last):
            message, hint = T("what is otherwise is not stated"), T("Write it in words, or change the dates in the line.")
            self.problems.append(self._problem("no_words", message, hint, number + 1, columns.get("other", columns["answer"])))
        return Answer(line, reply, since, last, dates["stopped"], other, self.file, self.grid.name, number + 1)

    def _reply(self, raw: Raw) -> Reply | None:
        """The answer of a cell; None where it is none."""
        if isinstance(raw, Formula | Failure):
            return None
        text = folded(str(raw).replace(",", " ").replace(":", " ")).rstrip(" .…")
        if not text:
            return Reply.NONE
        words = {folded(title[lang]): reply for reply, title in REPLIES.items() for lang in LANGUAGES}
        words = {text.replace(":", ""): reply for text, reply in words.items()} | {
            "ja": Reply.RIGHT,
            "yes": Reply.RIGHT,
            "anders": Reply.OTHER,
            "otherwise": Reply.OTHER,
        }
        return words.get(text)

    def _date(self, number: int, key: str, raw: Raw, columns: Mapping[str, int]) -> str | None:
        if raw == "":
            return None
        try:
            if isinstance(raw, Formula | Failure):
                raise Unread("formula", T("here is a formula, and formulas are not worked out"), T("Write the value itself."))
            return read_date(raw, end=False)
        except Unread as unread:
            self.problems.append(self._problem(unread.code, unread.message, unread.hint, number + 1, columns[key]))
            return None

    def _problem(self, code: str, message: Text, hint: Text | None, row: int, column: int | None = None) -> Problem:
        return Problem(code, message, hint, self.file, row, None if column is None else column + 1, sheet=self.grid.name)


def values_of(line: Line) -> Sequence[str]:
    """What stands in the cells of a line, but the answers."""
    return (line.name, line.place, line.since, line.last_day, "", "", "", key_of(line))
