"""The embedded server as a process: shared, private, killed, frozen, without room, without a place."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from orggraph.errors import OrggraphError, StoreError, StoreUnreachable, TooLarge
from orggraph.store import bundle, embedded
from orggraph.store.connection import Connection

START = "import sys; from pathlib import Path; from orggraph.store import embedded; print(embedded.ensure_running(Path(sys.argv[1])).uri)"


def server_of(home: Path) -> psutil.Process:
    """The process of a folder's server."""
    pid = embedded.status(home).pid
    assert pid is not None
    return psutil.Process(pid)


def servers_in(home: Path) -> list[int]:
    """Every Java process that was started for a folder."""
    mark = f"@{home / 'server.args'}"
    return [process.pid for process in psutil.process_iter(["cmdline"]) if mark in (process.info["cmdline"] or [])]


def ids(home: Path) -> list[str]:
    """The ids of all nodes, over a new connection."""
    with Connection.embedded(home) as connection:
        return [row["id"] for row in connection.read("MATCH (n) RETURN n.id AS id ORDER BY id")]


def test_three_racing_starters_share_one_server(own_embedded: Path) -> None:
    racers = [subprocess.Popen([sys.executable, "-c", START, str(own_embedded)], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    addresses = {racer.communicate(timeout=120)[0] for racer in racers}
    assert [racer.returncode for racer in racers] == [0, 0, 0]
    assert addresses == {embedded.ensure_running(own_embedded).uri + "\n"}
    assert len(servers_in(own_embedded)) == 1


def test_it_outlives_its_starter_and_ends_by_stop(own_embedded: Path) -> None:
    subprocess.run([sys.executable, "-c", START, str(own_embedded)], check=True, capture_output=True, timeout=120)
    status = embedded.status(own_embedded)
    assert status.running
    assert status.memory is not None
    assert status.memory > 50_000_000
    assert embedded.stop(own_embedded)
    assert not embedded.status(own_embedded).running
    assert servers_in(own_embedded) == []
    assert not embedded.stop(own_embedded)


def test_a_folder_may_have_any_name_in_any_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1k")
    home = tmp_path / 'm\u00edjn map\'s "$HOME"'
    try:
        with Connection.embedded(home) as connection:
            connection.write("CREATE (:Body {id: '\u00e9\u2603'})")
        assert ids(home) == ["\u00e9\u2603"]
    finally:
        embedded.stop(home)


def test_what_is_committed_outlives_a_kill(own_embedded: Path) -> None:
    with Connection.embedded(own_embedded) as connection:
        for name in ("a", "b", "c"):
            connection.write("CREATE (:Body {id: $id})", id=name)
        with connection._driver.session(database=connection.database) as session:
            open_transaction = session.begin_transaction()
            open_transaction.run("CREATE (:Body {id: 'never committed'})").consume()
            server_of(own_embedded).kill()
            with pytest.raises(OrggraphError), connection.guard():
                open_transaction.commit()
    assert ids(own_embedded) == ["a", "b", "c"]


def test_a_read_of_an_open_connection_starts_the_next_server(own_embedded: Path) -> None:
    with Connection.embedded(own_embedded) as connection:
        connection.write("CREATE (:Body {id: 'a'})")
        server_of(own_embedded).kill()
        assert connection.read("MATCH (n) RETURN n.id AS id") == [{"id": "a"}]


def test_a_frozen_server_is_replaced(own_embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Connection.embedded(own_embedded) as connection:
        connection.write("CREATE (:Body {id: 'a'})")
    frozen = server_of(own_embedded)
    frozen.suspend()
    assert not embedded.status(own_embedded).running
    monkeypatch.setattr(embedded, "SILENT_FOR", 3.0)
    assert ids(own_embedded) == ["a"]
    assert frozen.wait(timeout=10) is not None or not frozen.is_running()


def test_a_server_that_is_only_busy_is_left_alone(own_embedded: Path, wait_until: Callable[[Callable[[], object], float], None]) -> None:
    embedded.ensure_running(own_embedded)
    busy = server_of(own_embedded)
    busy.suspend()
    waiting = subprocess.Popen([sys.executable, "-c", START, str(own_embedded)], stdout=subprocess.PIPE)
    lock = own_embedded / "server.lock"
    wait_until(lambda: lock.exists() and not _can_lock(lock), 20)
    busy.resume()
    waiting.communicate(timeout=60)
    assert servers_in(own_embedded) == [busy.pid]


def _can_lock(path: Path) -> bool:
    from filelock import FileLock, Timeout

    try:
        with FileLock(path, timeout=0):
            return True
    except Timeout:
        return False


def test_a_taken_port_is_left_for_another(own_embedded: Path) -> None:
    first = embedded.ensure_running(own_embedded)
    embedded.stop(own_embedded)
    port = int(first.uri.rpartition(":")[2])
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((bundle.HOST, port))
        taken.listen()
        second = embedded.ensure_running(own_embedded)
    assert second.uri != first.uri
    assert embedded.answers(second, 5)


def test_a_port_taken_at_the_last_moment_is_left_for_another(own_embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind((bundle.HOST, 0))
        taken.listen()
        offered = iter([taken.getsockname()[1]])
        free_port = embedded._free_port
        monkeypatch.setattr(embedded, "_free_port", lambda: next(offered, None) or free_port())
        assert embedded.answers(embedded.ensure_running(own_embedded), 5)


def open_to_others(home: Path) -> dict[str, str]:
    """What other users of the machine can do something with, in a folder and all that it holds."""
    modes = {str(path): stat.S_IMODE(path.stat().st_mode) for path in (home, *home.rglob("*"))}
    return {path: oct(mode) for path, mode in modes.items() if mode & 0o077}


def test_what_the_folder_holds_is_for_its_owner_alone_also_where_it_was_there_before(own_embedded: Path) -> None:
    before = os.umask(0o022)
    try:
        for folder in ("", "databases", "backups", "log"):
            (own_embedded / folder).mkdir(mode=0o755)
        for file in ("server.log", "server.json", "backups/old.zip"):
            (own_embedded / file).write_text("")
        with Connection.embedded(own_embedded) as connection:
            connection.write("CREATE (:Body {id: 'a'})")
        assert open_to_others(own_embedded) == {}
        embedded.stop(own_embedded)
        assert open_to_others(own_embedded) == {}
    finally:
        os.umask(before)


def test_a_folder_that_everybody_writes_in_keeps_its_mode(own_embedded: Path) -> None:
    own_embedded.mkdir()
    own_embedded.chmod(0o1777)
    embedded.ensure_running(own_embedded)
    assert stat.S_IMODE(own_embedded.stat().st_mode) == 0o1777
    own_embedded.chmod(0o700)
    assert open_to_others(own_embedded) == {}


def test_no_process_shows_the_passwords(own_embedded: Path) -> None:
    with Connection.embedded(own_embedded) as connection:
        connection.read_only("RETURN 1 AS x")
        address = embedded.ensure_running(own_embedded)
        shown = b"".join(_shown_by_processes())
    assert str(own_embedded / "server.args").encode() in shown
    assert address.password.encode() not in shown
    assert address.read_password.encode() not in shown


def _shown_by_processes() -> Iterator[bytes]:
    """Command line and environment of every process, where this user may read them."""
    for process in Path("/proc").glob("[0-9]*"):
        for name in ("cmdline", "environ"):
            with contextlib.suppress(PermissionError, FileNotFoundError, ProcessLookupError):
                yield (process / name).read_bytes()


def test_it_listens_on_loopback_only(own_embedded: Path) -> None:
    embedded.ensure_running(own_embedded)
    listening = {c.laddr.ip for c in server_of(own_embedded).net_connections("tcp") if c.status == psutil.CONN_LISTEN}
    assert listening
    assert all(ip.removeprefix("::ffff:") == "127.0.0.1" for ip in listening)


def test_a_server_that_does_not_start_gives_its_last_words(own_embedded: Path) -> None:
    (own_embedded / "databases").mkdir(parents=True)
    (own_embedded / "databases" / "orggraph").write_text("not a folder")
    with pytest.raises(StoreUnreachable, match="does not start") as error:
        embedded.ensure_running(own_embedded)
    assert "orggraph" in str(error.value.message)
    assert "server.log" in str(error.value.hint)
    assert servers_in(own_embedded) == []


def test_a_program_that_is_no_java_is_said_so(own_embedded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "arcadedb_embedded"
    (wheel / "jre" / "bin").mkdir(parents=True)
    (wheel / "jars").mkdir()
    (wheel / "jars" / "engine.jar").touch()
    (wheel / "__init__.py").touch()
    (wheel / "jre" / "bin" / "java").write_bytes(b"\x7fELF for another machine")
    (wheel / "jre" / "bin" / "java").chmod(0o755)
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(StoreUnreachable, match="NEO4J_URI"):
        embedded.ensure_running(own_embedded)


def test_without_the_wheel_it_points_to_a_server(own_embedded: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "sys.path = [p for p in sys.path if 'site-packages' not in p] + [sys.argv[2]]\n"
        "from orggraph.store import embedded; embedded.ensure_running(Path(sys.argv[1]))"
    )
    library = own_embedded.parent / "library"
    library.mkdir()
    site = Path(psutil.__file__).parents[1]
    for package in site.iterdir():
        if not package.name.startswith("arcadedb"):
            (library / package.name).symlink_to(package)
    checkout = Path(embedded.__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", code, str(own_embedded), str(library)], capture_output=True, text=True, cwd=checkout, timeout=60, check=False
    )
    assert "StoreUnreachable" in ran.stderr
    assert "There is no embedded database for this platform" in ran.stderr
    assert "NEO4J_URI" in ran.stderr


def test_a_place_that_cannot_hold_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    for home in (tmp_path / "file", tmp_path / "file" / "home", Path("/proc/orggraph")):
        with pytest.raises(StoreError, match="ORGGRAPH_HOME") as error:
            embedded.ensure_running(home)
        assert str(home) in str(error.value)


def test_a_damaged_state_is_made_anew(own_embedded: Path) -> None:
    with Connection.embedded(own_embedded) as connection:
        connection.write("CREATE (:Body {id: 'a'})")
    embedded.stop(own_embedded)
    (own_embedded / "server.json").write_text("{")
    assert ids(own_embedded) == ["a"]


def test_a_pid_that_went_to_another_program_is_not_ended(own_embedded: Path) -> None:
    embedded.ensure_running(own_embedded)
    embedded.stop(own_embedded)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as bystander:
        state = json.loads((own_embedded / "server.json").read_text())
        (own_embedded / "server.json").write_text(json.dumps({**state, "pid": bystander.pid}))
        assert not embedded.stop(own_embedded)
        assert bystander.poll() is None
        bystander.kill()


def test_running_out_of_memory_is_said_and_loses_nothing(own_embedded: Path) -> None:
    with Connection.embedded(own_embedded) as connection:
        connection.write("CREATE (:Body {id: 'a'})")
        with pytest.raises(TooLarge, match="memory"):
            connection.read_only("RETURN size(reduce(s = 'aaaaaaaa', i IN range(1, 28) | s + s)) AS n", timeout=120)
    assert ids(own_embedded) == ["a"]


FILL = """
import resource, sys
from pathlib import Path
from orggraph.errors import StoreError
from orggraph.store.connection import Connection
if sys.argv[2] == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
kept = 0
with Connection.embedded(Path(sys.argv[1])) as connection:
    try:
        for batch in range(200):
            text = "UNWIND range(1, 2000) AS x CREATE (:Body {id: $batch + '/' + toString(x), name: 'some words that take room'})"
            connection.write(text, batch=str(batch))
            kept += 2000
    except StoreError as error:
        print(kept, error)
"""


def test_a_full_disk_is_said_and_loses_nothing(own_embedded: Path) -> None:
    """On a disk of three megabytes where this user may mount one, else under the system's limit to the size of a file."""
    own_embedded.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(own_embedded)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        how = "disk" if mounted else "limit"
        ran = subprocess.run([sys.executable, "-c", FILL, str(own_embedded), how], capture_output=True, text=True, timeout=120, check=True)
        kept, _, words = ran.stdout.partition(" ")
        assert int(kept) > 0
        assert "disk" in words
        assert "Nothing of" in words
        server_of(own_embedded).send_signal(signal.SIGKILL)
        if mounted:
            with pytest.raises(StoreError, match="disk of the database is full"):
                embedded.ensure_running(own_embedded)
            subprocess.run(["mount", "-o", "remount,size=60m", str(own_embedded)], check=True)
        with Connection.embedded(own_embedded) as connection:
            assert connection.read("MATCH (n) RETURN count(n) AS n") == [{"n": int(kept)}]
            connection.write("CREATE (:Body {id: 'there is room again'})")
    finally:
        embedded.stop(own_embedded)
        if mounted:
            subprocess.run(["umount", "-l", str(own_embedded)], check=True)


def test_a_start_that_waits_in_vain_says_who_is_in_the_way(own_embedded: Path) -> None:
    from filelock import FileLock

    own_embedded.mkdir()
    began = time.monotonic()
    with FileLock(own_embedded / "server.lock"), pytest.raises(StoreUnreachable, match="starting or stopping"):
        embedded.ensure_running(own_embedded, timeout=1)
    assert time.monotonic() - began < 5
