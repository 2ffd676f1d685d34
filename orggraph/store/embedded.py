"""The embedded database: a graph server that comes with the installation, run as a child process on loopback.

It is the server of the ``arcadedb-embedded`` wheel (which brings its own Java runtime), speaking Bolt, so that the same
driver and the same Cypher serve it and Neo4j. It belongs to a folder, not to the process that started it: app, command
line and notebooks share it, and it runs until :func:`stop`. The package itself is never imported: that would start a
Java machine inside this process, which then cannot end.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

from orggraph.errors import StoreError, StoreUnreachable
from orggraph.i18n import T, Text
from orggraph.store import class_cache, driver, processes, server_log
from orggraph.store.bundle import DATABASE, GROUPS, HOST, READER, WRITER, arguments, runtime
from orggraph.store.faults import storage_fault

WHEEL = "arcadedb-embedded"
OURS = ("backups", "config", "databases", "log", "server.args", "server.json", "server.lock", server_log.FILE)
"""What the server's folder holds."""
ANSWERS_WITHIN = 2.0
"""Seconds in which a living server answers ``RETURN 1``."""
SILENT_FOR = 10.0
"""Seconds of silence, on top of that, before a server that may be busy with somebody's work is replaced."""
PORTS_TRIED = 5
PORT_TAKEN = ("already in use", "unable to listen")
GAVE_UP = 'Exception in thread "main"'


@dataclass(frozen=True)
class ServerAddress:
    """Where a server listens and as whom to come in; the second user can only read."""

    uri: str
    user: str
    password: str
    read_user: str
    read_password: str
    database: str


@dataclass(frozen=True)
class ServerStatus:
    """Whether the server of a folder runs; ``memory`` in bytes, None where the system does not say."""

    running: bool
    home: Path
    pid: int | None = None
    port: int | None = None
    memory: int | None = None
    version: str | None = None


@dataclass(frozen=True)
class _State:
    """What is remembered in the folder. Port and passwords outlive the process, so that open clients find the next one."""

    pid: int | None
    port: int
    http_port: int
    password: str
    read_password: str
    version: str

    def address(self) -> ServerAddress:
        return ServerAddress(f"bolt://{HOST}:{self.port}", WRITER, self.password, READER, self.read_password, DATABASE)


def default_home() -> Path:
    """The folder of the embedded database: ``ORGGRAPH_HOME``, or the platform's folder for a user's data."""
    import platformdirs

    named = os.environ.get("ORGGRAPH_HOME")
    return Path(named).expanduser() if named else Path(platformdirs.user_data_dir("orggraph", appauthor=False))


def ensure_running(home: Path, *, timeout: float = 60, recording: Path | None = None) -> ServerAddress:
    """Give the address of the folder's server, starting it where it does not run.

    Any number of processes may call this at once: one starts it, the others get the same server. A server that
    accepts connections but answers nothing is ended and replaced; what was committed is kept.

    Parameters
    ----------
    home
        The folder of the database; it is made where it is not there.
    timeout
        Seconds to wait for a server that starts, or for another process that is starting it.
    recording
        A file that a server which starts now writes when it is stopped: the cache of :mod:`orggraph.store.class_cache`.

    Raises
    ------
    StoreUnreachable
        There is no embedded database for this platform, or it does not start (with the last lines of its log).
    StoreError
        The folder cannot be written, or its disk is full.
    """
    home = home.expanduser().absolute()
    state = _read_state(home)
    if state and answers(state.address(), ANSWERS_WITHIN):
        return state.address()
    with _storage_faults(home):
        _keep_private(home)
        with _locked(home, timeout):
            state = _read_state(home)
            if state and answers(state.address(), ANSWERS_WITHIN if _ours(state, home) is None else SILENT_FOR):
                return state.address()
            if state:
                _end(state, home, patience=0)
            return _start(home, state, time.monotonic() + timeout, recording)


