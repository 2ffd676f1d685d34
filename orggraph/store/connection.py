"""A connection to the database, embedded or Neo4j: one driver, one way to read, write and ask freely."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from orggraph.errors import OrggraphError, Refused, StoreError, StoreUnreachable, WrongUsage
from orggraph.i18n import T
from orggraph.store import driver, embedded, server_log
from orggraph.store.asking import Server, Unsettled
from orggraph.store.commit_states import TRIES, still_changing
from orggraph.store.faults import RecordGone, lost, translated, unreachable
from orggraph.store.free import Asker, Result
from orggraph.store.settings import settings_from_env

if TYPE_CHECKING:
    import neo4j
    import neo4j.api

Kind = Literal["embedded", "neo4j"]
Record = dict[str, Any]
"""One row of a result: column → value."""

Guard = Callable[..., AbstractContextManager[None]]

SCHEMES = ("neo4j://", "neo4j+s://", "neo4j+ssc://", "bolt://", "bolt+s://", "bolt+ssc://")
OLDEST_NEO4J = 5
ROUTED = "neo4j"
"""How the address of a cluster begins: each member that is asked says where to read and where to write."""
RETRIES, RETRIES_ROUTED = 3.0, 15.0
"""Seconds in which a short piece of work is repeated; in a cluster, until another member leads."""
OPENS_WITHIN = 4.0
"""Seconds in which a server says its first words, or is said to be unreachable; the driver itself waits far longer for a name."""


def connect(target: str | Path | None = None, auth: tuple[str, str] | None = None, database: str | None = None) -> Connection:
    """Open a connection.

    Parameters
    ----------
    target
        A URI (``neo4j://…``, ``bolt://…``) is that server; a folder is the embedded database in it, started where it does not
        run; None is what the environment says (:func:`settings_from_env`).
    auth
        User and password; None takes those of the environment.
    database
        The database on the server; None takes that of the environment, else the server's default.

    Raises
    ------
    StoreUnreachable
        Nothing answers there, the password is wrong, or the embedded database does not start.
    """
    settings = settings_from_env()
    if isinstance(target, Path):
        return Connection.embedded(target)
    if target is not None and not target.startswith(SCHEMES):
        if "://" in target:
            raise WrongUsage(T("{uri} is no address of a database.", uri=target), T("It starts with one of: {known}.", known=SCHEMES))
        return Connection.embedded(Path(target))
    uri = target or settings.uri
    if uri is None:
        return Connection.embedded(settings.home)
    if not uri.startswith(SCHEMES):
        raise WrongUsage(T("{uri} is no address of a database.", uri=uri), T("It starts with one of: {known}.", known=SCHEMES))
    user, password = auth or (settings.user, settings.password)
    return Connection.open(uri, user, password, database or settings.database)


class Transaction:
    """One unit of writing; made by :meth:`Connection.transaction`."""

    def __init__(self, inner: neo4j.Transaction, guard: Guard) -> None:
        self._inner = inner
        self._guard = guard

    def run(self, statement: str, params: Mapping[str, Any] | None = None, /, **more: Any) -> list[Record]:
        """Run one statement and give all its rows; an error of the server undoes the whole unit."""
        with self._guard(write=True):
            return _records(self._inner.run(statement, {**(params or {}), **more}))


class Connection:
    """An open connection. Threads may share it; close it, or use it in a ``with`` block.

    Attributes
    ----------
    kind
        Which server this is: ``"embedded"`` or ``"neo4j"``.
    uri, database
        Where it is; ``database`` is None for the server's default.
    version
        What the server says that it is, such as ``Neo4j/5.26.30``.
    home
        The folder of an embedded server; None for others.
    """

    def __init__(
        self,
        opened: neo4j.Driver,
        uri: str,
        database: str | None,
        auth: tuple[str | None, str | None] = (None, None),
        read_auth: tuple[str, str] | None = None,
    ) -> None:
        self._driver = opened
        self._auth = auth
        self.uri = uri
        self.database = database
        self.read_auth = read_auth
        self.home: Path | None = None
        self._asker: Asker | None = None
        self._bookmarks = _bookmark_manager(uri)
        self._opening = threading.Lock()
        with translated(uri):
            version = driver.agent(opened, OPENS_WITHIN)
        if version is None:
            raise unreachable(uri, T("no answer within {n} seconds", n=OPENS_WITHIN))
        self.version = version
        self.kind: Kind = "embedded" if "ArcadeDB" in self.version else "neo4j"

    @classmethod
    def open(
        cls,
        uri: str,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
        read_user: str | None = None,
        read_password: str | None = None,
    ) -> Self:
        """Connect to a server that runs; ``read_user`` is a user of it who can only read, for free queries."""
        with translated(uri):
            opened = open_driver(uri, user, password)
            try:
                connection = cls(opened, uri, database, (user, password), (read_user, read_password or "") if read_user else None)
                connection._check_server()
            except BaseException:
                opened.close()
                raise
        return connection

    @classmethod
    def embedded(cls, home: Path) -> Self:
        """Connect to the embedded database in a folder, starting it where it does not run."""
        address = embedded.ensure_running(home)
        opened = cls.open(address.uri, address.user, address.password, address.database, address.read_user, address.read_password)
        opened.home = home
        return opened

    def _check_server(self) -> None:
        number = self.version.removeprefix("Neo4j/").partition(".")[0]
        if self.kind == "neo4j" and number.isdigit() and int(number) < OLDEST_NEO4J:
            raise StoreError(
                T("{server} at {uri} is too old.", server=self.version, uri=self.uri),
                T("Use Neo4j {oldest} or newer.", oldest=OLDEST_NEO4J),
            )
        self.read("RETURN 1 AS one")  # the database named must be there, and this user must be let in

    def read(self, statement: str, params: Mapping[str, Any] | None = None, /, **more: Any) -> list[Record]:
        """Run one reading statement and give all its rows; values are the driver's.

        Parameters of the statement are given as a mapping, by name, or both.
        """
        given = {**(params or {}), **more}

        def work(transaction: neo4j.ManagedTransaction) -> list[Record]:
            return _records(transaction.run(statement, given))

        try:
            return self._read(work)
        except StoreUnreachable:
            if self.home is None or embedded.ensure_running(self.home).uri != self.uri:
                raise
        return self._read(work)  # the embedded server was started again

    def _read(self, work: Callable[[neo4j.ManagedTransaction], list[Record]]) -> list[Record]:
        """Read, again where a load took a record away meanwhile."""
        for _ in range(TRIES):
            with contextlib.suppress(RecordGone), self.guard(), self._session(write=False) as session:
                return session.execute_read(work)
        raise still_changing()

    def read_columns(self, statement: str, params: Mapping[str, Any] | None = None, /, **more: Any) -> dict[str, list[Any]]:
        """Run a statement that gives one row of collected columns, such as ``RETURN collect(n.id) AS id``; empty where it gives none.

        The quickest way to read much. ``collect`` leaves out null: use ``coalesce`` so that columns stay aligned.
        """
        rows = self.read(statement, params, **more)
        if len(rows) > 1:
            raise ValueError("a statement for read_columns gives one row")
        return rows[0] if rows else {}

    def write(
        self, statement: str, params: Mapping[str, Any] | None = None, /, *, within: float | None = None, **more: Any
    ) -> list[Record]:
        """Run one short writing statement, repeated where another transaction was in its way.

        ``within``: seconds after which Neo4j gives up waiting for a lock; None waits as long as it takes.
        """
        import neo4j

        given = {**(params or {}), **more}

        @neo4j.unit_of_work(timeout=within)
        def work(transaction: neo4j.ManagedTransaction) -> list[Record]:
            return _records(transaction.run(statement, given))

        with self.guard(write=True), self._session(write=True) as session:
            return session.execute_write(work)

    @contextmanager
    def transaction(self, committing: AbstractContextManager[object] | None = None) -> Iterator[Transaction]:
        """One explicit transaction: all of it is kept when the block ends, nothing when an error leaves it.

        Never repeated by itself: Neo4j calls running out of memory a passing matter, and a hopeless load would be tried again.
        ``committing`` is entered when the block has ended, and left when the commit is over.
        """
        with self.guard(write=True), self._session(write=True) as session, session.begin_transaction() as inner:
            yield Transaction(inner, self.guard)
            with committing or contextlib.nullcontext():
                inner.commit()

    def read_only(self, statement: str, params: Mapping[str, Any] | None = None, *, timeout: float = 30, limit: int = 1000) -> Result:
        """Run a statement that somebody typed, under three locks: nothing but reading gets through.

        Its tokens are checked; the server refuses by itself (Neo4j by READ mode and its own plan, the embedded server by a
        user who can only read); and a process apart asks it, which is ended where it takes too long or too much memory.

        Parameters
        ----------
        statement, params
            One Cypher statement and its parameters.
        timeout
            Seconds after which it is ended, whatever it is doing.
        limit
            The most rows to give; :attr:`Result.more` says whether there were more.

        Raises
        ------
        Refused
            It would do more than read, or was stopped (:class:`orggraph.store.faults.Stopped`).
        TooLarge
            Its answer takes more memory than it may.
        StatementFailed
            The server could not run it.
        WrongUsage
            A limit or a parameter that cannot be one.
        """
        offset = server_log.size(self.home) if self.home else 0
        try:
            return self._ask(statement, params or {}, timeout, limit)
        except StoreUnreachable:
            if self.home is None:
                raise
            log = server_log.since(self.home, offset)
            embedded.ensure_running(self.home)
            raise lost(log, write=False) from None

    def _ask(self, statement: str, params: Mapping[str, Any], timeout: float, limit: int) -> Result:
        """Ask freely; where a load does not end, end what its loader left behind, and ask once more."""
        from orggraph.store.commits import settle  # it needs a connection

        asker = self._asking()
        try:
            return asker.ask(statement, params, timeout=timeout, limit=limit, bookmarks=self._known())
        except Unsettled:
            settle(self)
            return asker.ask(statement, params, timeout=timeout, limit=limit, bookmarks=self._known())

    def _known(self) -> tuple[str, ...]:
        """Up to where this connection knows the data: a member that answers has come at least as far."""
        return tuple(self._bookmarks.get_bookmarks()) if self._bookmarks else ()

    def _asking(self) -> Asker:
        """What asks free queries, as the user who can only read where there is one."""
        if self.kind == "embedded" and not self.read_auth:
            raise Refused(
                T("Free queries need a user of the database who can only read, and none is known for {uri}.", uri=self.uri),
                T("Use the embedded database (without NEO4J_URI), or a Neo4j server."),
            )
        with self._opening:
            if self._asker is None:
                user, password = self.read_auth or self._auth
                self._asker = Asker(Server(self.uri, user, password, self.database, self.kind == "embedded"), self._terminate)
            return self._asker

    def _terminate(self, mark: str) -> None:
        """End the statement that carries a mark; the embedded server goes on with what nobody waits for, Neo4j does not."""
        if self.kind != "embedded" or not self.read_auth:
            return
        # A user sees, and can end, only what runs under its own name.
        with (
            contextlib.suppress(OrggraphError),
            self.guard(),
            open_driver(self.uri, *self.read_auth) as reader,
            reader.session(database=self.database) as session,
        ):
            for query in [record.data() for record in session.run("SHOW TRANSACTIONS")]:
                if mark in str(query["currentQuery"]):
                    session.run("TERMINATE TRANSACTIONS $id", id=query["transactionId"]).consume()

    def guard(self, *, write: bool = False) -> AbstractContextManager[None]:
        """Within this block the driver's errors leave as ours, explained by the server's log where it can be read."""
        home = self.home
        if home is None:
            return translated(self.uri, write=write)
        offset = server_log.size(home)
        return translated(self.uri, lambda: server_log.since(home, offset), write=write)

    @contextmanager
    def _session(self, *, write: bool) -> Iterator[neo4j.Session]:
        mode: Literal["READ", "WRITE"] = "WRITE" if write else "READ"
        with self._driver.session(database=self.database, default_access_mode=mode, bookmark_manager=self._bookmarks) as session:
            yield session

    def close(self) -> None:
        """Give up the connection; an embedded server runs on for other programs."""
        if self._asker is not None:
            self._asker.close()
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_driver(uri: str, user: str | None, password: str | None) -> neo4j.Driver:
    """The driver for a server, with limits to how long it waits; nothing is sent yet."""
    driver.load()
    import neo4j
    from neo4j.exceptions import ConfigurationError

    auth = neo4j.basic_auth(user, password or "") if user else None
    try:
        return neo4j.GraphDatabase.driver(
            uri,
            auth=auth,
            connection_timeout=OPENS_WITHIN,
            connection_acquisition_timeout=20,
            max_transaction_retry_time=RETRIES_ROUTED if uri.startswith(ROUTED) else RETRIES,
            keep_alive=True,
            user_agent="orggraph",
            notifications_min_severity="OFF",
        )
    except (ConfigurationError, ValueError) as error:
        raise StoreUnreachable(T("{uri} is no address of a database.", uri=uri), T("Check NEO4J_URI.")) from error


def _bookmark_manager(uri: str) -> neo4j.api.BookmarkManager | None:
    """What lets each reading see at least what was written and read before, whichever member of a cluster answers it.

    Readings of one version (:mod:`orggraph.store.commits`) rest on that. One server needs none.
    """
    import neo4j

    return neo4j.GraphDatabase.bookmark_manager() if uri.startswith(ROUTED) else None


def _records(result: neo4j.Result) -> list[Record]:
    keys = result.keys()
    return [dict(zip(keys, record.values(), strict=True)) for record in result]
