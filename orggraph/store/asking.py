"""The process that asks free queries: it may be ended at any moment, and holds no more than so much.

What a statement brings is not known before it is there: one cell can be as large as the memory, and while the driver
decodes it nothing else runs. So it is decoded in a process apart, which :mod:`orggraph.store.free` starts, and which takes
requests over a pipe until that closes.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection as Pipe
from typing import TYPE_CHECKING, Any, Self

from orggraph.errors import OrggraphError, Refused, StatementFailed, TooLarge
from orggraph.i18n import T
from orggraph.store.commit_states import LONG, LOOKS_EVERY, STATES, A, States, are_settled, of_one_version, states
from orggraph.store.dialect import refuse_other_answers
from orggraph.store.faults import translated
from orggraph.store.shared_label import column_as_written, without_shared_label
from orggraph.store.statement_check import PROCEDURES, Statement, reading
from orggraph.store.statement_errors import explained
from orggraph.store.values import Ends, plain_rows

if TYPE_CHECKING:
    import neo4j

ROOM = 48_000_000
"""Bytes that an answer may take here on top of the program itself, while it is decoded."""
LARGEST = 16_000_000
"""Bytes that the rows of an answer may take."""
FETCHED = 100
"""Records that the server sends at a time."""
BACKSTOP = 5.0
"""Seconds after its time in which Neo4j itself ends a statement whose client is gone."""
REFUSED_OPERATORS = ("LoadCSV", "Show", "Terminate", "AdministrationCommand", "TransactionForeach", "TransactionApply")
SHOWN_OPERATORS = ("ShowIndexes", "ShowConstraints")


@dataclass(frozen=True)
class Server:
    """Where free queries go, as whom, and whether it is the embedded server."""

    uri: str
    user: str | None
    password: str | None
    database: str | None
    embedded: bool


@dataclass(frozen=True)
class Request:
    """One statement with its parameters; the mark is how the server's list of what runs shows this very query."""

    statement: str
    params: Mapping[str, Any]
    mark: str
    timeout: float
    limit: int
    bookmarks: tuple[str, ...] = ()
    """Of a cluster: up to where the member that answers must have come."""


class Unsettled(OrggraphError):
    """A load was being committed for as long as somebody looked."""


@dataclass(frozen=True)
class Result:
    """The rows of a free query, with plain values; ``more`` says that there were more than ``limit``."""

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    more: bool
    limit: int


def answer(opened: neo4j.Driver, server: Server, request: Request) -> Result:
    """Run a statement that only reads.

    Raises
    ------
    OrggraphError
        The server refuses it, cannot run it, or ends it; or the answer is larger than :data:`LARGEST`.
    """
    statement = reading(request.statement)
    sent = without_shared_label(statement)
    if server.embedded:
        refuse_other_answers(statement)
        # The embedded server does not listen to the driver's limit of time; the mark is how the other side ends it.
        text = f"{'EXPLAIN ' if statement.mode == 'EXPLAIN' else ''}{sent.text.lstrip()}\n// {request.mark}"
    else:
        text = f"{statement.options} {statement.mode}\n{sent.text}"
    fetched = min(request.limit + 1, FETCHED)
    session = opened.session(
        database=server.database, default_access_mode="READ", fetch_size=fetched, bookmarks=_bookmarks(request.bookmarks)
    )
    timeout = None if server.embedded else request.timeout + BACKSTOP
    try:
        with translated(server.uri), session, _Transactions(session, timeout) as transactions:
            if not server.embedded:
                refuse_unless_plan_reads(transactions.now, f"{statement.options}\n{sent.text}", request.params)
            return transactions.of_one_version(lambda transaction: _take(transaction, text, request, statement))
    except StatementFailed as error:
        raise explained(str(error.message.params["words"]), request.statement, sent) from error


class _Transactions:
    """The transaction in which a statement is read, and the next one where it failed: a server takes nothing more in it then.

    The looks at the states stand in the same, so that a cluster answers them from the member that answers the statement.
    """

    def __init__(self, session: neo4j.Session, timeout: float | None) -> None:
        self._begin = partial(session.begin_transaction, timeout=timeout)

    def __enter__(self) -> Self:
        self.now = self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self.now.close()

    def of_one_version(self, take: Callable[[neo4j.Transaction], A]) -> A:
        """What is taken while no load is committed; taken again where one was. Raises Unsettled, and what ``take`` raises."""
        from neo4j.exceptions import Neo4jError

        def work() -> A:
            try:
                return take(self.now)
            except Neo4jError:
                self.now.close()
                self.now = self._begin()
                raise

        return of_one_version(self._settled, self._seen, work, Neo4jError)

    def _seen(self) -> States:
        return states([record.data() for record in self.now.run(STATES)])

    def _settled(self) -> States:
        """Wait until no commit is on its way. Raises Unsettled: the other side, which may write, has to look what became of it."""
        until = time.monotonic() + LONG
        while not are_settled(seen := self._seen()):
            if time.monotonic() > until:
                raise Unsettled(T("A load is being committed."))
            time.sleep(LOOKS_EVERY)
        return seen