def stop(home: Path, *, patience: float = 20) -> bool:
    """End the server of a folder, if it runs; True when there was one. What was committed is on disk already.

    It has ``patience`` seconds to end by itself; then it is killed.
    """
    home = home.expanduser().absolute()
    state = _read_state(home)
    if state is None:
        return False
    with _storage_faults(home), _locked(home, 60):
        state = _read_state(home) or state
        return _end(state, home, patience)


def status(home: Path) -> ServerStatus:
    """Whether the server of a folder runs, on which port, with how much memory; starts nothing."""
    home = home.expanduser().absolute()
    state = _read_state(home)
    if state is None or not answers(state.address(), ANSWERS_WITHIN):
        return ServerStatus(False, home)
    memory = processes.memory(state.pid) if state.pid else None
    return ServerStatus(True, home, state.pid, state.port, memory, state.version)


def answers(address: ServerAddress, within: float) -> bool:
    """Whether ``RETURN 1`` comes back in so many seconds, to this user and password."""
    return _first_words(address, within) is None


def _first_words(address: ServerAddress, within: float) -> str | None:
    """None when the server answers, else what came instead.

    A stopped process still accepts connections, and the driver has no limit for an answer that never comes:
    so it asks in a thread that may be left behind.
    """
    if not _listens(address, within):
        return "nothing listens"
    words = ["no answer"]

    def ask() -> None:
        driver.load()
        import neo4j
        from neo4j.exceptions import DriverError, Neo4jError

        auth = (address.user, address.password)
        try:
            with neo4j.GraphDatabase.driver(
                address.uri, auth=auth, connection_acquisition_timeout=within, connection_timeout=within, max_transaction_retry_time=0
            ) as opened:
                opened.execute_query("RETURN 1", database_=address.database)
        except (DriverError, Neo4jError, OSError) as error:
            words[0] = str(error)
        else:
            words.clear()

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(within)
    return words[0] if words else None


def _listens(address: ServerAddress, within: float) -> bool:
    port = int(address.uri.rpartition(":")[2])
    try:
        with socket.create_connection((HOST, port), timeout=within):
            return True
    except OSError:
        return False


def _start(home: Path, before: _State | None, deadline: float, recording: Path | None) -> ServerAddress:
    """Start the server, on the port that it had where that is still free; must be called under the lock."""
    java, classpath = runtime()
    cache = class_cache.path(java, classpath)
    options = [f"-XX:AOTCacheOutput={recording}"] if recording else class_cache.options(cache)
    _write_private(home / "config" / "server-groups.json", json.dumps(GROUPS))
    (home / "log").mkdir(exist_ok=True, mode=0o700)
    # Users are made anew from the start parameters, so that a folder whose state was lost opens again.
    (home / "config" / "server-users.jsonl").unlink(missing_ok=True)
    why: Text | None = None
    passwords = (before.password, before.read_password) if before else (secrets.token_urlsafe(24), secrets.token_urlsafe(24))
    for attempt in range(PORTS_TRIED):
        port = before.port if before and attempt == 0 and _is_free(before.port) else _free_port()
        state = _State(None, port, _free_port(), *passwords, version(WHEEL))
        process = _launch(home, java, arguments(home, classpath, (state.port, state.http_port), passwords, options))
        state = replace(state, pid=process.pid)
        _write_private(home / "server.json", json.dumps(asdict(state)))
        why = _wait(home, state, process, deadline)
        if why is None:
            if not recording:
                class_cache.begin(cache)
            return state.address()
        log = server_log.last_words(home)
        _end(state, home, patience=0)
        if not any(mark in log.lower() for mark in PORT_TAKEN):
            break
    raise _no_start(home, why)


