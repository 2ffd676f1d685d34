"""Rules of a user: the example of the manual, the folder that is always read, and everything that can be wrong in a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orggraph.analyses import find
from orggraph.errors import InvalidInput
from orggraph.graph import Graph, project
from orggraph.i18n import LANGUAGES
from orggraph.model.tables import to_tables
from orggraph.rules import add_rules, own_rules, rule_base
from orggraph.sources.dataset_yaml import read_dataset

MANUAL = Path(__file__).parents[2] / "docs" / "how-to" / "rules.md"
REGION = """
orggraph: 1
dataset: {id: klein, title: Klein, reference_date: 2026-01-01, fictional: true, complete: [Post, IN]}
Source: [{id: gids, name: Bestuursgids}]
Arrangement: [{id: regeling, name: Regeling, form: public_body, sources: [gids 1]}]
Cooperation: [{id: samen, name: Samen, governed_by: arrangement/regeling, sources: [gids 1]}]
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: cooperation/samen, sources: [gids 2]}
  - {id: db, name: DB, kind: executive_board, tier: executive, part_of: cooperation/samen, sources: [gids 2]}
Post:
  - {id: v, name: Voorzitter, capacity: chair, in: body/db, sources: [gids 3]}
  - {id: een, name: Lid 1, capacity: member, in: body/db, sources: [gids 3]}
  - {id: twee, name: Lid 2, capacity: member, in: body/db, sources: [gids 3]}
"""
RULE = """
  - id: {id}
    kind: composition
    title: {{nl: titel, en: title}}
    explanation: {{nl: uitleg, en: explanation}}
    states: {{nl: velden, en: fields}}
    question: {{nl: waarom?, en: why?}}
    remedy: {{nl: raad, en: advice}}
    severity: {severity}
    pattern: {pattern}
    params: {params}
    {more}
"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return project(to_tables(read_dataset(REGION)))


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The file that the manual shows."""
    [text] = re.findall(r"```yaml\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "our-rules.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def rule(**fields: str) -> str:
    given = {"id": "own", "severity": "tension", "pattern": "board_size", "params": "{body: executive_board, least: 4}", "more": ""}
    return "rules:" + RULE.format(**(given | fields))


def refused(tmp_path: Path, text: str) -> list[tuple[str, int | None, str]]:
    """Code, line and words of every problem of a file."""
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        add_rules([file])
    for problem in caught.value.problems:
        assert problem.file == str(file)
        assert all(problem.text(lang) for lang in LANGUAGES)
    return [(problem.code, problem.line, problem.text("en")) for problem in caught.value.problems]


def test_the_example_of_the_manual_finds_what_it_says(graph: Graph, example: Path) -> None:
    [finding] = [one for one in find(graph, ["composition"], rules=[example]) if one.rule == "zilverwaard-large-executive-board"]

    assert (finding.value, finding.denominator, finding.origin, finding.basis) == (3, 4, "ours", None)
    assert "rule of ours" in finding.text.render("en")
    assert finding.id not in {one.id for one in find(graph, ["composition"])}


def test_a_rule_of_ones_own_is_switched_by_date_too(graph: Graph, example: Path) -> None:
    earlier = project(to_tables(read_dataset(REGION)), on="2025-06-01")

    assert "zilverwaard-large-executive-board" not in {one.rule for one in find(earlier, rules=[example])}
    assert "zilverwaard-large-executive-board" in {one.rule for one in find(graph, rules=[str(example)])}


def test_a_file_is_read_again_when_it_changed(graph: Graph, example: Path) -> None:
    find(graph, rules=[example])
    example.write_text(example.read_text(encoding="utf-8").replace("least: 4", "least: 3"), encoding="utf-8")

    assert "zilverwaard-large-executive-board" not in {one.rule for one in find(graph, rules=[example])}


def test_every_file_of_the_folder_is_one_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        (folder / name).write_text("{}", encoding="utf-8")

    assert [file.name for file in own_rules(tmp_path)] == ["a.yaml", "b.yaml"]
    assert own_rules(tmp_path / "nowhere") == []


def test_no_rule_of_the_program_is_replaced(tmp_path: Path) -> None:
    [(code, line, told)] = refused(tmp_path, rule(id="wgr-14-1-size"))

    assert (code, line) == ("duplicate_id", 2)
    assert "wgr-14-1-size" in told
    assert refused(tmp_path, rule(id="commissioner-contractor"))[0][0] == "duplicate_id"


def test_an_unknown_pattern_says_the_nearest(tmp_path: Path) -> None:
    [(code, line, told)] = refused(tmp_path, rule(pattern="bord_size"))

    assert (code, line) == ("unknown_pattern", 10)
    assert "board_size" in told


@pytest.mark.parametrize(
    ("fields", "line", "words"),
    [
        ({"params": "{body: executive_bord, least: 4}"}, 11, "body"),
        ({"params": "{body: executive_board}"}, 11, "give either least"),
        ({"params": "{body: executive_board, least: 4, lest: 4}"}, 11, "lest"),
        ({"severity": "bar"}, 2, "valid_on"),
        ({"severity": "bad"}, 9, "severity"),
        ({"more": "colour: red"}, 12, "colour"),
        ({"more": "complete: [Pots]"}, 2, "Post"),
        ({"more": "forms: [club]"}, 12, "forms"),
        ({"more": "in_force_from: 2024-02-30"}, 12, "in_force_from"),
        ({"more": "{in_force_from: 2024-01-01"}, 13, "YAML"),
        ({"more": "in_force_until: 2020-01-01\n    in_force_from: 2024-01-01"}, 2, "must lie after"),
        ({"more": "adapt_by: 2024-01-01"}, 2, "adapt_by"),
        ({"more": "origin: law"}, 2, "basis"),
        ({"more": "basis: {act: Wgr, article: '14'}"}, 2, "legal forms"),
        ({"pattern": "side_functions", "params": "{}", "more": "forms: [public_body]"}, 2, "looks at no arrangement"),
        ({"id": "Own Rule"}, 2, "id"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, fields: dict[str, str], line: int, words: str) -> None:
    problems = refused(tmp_path, rule(**fields))

    assert any(at == line and words in told for _, at, told in problems), problems


def test_all_mistakes_of_all_files_at_once(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text(rule(pattern="nothing") + RULE.format(id="x", severity="bar", pattern="clause", params="{}", more=""), encoding="utf-8")
    other.write_text("rules: {id: x}\nrools: []\n", encoding="utf-8")

    with pytest.raises(InvalidInput) as caught:
        add_rules([one, other, tmp_path / "absent.yaml"])

    assert {(Path(problem.file or "").name, problem.code) for problem in caught.value.problems} == {
        ("one.yaml", "unknown_pattern"), ("one.yaml", "bad_value"), ("other.yaml", "no_list"), ("other.yaml", "unknown_key"),
        ("absent.yaml", "unreadable"),
    }  # fmt: skip


def test_without_files_it_is_the_base_of_the_program() -> None:
    assert add_rules([]) is rule_base()
