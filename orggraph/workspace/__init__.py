"""What :func:`orggraph.connect` returns: load, graph, find, query and look around over one store."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakKeyDictionary

from orggraph.access import Access
from orggraph.model.identity import one_id
from orggraph.store import reading, schema
from orggraph.store.commits import of_one_version
from orggraph.store.connection import Connection
from orggraph.store.connection import connect as open_connection
from orggraph.store.settings import settings_from_env
from orggraph.store.statement_check import reading as reading_statement
from orggraph.store.statement_parameters import parameters
from orggraph.tables.rows import Rows
from orggraph.workspace.hiding import tables_without
from orggraph.workspace.keeping import AtHand, Keeping

if TYPE_CHECKING:
    from orggraph.findings import Table
    from orggraph.graph import Graph
    from orggraph.model.base import Row

KEPT_GRAPHS = 12


def connect(target: str | Path | None = None, *, auth: tuple[str, str] | None = None, database: str | None = None) -> Workspace:
    """Open a workspace.

    Parameters
    ----------
    target
        A URI (``neo4j://…``) for that server, a folder for an embedded store in it; default: ``NEO4J_URI``, else the
        embedded store under ``ORGGRAPH_HOME`` or the platform's user-data folder. An embedded server is started when needed.
    auth, database
        User and password, and database, of a server; default: the ``NEO4J_…`` variables.

    Raises
    ------
    StoreError
        No server answers, the password is wrong, or the database is of a newer orggraph.
    """
    return Workspace(open_connection(target, auth, database))


class Workspace(Keeping):
    """One store, and everything that can be asked of it. Use it in a ``with`` block, or close it.

    It keeps nothing back; :func:`orggraph.workspace.restricted.restrict` gives one that keeps to what somebody may.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._graphs: OrderedDict[tuple[Any, ...], Graph] = OrderedDict()
        self._kept = WeakKeyDictionary()
        self._judged = WeakKeyDictionary()
        self._same: tuple[tuple[Any, ...], dict[str, str]] = (), {}
        self.at_hand = AtHand()
        self.lock = RLock()
        """Sessions of the app share one workspace: what one of them makes, the others wait for and share."""
        self.restricted: OrderedDict[Access, Workspace] = OrderedDict()
        """What :func:`orggraph.workspace.restricted.restrict` made of it."""
        schema.check_version(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; an embedded server stays for other programs."""
        self.connection.close()

    # the graph ------------------------------------------------------------------------------------------------

    def graph(
        self,
        on: str | None = None,
        datasets: str | Sequence[str] | None = None,
        prefer: str | Sequence[str] = (),
        with_names: bool = False,
        all_times: bool = False,
        version: int | Mapping[str, int] | None = None,
    ) -> Graph:
        """The projection: a read-only ``networkx.MultiDiGraph``, shared by all who ask the same.

        Parameters
        ----------
        on
            A date (partial: its first day); default: each dataset's reference date.
        datasets
            Which datasets; default: all.
        prefer
            Sources whose claims alone count, where they speak.
        with_names
            Show people by name where an overlay is at hand.
        all_times
            Keep also what holds before or after the date.
        version
            What was known: the number of a version of the one dataset that is asked, or numbers by dataset (see
            :meth:`known_at`); default: what is known now. The date then cuts what was known.
        """
        from orggraph.graph import project

        numbers = self._numbers(datasets, version)
        heads = self._heads(list(numbers) if datasets is None and numbers else datasets, numbers)
        state = tuple((name, head["version"], head["hash"]) for name, head in heads.items())
        key = (state, on, _several(prefer), with_names, all_times, self.hidden)
        with self.lock:
            if key in self._graphs:
                self._graphs.move_to_end(key)
                return self._graphs[key]
            tables = self._tables_at(heads, numbers) if numbers else reading.read_tables(self.connection, heads)
            names = self.names(heads) if with_names else None
            tables = tables_without(tables, self.hidden) if self.hidden else tables
            made = project(tables, on=on, prefer=_several(prefer), names=names, all_times=all_times)
            self._graphs[key] = made
            if len(self._graphs) > KEPT_GRAPHS:
                self._graphs.popitem(last=False)
            return made

    @property
    def names_folder(self) -> Path:
        """Where the owner of this machine keeps lists of names."""
        return _names_folder()

    @staticmethod
    def names(datasets: Iterable[str]) -> dict[str, str]:
        """Names of people by id, from the overlays that are at hand."""
        from orggraph.sources.names import read_names

        return read_names(datasets, _names_folder())

    def has_names(self, datasets: Iterable[str]) -> bool:
        """Whether somebody may see people by name here, and an overlay is at hand."""
        from orggraph.sources.names import read_names

        return bool(read_names(datasets, self.names_folder))

    def elsewhere(self, graph: Graph, name: str) -> dict[str, str]:
        """Where more is known of a node: per dataset in the store that the graph leaves out, the id of its record there."""
        from orggraph.graph import provenance
        from orggraph.views import lookup

        origins = provenance(graph)
        node = lookup.resolve(graph, name, outside=True)
        heads = self._heads(None)
        if origins.on.keys() >= heads.keys():
            return {}
        state = tuple((name, head["version"]) for name, head in heads.items())
        if self._same[0] != state:
            tables = of_one_version(self.connection, lambda: reading.read_identities(self.connection))
            self._same = state, one_id(tables)
        same = self._same[1]
        own = {same[record] for record in (node, *(row["id"] for row in origins.records.get(node, ()))) if record in same}
        records = sorted((record for record, thing in same.items() if thing in own), reverse=True)
        return dict(sorted((record.split("/")[0], record) for record in records if record.split("/")[0] not in origins.on))

    def show(self, graph: Graph, name: str) -> dict[str, Any]:
        """Everything about one node, by id or unambiguous name: properties, relationships, claims, sources, measures."""
        from orggraph.views import lookup

        return lookup.show(graph, lookup.resolve(graph, name, outside=True))

    def tables(self, graph: Graph, kind: str, params: Mapping[str, Any] | None = None) -> list[Table]:
        """What an analysis measures everywhere, as tables."""
        from orggraph import analyses

        return list(analyses.tables(graph, kind, params))

    def path(self, graph: Graph, start: str, end: str) -> dict[str, Any]:
        """The shortest path between two nodes, direction ignored, ties by id; empty where there is none."""
        from orggraph.views import lookup

        return lookup.path(graph, lookup.resolve(graph, start), lookup.resolve(graph, end))

    def roles(self, graph: Graph, person: str) -> list[Row]:
        """The posts that a person holds, with role, body, capacity and period."""
        from orggraph.views import lookup

        return lookup.roles(graph, lookup.resolve(graph, person, labels=("Person",)))

    def matrix(self, graph: Graph, kind: str) -> list[Row]:
        """The cells that are not empty of a matrix: ``role-role``, ``person-body`` or ``organization-body``."""
        from orggraph.views import matrices

        return matrices.matrix(graph, kind)

    # questions ------------------------------------------------------------------------------------------------

    def query(
        self,
        name: str,
        *,
        datasets: str | Sequence[str] | None = None,
        on: str | None = None,
        prefer: str | Sequence[str] = (),
        with_names: bool = False,
        **params: Any,
    ) -> Rows:
        """Run a query of the library by its name.

        Parameters
        ----------
        name
            The stem of a file of ``cypher/``.
        datasets, on, prefer, with_names
            As for :meth:`graph`. ``dataset=x`` among the parameters is short for one dataset.
        **params
            The query's own parameters.
        """
        from orggraph import queries
        from orggraph.params import datasets_asked

        datasets = datasets_asked(params.pop("dataset", None), None if datasets is None else _several(datasets))
        heads = self._heads(datasets)
        query = queries.get(name)
        names = self.names(heads) if with_names else None
        rows = queries.run(self.connection, query, params, datasets=list(heads), on=on, prefer=_several(prefer), names=names)
        return Rows(rows, columns=tuple(query.columns))

    def cypher(
        self, statement: str, params: Mapping[str, Any] | None = None, *, limit: int = 1000, timeout: float = 15, with_names: bool = False
    ) -> Rows:
        """Run free Cypher, read-only whatever it says.

        Raises
        ------
        Refused
            A statement that writes, reads files, or asks about the server.
        StatementFailed
            A statement that is wrong, or finds nothing and names a label, type or property that nothing has.
        """
        from orggraph.store.vocabulary import finds_nothing, refuse_unknown_names

        result = self.connection.read_only(statement, params, timeout=timeout, limit=limit)
        if finds_nothing(result.rows):
            refuse_unknown_names(reading_statement(statement), self.connection.read)
        rows = Rows(result.rows, columns=result.columns, more=result.more)
        return rows.named(self._labels(self._heads(None))) if with_names else rows

    def fill(
        self, statement: str, *, datasets: Sequence[str] | None = None, on: str | None = None, prefer: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Values for those parameters of a statement of one's own that follow from what is asked: see :func:`orggraph.queries.fill`."""
        from orggraph import queries

        return queries.fill(self.connection, parameters(statement), datasets=datasets, on=on, prefer=prefer)

    # ----------------------------------------------------------------------------------------------------------

    def _heads(self, wanted: str | Sequence[str] | None, numbers: Mapping[str, int] | None = None) -> dict[str, Row]:
        heads = {row["id"]: row for row in self.datasets()} | (self._heads_at(numbers) if numbers else {})
        if wanted is None:
            return heads
        chosen = dict.fromkeys(_several(wanted))
        for name in chosen:
            if name not in heads:
                from orggraph import regions

                raise regions.not_loaded(name, heads)
        return {name: heads[name] for name in chosen}

    def _labels(self, heads: Iterable[str]) -> dict[str, str]:
        """Function label → name, for the people of whom an overlay knows the name."""
        names = self.names(heads)
        rows = self.connection.read("MATCH (p:Person) WHERE p.id IN $ids RETURN p.id AS id, p.name AS name", ids=list(names))
        return {row["name"]: names[row["id"]] for row in rows}


def _names_folder() -> Path:
    return settings_from_env().home / "names"


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
