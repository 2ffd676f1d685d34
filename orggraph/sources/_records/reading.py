"""Records of a foreign file, read one by one: what is wrong with each is kept, so that all of it is said at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from orggraph.errors import InvalidInput, Misfit, Problem
from orggraph.i18n import T, Text
from orggraph.model.nodes import LABELS
from orggraph.model.problems import problems_of
from orggraph.model.relationships import TYPES
from orggraph.sources._records.imports import Place
from orggraph.yamltree import Tree

R = TypeVar("R")
M = TypeVar("M")
_MODELS: dict[str, type[BaseModel]] = {model.__name__: model for model in (*LABELS.values(), *TYPES.values())}


@dataclass
class Records:
    """What is wrong with the records of a file or folder.

    Parameters
    ----------
    file
        The name to use in problems.
    hint
        What to do about a record that is not as the format has it.
    """

    file: Path
    hint: Text
    problems: list[Problem] = field(default_factory=list)

    def each(
        self,
        records: Iterable[R],
        make: Callable[[R], Iterable[M]],
        *,
        line: Callable[[R], int | None] = lambda _record: None,
        name: Callable[[R], str | None] = lambda _record: None,
        file: Path | None = None,
    ) -> Iterator[M]:
        """What is made of each record, passing over those that are not as the format has them.

        Parameters
        ----------
        records
            Rows of a table, or entries of a document.
        make
            Makes nodes and relationships of one. A field that is missing, and a value that does not fit, become problems.
        line, name
            Give the line of a record in its file, and by what a reader finds it there.
        file
            The file, where it is not the whole.
        """
        for record in records:
            try:
                made = list(make(record))
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                at = Tree(file=str(file or self.file))
                self.problems += [replace(problem, line=line(record), record=name(record)) for problem in self._problems(at, error)]
            else:
                yield from made

    def run(self, records: Iterable[R], make: Callable[[R], None], place: Callable[[R], Place]) -> None:
        """Make something of each record, passing over those that are not as the format has them; ``place`` says where one stands."""
        for record in records:
            try:
                make(record)
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                at = place(record)
                problems = self._problems(Tree(file=at.file), error)
                self.problems += [replace(problem, line=at.line, column=at.column, record=at.record) for problem in problems]

    def done(self) -> None:
        """Raises InvalidInput with the problems of all records, where there are any."""
        if self.problems:
            raise InvalidInput(self.problems)

    def _problems(self, at: Tree, error: Exception) -> Iterator[Problem]:
        if isinstance(error, ValidationError) and error.title in _MODELS:
            yield from problems_of(error, _MODELS[error.title], at, ())
        elif isinstance(error, Misfit):
            yield at.problem((), "bad_value", error.message, error.hint or self.hint)
        elif isinstance(error, KeyError):
            yield at.problem((), "missing_field", T("the field {name} is missing", name=str(error.args[0])), self.hint)
        else:
            yield at.problem((), "format", T("this record is not as the format has it: {words}", words=str(error)), self.hint)
