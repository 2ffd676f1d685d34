"""Ten million holdings as columns, measured by DuckDB: seconds and memory of each measure.

``python -m scripts.columns [HOLDINGS]`` (default 10,000,000) makes the Parquet files of an invented country: bodies of forty seats with
roles, people with two or three seats, assignments that posts give and carry out, municipalities in arrangements. Each measure is a
command of its own (``orggraph measure``); memory is the most that its process held, and the run fails where that is over two gigabytes.
A smaller country of the same make is measured as a graph too. It writes the tables to ``docs/columns.md``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from orggraph.columns import registry
from scripts.soak import hardware

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "columns.md"
SEATS = 40
LIMIT = 2.0
"""Gigabytes that a process may hold."""
SMALLER = (50_000, 200_000)
"""Holdings of the countries that are measured as a graph too."""
DATASET = {"id": "land", "title": "Een verzonnen land", "fictional": True, "reference_date": "2026-01-01"}
KINDS = ("general_board", "executive_board", "portfolio_council", "working_group")
OWN = "'land' AS dataset, 'actual' AS status, 'stated' AS evidence"
HEAD = """\
# Ten million holdings

`python -m scripts.columns HOLDINGS` makes the Parquet files of an invented country: bodies of forty seats with roles, people with two or
three seats, assignments that posts give and carry out, municipalities in arrangements. Each measure is a command of its own,
`orggraph measure FOLDER MEASURE`, with what it takes by default. Memory is the most that its process held; over two gigabytes the run
fails. [How to](how-to/past-one-machine.md) has what the measures say.
"""


def tables(holdings: int) -> dict[str, str]:
    """What each file of the country holds, as a statement."""
    bodies, people, work, towns = holdings // SEATS, holdings * 2 // 5, holdings // 50, max(20, holdings // 1000)
    arrangements = towns * 4
    kinds = "CASE i % 10 " + " ".join(f"WHEN {n} THEN '{kind}'" for n, kind in enumerate(KINDS)) + " ELSE 'working_group' END"
    person = f"CASE WHEN i < {people} THEN i ELSE (i * 7919) % {people} END"

    role = "(CASE WHEN i % 20 = 7 THEN 'opdrachtnemer-' ELSE 'functie-' END) || (i % 200)"

    def node(label: str, count: int, more: str = "", number: str = "i") -> str:
        return f"SELECT 'land/{label}/' || {number} AS id, '{label} ' || i AS name, {OWN}{more} FROM range({count}) t(i)"

    def edge(kind: str, count: int, source: str, target: str, more: str = "") -> str:
        return f"SELECT 'land/{kind}/' || i AS id, {source} AS source, {target} AS target, {OWN}{more} FROM range({count}) t(i)"

    post = "'land/post/' || "
    return {
        "nodes/Person": node("person", people),
        "nodes/Post": node("post", holdings, f", CASE i % {SEATS} WHEN 0 THEN 'chair' WHEN 1 THEN 'secretary' ELSE 'member' END "
                           "AS capacity"),
        "nodes/Body": node("body", bodies, f", {kinds} AS kind, CASE WHEN i % 3 = 0 THEN 'political' ELSE 'official' END AS tier, "
                           f"{SEATS}::BIGINT AS seats, (i % 12)::BIGINT AS meetings_min"),
        "nodes/Role": node("role", 200, ", CASE WHEN i % 4 = 0 THEN 1.5::DOUBLE * (i % 7) END AS load_hours", role),
        "nodes/Assignment": node("assignment", work),
        "nodes/Organization": node("organization", towns, ", 'municipality' AS kind"),
        "nodes/Arrangement": node("arrangement", arrangements, ", CASE i % 3 WHEN 0 THEN 'public_body' WHEN 1 THEN 'light_arrangement' "
                                  "ELSE 'joint_body' END AS form, (2000 + i % 26) || '-01-01' AS valid_from"),
        "relationships/HOLDS": edge("HOLDS", holdings, f"'land/person/' || ({person})", f"{post} i"),
        "relationships/IN": edge("IN", holdings, f"{post} i", f"'land/body/' || (i // {SEATS})"),
        "relationships/HAS_ROLE": edge("HAS_ROLE", holdings, f"{post} i", f"'land/role/' || {role}"),
        "relationships/COMMISSIONED_BY": edge("COMMISSIONED_BY", work, "'land/assignment/' || i", f"{post} ((i * 31) % {holdings})"),
        "relationships/CARRIED_OUT_BY": edge("CARRIED_OUT_BY", work, "'land/assignment/' || i",
                                             f"CASE WHEN i % 5 = 0 THEN {post} ((i * 31) % {holdings}) "
                                             f"ELSE 'land/body/' || (i % {bodies}) END"),
        "relationships/ADVISES": edge("ADVISES", bodies // 10, "'land/body/' || (i * 10 + 2)", "'land/body/' || (i * 10)"),
        "relationships/PARTICIPATES_IN": edge("PARTICIPATES_IN", arrangements * 6,
                                              f"'land/organization/' || ((i * 13 + i // {arrangements}) % {towns})",
                                              f"'land/arrangement/' || (i % {arrangements})",
                                              ", [CASE i % 2 WHEN 0 THEN 'council' ELSE 'college' END] AS organs"),
    }  # fmt: skip


def make(folder: Path, holdings: int) -> float:
    """Write the country; gives the gigabytes of its files."""
    with duckdb.connect(config={"memory_limit": "1GB", "temp_directory": str(folder)}) as connection:
        for name, statement in tables(holdings).items():
            file = folder / f"{name}.parquet"
            file.parent.mkdir(parents=True, exist_ok=True)
            head = json.dumps(DATASET).replace("'", "''")
            connection.execute(f"COPY ({statement}) TO '{file}' (FORMAT parquet, KV_METADATA {{'orggraph.dataset': '{head}'}})")
    return sum(file.stat().st_size for file in folder.rglob("*.parquet")) / 1e9


def measured(folder: Path, name: str, engine: str) -> tuple[float, float, int, float]:
    """Seconds, gigabytes held and spilled, and rows of one measure, by a process of its own."""
    output = folder / f"{name}.{engine}.rows"
    output = output.with_suffix(".parquet")
    command = [sys.executable, "-m", "orggraph", "measure", str(folder), name, "--engine", engine, "--lang", "en", "-o", str(output)]
    begun = time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        words = process.stderr.read() if process.stderr else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{name} by {engine}: {words}")
    seconds, rows = time.monotonic() - begun, pq.read_metadata(output).num_rows
    output.unlink()
    return seconds, used.ru_maxrss * 1024 / 1e9, rows, used.ru_utime + used.ru_stime


def table(holdings: int, engines: tuple[str, ...]) -> list[str]:
    """The measures of one country, as the lines of a table."""
    lines = [f"\n## {holdings:,} holdings\n"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun = time.monotonic()
        size = make(folder, holdings)
        lines += [f"The files take {size:.1f} GB and were made in {time.monotonic() - begun:.0f} seconds. {conditions()}\n"]
        lines += ["| Measure | Engine | Seconds | Processor seconds | Memory (GB) | Rows |", "|---|---|---:|---:|---:|---:|"]
        for measure in registry():
            for engine in engines:
                seconds, memory, rows, worked = measured(folder, measure, engine)
                lines.append(f"| {measure} | {engine} | {seconds:.0f} | {worked:.0f} | {memory:.2f} | {rows:,} |")
                print(lines[-1], flush=True)
                if engine == "duckdb" and memory > LIMIT:
                    sys.exit(f"{measure} held {memory:.2f} GB, and may hold {LIMIT}")
    return lines


def conditions() -> str:
    """The day and the machine."""
    return f"{datetime.now(UTC).date()}: {hardware()}."


def main() -> None:
    """Measure the country that is asked, and smaller ones as a graph too; write the page."""
    holdings = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    lines = [*table(holdings, ("duckdb",)), *(line for smaller in SMALLER for line in table(smaller, ("networkx", "duckdb")))]
    PAGE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
