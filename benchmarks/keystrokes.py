"""``python -m benchmarks.keystrokes``: what each key costs when the questions are typed letter by letter, Dutch and English.

On the example region with the four others beside it, and on all five together. Seconds of the processor, so that what else the
machine does adds nothing; the route and the browser come on top of it (a few milliseconds on one machine).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from orggraph import regions
from orggraph.i18n import DEFAULT_LANG
from orggraph.search import Index, build, results
from tests.search.questions import DUTCH, ENGLISH, graph_of, of_regions, questions


def keys(index: Index, beside: Index | None) -> list[float]:
    """Milliseconds that each key costs."""
    taken = []
    for question in questions([*DUTCH, *ENGLISH], regions.EXAMPLE):
        for end in range(1, len(question.ask) + 1):
            started = time.process_time()
            results(index, question.ask[:end], DEFAULT_LANG, beyond=(lambda: beside) if beside else None)
            taken.append(1000 * (time.process_time() - started))
    return taken


def main() -> None:
    others = [name for name in regions.names() if name != regions.EXAMPLE]
    rows: Sequence[tuple[str, list[str], Index | None]] = (
        (regions.EXAMPLE, [regions.EXAMPLE], build(graph_of(others))), ("all five", regions.names(), None)
    )  # fmt: skip
    print("| Region | things | keys | index (s) | median key (ms) | 95th of 100 (ms) | 99th (ms) | slowest (ms) |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for title, names, beside in rows:
        graph_of(names)
        started = time.process_time()
        index = of_regions(names)
        built = time.process_time() - started
        taken = keys(index, beside)
        tail = statistics.quantiles(taken, n=100)
        print(
            f"| {title} | {len(index.entries)} | {len(taken)} | {built:.2f} | {statistics.median(taken):.1f} | {tail[94]:.1f} | "
            f"{tail[98]:.1f} | {max(taken):.1f} |"
        )


if __name__ == "__main__":
    main()
