"""A finding is the same in every process: its identity may not hang on the order in which a set gives its members."""

from __future__ import annotations

import os
import subprocess
import sys

SCRIPT = """
import orggraph
from orggraph import regions
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

graph = project(to_tables(read_dataset(regions.path("voorbeeldregio"))))
for finding in orggraph.find(graph):
    print(finding.id, finding.fingerprint)
"""


def test_findings_do_not_hang_on_the_order_of_sets() -> None:
    first, second = (
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    )

    assert first
    assert first == second