def _wait(home: Path, state: _State, process: subprocess.Popen[bytes], deadline: float) -> Text | None:
    """Wait until the server answers; None when it does, else why not.

    Bolt listens before the users are there, and who comes in too early is locked out for half a minute: so the
    server is asked over HTTP whether it is ready, and only then over Bolt.
    """
    driver.load()  # while the server starts: it would have to be imported anyway
    words = "nothing listens"
    while time.monotonic() < deadline:
        if process.poll() is not None:
            return T("its process ended with status {status}", status=process.returncode)
        if GAVE_UP in server_log.since(home, 0):
            return T("it gave up")  # its process may go on, doing nothing
        if _is_ready(state.http_port):
            refusal = _first_words(state.address(), ANSWERS_WITHIN)
            if refusal is None:
                return None
            words = refusal
        time.sleep(0.05)
    return T("it did not answer in time: {words}", words=words)


def _is_ready(http_port: int) -> bool:
    import http.client

    connection = http.client.HTTPConnection(HOST, http_port, timeout=1)
    try:
        connection.request("GET", "/api/v1/ready")
        return connection.getresponse().status < 300
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _launch(home: Path, java: Path, arguments: str) -> subprocess.Popen[bytes]:
    _write_private(home / "server.args", arguments)
    _write_private(home / server_log.FILE, "")
    with (home / server_log.FILE).open("wb") as log:
        try:
            return processes.start_detached([str(java), f"@{home / 'server.args'}"], home, log)
        except OSError as error:
            raise StoreUnreachable(
                T("The embedded database cannot be run here: {words}", words=str(error)),
                T("Use a Neo4j server: set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD."),
            ) from error


def _ours(state: _State, home: Path) -> int | None:
    """The pid, when the process that has it now is this folder's server: a pid may have gone to another program."""
    mark = str(home / "server.args")
    return state.pid if state.pid and mark in processes.command_line(state.pid) else None


def _end(state: _State, home: Path, patience: float) -> bool:
    """End the folder's server: asked first and given ``patience`` seconds, then killed. True when there was one."""
    pid = _ours(state, home)
    if pid is None:
        return False
    processes.end(pid, patience)
    return True


def _no_start(home: Path, why: Text | None) -> StoreError:
    log = server_log.last_words(home)
    return storage_fault(log) or StoreUnreachable(
        T("The embedded database in {home} does not start ({why}). Its last words: {log}", home=str(home), why=why, log=log),
        T("The whole log is server.log in that folder. Or use a Neo4j server: set NEO4J_URI."),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":  # as the server does: a port that was just left counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def _read_state(home: Path) -> _State | None:
    """What the folder remembers; None where there is nothing, or nothing that can be read."""
    try:
        return _State(**json.loads((home / "server.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _keep_private(home: Path) -> None:
    """Make the folder, or take from others what they could do in one that was there before: all of ours in it is for this user alone.

    A folder that everybody may write in, or of somebody else, keeps its own mode.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if sys.platform == "win32":
        return
    state = home.stat()
    if state.st_uid == os.getuid() and not state.st_mode & stat.S_IWOTH:
        home.chmod(0o700)
    for name in OURS:
        for path in (home / name, *(home / name).rglob("*")):
            with contextlib.suppress(FileNotFoundError):
                path.chmod(0o700 if path.is_dir() else 0o600)


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            draft.unlink()
            raise
    draft.replace(path)


@contextlib.contextmanager
def _locked(home: Path, timeout: float) -> Iterator[None]:
    import filelock

    try:
        with filelock.FileLock(home / "server.lock", timeout=timeout, mode=0o600):
            yield
    except filelock.Timeout as error:
        raise StoreUnreachable(
            T(
                "Another program has been starting or stopping the database in {home} for over {n} seconds.",
                home=str(home),
                n=round(timeout),
            ),
            T("Wait for it, or end it, and try again."),
        ) from error


@contextlib.contextmanager
def _storage_faults(home: Path) -> Iterator[None]:
    """Turn what the file system refuses into an error that names the folder."""
    try:
        yield
    except OSError as error:
        words = f"{home}: {error.strerror or error}"
        raise storage_fault(words) or StoreError(
            T("The folder of the database cannot be used: {words}", words=words),
            T("Choose another folder with ORGGRAPH_HOME, or use a Neo4j server: set NEO4J_URI."),
        ) from error
