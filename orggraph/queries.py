"""The query library: one file of ``cypher/`` is one question. Found, checked and run here.

A file starts with a header, YAML in comments between two lines ``// ---``; one Cypher statement follows. What the
header holds is :class:`Header`; how a statement cuts to datasets, date and preferred sources stands in ``cypher/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from weakref import WeakKeyDictionary

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from orggraph import resources
from orggraph.errors import InvalidInput, Problem, Unfit, UnknownName, WrongUsage
from orggraph.i18n import Bilingual, Lang, T
from orggraph.model.identity import one_id
from orggraph.model.joint import changes
from orggraph.model.meant import date_of, day_asked
from orggraph.model.problems import problems_of
from orggraph.model.tables import Tables
from orggraph.model.validity import on_day
from orggraph.params import Param, ParamType, bind, datasets_asked
from orggraph.store import reading
from orggraph.store.commits import of_one_version
from orggraph.store.connection import Connection
from orggraph.store.values import plain_rows
from orggraph.tables import wording
from orggraph.tables.people import by_surname, with_names
from orggraph.tables.same import Same, as_one, datasets_of, records
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


class ParamHeader(BaseModel):
    """A parameter of a query: its type, default and meaning, and the closed lists that it takes a value of."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    type: ParamType
    about: Bilingual
    default: str | None = None
    optional: bool = False
    values: Values | None = None


