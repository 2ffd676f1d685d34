"""The page of the documentation, from the results."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import aims, browser_report, figures_report, restart_report

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
HEAD = """\
# Benchmarks

`make bench` measures loads, reads and the conflict analysis on seeded, invented regions (`benchmarks/synthetic.py`), on the
embedded server (512 MiB) and on a Neo4j (1 GiB heap), and writes this page. Seconds differ from machine to machine; read the ratios,
which are of one run. A region of 20,000 nodes has about 59,000 relationships; 100,000 nodes are five regions, loaded one after the
other, each in one transaction.

- **one MERGE per row**: each node and relationship a statement of its own, as most scripts do.
- **UNWIND and MERGE**: a thousand rows a statement, as the better scripts do. On the embedded server a MERGE looks through all
  relationships of both ends, so that its time grows with the square of a node's neighbours: not measured there at 100,000.
- **UNWIND and CREATE**: the best that is written by hand, into an empty store: the columns of each kind in batches, CREATE in place of
  MERGE, and the ends of a relationship by the index on ids. It takes turns with our first loads, as a server learns.
- **neo4j-admin import**: what Neo4j offers for a first load, of files that are there, while the server stands still: no statement, no
  transaction, no version, nobody who reads. Its time holds the start of a Java of its own.
- **first load**: `orggraph`, into an empty store, from checked records (parsing left out, hashing and comparing included); **of rows**:
  the rows and hashes were made before, as the loads by hand are given theirs.
- **second load**: the same again; nothing is written.
- **read into a graph**: all of the store into the networkx projection, with every attribute.
- **one record changed in the file**, **an edit written**: in a store of that size, of its first region (at most 20,000 nodes); of five
  edits the median, from the proposal that was looked at to what is committed.
- **DuckDB load**, **parquet into a graph**: the same columns into DuckDB with a primary key a table, and from parquet files into
  networkx with the attributes: the limit of this machine for loads and for reads.
- **conflicts**: collisions of hats on a projection that is there; **DuckDB conflicts**: the same rules as SQL over indexed tables in
  memory. Each run checks that both find the same. The first call of an analysis also indexes the edges of the projection by type.
"""


def machine() -> str:
    """The hardware and software, as far as it matters here."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("neo4j", "neo4j-rust-ext", "networkx", "arcadedb-embedded", "duckdb", "igraph")
    )
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {system}, {packages}"


def write(results: Mapping[str, Any]) -> None:
    """Write the page."""
    sizes = sorted(int(size) for size in results if size.isdigit())
    parts = [
        HEAD,
        "## Aims\n",
        aims.table(results),
        "## Ratios\n",
        _ratios(results, sizes),
        "## Seconds\n",
        _seconds(results, sizes),
        *figures_report.section(results),
        _machines(results, sizes),
        *(restart_report.section(results["restart"]) if "restart" in results else ()),
        *(browser_report.section(results["browser"]) if "browser" in results else ()),
    ]
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _ratios(results: Mapping[str, Any], sizes: list[int]) -> str:
    lines = [
        (
            "| Nodes | Server | one MERGE per row ÷ load | UNWIND and MERGE ÷ load | load ÷ UNWIND and CREATE "
            "| load ÷ neo4j-admin import | load ÷ DuckDB | second ÷ first load | read ÷ parquet |"
        ),
        "|---:|---|" + "---:|" * 7,
    ]
    for size in sizes:
        limits = results[str(size)]["limits"]
        for key, name in aims.SERVERS.items():
            found = results[str(size)][key]
            ratios = [
                _ratio(found.get("one MERGE per row"), found["first load"]),
                _ratio(found.get("UNWIND and MERGE"), found["first load"]),
                _ratio(found["first load"], found["UNWIND and CREATE"]) if "UNWIND and CREATE" in found else "",
                _ratio(found["first load"], found["neo4j-admin import"]) if "neo4j-admin import" in found else "",
                _ratio(found["first load"], limits["DuckDB load"]),
                _ratio(found["second load"], found["first load"]),
                _ratio(found["read into a graph"], limits["parquet into a graph"]),
            ]
            lines.append(f"| {size:,} | {name} | {' | '.join(ratios)} |")
    lines += ["", "| Nodes | conflicts ÷ DuckDB | first call ÷ DuckDB | collisions found |", "|---:|---:|---:|---:|"]
    for size in sizes:
        limits = results[str(size)]["limits"]
        duck = limits["DuckDB conflicts"]
        lines.append(
            f"| {size:,} | {_ratio(limits['conflicts'], duck)} | {_ratio(limits['first conflicts'], duck)} | {limits['collisions']:.0f} |"
        )
    command = results["command"]
    ratio = _ratio(command["orggraph --help"], command["empty Python"])
    return "\n".join(
        [*lines, "", f"`orggraph --help` takes {ratio} times as long as an empty Python ({command['orggraph --help']:.2f} s).", ""]
    )


def _seconds(results: Mapping[str, Any], sizes: list[int]) -> str:
    lines = ["| | " + " | ".join(f"{size:,}" for size in sizes) + " |", "|---|" + "---:|" * len(sizes)]
    for key, name in (*aims.SERVERS.items(), ("limits", "no server")):
        works = dict.fromkeys(work for size in sizes for work in results[str(size)][key] if work != "collisions")
        for work in works:
            values = [results[str(size)][key].get(work) for size in sizes]
            lines.append(f"| {work} ({name}) | " + " | ".join("" if value is None else f"{value:.3f}" for value in values) + " |")
    return "\n".join([*lines, ""])


def _machines(results: Mapping[str, Any], sizes: list[int]) -> str:
    told = dict.fromkeys(f"{results[str(size)]['day']}, {results[str(size)]['machine']}" for size in sizes)
    return "Measured: " + "; ".join(told) + ".\n"


def _ratio(one: float | None, other: float) -> str:
    if one is None:
        return ""
    ratio = one / other
    return f"{ratio:.0f}" if ratio >= 20 else f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2f}"
