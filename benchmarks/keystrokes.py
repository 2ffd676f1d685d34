"""``python -m benchmarks.keystrokes``: what each key costs when the 120 questions are typed letter by letter, and how many are answered.

On the example region, and on all five built-in regions together. Seconds of the processor, so that what else the machine
does adds nothing; the route and the browser come on top of it (a few milliseconds on one machine).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from orggraph import analyses, regions
from orggraph.graph import Graph, project
from orggraph.i18n import DEFAULT_LANG
from orggraph.model.tables import to_tables
from orggraph.search import build, results
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.ui.searching import page_entries
from tests.search.test_questions import FIRST, QUESTIONS, is_right


def graph_of(names: Sequence[str]) -> Graph:
    return project(to_tables(*(read_dataset(regions.path(name)) for name in names)))


def main() -> None:
    print("| Region | things | index (s) | median key (ms) | 95th of 100 (ms) | slowest (ms) | chosen by | held apart |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for title, names in (("voorbeeldregio", ["voorbeeldregio"]), ("all five", regions.names())):
        graph = graph_of(names)
        findings = analyses.find(graph)
        started = time.process_time()
        index = build(graph, page_entries(), findings)
        built = time.process_time() - started
        keys = []
        for question in QUESTIONS:
            for end in range(1, len(question["ask"]) + 1):
                started = time.process_time()
                results(index, question["ask"][:end], DEFAULT_LANG)
                keys.append(1000 * (time.process_time() - started))
        answered = {held: [0, 0] for held in (False, True)}
        for question in QUESTIONS:
            count = answered[bool(question.get("held"))]
            count[1] += 1
            count[0] += any(is_right(match, question["right"]) for match in index.search(question["ask"])[:FIRST])
        tail = statistics.quantiles(keys, n=20)[-1]
        told = " | ".join(f"{right} of {asked}" for right, asked in answered.values())
        print(f"| {title} | {len(index.entries)} | {built:.2f} | {statistics.median(keys):.1f} | {tail:.1f} | {max(keys):.1f} | {told} |")


if __name__ == "__main__":
    main()
