"""What :func:`orggraph.connect` returns: load, graph, find, query and look around over one store."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import Any, Self
from weakref import WeakKeyDictionary

from orggraph import queries, regions
from orggraph.errors import InvalidInput, LoadConflict, Locate, Problem
from orggraph.graph import Graph, project, provenance
from orggraph.model.base import Row
from orggraph.model.checks import checked
from orggraph.model.dataset import Dataset
from orggraph.model.identity import bearers, mistaken, one_id
from orggraph.model.tables import from_tables
from orggraph.params import datasets_asked
from orggraph.sources import read
from orggraph.sources._origin import origin
from orggraph.sources.names import read_names
from orggraph.store import loading, reading, schema
from orggraph.store.connection import Connection, settings_from_env
from orggraph.store.connection import connect as open_connection
from orggraph.store.loading import Difference, Loaded
from orggraph.store.statement_check import reading as reading_statement
from orggraph.store.vocabulary import finds_nothing, refuse_unknown_names
from orggraph.tables.rows import Rows
from orggraph.views import lookup, matrices
from orggraph.workspace.findings import Findings

KEPT_GRAPHS = 8


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


class Workspace(Findings):
    """One store, and everything that can be asked of it. Use it in a ``with`` block, or close it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._graphs: OrderedDict[tuple[Any, ...], Graph] = OrderedDict()
        self._kept = WeakKeyDictionary()
        self._same: tuple[tuple[Any, ...], dict[str, str]] = (), {}
        self._last: Dataset | None = None
        self._last_checked: Dataset | None = None
        self._lock = RLock()
        """Sessions of the app share one workspace: what one of them makes, the others wait for and share."""
        schema.check_version(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; an embedded server stays for other programs."""
        self.connection.close()

    # datasets -------------------------------------------------------------------------------------------------

    def datasets(self) -> list[Row]:
        """The datasets in the store: id, title, version, reference date, counts, when and by whom loaded, hash."""
        return reading.datasets(self.connection)

    def load(self, source: str | Path | Dataset, *, by: str | None = None, reason: str | None = None) -> Loaded:
        """Replace exactly one dataset: by a built-in region (its id), a file, or a Dataset. A second load writes nothing."""
        return self.load_all([source], by=by, reason=reason)[0]

    def load_all(
        self,
        sources: Iterable[str | Path | Dataset] = (),
        *,
        by: str | None = None,
        reason: str | None = None,
        may_shrink: bool = True,
    ) -> list[Loaded]:
        """Replace several datasets, each as one unit and one version; none is loaded when one of them has a problem.

        No source: all built-in regions. Unless they ``may_shrink``, none is loaded when one would lose more than a third of
        its records.

        Raises
        ------
        InvalidInput
            With the problems of all the files.
        LoadConflict, TooLarge, Refused
            See :func:`orggraph.store.loading.load`.
        """
        sources = list(sources)
        if same := self.unchanged(sources):
            return [Loaded(difference.dataset, difference.version, difference) for difference in same]
        try:
            datasets = self.read(sources)
        except InvalidInput as refusal:
            raise refusal.while_loading() from None
        schema.prepare(self.connection, beside_others=os.environ.get("ORGGRAPH_BESIDE_OTHERS") == "1")
        before, after = (schema.mark_filled, None) if sources else (schema.begin_filling, schema.end_filling)
        before(self.connection)
        loaded = loading.load_each(self.connection, datasets, by or loading.user(), reason=reason, may_shrink=may_shrink)
        if after:
            after(self.connection)
        return loaded

    def unchanged(self, sources: Iterable[str | Path | Dataset]) -> list[Difference]:
        """Where the store holds exactly what these files gave when they were loaded: that nothing changes; else an empty list.

        The files themselves are hashed, and not read.
        """
        sources = list(sources)
        heads = {row["file"]: row for row in self.datasets() if "file" in row}
        same = []
        for source in sources:
            file = None if isinstance(source, Dataset) else origin(regions.source_path(source)).file
            if file not in heads:
                return []
            head = heads[file]
            same.append(Difference(head["id"], head["version"], head_changed=False, warnings=head.get("warnings", 0)))
        return same

    def preview(self, sources: Iterable[str | Path | Dataset] = ()) -> list[Difference]:
        """What :meth:`load_all` would change; nothing is written."""
        return [loading.compare(self.connection, dataset) for dataset in self.read(sources)]

    @staticmethod
    def read(sources: Iterable[str | Path | Dataset] = ()) -> list[Dataset]:
        """Read and check built-in regions and files. Raises InvalidInput with the problems of all of them, warnings included.

        What two of them cannot both mean is a warning of the later one.
        """
        datasets: list[Dataset] = []
        borne: dict[str, str] = {}
        problems: list[Problem] = []
        for source in list(sources) or regions.names():
            try:
                dataset = source if isinstance(source, Dataset) else _read(regions.source_path(source))
            except InvalidInput as error:
                problems += error.problems
                continue
            clashes = tuple(mistaken(dataset.nodes, _in_file(source), borne))
            datasets.append(replace(dataset, warnings=(*dataset.warnings, *clashes)) if clashes else dataset)
            borne = {identifier: node.id for node in dataset.nodes for identifier in node.identifiers} | borne
        if problems:
            raise InvalidInput([*problems, *(warning for dataset in datasets for warning in dataset.warnings)])
        return datasets

    def beside(self, datasets: Sequence[Dataset]) -> list[Problem]:
        """What datasets to be loaded cannot both mean with those in the store that they do not replace: warnings, without a place."""
        others = self._heads(None).keys() - {dataset.id for dataset in datasets}
        borne = bearers(reading.read_identities(self.connection, others)) if others else {}
        return [problem for dataset in datasets for problem in mistaken(dataset.nodes, _in_file(dataset), borne)]

    def dataset(self, name: str) -> Dataset:
        """A dataset of the store, record for record as it was loaded. Raises UnknownName where it is not there."""
        head = self._heads(name)[name]
        last = self._last
        if last is None or last.id != name or last.content_hash != head["hash"]:
            self._last = last = from_tables(reading.read_tables(self.connection, [name]))[0]
        return last

    def checked(self, name: str) -> Dataset:
        """A dataset of the store with its warnings. Raises what :func:`orggraph.model.checks.checked` raises."""
        dataset = self.dataset(name)
        if self._last_checked is not dataset:
            self.remember(dataset := checked(dataset))
        return dataset

    def remember(self, dataset: Dataset) -> None:
        """Keep a checked dataset at hand, for who makes one change after another. It is used where the store holds the same."""
        self._last = self._last_checked = dataset

    def remove(self, dataset: str, *, by: str | None = None) -> Loaded:
        """Take a dataset out of the store, as one unit; its versions stay. Raises UnknownName where it is not there."""
        return loading.remove(self.connection, dataset, by)

    def fill_once(self) -> list[Loaded]:
        """Put the built-in regions into an embedded store that never held anything; elsewhere do nothing.

        Where that was cut off, those that are not there yet follow; one that another program is putting there is left to it.
        """
        if self.connection.kind != "embedded" or schema.is_filled(self.connection):
            return []
        there = {head["id"] for head in self.datasets()}
        if not there:
            return self.load_all(by="orggraph")
        if not schema.is_filling(self.connection):
            return []
        missing = [name for name in regions.names() if name not in there]
        loaded = []
        for dataset in self.read(missing) if missing else ():
            with suppress(LoadConflict):
                loaded.append(loading.load(self.connection, dataset, "orggraph"))
        if len(loaded) == len(missing):
            schema.end_filling(self.connection)
        return loaded

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
        numbers = self._numbers(datasets, version)
        heads = self._heads(list(numbers) if datasets is None and numbers else datasets, numbers)
        state = tuple((name, head["version"], head["hash"]) for name, head in heads.items())
        key = (state, on, _several(prefer), with_names, all_times)
        with self._lock:
            if key in self._graphs:
                self._graphs.move_to_end(key)
                return self._graphs[key]
            tables = self._tables_at(heads, numbers) if numbers else reading.read_tables(self.connection, heads)
            names = self.names(heads) if with_names else None
            made = project(tables, on=on, prefer=_several(prefer), names=names, all_times=all_times)
            self._graphs[key] = made
            if len(self._graphs) > KEPT_GRAPHS:
                self._graphs.popitem(last=False)
            return made

    @staticmethod
    def names(datasets: Iterable[str]) -> dict[str, str]:
        """Names of people by id, from the overlays that are at hand."""
        return read_names(datasets, settings_from_env().home / "names")

    def elsewhere(self, graph: Graph, name: str) -> dict[str, str]:
        """Where more is known of a node: per dataset in the store that the graph leaves out, the id of its record there."""
        origins = provenance(graph)
        node = lookup.resolve(graph, name, outside=True)
        heads = self._heads(None)
        if origins.on.keys() >= heads.keys():
            return {}
        state = tuple((name, head["version"]) for name, head in heads.items())
        if self._same[0] != state:
            self._same = state, one_id(reading.read_identities(self.connection))
        same = self._same[1]
        own = {same[record] for record in (node, *(row["id"] for row in origins.records.get(node, ()))) if record in same}
        records = sorted((record for record, thing in same.items() if thing in own), reverse=True)
        return dict(sorted((record.split("/")[0], record) for record in records if record.split("/")[0] not in origins.on))

    def show(self, graph: Graph, name: str) -> dict[str, Any]:
        """Everything about one node, by id or unambiguous name: properties, relationships, claims, sources, measures."""
        return lookup.show(graph, lookup.resolve(graph, name, outside=True))

    def path(self, graph: Graph, start: str, end: str) -> dict[str, Any]:
        """The shortest path between two nodes, direction ignored, ties by id; empty where there is none."""
        return lookup.path(graph, lookup.resolve(graph, start), lookup.resolve(graph, end))

    def roles(self, graph: Graph, person: str) -> list[Row]:
        """The posts that a person holds, with role, body, capacity and period."""
        return lookup.roles(graph, lookup.resolve(graph, person, labels=("Person",)))

    def matrix(self, graph: Graph, kind: str) -> list[Row]:
        """The cells that are not empty of a matrix: ``role-role``, ``person-body`` or ``organization-body``."""
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
        result = self.connection.read_only(statement, params, timeout=timeout, limit=limit)
        if finds_nothing(result.rows):
            refuse_unknown_names(reading_statement(statement), self.connection.read)
        rows = Rows(result.rows, columns=result.columns, more=result.more)
        return rows.named(self._labels(self._heads(None))) if with_names else rows

    # ----------------------------------------------------------------------------------------------------------

    def _heads(self, wanted: str | Sequence[str] | None, numbers: Mapping[str, int] | None = None) -> dict[str, Row]:
        heads = {row["id"]: row for row in self.datasets()} | self._heads_at(numbers or {})
        if wanted is None:
            return heads
        chosen = dict.fromkeys(_several(wanted))
        for name in chosen:
            if name not in heads:
                raise regions.not_loaded(name, heads)
        return {name: heads[name] for name in chosen}

    def _labels(self, heads: Iterable[str]) -> dict[str, str]:
        """Function label → name, for the people of whom an overlay knows the name."""
        names = self.names(heads)
        rows = self.connection.read("MATCH (p:Person) WHERE p.id IN $ids RETURN p.id AS id, p.name AS name", ids=list(names))
        return {row["name"]: names[row["id"]] for row in rows}


def _read(path: Path) -> Dataset:
    return replace(read(path), origin=origin(path))


def _in_file(source: str | Path | Dataset) -> Locate:
    """Makes a problem with a record of a file; a dataset at hand has no file."""
    file = None if isinstance(source, Dataset) else str(regions.source_path(source))
    return lambda code, record, message, hint, _field: Problem(code, message, hint, file, record=record)


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
