"""Connections to both servers: reading, writing as one unit, and errors that say what to do."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import pytest

from orggraph.errors import Refused, StatementFailed, StoreError, StoreUnreachable, WrongUsage
from orggraph.store.connection import OPENS_WITHIN, Connection, connect
from orggraph.store.embedded import ServerAddress
from orggraph.store.faults import LostRace
from orggraph.store.settings import settings_from_env


class Neo4jServer(Protocol):
    """What the fixture ``own_neo4j`` gives."""

    @property
    def address(self) -> ServerAddress: ...
    def start(self) -> None: ...
    def kill(self) -> None: ...


def test_rows_come_as_dicts_by_column(connection: Connection) -> None:
    assert connection.read("UNWIND $xs AS x RETURN x, x + 1 AS y ORDER BY x", xs=[1, 2]) == [{"x": 1, "y": 2}, {"x": 2, "y": 3}]


def test_columns_come_as_lists(connection: Connection) -> None:
    connection.write("UNWIND ['a', 'b'] AS id CREATE (:Body {id: id})")
    text = "MATCH (n:Body) WITH n ORDER BY n.id RETURN collect(n.id) AS id, collect(coalesce(n.name, '')) AS name"
    columns = connection.read_columns(text)
    assert columns == {"id": ["a", "b"], "name": ["", ""]}


def test_a_transaction_is_kept_whole(connection: Connection) -> None:
    with connection.transaction() as transaction:
        transaction.run("CREATE (:Body {id: 'a'})")
        transaction.run("CREATE (:Body {id: $id})", id="b")
    assert connection.read("MATCH (n:Body) RETURN count(n) AS n") == [{"n": 2}]


def test_a_transaction_that_fails_leaves_nothing(connection: Connection) -> None:
    with pytest.raises(StatementFailed), connection.transaction() as transaction:
        transaction.run("CREATE (:Body {id: 'a'})")
        transaction.run("RETURN nonsense")
    with pytest.raises(ZeroDivisionError), connection.transaction() as transaction:
        transaction.run("CREATE (:Body {id: 'b'})")
        raise ZeroDivisionError
    assert connection.read("MATCH (n:Body) RETURN n.id AS id") == []


def test_a_wrong_password_is_said_as_such(connection: Connection) -> None:
    with pytest.raises(StoreUnreachable, match="does not accept") as error:
        Connection.open(connection.uri, "neo4j", "a wrong password", connection.database)
    assert "NEO4J_PASSWORD" in str(error.value.hint)
    assert "a wrong password" not in str(error.value)


def test_nothing_listening_is_said_with_what_to_do() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{probe.getsockname()[1]}"
    with pytest.raises(StoreUnreachable, match=uri) as error:
        connect(uri, auth=("neo4j", "password"))
    assert error.value.exit_status == 3
    assert "NEO4J_URI" in str(error.value.hint)


def test_something_else_listening_is_said_too() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        threading.Thread(target=lambda: other.accept()[0].sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"), daemon=True).start()
        with pytest.raises(StoreUnreachable):
            connect(f"bolt://127.0.0.1:{other.getsockname()[1]}", auth=("neo4j", "password"))


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_accepts_and_is_silent_is_said_in_time(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orggraph.store.connection.OPENS_WITHIN", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(StoreUnreachable, match=r"no answer within|does not answer"):
            connect(f"{scheme}://127.0.0.1:{silent.getsockname()[1]}", auth=("neo4j", "password"))


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_name_that_is_not_there_is_said(scheme: str) -> None:
    with pytest.raises(StoreUnreachable, match=r"bestaat-niet\.invalid") as error:
        connect(f"{scheme}://bestaat-niet.invalid:7687", auth=("neo4j", "password"))
    assert error.value.hint
    assert OPENS_WITHIN < 5


@pytest.mark.parametrize("uri", ["http://127.0.0.1:7474", "bolt//x://y", "postgres://x"])
def test_an_address_of_something_else_is_wrong_usage(uri: str) -> None:
    with pytest.raises(WrongUsage, match="no address") as error:
        connect(uri)
    assert error.value.exit_status == 2
    assert "bolt://" in str(error.value.hint)


def test_a_database_that_is_not_there_is_named(neo4j_server: ServerAddress) -> None:
    with pytest.raises(StoreUnreachable, match="NEO4J_DATABASE"):
        connect(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password), database="elsewhere")


def test_the_environment_names_the_server(neo4j_server: ServerAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    with connect() as opened:
        assert opened.kind == "neo4j"
        assert opened.version.startswith("Neo4j/")


def test_without_a_server_named_the_folder_is_the_database(own_embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(own_embedded))
    with connect() as opened:
        assert (opened.kind, opened.home) == ("embedded", own_embedded)


def test_a_dotenv_file_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("NEO4J_URI=neo4j://from.file\nNEO4J_USERNAME=someone\nNEO4J_PASSWORD='with # sign'\n")
    monkeypatch.setenv("NEO4J_USERNAME", "another")
    inside = tmp_path / "deep" / "inside"
    inside.mkdir(parents=True)
    settings = settings_from_env(inside)
    assert (settings.uri, settings.user, settings.password, settings.database) == ("neo4j://from.file", "another", "with # sign", None)


def test_a_record_made_twice_is_said_with_what_to_do(connection: Connection) -> None:
    connection.write("CREATE CONSTRAINT only_one IF NOT EXISTS FOR (n:OnlyOne) REQUIRE n.id IS UNIQUE")
    connection.write("CREATE (:OnlyOne {id: 'a'})")
    with pytest.raises(StoreError, match="contradict") as error:
        connection.write("CREATE (:OnlyOne {id: 'a'})")
    assert error.value.hint is not None
    assert connection.read("MATCH (n:OnlyOne) RETURN count(n) AS n") == [{"n": 1}]


def test_the_second_of_two_writers_is_told(embedded_connection: Connection) -> None:
    embedded_connection.write("CREATE (:Body {id: 'a', n: 0})")
    with pytest.raises(LostRace, match="Do it again"), embedded_connection.transaction() as second:
        second.run("MATCH (n:Body) SET n.n = 2")
        with embedded_connection.transaction() as first:
            first.run("MATCH (n:Body) SET n.n = 1")
    assert embedded_connection.read("MATCH (n:Body) RETURN n.n AS n") == [{"n": 1}]


def test_one_of_two_that_wait_for_each_other_is_told(neo4j_connection: Connection) -> None:
    neo4j_connection.write("CREATE (:Body {id: 'a'}), (:Body {id: 'b'})")
    both_hold_one = threading.Barrier(2, timeout=20)

    def write(first: str, then: str) -> str:
        try:
            with neo4j_connection.transaction() as transaction:
                transaction.run("MATCH (n:Body {id: $id}) SET n.by = $by", id=first, by=first)
                both_hold_one.wait()
                transaction.run("MATCH (n:Body {id: $id}) SET n.by = $by", id=then, by=first)
        except LostRace:
            return "told"
        return "kept"

    with ThreadPoolExecutor(2) as pool:
        ends = sorted(pool.map(write, "ab", "ba"))
    assert ends == ["kept", "told"]
    (row,) = neo4j_connection.read("MATCH (n:Body) RETURN collect(DISTINCT n.by) AS by")
    assert len(row["by"]) == 1


def test_free_queries_need_a_user_who_can_only_read(embedded_server: ServerAddress) -> None:
    server = embedded_server
    with Connection.open(server.uri, server.user, server.password, server.database) as opened, pytest.raises(Refused, match="only read"):
        opened.read_only("RETURN 1")


def test_a_lost_neo4j_is_said_and_found_again(own_neo4j: Neo4jServer) -> None:
    address = own_neo4j.address
    with Connection.open(address.uri, address.user, address.password, address.database) as opened:
        opened.write("CREATE (:Body {id: 'a'})")
        own_neo4j.kill()
        with pytest.raises(StoreUnreachable, match="does not answer"):
            opened.read("MATCH (n) RETURN n")
        own_neo4j.start()
        assert opened.read("MATCH (n) RETURN n.id AS id") == [{"id": "a"}]


def test_every_error_has_dutch_words(embedded_connection: Connection) -> None:
    with pytest.raises(Refused) as refused:
        embedded_connection.read_only("CREATE (n)")
    assert refused.value.text("nl") != refused.value.text("en")
    assert "CREATE" in refused.value.text("nl")


def test_pandas_stays_out_of_a_process_that_only_connects() -> None:
    code = "import sys; from orggraph.store import driver; driver.load(); print('neo4j' in sys.modules, 'pandas' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "False"]
