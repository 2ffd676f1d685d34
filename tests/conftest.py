"""What the tests share: servers, one connection to each, and connections to an emptied database.

Fixtures that other tests use: ``connection`` (both servers, one after the other), ``embedded_connection``,
``neo4j_connection`` (one of them); ``embedded_server``, ``neo4j_server`` (their addresses; never stop these);
``filled`` (a shared database that holds just what a module asks, loaded again only where it holds something else);
``own_embedded`` and ``own_neo4j`` (a server for one test, which may be killed).
"""

from __future__ import annotations

import asyncio
import gc
import hashlib
import os
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from filelock import FileLock

from orggraph import regions
from orggraph.errors import StoreUnreachable
from orggraph.exports.neo4j_csv import COMMAND
from orggraph.model.dataset import Dataset
from orggraph.store import embedded
from orggraph.store.connection import Connection
from orggraph.store.embedded import ServerAddress
from orggraph.workspace import Workspace

SERVERS = Path(__file__).parent / "servers"
TOOLS = Path(__file__).parents[1] / ".tools" / "neo4j"
PASSWORD = "only-for-tests"
IN_CI = os.environ.get("CI") == "true"
SOAK = os.environ.get("ORGGRAPH_SOAK") == "1"
"""Whether ``make soak`` runs the tests: all of what else is tried on a part."""
BOTH_IN_SOAK = ["embedded", "neo4j"] if SOAK else ["embedded"]
"""The servers for what asks little more of a server than other tests do on both, and takes minutes on the second."""
LONGEST_NAME = 200
"""Characters of a parameter that stand in the name of a test."""
APART = {("embedded", "ui")}
"""Folders whose tests on a server may run beside the others on it; a worker that gets both has one server for both."""
LONG = ("neo4j", "embedded ui", "embedded", "browser", "browser beside it", "store/test_kill.py", "store/test_embedded.py")
"""The groups that take longest, which begin first, so that no worker waits for one at the end."""

Result = TypeVar("Result")
AnyConnection = TypeVar("AnyConnection", bound=Connection)
Sharing = Callable[[ServerAddress], Connection]
Filling = Callable[..., Connection]


def complete(work: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine returns. It runs in a thread: where a browser is open, this one has an event loop that runs already."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(autouse=True)
def own_world(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reaches a database of the person who runs it."""
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ORGGRAPH_HOME", str(tmp_path_factory.getbasetemp() / "home"))


def pytest_make_parametrize_id(val: object) -> str | None:
    """A long text is no name: each worker tells the names of all its tests."""
    return f"{val[:40]!r} of {len(val)}" if isinstance(val, str | bytes) and len(val) > LONGEST_NAME else None


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two workers share the run (``-n 2 --dist loadgroup --no-loadscope-reorder``) by groups, the long ones first.

    A group is what shares a server or a browser; a test that needs none goes with the others of its module.
    """
    groups = {item: _group(item) for item in items}
    sizes = Counter(groups.values())
    on_regions = {item.path for item in items if "regions_home" in _fixtures(item)}
    for item, group in groups.items():
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: (*_turn(groups[item]), -sizes[groups[item]], groups[item], item.path in on_regions))


def pytest_collection_finish() -> None:
    """The search for cycles took two fifths of a run: what lives until the end is left out of it, and it comes more seldom."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def pytest_unconfigure() -> None:
    gc.unfreeze()


def _group(item: pytest.Item) -> str:
    folder = item.path.parent.name
    if folder == "browser" and "neo4j_server" not in _fixtures(item):
        return "browser" if item.path.name == "test_pages.py" else "browser beside it"
    names = (*item.name.partition("[")[2].split("-"), *_fixtures(item))
    for kind in ("neo4j", "embedded"):
        if any(kind in name and not name.startswith("own_") for name in names):
            return f"{kind} {folder}" if (kind, folder) in APART else kind
    return f"{folder}/{item.path.name}"


def _turn(group: str) -> tuple[bool, int]:
    return (group not in LONG, LONG.index(group) if group in LONG else 0)


def _fixtures(item: pytest.Item) -> Sequence[str]:
    names: Sequence[str] = getattr(item, "fixturenames", ())
    return names


@pytest.fixture(scope="session")
def embedded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the embedded server that the whole run shares."""
    return tmp_path_factory.mktemp("embedded")


@pytest.fixture(scope="session")
def embedded_server(embedded_home: Path) -> Iterator[ServerAddress]:
    """The embedded server that the whole run shares."""
    yield embedded.ensure_running(embedded_home)
    embedded.stop(embedded_home)


@pytest.fixture(scope="session")
def shared() -> Iterator[Sharing]:
    """Gives the one connection to a shared server: a new one starts a process that asks, which takes longer than most tests."""
    held: dict[str, Shared] = {}

    def give(address: ServerAddress) -> Connection:
        opened = held.get(address.uri)
        if opened is None or opened.closed:
            opened = held[address.uri] = connected(address, Shared)
        return opened

    yield give
    for opened in held.values():
        opened.close()


@pytest.fixture(scope="session")
def filled(shared: Sharing) -> Filling:
    """Has a shared database hold just some datasets, by region or file; gives the connection, for tests that only read."""
    held: dict[str, tuple[tuple[str | Path | Dataset, ...], str]] = {}

    def fill(address: ServerAddress, *sources: str | Path | Dataset) -> Connection:
        opened = shared(address)
        if held.get(address.uri) != (sources, content_of(opened)):
            empty(opened)
            Workspace(opened).load_all(sources, by="the tests")
            held[address.uri] = sources, content_of(opened)
        return opened

    return fill


@pytest.fixture(scope="module")
def regions_home(embedded_home: Path, embedded_server: ServerAddress, filled: Filling) -> Path:
    """The folder of the shared embedded server, holding just the built-in regions; for a module that uses no ``connection``."""
    filled(embedded_server, *regions.names())
    return embedded_home


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerAddress]:
    """The Neo4j that the whole run shares; skipped by name where Java or Maven is absent, and never in CI."""
    server = Neo4jServer(tmp_path_factory.mktemp("neo4j"), neo4j_libraries())
    server.start()
    yield server.address
    server.kill()  # its data are of no use to anyone


