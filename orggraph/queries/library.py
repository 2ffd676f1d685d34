"""The files of the query library, read: one file of ``cypher/`` is one question.

A file starts with a header, YAML in comments between two lines ``// ---``; one Cypher statement follows. What the
header holds is :class:`Header`; how a statement cuts to datasets, date and preferred sources stands in ``cypher/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, ValidationError

from orggraph import resources
from orggraph.errors import InvalidInput, Problem, Unfit, UnknownName
from orggraph.i18n import Bilingual, Lang, T
from orggraph.model.problems import problems_of
from orggraph.model.value_object import ValueObject
from orggraph.params import Param, ParamType
from orggraph.tables import wording
from orggraph.tables.wording import Vocabulary, Wording
from orggraph.yamltree import Tree, read_text, read_tree

MARK: Final = "// ---"
SCHEMA: Final = "schema"
"""The one folder of the library that holds no questions."""
FILLED: Final = ("datasets", "on", "passed_over", "same", "standing", "ends")
"""Parameters that every statement may use and that :func:`run` fills; no header declares them."""
DAY: Final = "date"
"""The day asked as one value, for a statement of one's own."""
PASSED_OVER: Final = "claims-passed-over"
"""The query that turns preferred sources into the ids of the claims that are passed over."""

MARKS: Final = "marks"
"""The column that every table has after its own: what a reader must know of the records that a row rests on."""
DATASET: Final = "dataset"
"""The column of every table that tells which datasets say what stands in a row."""
DATASET_MEANING: Final = Bilingual("Welke dataset dit zegt", "Which dataset says so")
MARKS_MEANING: Final = Bilingual(
    "Wat een lezer moet weten van waar deze regel op rust: afgeleid, voorgesteld, bronnen verschillen, een noot",
    "What a reader must know of what this row rests on: inferred, proposed, sources differ, a note",
)

HEADINGS: Final = {MARKS: Bilingual("Let op", "Take note"), DATASET: Bilingual("Dataset", "Dataset")}
"""What stands above the columns that every table has."""

Row = dict[str, Any]


def _list_name(name: str) -> str:
    if name not in wording.lists():
        raise Unfit(T("a closed list of the model: {lists}", lists=", ".join(wording.lists())))
    return name


ListName = Annotated[str, AfterValidator(_list_name)]
Values = ListName | list[ListName | dict[str, Bilingual]] | dict[str, Bilingual]
"""Closed lists: that of the model by its name, one of the file's own, or several in turn."""


@dataclass(frozen=True)
class ColumnHeader(Bilingual):
    """A column: its meaning, which begins with its heading, and the closed lists that its values are of."""

    values: Values | None = None
    in_brackets: ListName | None = None


class ParamHeader(ValueObject):
    """A parameter of a query: its type, default and meaning, and the closed lists that it takes a value of."""

    type: ParamType
    about: Bilingual
    default: str | None = None
    optional: bool = False
    values: Values | None = None


class Header(ValueObject):
    """The metadata of a query file."""

    title: Bilingual
    question: Bilingual
    params: dict[str, ParamHeader] = Field(default_factory=dict)
    shows: Literal["table", "graph"]
    columns: dict[str, ColumnHeader] = Field(min_length=1)


@dataclass(frozen=True)
class Query:
    """One question of the library."""

    name: str
    """The stem of its file, unique over all areas."""
    area: str
    """The folder that it stands in."""
    title: Bilingual
    question: Bilingual
    params: Mapping[str, Param]
    shows: Literal["table", "graph"]
    columns: Mapping[str, Bilingual]
    """Column → its meaning per language, in the order in which the statement returns them."""
    wordings: Mapping[str, Wording]
    """The closed lists of each column that has any."""
    statement: str
    """The Cypher, without the header."""
    text: str
    """The whole file, as somebody would copy it."""

    def headings(self, columns: Sequence[str], lang: Lang) -> list[str]:
        """What stands above columns for people: the first words of what each means."""
        titles = {name: Bilingual(*map(_first_words, meaning.both)) for name, meaning in self.columns.items()}
        return wording.headings(columns, titles | HEADINGS, lang)

    def in_words(self, rows: Iterable[Row], lang: Lang) -> list[Row]:
        """Rows as people read them: closed values, yes and no, and marks in words; nodes and relationships by name."""
        by_name = ({column: wording.named(value, lang) for column, value in row.items()} for row in rows)
        return wording.in_words(by_name, self.wordings, lang)


