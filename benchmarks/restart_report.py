"""The section of the page on two apps behind the proxy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

HEAD = """\
## Two apps, and what goes while people read

`python -m benchmarks.restart` has {readers} people read without a pause, through the proxy of `deploy/Caddyfile`, from two apps over one
Neo4j behind a router with three members: each runs a page (Start, the map, findings, my role), fetches files, and begins anew. An
error is an answer of 500 or more, an answer that was cut off, or a page that says that something went wrong. **cut**: WebSockets
that were cut off, after which a page connects again by itself. **longest wait**: between two pages of one reader, with all that
stood in line. **back**: from the start of the app until it answers. Nobody reads so fast: read the p95 beside that of the first line.
An app that has just started has made nothing yet, and here everybody comes to it at once when the other ends: then they stand in line.
The run of 2026-11-30 is of before an app said by `/gezond` that it is ready, and made beforehand what differs by right.
"""


def section(restart: Mapping[str, Any]) -> list[str]:
    """The parts of the section."""
    growth = restart["growth"]
    errors = sum(phase["errors"] for phase in restart["phases"])
    more = (
        f"Errors in all: {errors}. A session weighs {max(restart['session'], 0):.2f} MB (aim: 1). Both apps together held "
        f"{growth['early']:.0f} MB after a tenth of {growth['reruns']:,} reruns, and {growth['late']:.0f} MB after all of them.\n"
    )
    told = f"Measured: {restart['day']}, {restart['machine']}; the mean load of the machine was {restart['load']:.0f}.\n"
    return [HEAD.format(readers=restart["readers"]), _phases(restart), more, told]


def _phases(restart: Mapping[str, Any]) -> str:
    lines = ["| | Pages | median (s) | p95 (s) | longest wait (s) | back (s) | cut | errors |", "|---|" + "---:|" * 7]
    for phase in restart["phases"]:
        times = [f"{phase[figure]:.2f}" for figure in ("median", "p95", "longest wait")]
        back = f"{phase['back']:.1f}" if phase["back"] else ""
        lines.append(f"| {phase['name']} | {phase['runs']:,} | {' | '.join(times)} | {back} | {phase['cut']} | {phase['errors']} |")
    return "\n".join([*lines, ""])