@pytest.fixture(params=["embedded", "neo4j"])
def connection(request: pytest.FixtureRequest) -> Connection:
    """A connection to an emptied database, on each server."""
    opened: Connection = request.getfixturevalue(f"{request.param}_connection")
    return opened


@pytest.fixture
def embedded_connection(embedded_server: ServerAddress, shared: Sharing) -> Iterator[Connection]:
    """A connection to the emptied embedded database."""
    yield from emptied(shared(embedded_server))


@pytest.fixture
def neo4j_connection(neo4j_server: ServerAddress, shared: Sharing) -> Iterator[Connection]:
    """A connection to the emptied Neo4j."""
    yield from emptied(shared(neo4j_server))


@pytest.fixture
def own_embedded(tmp_path: Path) -> Iterator[Path]:
    """A folder whose embedded server, where the test starts one, is ended afterwards."""
    home = tmp_path / "own-embedded"
    yield home
    embedded.stop(home)


@pytest.fixture
def own_neo4j(tmp_path: Path) -> Iterator[Neo4jServer]:
    """A Neo4j for one test, started; it may be killed and started again."""
    server = Neo4jServer(tmp_path / "own-neo4j", neo4j_libraries())
    server.start()
    yield server
    server.kill()


@pytest.fixture
def wait_until() -> Callable[[Callable[[], object], float], None]:
    """Wait until something is so, and fail when it is not within so many seconds."""

    def wait(condition: Callable[[], object], seconds: float) -> None:
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, f"not so within {seconds} seconds"
            time.sleep(0.02)

    return wait


