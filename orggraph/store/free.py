"""Free queries: three locks on reading only, and limits of time, rows and memory that hold whatever is asked."""

from __future__ import annotations

import datetime
import math
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from multiprocessing import Pipe
from typing import Any, Final

from orggraph.errors import OrggraphError, StoreUnreachable, WrongUsage
from orggraph.i18n import T
from orggraph.store import processes
from orggraph.store.asking import ROOM, Request, Result, Server, too_large
from orggraph.store.bundle import LONGEST
from orggraph.store.faults import Stopped
from orggraph.store.growth import refuse_growth
from orggraph.store.statement_check import reading

__all__ = ["Asker", "Result"]
AT_ONCE: Final = 4
"""Free queries that run at the same time; others wait."""
STARTS_WITHIN: Final = 30.0
LOOKS_EVERY: Final = 0.1
"""Seconds between two looks at the memory of a process that asks."""
PLAIN: Final = (type(None), bool, float, str, bytes, datetime.date, datetime.time, datetime.datetime, datetime.timedelta)
DEEPEST: Final = 20


class Asker:
    """Asks free queries of one server, each in a process that can be ended; such a process is kept for the next.

    Parameters
    ----------
    server
        Where they go.
    terminate
        Ends the statement with a mark on the server; Neo4j ends by itself what nobody waits for.
    """

    def __init__(self, server: Server, terminate: Callable[[str], None]) -> None:
        self._server = server
        self._terminate = terminate
        self._idle: list[_Worker] = []
        self._clearing: list[threading.Thread] = []
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def ask(self, statement: str, params: Mapping[str, Any], *, timeout: float, limit: int, bookmarks: tuple[str, ...] = ()) -> Result:
        """Run a statement that only reads; see :meth:`orggraph.store.connection.Connection.read_only` and :class:`Request`."""
        check_limits(timeout, limit)
        request = Request(statement, checked(params), f"asked {uuid.uuid4()}", timeout, limit, bookmarks)
        refuse_growth(reading(_text(statement)))
        with self._places:
            worker = self._idle.pop() if self._idle else _Worker(self._server)
            try:
                answer = worker.answer(request)
            except BaseException:
                worker.end()
                self._clear(request.mark)
                raise
        if worker.lives():
            self._idle.append(worker)
        else:
            self._clear(request.mark)
        if isinstance(answer, OrggraphError):
            raise answer
        return answer

    def _clear(self, mark: str) -> None:
        """End on the server what a process asked that is no more, and start the next; nobody waits for that."""

        def clear() -> None:
            self._terminate(mark)
            self._idle.append(_Worker(self._server))

        thread = threading.Thread(target=clear, name="orggraph-clear")
        self._clearing.append(thread)
        thread.start()

    def close(self) -> None:
        """End the processes that wait."""
        while self._clearing:
            self._clearing.pop().join()
        while self._idle:
            self._idle.pop().end()


class _Worker:
    """A process that asks, and the pipe to it; it knows the server, and no command line or environment does."""

    def __init__(self, server: Server) -> None:
        self._pipe, theirs = Pipe()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-P", "-c", "from orggraph.store.asking import main; main()", str(theirs.fileno())],
            env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self._pipe.send(server)
        self._most = 0

    def _begin(self) -> None:
        """Wait until the process can take its first request."""
        try:
            ready = self._pipe.poll(STARTS_WITHIN) and self._pipe.recv() is None
        except EOFError:
            ready = False
        if not ready:
            raise StoreUnreachable(T("The process that asks free queries does not start."), T("Look whether this machine has memory left."))
        self._most = (processes.memory(self._process.pid) or 0) + ROOM

    def answer(self, request: Request) -> Result | OrggraphError:
        """What the process makes of a request; an error where it takes too long, or too much."""
        if not self._most:
            self._begin()
        self._pipe.send(request)
        until = time.monotonic() + request.timeout
        while not self._pipe.poll(max(0, min(LOOKS_EVERY, until - time.monotonic()))):
            if time.monotonic() >= until:
                raise Stopped(
                    T("The query was stopped: it took longer than {n} seconds.", n=request.timeout),
                    T("Ask for less, such as one dataset or a shorter path, or allow more time."),
                )
            if (processes.memory(self._process.pid) or 0) > self._most:
                raise too_large()
        try:
            answer: Result | OrggraphError = self._pipe.recv()
        except (EOFError, ConnectionResetError):  # it had no more room
            raise too_large() from None
        return answer

    def lives(self) -> bool:
        """Whether the process can take the next request."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self._pipe.close()


def check_limits(timeout: float, limit: int) -> None:
    """Refuse limits that limit nothing, or are none.

    Raises
    ------
    WrongUsage
        A time limit that is no number between 0 and :data:`orggraph.store.bundle.LONGEST`, or a row limit below 1.
    """
    fit = isinstance(timeout, int | float) and math.isfinite(timeout) and 0 < timeout <= LONGEST
    if not fit or not isinstance(limit, int) or limit < 1:
        raise WrongUsage(T("A time limit is more than 0 and at most {n} seconds, and a row limit at least 1.", n=LONGEST))


def checked(params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters that a database can hold.

    Raises
    ------
    WrongUsage
        A value of another kind, a number beyond 64 bits, or half a character.
    """
    for name, value in params.items():
        if not isinstance(name, str) or not _fits(value, DEEPEST):
            raise WrongUsage(
                T("The parameter {name} cannot be {value}.", name=str(name), value=f"{type(value).__name__} {value!r:.60}"),
                T("Give a text, a number, true or false, a date, or a list or map of these."),
            )
    return dict(params)


def _fits(value: Any, deep: int) -> bool:
    if isinstance(value, str):
        return _is_text(value)
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    if isinstance(value, list | tuple):
        return deep > 0 and all(_fits(item, deep - 1) for item in value)
    if isinstance(value, Mapping):
        return deep > 0 and all(isinstance(key, str) and _is_text(key) and _fits(item, deep - 1) for key, item in value.items())
    return isinstance(value, PLAIN)


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(statement: str) -> str:
    if not isinstance(statement, str) or not _is_text(statement):
        raise WrongUsage(T("The statement is no text in UTF-8."))
    return statement
