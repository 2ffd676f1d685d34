"""Several files at once: a warning of one file is told beside the mistake of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.errors import InvalidInput
from orggraph.workspace import Workspace

CASES = Path(__file__).parent


def test_a_mistake_in_one_file_hides_no_warning_of_another() -> None:
    with pytest.raises(InvalidInput) as refused:
        Workspace.read([CASES / "c01-tm.yaml", CASES / "c08-kringen.yaml"])
    assert {problem.code for problem in refused.value.problems} == {"day_between", "to_itself"}
