"""Scenarios: every analysis before and after, worked out by hand; nothing kept of one graph is taken for another."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings

from orggraph.analyses import find
from orggraph.edits import Change, Draft, Scenario, apply, beside, what_if
from orggraph.edits.comparing import Turn, case_rows, compare, count_rows, summary
from orggraph.edits.scenario import (
    change_of,
    forget_scenario,
    keep_scenario,
    kept_scenario,
    kept_scenarios,
    line_of,
    read_scenario,
    write_scenario,
)  # fmt: skip
from orggraph.errors import InvalidInput, LoadConflict, NotFound, WrongUsage
from orggraph.graph import Graph, project
from orggraph.graph.edges import edges_by_type
from orggraph.graph.kept import kept
from orggraph.graph.reading import seats
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.workspace import Workspace
from tests.edits.conftest import FILE
from tests.strategies import datasets

REGION = "proefregio"
DAY = "2024-06-01"
LEAVES = Change("resign", {"person": "bestuurder A", "on": DAY})


@pytest.fixture(scope="module")
def trial() -> Dataset:
    return read_dataset(FILE)


def test_before_and_after_as_worked_out_by_hand(work: Workspace) -> None:
    proposal = what_if(work, Scenario("vertrek", REGION, (LEAVES,)))
    rows = [(row["kind"], row["subject"], row["before"], row["after"], row["turn"]) for row in case_rows(proposal.comparison, "en")]
    assert sorted(rows) == [
        *[("Colliding hats", "bestuurder A", "2", "", "gone")] * 3,
        ("Where much comes together", "Wethouder van Elzen", "", "3 of 10", "new"),
        ("Where much comes together", "bestuurder A", "44.69 of 40", "", "gone"),
    ]
    counts = {row["kind"]: row for row in count_rows(proposal.comparison, "en")}
    hats = counts["Colliding hats"]
    assert [hats[name] for name in ("before", "after", "new", "gone", "changed")] == [6, 3, 0, 3, 0]
    for row in counts.values():
        assert row["after"] == row["before"] - row["gone"] + row["new"]
    n = len([case for case in proposal.comparison.cases if case.before])
    assert str(summary(proposal.comparison, proposal.graph)) == f"vertrek, on 2024-06-01: of {n} findings 4 go and 0 change; 1 come."
    assert work.dataset(REGION) == proposal.before, "nothing is written"


def test_without_changes_all_is_equal(work: Workspace) -> None:
    proposal = what_if(work, Scenario("niets", REGION))
    assert proposal.comparison.cases
    assert not proposal.comparison.differing()
    assert not proposal.sentences and not proposal.warnings


@settings(max_examples=15, deadline=None)
@given(datasets())
def test_a_draft_that_nobody_changed_is_equal_on_any_dataset(dataset: Dataset) -> None:
    graph = project(to_tables(dataset))
    draft = Draft(dataset, project(to_tables(dataset), all_times=True))
    after = project(to_tables(draft.changed()))
    comparison = compare(find(graph), {"niets": find(after)})
    assert not comparison.differing()
    assert {case.turn() for case in comparison.cases} <= {Turn.SAME}


def test_a_later_change_may_name_what_an_earlier_made(work: Workspace) -> None:
    changes = (
        Change("add-body", {"name": "Stuurgroep Water", "kind": "stuurgroep", "tier": "executive", "part_of": "Proefregio", "on": DAY}),
        Change("move", {"post": "ab-secretaris", "to": "Stuurgroep Water", "on": "2024-07-01"}),
        Change("succeed", {"post": "ab-voorzitter", "person": "Nieuw Iemand", "on": DAY}),
        Change("resign", {"person": "Nieuw Iemand", "on": "2024-08-01"}),
    )
    proposal = what_if(work, Scenario("reeks", REGION, changes))
    assert proposal.on == "2024-08-01", "the last day on which a change begins"
    body = next(node for node in proposal.graph if node.endswith("/stuurgroep-water"))
    assert [seat.post.rsplit("/", 1)[-1] for seat in seats(proposal.graph, body, voting=False)] == ["ab-secretaris"]


def test_scenarios_stand_beside_each_other_on_one_day(work: Workspace) -> None:
    leaves = what_if(work, Scenario("vertrek", REGION, (LEAVES,)))
    nothing = what_if(work, Scenario("niets", REGION, on=DAY))
    both = beside([leaves, nothing])
    assert both.names == ("vertrek", "niets")
    assert len(both.differing()) == 5
    assert {case.turn(1) for case in both.cases} == {Turn.SAME}
    assert {"vertrek", "niets"} <= case_rows(both, "nl")[0].keys()
    with pytest.raises(WrongUsage, match="one day"):
        beside([leaves, what_if(work, Scenario("niets", REGION))])


def test_all_that_cannot_be_is_raised_at_once_with_its_line(work: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        "scenario: Plan\ndataset: proefregio\nchanges:\n  - edit: resing\n  - {edit: resign, person: Xyzzy, on: 2024}\n"
        "  - {edit: succeed, post: ab-voorzitter}\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidInput) as refusal:
        what_if(work, read_scenario(path))
    texts = [problem.text("en") for problem in refusal.value.problems]
    assert [problem.line for problem in refusal.value.problems] == [4, 5, 6]
    for text, words in zip(texts, ("resign", "Xyzzy", "must be given"), strict=True):
        assert words in text
    path.write_text("scenarios: Plan\non: morgen\nversion: x\nchanges:\n  - resign\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refusal:
        read_scenario(path)
    codes = {problem.code for problem in refusal.value.problems}
    assert codes == {"unknown_field", "missing", "date", "version", "no_edit"}
    for text in ("[]", "a: [", ""):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidInput):
            read_scenario(path)


def test_a_scenario_is_kept_beside_the_data_and_thrown_away(tmp_path: Path) -> None:
    scenario = Scenario("Één vertrek", REGION, (LEAVES, change_of('move post=ab-secretaris to="Dagelijks bestuur" on=2024-06-01')), on=DAY)
    path = keep_scenario(tmp_path, scenario)
    assert read_scenario(path) == scenario == read_scenario(kept_scenario(tmp_path, "Één vertrek"))
    assert list(kept_scenarios(tmp_path)) == ["een-vertrek"]
    assert [change_of(line_of(change)) for change in scenario.changes] == list(scenario.changes)
    forget_scenario(tmp_path, "een-vertrek")
    assert not kept_scenarios(tmp_path)
    with pytest.raises(NotFound):
        forget_scenario(tmp_path, "een-vertrek")
    with pytest.raises(WrongUsage):
        keep_scenario(tmp_path, Scenario("…", REGION))
    for text in ("resign person", 'resign person="a'):
        with pytest.raises(WrongUsage):
            change_of(text)


def test_a_proposal_of_an_older_version_is_refused(work: Workspace, tmp_path: Path) -> None:
    proposal = what_if(work, Scenario("vertrek", REGION, (LEAVES,), version=7))
    with pytest.raises(LoadConflict):
        apply(work, proposal)
    path = tmp_path / "voorstel.yaml"
    path.write_text(write_scenario(proposal.scenario, ["A legt neer"]), encoding="utf-8")
    assert read_scenario(path).version == 7


def test_nothing_kept_of_one_graph_is_taken_for_another(work: Workspace) -> None:
    proposal = what_if(work, Scenario("vertrek", REGION, (LEAVES,)))
    before, after = proposal.graph_before, proposal.graph
    assert len(edges_by_type(before, "HOLDS")) == len(edges_by_type(after, "HOLDS")) + 4
    copy: Graph = nx.MultiDiGraph(before)
    assert kept(copy, ("edges",), copy.number_of_edges) == before.number_of_edges()
    copy.remove_edges_from(list(copy.edges(keys=True))[:1])
    assert kept(copy, ("edges",), copy.number_of_edges) == before.number_of_edges() - 1


def test_what_a_backend_of_networkx_keeps_of_a_projection_stays_with_it(work: Workspace) -> None:
    proposal = what_if(work, Scenario("vertrek", REGION, (LEAVES,)))
    before, after = proposal.graph_before, proposal.graph
    cache = before.__networkx_cache__  # type: ignore[attr-defined]  # where NetworkX puts what a backend converted
    cache["backends"] = {"any": {"converted": before}}
    try:
        for other in (after, nx.MultiDiGraph(before), before.copy(), what_if(work, Scenario("vertrek", REGION, (LEAVES,))).graph):
            assert not other.__networkx_cache__.get("backends")
    finally:
        cache.clear()
