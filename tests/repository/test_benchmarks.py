"""The benchmark of the analyses on a small region: the rivals answer the same, every analysis has its row, the slowest are explained."""

from __future__ import annotations

import gc

import pytest

from benchmarks import figures, figures_report, restart_report
from orggraph.analyses import registry


@pytest.fixture
def own_garbage() -> None:
    """Before each measure garbage is collected, which would take long over all that the tests before have left."""
    gc.freeze()


@pytest.mark.usefixtures("own_garbage")
def test_every_analysis_is_timed_and_the_rivals_answer_the_same() -> None:
    seconds = figures.of_size(200)

    assert {work.split(" ", 1)[1] for work in seconds if work.startswith(("find ", "tables "))} == registry().keys()
    assert sum(work.startswith("rival: ") for work in seconds) == 8
    text = "\n".join(figures_report.section({"200": {"figures": seconds}, "command": {}}))
    assert all(f"| `{kind}` |" in text for kind in registry())
    assert text.count("\n- `") == figures_report.SLOWEST
    assert "| 200 |" in text and "beside igraph" in text


def test_without_a_measured_size_there_is_no_section() -> None:
    assert not figures_report.section({"1000": {"limits": {}}, "command": {}})


def test_the_section_on_two_apps_says_what_each_phase_did_to_who_read() -> None:
    calm = {
        "name": "nothing happens", "seconds": 20.0, "runs": 1443, "median": 0.84, "p95": 1.35, "longest wait": 2.1, "cut": 0, "errors": 0,
        "back": None,
    }  # fmt: skip
    killed = calm | {"name": "an app is killed", "back": 8.99, "cut": 20, "errors": 2}
    text = "\n".join(
        restart_report.section(
            {
                "phases": [calm, killed],
                "growth": {"reruns": 10000, "early": 500.4, "late": 501.6},
                "session": 0.254,
                "readers": 20,
                "day": "2026-11-30",
                "machine": "2 cores",
                "load": 9.6,
            }
        )
    )
    assert "| nothing happens | 1,443 | 0.84 | 1.35 | 2.10 |  | 0 | 0 |" in text
    assert "| an app is killed | 1,443 | 0.84 | 1.35 | 2.10 | 9.0 | 20 | 2 |" in text
    assert "Errors in all: 2. A session weighs 0.25 MB" in text
    assert "500 MB after a tenth of 10,000 reruns, and 502 MB after all of them" in text
    assert "the mean load of the machine was 10" in text
