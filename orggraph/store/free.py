"""Free queries: three locks on reading only, a time limit and a row limit."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orggraph.errors import OrggraphError, Refused, WrongUsage
from orggraph.i18n import T
from orggraph.store.faults import Stopped
from orggraph.store.statement_check import PROCEDURES, refuse_unless_read, without_end
from orggraph.store.values import Ends, plain_rows

if TYPE_CHECKING:
    import neo4j

REFUSED_OPERATORS = ("LoadCSV", "Show", "Terminate", "AdministrationCommand", "TransactionForeach", "TransactionApply")


@dataclass(frozen=True)
class Result:
    """The rows of a free query, with plain values; ``more`` says that there were more than ``limit``."""

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    more: bool
    limit: int


@dataclass(frozen=True)
class Asking:
    """Where a free query goes: a driver that came in as a reader, what makes its errors ours, and which server it is."""

    driver: neo4j.Driver
    guard: Callable[[], AbstractContextManager[None]]
    database: str | None
    embedded: bool


def ask(server: Asking, statement: str, params: Mapping[str, Any], *, timeout: float, limit: int) -> Result:
    """Run a statement that only reads; see :meth:`Connection.read_only`."""
    if timeout <= 0 or limit < 1:  # to Neo4j, a time limit of nothing is no limit
        raise WrongUsage(T("A time limit is more than 0 seconds, and a row limit at least 1."))
    refuse_unless_read(statement)
    statement = without_end(statement)
    mark = f"asked {uuid.uuid4()}"
    opened = server.driver.session(database=server.database, default_access_mode="READ", fetch_size=min(limit + 1, 1000))
    with _limited(server, mark, timeout), server.guard(), opened as session:
        if server.embedded:
            # The mark is how the server's list of what runs shows this very query, also where two people ask the same.
            with session.begin_transaction() as transaction:
                return _take(transaction, f"{statement}\n// {mark}", params, limit)
        with session.begin_transaction(timeout=timeout) as transaction:
            refuse_unless_plan_reads(transaction, statement, params)
            return _take(transaction, statement, params, limit)


def refuse_unless_plan_reads(runner: neo4j.Session | neo4j.Transaction, statement: str, params: Mapping[str, Any]) -> None:
    """Ask Neo4j what it would do, without doing it, and refuse what is not reading the graph: the second lock.

    READ mode alone lets LOAD CSV return the server's files, and the query's type says that it reads; its plan tells.
    """
    result = runner.run(f"EXPLAIN {statement}", dict(params))
    summary = result.consume()
    if summary.query_type != "r":
        raise _refused_by_plan(f"type {summary.query_type}")
    for operator, details in _operators(summary.plan or {}):
        if operator.startswith(REFUSED_OPERATORS):
            raise _refused_by_plan(operator)
        if operator.startswith("ProcedureCall") and details.partition("(")[0].strip().lower() not in PROCEDURES:
            raise _refused_by_plan(details.partition("(")[0])


def _refused_by_plan(what: str) -> Refused:
    return Refused(T("The database would do more than read: {what}.", what=what), T("Here only reading is allowed."))


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield str(plan.get("operatorType", "")), str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)


def _take(transaction: neo4j.Transaction, text: str, params: Mapping[str, Any], limit: int) -> Result:
    result = transaction.run(text, dict(params))
    columns = tuple(result.keys())
    rows: list[dict[str, Any]] = []
    more = False
    for record in result:
        if len(rows) == limit:
            more = True
            break
        rows.append(dict(zip(columns, record.values(), strict=True)))
    if more:
        result.consume()  # the server forgets the rest

    def ids_of(elements: list[str]) -> Ends:
        found = transaction.run("MATCH (n) WHERE elementId(n) IN $elements RETURN elementId(n) AS element, n.id AS id", elements=elements)
        return {record["element"]: record["id"] for record in found}

    return Result(columns, plain_rows(rows, ids_of), more, limit)


@contextlib.contextmanager
def _limited(server: Asking, mark: str, timeout: float) -> Iterator[None]:
    """End the query that carries the mark after ``timeout`` seconds, and say so.

    Neo4j keeps the time itself; the embedded server does not listen to the driver's limit, but can be told to end a query.
    """
    timer = threading.Timer(timeout, _terminate, (server, mark))
    timer.daemon = True
    if server.embedded:
        timer.start()
    try:
        yield
    except Stopped as error:
        raise Stopped(
            T("The query was stopped: it took longer than {n} seconds.", n=timeout),
            T("Ask for less, such as one dataset or a shorter path, or allow more time."),
        ) from error
    finally:
        timer.cancel()


def _terminate(server: Asking, mark: str) -> None:
    with contextlib.suppress(OrggraphError), server.guard(), server.driver.session(database=server.database) as session:
        running = [record.data() for record in session.run("SHOW TRANSACTIONS")]
        for query in running:
            if mark in str(query["currentQuery"]):
                session.run("TERMINATE TRANSACTIONS $id", id=query["transactionId"]).consume()