class Header(BaseModel):
    """The metadata of a query file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
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
    for path in sorted(folder.glob("*/*.cypher")):
        if path.parent.name == SCHEMA:
            continue
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


def get(name: str) -> Query:
    """A query by its name. Raises UnknownName, with the nearest known."""
    if name not in registry():
        raise UnknownName(T("query"), name, registry())
    return registry()[name]


def run(
    connection: Connection,
    query: Query | str,
    params: Mapping[str, Any] | None = None,
    *,
    datasets: Sequence[str] | None = None,
    on: str | None = None,
    prefer: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
) -> list[Row]:
    """Ask a question of the library.

    Parameters
    ----------
    connection
        The store.
    query
        A query or its name.
    params
        Its own parameters, as text or as values; ``dataset`` is short for one of ``datasets``.
    datasets
        The datasets to ask; default: all in the store.
    on
        The date asked (a partial date means its first day); default: each dataset's reference date, else today.
    prefer
        Ids of preferred sources, or their last parts where unique: where one of them speaks, other claims are passed over.
    names
        Names of people by id, shown in place of the function labels.

    Returns
    -------
    One dict a row, columns as the header declares them; nodes and relationships as the contract writes them.

    Raises
    ------
    UnknownName
        An unknown query, parameter, dataset or source; says the nearest. WrongUsage for a value that does not fit.
    """
    declared = get(query) if isinstance(query, str) else query
    given = dict(params or {})
    dataset = given.pop("dataset", None)
    values = bind(declared.params, given)
    chosen = _datasets(connection, dataset, datasets)
    return of_one_version(connection, lambda: _run(connection, declared, values, list(chosen), on, prefer, names), chosen)


def _run(
    connection: Connection,
    declared: Query,
    given: Mapping[str, Any],
    datasets: Sequence[str],
    on: str | None,
    prefer: Sequence[str],
    names: Mapping[str, str] | None,
) -> list[Row]:
    chosen = _datasets(connection, None, datasets)
    same = _same(connection, list(chosen))
    values = {**given, **_filled(connection, chosen, same, on, prefer)}
    rows = plain_rows(connection.read(declared.statement, values), partial(_ids_of, connection))
    for row in rows:
        if MARKS in row:
            row[MARKS] = list(dict.fromkeys(row[MARKS]))
        if DATASET in declared.columns:
            row[DATASET] = ", ".join(sorted({*row.get(DATASET, ())})) or datasets_of(row) or ", ".join(chosen)
    named = {same[record].id if record in same else record: name for record, name in (names or {}).items()}
    rows = as_one(rows, same)
    return by_surname([with_names(row, named) for row in rows], named) if named else rows


def fill(
    connection: Connection,
    names: Sequence[str],
    *,
    datasets: Sequence[str] | None = None,
    on: str | None = None,
    prefer: Sequence[str] = (),
) -> dict[str, Any]:
    """Values for those of ``names`` that :data:`FILLED` and :data:`DAY` hold: the parameters of a statement of one's own.

    ``date`` is the day asked, else the day at which all these datasets stand. Raises WrongUsage where these differ.
    """
    if not {*FILLED, DAY} & set(names):
        return {}
    chosen = _datasets(connection, None, datasets)
    values = _filled(connection, chosen, _same(connection, list(chosen)), on, prefer)
    if DAY in names:
        days = sorted({date_of(head, on) for head in chosen.values()})
        if len(days) > 1:
            raise WrongUsage(T("These datasets each stand at a day of their own: {days}.", days=days), T("Choose a date, or one dataset."))
        values |= {DAY: days[0] if days else None}
    return {name: value for name, value in values.items() if name in names}


def _filled(connection: Connection, chosen: Mapping[str, Row], same: Same, on: str | None, prefer: Sequence[str]) -> dict[str, Any]:
    days = {dataset: date_of(head, on) for dataset, head in chosen.items()}
    varying = _varying(connection, chosen, same)
    standings = {row["id"]: (on_day(row, days[row["dataset"]]), before) for row, before in varying}
    absent = [record for record, (standing, _) in standings.items() if standing is None]
    return {
        "datasets": list(chosen),
        "on": day_asked(on).isoformat() if on else None,
        "passed_over": [*_passed_over(connection, list(chosen), prefer), *absent],
        "same": {record: thing.parameter(days) for record, thing in same.items()},
        "ends": {row["id"]: {"day": row["valid_before"], "with": row.get("ends_with")} for row, _ in varying if "valid_before" in row},
        "standing": {record: standing for record, (standing, before) in standings.items() if standing not in (None, before)},
    }


_VARYING: WeakKeyDictionary[Connection, tuple[object, list[tuple[Row, str]]]] = WeakKeyDictionary()


def _varying(connection: Connection, chosen: Mapping[str, Row], same: Same) -> list[tuple[Row, str]]:
    """The records that one period and one standing do not tell, each with the standing that is stored. Kept until a load.

    Those that are interrupted, or stand less firmly at times; and what hangs, in another dataset, on the same thing.
    """
    state = tuple((name, head["version"], head["loaded_at"]) for name, head in sorted(chosen.items()))
    kept = _VARYING.get(connection)
    if kept is not None and kept[0] == state:
        return kept[1]
    rows = {row["id"]: row for row in _rows_of(reading.read_varying(connection, chosen)) if row.keys() & {"interrupted", "weaker"}}
    changed: dict[str, Row] = {}
    if same:
        tables = reading.read_tables(connection, chosen)
        changed = changes(tables, {record: thing.id for record, thing in same.items()})
        rows |= {row["id"]: row for row in _rows_of(tables) if row["id"] in changed}
    varying = [(row | changed.get(record, {}), str(row.get("standing", row["status"]))) for record, row in rows.items()]
    _VARYING[connection] = state, varying
    return varying


def _rows_of(tables: Tables) -> Iterator[Row]:
    return (row for table in (*tables.nodes, *tables.relationships) for row in table.rows())


def _same(connection: Connection, datasets: Sequence[str]) -> Same:
    """The records that are one thing with others in these datasets."""
    things = one_id(reading.read_identities(connection, datasets))
    if not things:
        return {}
    rows = connection.read("MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id, n.name AS name", ids=list(things))
    return records(things, {row["id"]: row["name"] for row in rows})


def _datasets(connection: Connection, single: str | None, several: Sequence[str] | None) -> dict[str, Row]:
    """The heads of the datasets that are asked, by id."""
    known = {head["id"]: head for head in reading.datasets(connection)}
    chosen = list(dict.fromkeys(datasets_asked(single, several) or known))
    for name in chosen:
        if name not in known:
            raise UnknownName(T("dataset"), name, known)
    return {name: known[name] for name in chosen}


def _passed_over(connection: Connection, datasets: Sequence[str], prefer: Sequence[str]) -> list[str]:
    """The claims on which a preferred source says something else; few, so that a list serves."""
    if not prefer:
        return []
    from orggraph.graph.projection import resolve_sources  # late: networkx is slow to import, and few queries prefer a source

    known = connection.read_columns("MATCH (s:Source) WHERE s.dataset IN $datasets RETURN collect(s.id) AS ids", datasets=list(datasets))
    sources = resolve_sources(prefer, known.get("ids", []))
    rows = connection.read(get(PASSED_OVER).statement, prefer=sources, datasets=list(datasets))
    return [row["claim_id"] for row in rows]


def _ids_of(connection: Connection, elements: list[str]) -> dict[str, str | None]:
    rows = connection.read("MATCH (n) WHERE elementId(n) IN $elements RETURN elementId(n) AS element, n.id AS id", elements=elements)
    return {row["element"]: row["id"] for row in rows}


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
