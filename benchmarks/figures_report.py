"""The section on the analyses, from the results: all of them, the slowest explained, and the rivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

SLOWEST = 3
HEAD = """\
Every analysis alone, on a fresh projection of the invented regions with arrangements, votes, escalation, routes and decisions besides
(`benchmarks/governance.py`): what it finds, and in brackets the tables of the page *Samenhang*. Tables are left out above 20,000
nodes: betweenness (`key_persons`) is an estimate from a seeded sample from 2,000 people and bodies on, and the smallest group
(`coverage`) ends by its time, 10 seconds each. Each also pays for what all share and one run of all pays once: the index of edges by type.
"""
RIVALS = """\
The core of some of these beside igraph (in C), which is given pairs of names, or a join of columns in DuckDB, whose tables are made
beforehand. Each run checks that the answers are equal. That is the limit of this machine; the analyses add date, standing, evidence,
sources and sentences to it, and read the graph that is there.
"""
WHY: Mapping[str, str] = {
    "role_overload": "counts ten things at every person and post, each with the edges that show it, and looks for the peers on every tier.",
    "role_conflicts": "gives every person all hats worn, and tries each pair of hats that meets on something, by every way of the rules.",
    "composition": "tries every rule on every arrangement and dataset; most of it is looking for what would make a rule apply.",
    "freshness": "looks at every record and relationship for its dates, and makes a finding of each that ends.",
    "interlocks": "compares all pairs of bodies that share people; its tables add core numbers and redundancy, quadratic in a body.",
    "key_persons": "looks for articulation points; its tables add betweenness from 200 starting points, and the roles between contacts.",
    "coverage": "seeks the smallest group of people by integer programming (HiGHS), and stops after ten seconds with its bound.",
    "circles": "makes a graph of each type of relationship that should not lead round, and parts it in strong components.",
    "ownership": "asks of every assignment and decision who owns, monitors and carries it out, at any level of certainty.",
    "voting": "works out power indices exactly, in participants² × votes for each board and majority.",
    "council_distance": "goes from every council to every decision: councils × ties.",
    "pairing": "looks for the counterpart of every body by several ways.",
    "council_views": "looks at every draft that reaches a council.",
    "routes": "convolves the waits of all gates of every route.",
}
"""Why an analysis takes what it takes."""


def section(results: Mapping[str, Any]) -> Sequence[str]:
    """The section; nothing where no size was measured."""
    sizes = sorted(int(size) for size, here in results.items() if size.isdigit() and "figures" in here)
    if not sizes:
        return ()
    measured = {size: results[str(size)]["figures"] for size in sizes}
    largest = measured[sizes[-1]]
    kinds = sorted({work.split(" ")[1] for here in measured.values() for work in here if work.startswith(("find ", "tables "))})
    total = {kind: max(largest.get(f"find {kind}", 0.0), largest.get(f"tables {kind}", 0.0)) for kind in kinds}
    order = sorted(kinds, key=lambda kind: -total[kind])
    return [
        "## The analyses\n",
        HEAD,
        _table(order, sizes, measured),
        *(f"- `{kind}` {WHY.get(kind, 'is linear in what it looks at.')}" for kind in order[:SLOWEST]),
        "",
        RIVALS,
        _rivals(sizes, measured),
    ]


def _table(kinds: Sequence[str], sizes: Sequence[int], measured: Mapping[int, Mapping[str, float]]) -> str:
    lines = ["| Seconds | " + " | ".join(f"{size:,}" for size in sizes) + " |", "|---|" + "---:|" * len(sizes)]
    rows = (f"| `{kind}` | " + " | ".join(_cell(measured[size], kind) for size in sizes) + " |" for kind in kinds)
    return "\n".join([*lines, *rows, ""])


def _cell(here: Mapping[str, float], kind: str) -> str:
    found, tables = here.get(f"find {kind}"), here.get(f"tables {kind}")
    parts = [] if found is None else [f"{found:.3f}"]
    return " ".join([*parts, *([] if tables is None else [f"({tables:.3f})"])])


def _rivals(sizes: Sequence[int], measured: Mapping[int, Mapping[str, float]]) -> str:
    names = dict.fromkeys(work.removeprefix("rival: ") for size in sizes for work in measured[size] if work.startswith("rival: "))
    lines = ["| Ours ÷ rival (ours in seconds) | " + " | ".join(f"{size:,}" for size in sizes) + " |", "|---|" + "---:|" * len(sizes)]
    for name in names:
        cells = [_against(measured[size].get(f"ours: {name}"), measured[size].get(f"rival: {name}")) for size in sizes]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


def _against(ours: float | None, theirs: float | None) -> str:
    """A ratio with our seconds; nothing where it was not measured at this size."""
    if ours is None or theirs is None:
        return ""
    ratio = ours / theirs
    return f"{ratio:.0f} ({ours:.3f})" if ratio >= 20 else f"{ratio:.2g} ({ours:.3f})"
