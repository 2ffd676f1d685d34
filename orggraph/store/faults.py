"""The one place where the driver's errors become ours: named for the fact, saying what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from orggraph.errors import OrggraphError, Refused, StatementFailed, StoreError, StoreUnreachable, TooLarge
from orggraph.i18n import T, Text
from orggraph.store import driver

FULL_DISK = ("no space left on device", "disk quota exceeded", "file too large", "not enough space on the disk")
READ_ONLY_DISK = ("read-only file system", "permission denied")
OUT_OF_MEMORY = ("outofmemory", "java heap space", "gc overhead")
FORBIDDEN = (
    "Neo.ClientError.Security.Forbidden",
    "Neo.ClientError.Statement.AccessMode",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
)
STOPPED = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    "Neo.ClientError.Transaction.Terminated",
    "Neo.TransientError.Transaction.Terminated",
)
GONE = "Neo.ClientError.Statement.EntityNotFound"


class Stopped(Refused):
    """A statement was ended by the server because it took too long, or because somebody ended it."""


class LostRace(StoreError):
    """Another transaction was in the way, or made the same record first; nothing was kept."""


class RecordGone(LostRace):
    """Another transaction took a record away that the statement was about to give."""


@contextmanager
def translated(uri: str, log: Callable[[], str] | None = None, *, write: bool = False) -> Iterator[None]:
    """Within this block every error of the driver leaves as an :class:`OrggraphError`.

    Parameters
    ----------
    uri
        Names the server in the error.
    log
        What the server wrote down meanwhile, where that can be read: a full disk reaches the driver as no more than
        "error on commit", and a server that ran out of memory as a broken connection.
    write
        Whether something is written, so that it is said that nothing of it was kept.
    """
    driver.load()
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise translate(error, uri, log() if log else "", write=write) from error


def translate(error: Exception, uri: str, log: str = "", *, write: bool = False) -> OrggraphError:
    """The error of ours that says what an error of the driver means; see :func:`translated`."""
    driver.load()
    from neo4j import exceptions

    words = _words(error)
    code = str(getattr(error, "code", "") or "")
    if isinstance(error, exceptions.AuthError) or code == "Neo.ClientError.Security.Unauthorized":
        return StoreUnreachable(
            T("The database at {uri} does not accept this user and password.", uri=uri),
            T("Check NEO4J_USERNAME and NEO4J_PASSWORD."),
        )
    if not code.startswith(("Neo.ClientError.Security", "Neo.ClientError.Statement.SyntaxError")):
        fault = storage_fault(words) or (storage_fault(_line(log, (*FULL_DISK, *READ_ONLY_DISK))) if write else None)
        if fault:
            return fault
        if _line(f"{code} {words}", OUT_OF_MEMORY):
            return _out_of_memory(write=write)
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired | exceptions.IncompleteCommit):
        return lost(log, write=write) if write and _line(log, OUT_OF_MEMORY) else unreachable(uri, words)
    if isinstance(error, exceptions.Neo4jError):
        return _statement_fault(code, words, write=write)
    return StoreUnreachable(T("The database at {uri} cannot be used: {words}", uri=uri, words=words), T("Check NEO4J_URI."))


def _out_of_memory(*, write: bool) -> TooLarge:
    hint = T("Nothing of it was kept. Do it in smaller parts, or give the database more memory.")
    return TooLarge(T("This takes more memory than the database has."), hint if write else T("Ask for less at a time."))


def lost(log: str, *, write: bool) -> OrggraphError:
    """The embedded server ended while it did something: of this statement or of another's, which its log does not tell apart."""
    if _line(log, OUT_OF_MEMORY):
        message = T("The database ran out of memory and stopped, by this or by what somebody else asked at the same time.")
    else:
        message = T("The database stopped while it was at this.")
    if write:
        return TooLarge(message, T("Nothing of it was kept. Do it again; where it stops once more, do it in smaller parts."))
    return TooLarge(message, T("It was started again, and all that it held is there. Ask for less at a time."))


def unreachable(uri: str, words: str | Text) -> StoreUnreachable:
    """No server answers at an address, or it went away; ``words`` are the driver's own."""
    return StoreUnreachable(
        T("The database at {uri} does not answer: {words}", uri=uri, words=words),
        T("Check that it is running and that NEO4J_URI is right; without NEO4J_URI, `orggraph store start` starts the embedded database."),
    )


def storage_fault(words: str) -> StoreError | None:
    """The error for a disk that is full or cannot be written, where the server's words say so."""
    lower = words.lower()
    if any(mark in lower for mark in FULL_DISK):
        return StoreError(
            T("The disk of the database is full: {words}", words=words),
            T("Nothing of this was kept. Make room on that disk, or choose another folder with ORGGRAPH_HOME, and do it again."),
        )
    if any(mark in lower for mark in READ_ONLY_DISK):
        return StoreError(
            T("The database cannot write to its folder: {words}", words=words),
            T("Give the folder write permission, or choose another one with ORGGRAPH_HOME."),
        )
    return None


def _statement_fault(code: str, words: str, *, write: bool) -> OrggraphError:
    if code in FORBIDDEN:
        fault: OrggraphError = Refused(T("The database refused the statement: {words}", words=words), T("Here only reading is allowed."))
    elif code in STOPPED:
        fault = _stopped(words)
    elif code == "Neo.ClientError.Database.DatabaseNotFound":
        fault = StoreUnreachable(T("The database is not there: {words}", words=words), T("Check NEO4J_DATABASE."))
    elif code == "Neo.ClientError.Schema.ConstraintValidationFailed":
        fault = LostRace(
            T("The database holds something that this would contradict: {words}", words=words),
            T("Nothing of it was kept. Look up the record with that id: another dataset may have it."),
        )
    elif "error on commit" in words.lower():
        fault = StoreError(
            T("The database could not keep this: {words}", words=words),
            T("Nothing of it was kept. Look whether its disk is full or cannot be written; the log of the database says more."),
        )
    elif code.startswith("Neo.TransientError") or code == GONE:
        hint = T("Nothing of it was kept. Do it again.") if write else T("Ask it again.")
        kind = RecordGone if code == GONE else LostRace
        fault = kind(T("The database could not do it now, because of other work: {words}", words=words), hint)
    else:
        fault = StatementFailed(T("The database could not run the statement: {words}", words=words))
    return fault


def _stopped(words: str) -> Stopped:
    if "regular expression" in words.lower():
        message = T("The database stopped the statement: a regular expression took too long.")
        return Stopped(message, T("Write it without a repetition within a repetition, such as (a*)*."))
    return Stopped(T("The database stopped the statement: {words}", words=words), T("Ask for less, or allow more time."))


def _words(error: Exception) -> str:
    """What the error says, on one line and without the driver's wrapping."""
    words = getattr(error, "message", None) or str(error)
    return " ".join(str(words).split())[:500]


def _line(text: str, marks: Iterable[str]) -> str:
    """The first line that holds one of the marks; empty where none does."""
    return next((line.strip()[:500] for line in text.splitlines() if any(mark in line.lower() for mark in marks)), "")