@cache
def registry() -> Mapping[str, Query]:
    """All queries by name. Raises InvalidInput with every problem of every file."""
    return read_library(resources.cypher_path())


def read_library(folder: Path) -> Mapping[str, Query]:
    """Read the query files of a library.

    Parameters
    ----------
    folder
        Holds one folder an area; ``schema`` is left alone.

    Raises
    ------
    InvalidInput
        When a header is missing, unreadable or incomplete, or two files share a name: all problems at once.
    """
    queries: dict[str, Query] = {}
    problems: list[Problem] = []
    for path in _files(folder):
        file = path.relative_to(folder).as_posix()
        if path.stem in queries:
            message = T("{area} has a query with this name too", area=queries[path.stem].area)
            problems.append(Problem("duplicate_query", message, T("Give one of the two files another name."), file))
            continue
        try:
            queries[path.stem] = _read(path, file)
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return dict(sorted(queries.items()))


@cache
def get(name: str) -> Query:
    """A query by its name; the other files are not read. Raises UnknownName, with the nearest known."""
    folder = resources.cypher_path()
    paths = {path.stem: path for path in _files(folder)}
    if name not in paths:
        raise UnknownName(T("query"), name, sorted(paths))
    return _read(paths[name], paths[name].relative_to(folder).as_posix())


def _files(folder: Path) -> list[Path]:
    """The files of a library, by area and name."""
    return sorted(path for path in folder.glob("*/*.cypher") if path.parent.name != SCHEMA)


def _read(path: Path, file: str) -> Query:
    text = read_text(path, file=file)
    lines = text.splitlines()
    marks = [number for number, line in enumerate(lines) if line.rstrip() == MARK]
    if len(marks) != 2 or marks[0] != 0:
        message = T("the header is missing: YAML in comments between two lines {mark}, at the start", mark=MARK)
        raise InvalidInput([Problem("no_header", message, T("See cypher/README.md."), file, 1)])
    end = marks[1]
    tree = read_tree("\n".join(["", *(_uncommented(line) for line in lines[1:end])]), file=file)
    header = _header(tree)
    statement = "\n".join(lines[end + 1 :]).strip()
    if not statement:
        raise InvalidInput([Problem("no_statement", T("no statement follows the header"), T("Write one statement."), file, end + 1)])
    params = {
        name: Param(param.type, param.default, param.about, param.optional, _words_of(param.values) or None)
        for name, param in header.params.items()
    }
    columns = {name: Bilingual(column.nl, column.en) for name, column in header.columns.items()}
    wordings = {
        name: Wording(_words_of(column.values), _words_of(column.in_brackets))
        for name, column in header.columns.items()
        if column.values or column.in_brackets
    }
    if header.shows == "table" and path.stem != PASSED_OVER:
        columns |= {MARKS: MARKS_MEANING, DATASET: DATASET_MEANING}
    return Query(
        name=path.stem,
        area=path.parent.name,
        title=header.title,
        question=header.question,
        params=params,
        shows=header.shows,
        columns=columns,
        wordings=wordings,
        statement=statement,
        text=text,
    )


def _words_of(values: Values | None) -> Vocabulary:
    """The words of closed lists together; where two have a value, the first tells its name."""
    if values is None:
        return {}
    if isinstance(values, str):
        return wording.vocabulary(values)
    if isinstance(values, dict):
        return values
    return {name: word for part in reversed(values) for name, word in _words_of(part).items()}


def _first_words(meaning: str) -> str:
    """The heading that a meaning begins with: what stands before a semicolon, a colon or brackets."""
    return re.split(r"[;:]| \(", meaning, maxsplit=1)[0]


def _uncommented(line: str) -> str:
    """A line of the header as YAML; blanks stand for the comment signs, so that columns in messages are those of the file."""
    return "  " + line[2:] if line.startswith("//") else line


def _header(tree: Tree) -> Header:
    problems = list(tree.problems)
    try:
        header = Header.model_validate(tree.value)
    except ValidationError as errors:
        raise InvalidInput([*problems, *problems_of(errors, Header, tree, ())]) from None
    for name in FILLED:
        if name in header.params:
            message = T("the parameter {name} is filled for every query", name=name)
            problems.append(tree.problem(("params", name), "filled_parameter", message, T("Take it out of the header.")))
    if problems:
        raise InvalidInput(problems)
    return header
