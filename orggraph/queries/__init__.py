"""The query library: its questions, asked of a store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from orggraph.errors import UnknownName, WrongUsage
from orggraph.i18n import T
from orggraph.model.identity import one_id
from orggraph.model.meant import date_of, day_asked
from orggraph.model.periods import on_day
from orggraph.model.tables import Tables
from orggraph.params import bind, datasets_asked
from orggraph.queries.library import DATASET, DAY, FILLED, HEADINGS, MARKS, PASSED_OVER, Query, Row, get, read_library, registry
from orggraph.store import reading
from orggraph.store.commits import of_one_version
from orggraph.store.connection import Connection
from orggraph.store.values import plain_rows
from orggraph.tables.people import by_surname, with_names
from orggraph.tables.same import Same, as_one, datasets_of, records

__all__ = ["DATASET", "DAY", "FILLED", "HEADINGS", "MARKS", "PASSED_OVER", "Query", "fill", "get", "read_library", "registry", "run"]


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

    def filled() -> tuple[dict[str, Row], dict[str, Any]]:
        chosen = _datasets(connection, None, datasets)
        return chosen, _filled(connection, chosen, _same(connection, list(chosen)), on, prefer)

    chosen, values = of_one_version(connection, filled, datasets)
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
        from orggraph.model.joint import changes

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