@dataclass
class Neo4jServer:
    """A real Neo4j in its own process on loopback, over the packages that Maven fetched."""

    home: Path
    libraries: Path
    port: int = 0
    options: tuple[str, ...] = ("-XX:TieredStopAtLevel=1",)
    """Of Java; a test is over before a thorough compiler pays."""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def address(self) -> ServerAddress:
        """Where it listens; Neo4j Community has no second user who can only read."""
        return ServerAddress(f"bolt://127.0.0.1:{self.port}", "neo4j", PASSWORD, "", "", "neo4j")

    def start(self, seconds: float = 180) -> None:
        """Start it and wait until it answers; a second start keeps port and data."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()
        log = self.home / "test.log"
        classpath = os.pathsep.join([str(self.libraries / "*"), str(self.libraries.parent / "classes")])
        command = [java("java"), "-Xmx1g", *self.options, "-cp", classpath, "Neo4jForTests", str(self.home), str(self.port)]
        with log.open("wb") as file:
            self.process = subprocess.Popen([*command, PASSWORD], stdout=file, stderr=subprocess.STDOUT)
        until = time.monotonic() + seconds
        while f"ready {self.port}" not in log.read_text(errors="replace"):
            assert self.process.poll() is None, log.read_text(errors="replace")[-3000:]
            assert time.monotonic() < until, f"Neo4j did not start in {seconds} seconds"
            time.sleep(0.1)
        while True:  # its first words take long on a busy machine, and who connects does not wait for that
            try:
                return connected(self.address).close()
            except StoreUnreachable:
                assert time.monotonic() < until, f"Neo4j did not answer in {seconds} seconds"

    def bulk_import(self, folder: Path) -> None:
        """Run the command of an export for ``neo4j-admin`` while it stands still, by Neo4j's own packages in place of its script."""
        tool = folder / "bin" / "neo4j-admin"
        (self.home / "conf").mkdir(parents=True)
        (self.home / "conf" / "neo4j.conf").write_text("db.tx_log.preallocate=false\n")
        tool.parent.mkdir(exist_ok=True)
        classpath = shlex.quote(str(self.libraries / "*"))
        tool.write_text(f'#!/bin/sh\nexec {java("java")} -Xmx1g -cp {classpath} org.neo4j.cli.AdminTool "$@"\n')
        tool.chmod(0o755)
        path = os.pathsep.join([str(tool.parent), os.environ["PATH"]])
        where = {**os.environ, "PATH": path, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        done = subprocess.run(["sh", COMMAND], check=False, cwd=folder, env=where, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    def kill(self) -> None:
        """End it without warning."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """End it in order."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()


class Shared(Connection):
    """A connection that many tests use, and that knows whether it was closed."""

    closed = False

    def close(self) -> None:
        self.closed = True
        super().close()


def connected(address: ServerAddress, kind: type[AnyConnection] = Connection) -> AnyConnection:  # type: ignore[assignment]
    """A connection to a server that runs."""
    return kind.open(
        address.uri, address.user, address.password, address.database, address.read_user or None, address.read_password or None
    )


def emptied(opened: Connection) -> Iterator[Connection]:
    """The connection over an empty database; afterwards it waits for what still has to be ended of the queries of a test."""
    empty(opened)
    yield opened
    while opened._asker is not None and opened._asker._clearing:
        opened._asker._clearing.pop().join()


def empty(opened: Connection) -> None:
    """Delete every node and relationship, in parts; constraints and indexes stay."""
    while opened.write("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS n")[0]["n"]:
        pass


def content_of(opened: Connection) -> str:
    """A hash of all that a database holds."""
    nodes = opened.read("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
    edges = opened.read("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS properties")
    rows = sorted(repr(sorted((name, _plain(value)) for name, value in row.items())) for row in (*nodes, *edges))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return sorted((name, repr(one)) for name, one in value.items())
    return sorted(value) if isinstance(value, list) else value


def free_port() -> int:
    """A port on loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def java(program: str) -> str:
    """The path of java, javac or mvn; skips the test by name where it is absent, but in CI fails."""
    path = shutil.which(program)
    if path is None:
        reason = f"a real Neo4j needs {program} (a JDK 17 or newer, and Maven), which is not here"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def neo4j_libraries() -> Path:
    """Neo4j's packages and the compiled launcher, fetched once into the checkout."""
    maven, javac = java("mvn"), java("javac")
    pom, launcher = SERVERS / "pom.xml", SERVERS / "Neo4jForTests.java"
    wanted = hashlib.sha256(pom.read_bytes() + launcher.read_bytes()).hexdigest()
    libraries, made = TOOLS / "lib", TOOLS / "made-from"
    TOOLS.mkdir(parents=True, exist_ok=True)
    with FileLock(TOOLS / "lock"):
        if not made.is_file() or made.read_text() != wanted:
            shutil.rmtree(libraries, ignore_errors=True)
            fetch = [maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={libraries}"]
            subprocess.run(fetch, check=True)
            subprocess.run([javac, "-cp", str(libraries / "*"), "-d", str(TOOLS / "classes"), str(launcher)], check=True)
            made.write_text(wanted)
    return libraries
