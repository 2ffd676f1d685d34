"""What the tests share: one server of each kind for the whole run, and connections to an emptied database.

Fixtures that other tests use: ``connection`` (both servers, one after the other), ``embedded_connection``,
``neo4j_connection`` (one of them); ``embedded_server``, ``neo4j_server`` (their addresses; never stop these);
``own_embedded`` and ``own_neo4j`` (a server for one test, which may be killed).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from filelock import FileLock

from orggraph.errors import StoreUnreachable
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


@pytest.fixture(autouse=True)
def own_world(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reaches a database of the person who runs it."""
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ORGGRAPH_HOME", str(tmp_path_factory.getbasetemp() / "home"))


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two workers share the run (``-n 2 --dist loadgroup``), but one alone has the tests of a server.

    So the whole run has one server of a kind. The tests of a module that asks for one server, or for none, stay together.
    """
    asked = {item: _servers(item) for item in items}
    of_module: defaultdict[Path, set[str]] = defaultdict(set)
    for item, servers in asked.items():
        of_module[item.path] |= servers
    for item, servers in asked.items():
        together = of_module[item.path] if len(of_module[item.path]) == 1 else servers
        item.add_marker(pytest.mark.xdist_group(min(together, default=item.path.name)))


def _servers(item: pytest.Item) -> set[str]:
    if item.path.parent.name == "browser":
        return {"browser" if item.path.name == "test_pages.py" else "browser beside it"}  # two groups, so that no worker waits
    names = (item.name.partition("[")[2], *getattr(item, "fixturenames", ()))
    return {kind for kind in ("neo4j", "embedded") if any(kind in one and not one.startswith("own_") for one in names)}


@pytest.fixture(scope="session")
def embedded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the embedded server that the whole run shares."""
    return tmp_path_factory.mktemp("embedded")


@pytest.fixture(scope="session")
def embedded_server(embedded_home: Path) -> Iterator[ServerAddress]:
    """The embedded server that the whole run shares."""
    yield embedded.ensure_running(embedded_home)
    embedded.stop(embedded_home)


@pytest.fixture(scope="module")
def regions_home(embedded_home: Path, embedded_server: ServerAddress) -> Path:
    """The folder of the shared embedded server, holding just the built-in regions; for a module that uses no ``connection``."""
    with connected(embedded_server) as opened:
        empty(opened)
        Workspace(opened).load_all(by="the tests")
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
def embedded_connection(embedded_server: ServerAddress) -> Iterator[Connection]:
    """A connection to the emptied embedded database."""
    with connected(embedded_server) as opened:
        empty(opened)
        yield opened


@pytest.fixture
def neo4j_connection(neo4j_server: ServerAddress) -> Iterator[Connection]:
    """A connection to the emptied Neo4j."""
    with connected(neo4j_server) as opened:
        empty(opened)
        yield opened


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


def connected(address: ServerAddress) -> Connection:
    """A connection to a server that runs."""
    return Connection.open(
        address.uri, address.user, address.password, address.database, address.read_user or None, address.read_password or None
    )


def empty(opened: Connection) -> None:
    """Delete every node and relationship, in parts; constraints and indexes stay."""
    while opened.write("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS n")[0]["n"]:
        pass


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