def _bookmarks(values: tuple[str, ...]) -> neo4j.Bookmarks | None:
    from neo4j import Bookmarks

    return Bookmarks.from_raw_values(values) if values else None


def refuse_unless_plan_reads(runner: neo4j.Session | neo4j.Transaction, statement: str, params: Mapping[str, Any]) -> None:
    """Ask Neo4j what it would do, without doing it, and refuse what is not reading the graph: the second lock.

    READ mode alone lets LOAD CSV return the server's files, and the query's type says that it reads; its plan tells.
    """
    summary = runner.run(f"EXPLAIN {statement}", dict(params)).consume()
    operators = list(_operators(summary.plan or {}))
    shows = bool(operators) and all(operator.startswith((*SHOWN_OPERATORS, "ProduceResult")) for operator, _ in operators)
    if summary.query_type != "r" and not shows:
        raise _refused_by_plan(f"type {summary.query_type}")
    for operator, details in operators:
        if operator.startswith(REFUSED_OPERATORS) and not operator.startswith(SHOWN_OPERATORS):
            raise _refused_by_plan(operator)
        if operator.startswith("ProcedureCall") and details.partition("(")[0].strip().lower() not in PROCEDURES:
            raise _refused_by_plan(details.partition("(")[0])


def _refused_by_plan(what: str) -> Refused:
    return Refused(T("The database would do more than read: {what}.", what=what), T("Here only reading is allowed."))


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield str(plan.get("operatorType", "")), str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)


def _take(transaction: neo4j.Transaction, text: str, request: Request, statement: Statement) -> Result:
    result = transaction.run(text, dict(request.params))
    if statement.mode == "EXPLAIN":
        return Result(("plan",), [{"plan": line} for line in _plan_lines(result.consume().plan or {})], False, request.limit)
    columns = tuple(map(column_as_written, result.keys()))
    rows: list[dict[str, Any]] = []
    more, size = False, 0
    for record in result:
        if len(rows) == request.limit:
            more = True
            break
        size += _size(record.values())
        if size > LARGEST:
            raise too_large()
        rows.append(dict(zip(columns, record.values(), strict=True)))
    if more:
        result.consume()  # the server forgets the rest

    def ids_of(elements: list[str]) -> Ends:
        ends = transaction.run("MATCH (n) WHERE elementId(n) IN $elements RETURN elementId(n) AS element, n.id AS id", elements=elements)
        return {record["element"]: record["id"] for record in ends}

    return Result(columns, plain_rows(rows, ids_of), more, request.limit)


def _plan_lines(plan: Mapping[str, Any]) -> list[str]:
    """What a server says that it would do: its own drawing where there is one, else its operators, the last first."""
    drawing = str(plan.get("args", {}).get("string-representation", "")).splitlines()
    return drawing or [f"{operator.partition('@')[0]} {details}".strip() for operator, details in _operators(plan)]


def _size(value: Any) -> int:
    """The bytes that a value of the driver takes, once it is plain."""
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, str | bytes | int | float | bool) or value is None:
        return sys.getsizeof(value)
    if isinstance(value, Path):
        return sum(map(_size, value.nodes)) + sum(map(_size, value.relationships))
    if isinstance(value, Node | Relationship):
        return 500 + sum(map(_size, value.values()))
    if isinstance(value, Mapping):
        return sys.getsizeof(value) + sum(map(_size, value.values()))
    if isinstance(value, list | tuple):
        return sys.getsizeof(value) + sum(map(_size, value))
    return 100


def too_large() -> TooLarge:
    """An answer takes more memory than it may."""
    return TooLarge(
        T("The answer takes more than {n} MB.", n=LARGEST // 1_000_000),
        T("Ask for fewer rows or columns, for shorter lists and texts, or for a count."),
    )


def _hold_no_more() -> None:
    """Let the system keep this process from taking more than its room; where it cannot, the other side looks."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - the least that can be imported
        held = int(file.read().split()[5]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_DATA, (held + ROOM, held + ROOM))


def main() -> None:
    """Answer the requests that come over the pipe whose number is the argument, until it closes."""
    from orggraph.store.connection import open_driver

    pipe = Pipe(int(sys.argv[1]))
    server: Server = pipe.recv()
    opened = open_driver(server.uri, server.user, server.password)
    reading("RETURN 1")
    _hold_no_more()
    pipe.send(None)
    while True:
        try:
            request: Request = pipe.recv()
        except EOFError:
            os._exit(0)
        try:
            pipe.send(answer(opened, server, request))
        except TooLarge as error:
            pipe.send(error)
            os._exit(1)  # what still comes would have to be taken in
        except MemoryError:
            os._exit(1)
        except OrggraphError as error:
            pipe.send(error)
