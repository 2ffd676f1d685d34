"""The aims of the project, each beside what was measured; of one that is missed: why, and the next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks import browser_report

STREAMLIT = (
    "An empty page of Streamlit takes most of it: its scripts are fetched, compiled and run first. What is our own, less than half, comes "
    "next: to draw first what is in sight."
)
SERVERS = {"embedded": "embedded", "neo4j": "Neo4j"}
Results = Mapping[str, Any]


@dataclass(frozen=True)
class Aim:
    """What is asked, at most how much, and why it is missed where it is."""

    work: str
    most: float
    measured: Callable[[Results], Iterator[tuple[str, float | None]]]
    """The places (a size and server, or nothing) and what was measured there."""
    unit: str = "×"
    why: str = ""


def _ratio(
    work: str, rival: str, sizes: tuple[int, ...], off_server: bool = False
) -> Callable[[Results], Iterator[tuple[str, float | None]]]:
    """One work on a server against a rival on the same server, or without one."""

    def measured(results: Results) -> Iterator[tuple[str, float | None]]:
        for size in sizes:
            here = results.get(str(size), {})
            for key, name in SERVERS.items():
                ours, theirs = here.get(key, {}).get(work), here.get("limits" if off_server else key, {}).get(rival)
                yield f"{size:,} {name}", ours / theirs if ours and theirs else None

    return measured


def _seconds(work: str, *sizes: int) -> Callable[[Results], Iterator[tuple[str, float | None]]]:
    """One work on each server at these sizes; without any, one that is measured once."""

    def measured(results: Results) -> Iterator[tuple[str, float | None]]:
        if not sizes:
            yield "", results.get("work", {}).get(work)
        for size in sizes:
            for key, name in SERVERS.items():
                yield f"{size:,} {name}", results.get(str(size), {}).get(key, {}).get(work)

    return measured


def _limits(work: str, rival: str, sizes: tuple[int, ...]) -> Callable[[Results], Iterator[tuple[str, float | None]]]:
    def measured(results: Results) -> Iterator[tuple[str, float | None]]:
        for size in sizes:
            here = results.get(str(size), {}).get("limits", {})
            yield f"{size:,}", here[work] / here[rival] if here.get(work) and here.get(rival) else None

    return measured


def _structure(*sizes: int) -> Callable[[Results], Iterator[tuple[str, float | None]]]:
    """Each measure of structure against igraph."""

    def measured(results: Results) -> Iterator[tuple[str, float | None]]:
        for size in sizes:
            here = results.get(str(size), {}).get("figures", {})
            for work, theirs in here.items():
                if work.startswith("rival: ") and work.endswith(" beside igraph"):
                    name = work.removeprefix("rival: ")
                    yield f"{name.removesuffix(' beside igraph')}, {size:,}", here[f"ours: {name}"] / theirs

    return measured


def _command(name: str) -> Callable[[Results], Iterator[tuple[str, float | None]]]:
    def measured(results: Results) -> Iterator[tuple[str, float | None]]:
        empty = results.get("command", {}).get("empty Python")
        took = results.get("command", {}).get(name) or results.get("work", {}).get(name)
        yield "", took / empty if took and empty else None

    return measured


def _question(results: Results) -> Iterator[tuple[str, float | None]]:
    for work, took in results.get("work", {}).items():
        if work.startswith("slowest question: "):
            yield f"`{work.partition(': ')[2]}`", took


def _of_pages(part: str, figure: str = "", unit: float = 1) -> Callable[[Results], Iterator[tuple[str, float | None]]]:
    """A figure of each page that a part of the results has."""

    def measured(results: Results) -> Iterator[tuple[str, float | None]]:
        for page in ("Start", "map"):
            value = results.get(part, {}).get(f"{page} {figure}".strip())
            yield page, value / unit if value else None

    return measured


def _pictures(tool: str) -> Callable[[Results], Iterator[tuple[str, float | None]]]:
    """The first stable picture of the map in a browser against that of the quickest rival, at each size."""

    def measured(results: Results) -> Iterator[tuple[str, float | None]]:
        for size, tools in browser_report.by_size(results):
            start = tools[tool]["start"]
            yield f"{size:,} nodes", start / browser_report.best_start(tools) if start else None

    return measured


def _clicks(results: Results) -> Iterator[tuple[str, float | None]]:
    for size, tools in browser_report.by_size(results):
        yield f"{size:,} nodes", tools[browser_report.OURS]["click"]


def _growth(results: Results) -> Iterator[tuple[str, float | None]]:
    kept = results.get("readers", {}).get("growth")
    yield f"{kept['reruns']:,} reruns" if kept else "", kept["late"] / kept["early"] if kept else None


AIMS = (
    Aim(
        "first load of rows ÷ UNWIND and CREATE by hand",
        1.1,
        _ratio("first load of rows", "UNWIND and CREATE", (10_000, 100_000)),
        why=(
            "Of ours on Neo4j 55% is the commit, one for all and the version in it, 31% the statements, 13% packing the version; the load "
            "by hand commits every 10,000 rows and keeps no version. To pack while the server writes comes next."
        ),
    ),
    Aim(
        "first load, rows and hashes made in it ÷ UNWIND and CREATE by hand",
        1.1,
        _ratio("first load", "UNWIND and CREATE", (10_000, 100_000)),
        why="The load by hand is given its rows, without hashes. To make rows while the server writes comes next.",
    ),
    Aim(
        "read into a graph ÷ parquet into a graph",
        1.2,
        _ratio("read into a graph", "parquet into a graph", (10_000, 100_000), off_server=True),
        why=(
            "Every record goes over a socket as Bolt, and the driver makes Python objects of it, which parquet does in C from a file. To "
            "send no column of one value (a third of the bytes), and a cache beside the store, come next."
        ),
    ),
    Aim(
        "conflicts ÷ DuckDB, first call",
        2,
        _limits("first conflicts", "DuckDB conflicts", (10_000, 100_000)),
        why=(
            "The first call reads the rules, indexes all edges, and judges date, standing and exceptions, which the SQL leaves out; half "
            "of it is what the law says of offices, which the SQL has not either. To index what the rules name alone comes next."
        ),
    ),
    Aim("measure of structure ÷ igraph", 3, _structure(10_000, 100_000), why="The way round and its words are worked out in Python."),
    Aim("unchanged file", 0.3, _seconds("unchanged file", 10_000), "s"),
    Aim(
        "one record changed in the file",
        1.5,
        _seconds("one record changed in the file", 10_000),
        "s",
        why=("All of it is read and checked: 40% is the tree, 40% the records, 20% the checks. Reading what changed alone is next."),
    ),
    Aim("one record changed in the file", 8, _seconds("one record changed in the file", 100_000), "s", why="As above."),
    Aim(
        "one edit written",
        0.3,
        _seconds("an edit written", 10_000, 100_000),
        "s",
        why="All rows of the region are compared, in memory.",
    ),
    Aim(
        "all analyses, example region",
        0.2,
        _seconds("all analyses, voorbeeldregio"),
        "s",
        why=(
            "Routes, composition, overload and conflicts take a quarter each: every rule is tried on every body and person. To try it only "
            "where the kinds that it names occur comes next."
        ),
    ),
    Aim("all analyses, 20,000 nodes", 2, _seconds("all analyses, 20,000 nodes"), "s", why="As above."),
    Aim(
        "`--help` ÷ an empty Python",
        6,
        _command("orggraph --help"),
        why=(
            "It lists all commands, so that the modules of all are read, half of its time; a command reads its own alone. A list that is "
            "made when orggraph is installed comes next."
        ),
    ),
    Aim(
        "`datasets` ÷ an empty Python",
        20,
        _command("orggraph datasets"),
        why=(
            "A third is importing Neo4j's driver, nine times an empty Python: half of that is a table of the days of all months of 9,999 "
            "years, which it makes then. The rest is click, the table, and opening the connection. The model is not read. A driver "
            "that makes that table when it is asked for is next, and not ours to make."
        ),
    ),
    Aim(
        "`query` ÷ an empty Python",
        20,
        _command("orggraph query"),
        why="As above; and what reads its header and sets out its rows. Headers read at installation come next.",
    ),
    Aim(
        "first load of five regions in an empty home",
        8,
        _seconds("first load of five regions"),
        "s",
        why="Most of it is the start of the server.",
    ),
    Aim("slowest question on the example region", 0.4, _question, "s", why="Each row brings what several walks from it find."),
    Aim(
        "20 readers open a page at once: p95 of the server",
        1.5,
        _of_pages("readers", "p95"),
        "s",
        why="Python runs one of them at a time.",
    ),
    Aim("what a session takes in", 1, _of_pages("readers", "bytes", 1e6), "MB"),
    Aim("first visit, new browser, warm app", 2, _of_pages("visits", "warm"), "s", why=STREAMLIT),
    Aim("visit again, warm app and browser", 0.7, _of_pages("visits", "again"), "s", why=STREAMLIT),
    Aim("first visit, app that just started", 3, _of_pages("visits", "fresh"), "s", why=f"The libraries are still being read. {STREAMLIT}"),
    Aim(
        "first visit ÷ an empty page of Streamlit",
        1.5,
        _of_pages("visits", "÷ empty"),
        why="Our own data, scripts and drawing take 0.6 s beside the 0.9 s of an empty page.",
    ),
    Aim("first stable map ÷ neo4j-viz or streamlit-agraph", 0.25, _pictures(browser_report.OURS)),
    Aim("the same, all unfolded", 0.8, _pictures(browser_report.ALL)),
    Aim(
        "a click on the map, in the browser",
        0.1,
        _clicks,
        "s",
        why=(
            "Scripts take 8 ms of it, styles and layout 7; the rest is painting, here without a graphics card. To paint what changed alone "
            "is next."
        ),
    ),
    Aim("memory after all reruns ÷ after a tenth of them", 1.05, _growth),
)


def table(results: Results) -> str:
    """The aims as a table, with what was measured, whether that is reached, and why not."""
    lines = ["| Work | Where | Aim | Measured | |", "|---|---|---:|---:|---|"]
    for aim in AIMS:
        for place, value in aim.measured(results):
            if value is not None:
                verdict = "reached" if value <= aim.most else f"missed. {aim.why}".strip()
                lines.append(f"| {aim.work} | {place} | {aim.most:g} {aim.unit} | {value:.2g} {aim.unit} | {verdict} |")
    return "\n".join([*lines, ""])
