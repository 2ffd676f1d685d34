"""The section of the page on the map in the browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

OURS, ALL = "orggraph", "orggraph, all unfolded"
RIVALS = ("neo4j-viz", "streamlit-agraph")
HEAD = """\
## The map in a browser

`python -m benchmarks.browser` measures the map in layers beside neo4j-viz and streamlit-agraph: the same invented region, every node
and relationship, as one page from a local server and without a Python to wait for, in one run in which the tools take turns
(1280 × 720, median of three loads and up to fifteen clicks; a page that took over 20 seconds is loaded once). **orggraph** is the map as
it opens; **all unfolded** opens with every group, body and seat unfolded. The rivals have no folding; their settings are their own
defaults, with names on nodes and none on lines.

- **stable**: from navigation to the first frame that looks like the last of a still second. A rival that still moved after 60 seconds
  stands as *> 60*; its ratio is then at most what stands there.
- **click**: from a click on a card, or a node, to the last change that it makes.
- **crossings**, **overlaps**: pairs of drawn lines that cross away from their ends, and pairs of labels that lie over each other.
  Fewer is better. Unlike the rivals orggraph draws at rest only who prepares for and advises whom, and all else on a choice. A label
  that is not drawn overlaps nothing, so that the number of labels and their height stand beside it.

Aims: stable at most a quarter of the best rival as it opens, at most 0.8 of it unfolded; a click ahead of both.
"""
GIVEN_UP = 60.0
Tools = Mapping[str, Mapping[str, Any]]


def section(browser: Mapping[str, Any]) -> list[str]:
    """The parts of the section."""
    sizes = list(by_size({"browser": browser}))
    return [HEAD, _ratios(sizes), _figures(sizes), f"Measured: {browser['day']}{_shared(browser)}, {browser['machine']}.\n"]


def by_size(results: Mapping[str, Any]) -> Iterator[tuple[int, Tools]]:
    """The figures of every tool, by the number of nodes; nothing where none were measured."""
    yield from sorted((int(size), tools) for size, tools in results.get("browser", {}).get("found", {}).items())


def best_start(tools: Tools) -> float:
    """Seconds until the quickest rival stood still, at most what is waited for."""
    return min(tools[name]["start"] or GIVEN_UP for name in RIVALS)


def _shared(browser: Mapping[str, Any]) -> str:
    """What else the machine did, where it was more than a little."""
    waiting = browser.get("waiting", 0.0)
    return f", while on average {waiting:.0f} other tasks asked for the cores: read the ratios" if waiting >= 2 else ""


def _ratios(sizes: Sequence[tuple[int, Tools]]) -> str:
    lines = ["| Nodes | stable ÷ best rival | unfolded ÷ best rival | click ÷ best rival | unfolded ÷ best rival |", "|---:|" + "---:|" * 4]
    for size, tools in sizes:
        clicks = [tools[name]["click"] for name in RIVALS if tools[name]["click"]]
        at_most = "" if any(tools[name]["start"] for name in RIVALS) else "< "
        cells = [at_most + _ratio(tools[name]["start"], best_start(tools)) for name in (OURS, ALL)]
        cells += [_ratio(tools[name]["click"], min(clicks, default=None)) for name in (OURS, ALL)]
        lines.append(f"| {size:,} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _ratio(ours: float | None, other: float | None) -> str:
    return f"{ours / other:.2f}" if ours and other else "not measured"


def _figures(sizes: Sequence[tuple[int, Tools]]) -> str:
    heads = ("Nodes", "Tool", "stable (s)", "click (ms)", "crossings", "lines", "overlaps", "labels", "height of a label (px)")
    lines = [f"| {' | '.join(heads)} |", "|---:|---|" + "---:|" * 7]
    for size, tools in sizes:
        for name, one in tools.items():
            start = f"{one['start']:.2f}" if one["start"] else "> 60"
            click = f"{1000 * one['click']:.0f}" if one["click"] else "not seen"
            counts = ["not seen" if one[key] is None else f"{one[key]:,}" for key in ("crossings", "lines", "overlaps", "labels", "height")]
            lines.append(f"| {size:,} | {name} | {start} | {click} | {' | '.join(counts)} |")
    return "\n".join([*lines, ""])
