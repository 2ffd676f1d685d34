"""The benchmark of the analyses on a small region: the rivals answer the same, every analysis has its row, the slowest are explained."""

from __future__ import annotations

from benchmarks import figures, figures_report
from orggraph.analyses import registry


def test_every_analysis_is_timed_and_the_rivals_answer_the_same() -> None:
    seconds = figures.of_size(200)

    assert {work.split(" ", 1)[1] for work in seconds if work.startswith(("find ", "tables "))} == registry().keys()
    assert sum(work.startswith("rival: ") for work in seconds) == 5
    text = "\n".join(figures_report.section({"200": {"figures": seconds}, "command": {}}))
    assert all(f"| `{kind}` |" in text for kind in registry())
    assert text.count("\n- `") == figures_report.SLOWEST
    assert "| 200 |" in text and "beside igraph" in text


def test_without_a_measured_size_there_is_no_section() -> None:
    assert not figures_report.section({"1000": {"limits": {}}, "command": {}})
