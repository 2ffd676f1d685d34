"""Small legal situations, each with the verdict that the law of its day gives and the figures that a reader must see.

The verdicts in ``situations.yaml`` come from the text of the law. They were written down before the rules ran on them; where the
rules said otherwise, the dated text was read again, and the rule or the verdict was mended.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from orggraph.analyses import find
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.sources import read

HERE = Path(__file__).parent
FOLDER = HERE / "situations"
SITUATIONS: list[dict[str, Any]] = yaml.safe_load((HERE / "situations.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation["id"])
def test_a_situation_has_the_verdict_of_the_law_of_its_day(situation: dict[str, Any]) -> None:
    graph = project(to_tables(read(FOLDER / f"{situation['id']}.yaml")), on=str(situation["date"]))

    findings = find(graph, kinds=["composition", "mandates", "role_conflicts"])
    of_rule = [part for line in findings for part in (line.parts or (line,)) if part.rule == situation["rule"]]
    verdicts = {str(part.severity) if part.assessable else "not assessable" for part in of_rule} or {"silent"}
    assert verdicts == {situation["verdict"]}, situation["because"]
    text = " ".join(part.text.render("en") for part in of_rule)
    assert [figure for figure in situation.get("figures", []) if figure not in text] == []


def test_each_situation_of_the_folder_has_a_verdict() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(situation["id"] for situation in SITUATIONS)
