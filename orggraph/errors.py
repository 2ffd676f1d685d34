"""What can go wrong, named for the fact; each error says what to do next.

The exit status that the command line gives is part of the class: 1 for a problem in what was given,
2 for wrong usage, 3 for a store that cannot be reached or was taken by another loader.
"""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from orggraph.i18n import Lang, N, T, Text

MANY_NAMES = 200
FEW_NAMES: Final = 15
RESEMBLING: Final = 0.6
"""How much of two names must be alike for one to be meant with the other (difflib's ratio)."""


class OrggraphError(Exception):
    """The root of the tree. ``str(error)`` is English; ``error.text(lang)`` is in the language asked."""

    exit_status = 1

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def text(self, lang: Lang = "en") -> str:
        """The message and what to do about it, in one language."""
        return " ".join(part.render(lang) for part in (self.message, self.hint) if part)

    def __str__(self) -> str:
        return self.text("en")


Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: where it stands, which record it concerns, what to do.

    An error refuses the file; a warning says what was probably meant otherwise.
    """

    code: str
    message: Text
    hint: Text | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    record: str | None = None
    level: Level = "error"
    sheet: str | None = None
    """The sheet of a workbook; line and column are then a row and a column of it."""

    def warning(self) -> Problem:
        """The same as a warning: probably meant otherwise, and no reason to refuse the file."""
        return replace(self, level="warning")

    def text(self, lang: Lang = "en") -> str:
        """The problem on one line: ``file:line:column: record: what is wrong. What to do.``."""
        parts = [self.place(lang), self.record, self.message.render(lang)]
        line = ": ".join(part for part in parts if part).rstrip(".") + "."
        return f"{line} {self.hint.render(lang)}" if self.hint else line

    def place(self, lang: Lang = "en") -> str:
        """Where it stands: the file with line and column, or with sheet, row and the letter of the column."""
        if self.sheet is None:
            return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        where = T("sheet {sheet}", sheet=self.sheet)
        if self.line is not None:
            where = T("sheet {sheet}, row {row}", sheet=self.sheet, row=str(self.line))
            if self.column is not None:
                where = T("sheet {sheet}, row {row}, column {column}", sheet=self.sheet, row=str(self.line), column=letters(self.column))
        return ": ".join(part for part in (self.file, where.render(lang)) if part)


def letters(column: int) -> str:
    """The name of a column of a sheet, counted from 1: A, Z, AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


Locate = Callable[[str, str, Text, Text | None, str], Problem]
"""Makes a problem from code, the key of the record, message, hint and field."""


class InvalidInput(OrggraphError):
    """A file or dataset has problems: all of them are in ``problems``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(N("{n} problem found.", "{n} problems found.", len(self.problems)))

    def while_loading(self) -> InvalidInput:
        """The same, of files that were to be loaded: it says too that none was."""
        refusal = InvalidInput(self.problems)
        refusal.message = N("{n} problem found; nothing was loaded.", "{n} problems found; nothing was loaded.", len(self.problems))
        return refusal

    def text(self, lang: Lang = "en") -> str:
        return "\n".join([*(problem.text(lang) for problem in self.problems), self.message.render(lang)])


class NotFound(OrggraphError):
    """A node, person or finding that is not there."""


class Refused(OrggraphError):
    """A statement or action that is not allowed here."""


class StatementFailed(OrggraphError):
    """The server could not run a statement: its words, without a traceback."""


class TooLarge(OrggraphError):
    """More than one unit of work may hold."""


class WrongUsage(OrggraphError):
    """A call that cannot mean anything: an unknown name, a missing or unfit parameter."""

    exit_status = 2


class UnknownName(WrongUsage):
    """An unknown dataset, region, query, kind or parameter; says the nearest known ones."""

    def __init__(self, what: Text, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.nearest = nearest(name, known)
        super().__init__(T("Unknown {what}: {name}.", what=what, name=name), did_you_mean(self.nearest))


class StoreError(OrggraphError):
    """Something about the store itself, not about what was asked of it."""

    exit_status = 3


class StoreUnreachable(StoreError):
    """No server answers."""


class LoadConflict(StoreError):
    """Another loader changed the dataset between reading and writing."""


def nearest(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known names that resemble a name; all of them, sorted, where few exist and none resembles it."""
    names = sorted(set(known))
    if len(names) > MANY_NAMES:  # difflib takes a second for ten thousand: only those that share most pairs of letters go to it
        pairs = set(pairwise(name))
        names = heapq.nlargest(MANY_NAMES, names, key=lambda name: len(pairs.intersection(pairwise(name))))
    close = difflib.get_close_matches(name, names, n=most, cutoff=RESEMBLING)
    return tuple(close or (names if len(names) <= FEW_NAMES else ()))


def did_you_mean(names: Iterable[str]) -> Text | None:
    """A hint with the nearest known names, or None where there are none."""
    names = tuple(names)
    return T("Known: {names}.", names=names) if names else None


class Unfit(ValueError):
    """A value that a check of the model refuses; ``what`` says what is expected instead."""

    def __init__(self, what: Text) -> None:
        super().__init__(str(what))
        self.what = what


class Misfit(ValueError):
    """A value that cannot mean anything beside others: what is wrong, in words that are rendered last."""

    def __init__(self, message: Text, known: Iterable[str] = ()) -> None:
        super().__init__(message.render("en"))
        self.message = message
        self.hint = did_you_mean(known)


def why_unread(error: OSError) -> Text:
    """Why a file cannot be read, in words; the system's own words where the reason is a rare one."""
    for kind, text in _UNREAD.items():
        if isinstance(error, kind):
            return text
    return Text(error.strerror or type(error).__name__)


_UNREAD: Final[Mapping[type[OSError], Text]] = {
    FileNotFoundError: T("there is no such file"),
    IsADirectoryError: T("it is a folder"),
    PermissionError: T("this user may not read it"),
}
