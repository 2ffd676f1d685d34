"""What the ``arcadedb-embedded`` wheel brings, and how its server is started: the Java program, and the argument file."""

from __future__ import annotations

import importlib.util
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from orggraph.errors import StoreUnreachable
from orggraph.i18n import T

HOST = "127.0.0.1"
DATABASE = "orggraph"
HEAP = "512m"
LONGEST = 900
"""Seconds that one statement may take, reading or writing: the end of a query whose client is gone."""
LONGEST_RANGE, MOST_CLAUSES = 1_000_000, 200
"""Elements of one ``range``, and clauses of one statement: what is larger takes memory that others need."""
WRITER, READER = "writer", "reader"
LEFT_OUT = ("arcadedb-mcp", "arcadedb-postgresw", "arcadedb-redisw", "arcadedb-graphql")
"""Jars of other protocols: what is not there cannot listen."""
GROUPS = {
    "version": 1,
    "databases": {
        "*": {
            "groups": {
                "admin": {
                    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
                },
                "writers": {
                    "access": ["updateSchema"],
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
                },
                "readers": {"access": [], "resultSetLimit": -1, "readTimeout": -1, "types": {"*": {"access": ["readRecord"]}}},
                "*": {"access": [], "resultSetLimit": -1, "readTimeout": -1, "types": {"*": {"access": []}}},
            }
        }
    },
}


def runtime() -> tuple[Path, str]:
    """The Java program and the class path of the wheel, without importing it."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    hint = T(
        "Use a Neo4j server: set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD. "
        "The embedded database runs on Python 3.11 to 3.14 on Linux (glibc 2.34 or newer), macOS (arm64) and Windows (x86-64)."
    )
    if spec is None or not spec.submodule_search_locations:
        raise StoreUnreachable(T("There is no embedded database for this platform."), hint)
    root = Path(spec.submodule_search_locations[0])
    java = root / "jre" / "bin" / ("java.exe" if sys.platform == "win32" else "java")
    jars = [jar for jar in sorted((root / "jars").glob("*.jar")) if not jar.name.startswith(LEFT_OUT)]
    if not java.is_file() or not jars:
        raise StoreUnreachable(T("The embedded database is not installed completely: {path} is missing.", path=str(java)), hint)
    return java, os.pathsep.join(str(jar) for jar in jars)


def arguments(home: Path, classpath: str, ports: tuple[int, int], passwords: tuple[str, str], options: Sequence[str] = ()) -> str:
    """The content of the argument file: passwords stand there and never on a command line, which everybody can read.

    Parameters
    ----------
    home
        The folder of the database.
    classpath
        As :func:`runtime` gives it.
    ports
        For Bolt and for HTTP, which always starts too.
    passwords
        Of the writer and of the reader.
    options
        More for Java itself.
    """
    users = f"{WRITER}:{passwords[0]}:writers,{READER}:{passwords[1]}:readers"
    settings = {
        "server.rootPath": home,
        "server.logsDirectory": home / "log",
        "server.rootPassword": secrets.token_urlsafe(32),  # used by nobody
        "server.mode": "development",  # production hides the texts of errors
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.httpIncomingHost": HOST,
        "server.httpIncomingPort": ports[1],
        "server.defaultDatabases": f"{DATABASE}[{users}]",
        "bolt.host": HOST,
        "bolt.port": ports[0],
        "bolt.defaultDatabase": DATABASE,
        "command.timeout": LONGEST * 1000,
        "queryMaxRangeSize": LONGEST_RANGE,
        "cypher.maxClauses": MOST_CLAUSES,
        "txWalFlush": 1,  # no acknowledged transaction is lost when the process is killed
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
    }
    lines = [
        f"-Xmx{HEAP}",
        "-XX:+ExitOnOutOfMemoryError",  # else it lives on, accepts connections and answers nothing
        "-Djava.awt.headless=true",
        *options,
        *(f"-Darcadedb.{key}={value}" for key, value in settings.items()),
        "-cp",
        classpath,
        "com.arcadedb.server.ArcadeDBServer",
    ]
    return "\n".join('"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"' for line in lines) + "\n"
