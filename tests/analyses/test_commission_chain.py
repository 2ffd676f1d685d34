from __future__ import annotations

from collections.abc import Callable

from orggraph import regions
from orggraph.analyses import find
from orggraph.analyses.commission_chain import commission_chain
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]
REGION = "cooperation/gooi-en-vechtstreek"


def findings(graph: Graph) -> dict[tuple[str, str], Finding]:
    """By subject without its dataset, and measure."""
    return {(one.subjects[0].id.split("/", 1)[-1], one.measure): one for one in commission_chain(graph)}


def test_gooi_no_chain_of_eight_is_whole(gooi: Graph) -> None:
    one = findings(gooi)[REGION, "commission_chain"]

    assert (one.value, one.denominator, one.severity) == (0, 8, Severity.GAP)
    text = one.text.render("nl")
    assert "bestuurlijk opdrachtgever bij 0, ambtelijk opdrachtgever bij 7, opdrachtnemer bij 8" in text
    assert "Bij 8 is een schakel of de kant daarvan afgeleid" in text  # at 4 that the place on behalf of the AB is political


def test_gooi_links_per_agreement(gooi: Graph) -> None:
    chains = {subject: (one.value, one.denominator) for (subject, measure), one in findings(gooi).items() if measure == "commission_chain"}

    del chains[REGION]
    assert chains == {f"assignment/{number}": (1 if number == 4 else 2, 3) for number in range(1, 9)}


def test_gooi_open_and_not_stated_are_told_apart(gooi: Graph) -> None:
    found = findings(gooi)

    assert "political commissioner (not stated)" in found["assignment/3", "commission_chain"].text.render("en")
    assert "political commissioner (explicitly still to be decided), official commissioner (not stated)" in found[
        "assignment/4", "commission_chain"
    ].text.render("en")


def test_gooi_nobody_stands_at_both_ends_and_nothing_leads_back(gooi: Graph) -> None:
    assert {measure for _, measure in findings(gooi)} == {"commission_chain"}


def test_arnhem_commissioners_without_a_side_are_not_assessable() -> None:
    found = findings(project(to_tables(read_dataset(regions.path("arnhem-nijmegen")))))

    assert {subject for subject, _ in found} == {
        "cooperation/arnhem-nijmegen", "assignment/opdracht-in-programma", "assignment/versterking-samenwerking",
    }  # fmt: skip
    assert {(one.assessable, one.value) for one in found.values()} == {(False, None)}


def test_amersfoort_has_no_commissions_and_no_findings(amersfoort: Graph) -> None:
    assert findings(amersfoort) == {}


WHOLE = """
Cooperation:
  - {id: regio, name: Regio}
Person:
  - {id: p, name: P, holds: post/wethouder}
  - {id: q, name: Q}
Post:
  - {id: wethouder, name: Wethouder, in: cooperation/regio}
  - {id: secretaris, name: Secretaris, in: cooperation/regio}
Assignment:
  - id: vol
    name: Vol
    commissioned_by: [{to: post/wethouder, side: political}, {to: post/secretaris, side: official}]
    carried_out_by: person/q
"""


def test_a_whole_chain_is_no_gap(small: Small) -> None:
    found = findings(small(WHOLE))

    assert found.keys() == {("cooperation/regio", "commission_chain")}
    one = found["cooperation/regio", "commission_chain"]
    assert (one.value, one.denominator, one.severity) == (1, 1, Severity.INFO)


def test_a_person_at_both_ends_by_a_post_is_information(small: Small) -> None:
    one = findings(small(WHOLE.replace("carried_out_by: person/q", "carried_out_by: person/p")))["assignment/vol", "one_hand"]

    assert (one.severity, one.value, one.denominator) == (Severity.INFO, 2, 3)
    assert "“P” (political commissioner, contractor)" in one.text.render("en")
    assert {edge.attributes["type"] for edge in one.edges} == {"COMMISSIONED_BY", "HOLDS", "CARRIED_OUT_BY"}


def test_a_post_at_both_ends_is_told_once_and_not_again_for_its_holder(small: Small) -> None:
    one = findings(small(WHOLE.replace("carried_out_by: person/q", "carried_out_by: post/wethouder")))["assignment/vol", "one_hand"]

    assert one.severity == Severity.TENSION
    assert "“Wethouder”" in one.text.render("en")
    assert "“P”" not in one.text.render("en")


def test_one_person_on_both_sides_is_a_tension(small: Small) -> None:
    held = WHOLE.replace("holds: post/wethouder", "holds: [post/wethouder, post/secretaris]")

    one = findings(small(held))["assignment/vol", "one_hand"]
    assert one.severity == Severity.TENSION
    assert "(bestuurlijk opdrachtgever, ambtelijk opdrachtgever)" in one.text.render("nl")
    former = held.replace("post/secretaris]", "{to: post/secretaris, status: former}]")
    assert ("assignment/vol", "one_hand") not in findings(small(former))


def test_an_open_place_in_a_field_breaks_the_chain_explicitly(small: Small) -> None:
    one = findings(small(WHOLE.replace("    carried_out_by: person/q", "    open: [carried_out_by]")))["assignment/vol", "commission_chain"]

    assert (one.value, one.denominator) == (2, 3)
    assert "opdrachtnemer (uitdrukkelijk nog te bepalen)" in one.text.render("nl")


def test_commissions_of_which_nothing_is_said_are_not_assessable_once(small: Small) -> None:
    found = findings(small("Assignment:\n  - {id: a, name: A}\n  - {id: b, name: B}\n  - {id: c, name: C, status: former}\n"))

    [one] = found.values()
    assert (one.assessable, one.value) == (False, None)
    assert "of the 2 commissions" in one.text.render("en")


CYCLE = """
Assignment:
  - {id: a, name: A, results_in: decision/d}
  - {id: b, name: B, results_in: assignment/a, part_of: assignment/c}
  - {id: c, name: C, results_in: assignment/e}
  - {id: e, name: E}
Decision:
  - {id: d, name: D, results_in: assignment/b}
"""


def test_a_cycle_through_a_decision_is_found_and_a_path_is_none(small: Small) -> None:
    cycles = [one for one in find(small(CYCLE), ["commission_chain"]) if one.measure == "commission_cycle"]

    [one] = cycles
    assert [subject.name for subject in one.subjects] == ["A", "B", "D"]
    assert (one.value, one.severity) == (3, Severity.TENSION)
    assert "in 3 steps: “A” → “D” → “B” → “A”" in one.text.render("en")


def test_to_be_part_and_to_result_make_no_cycle_together(small: Small) -> None:
    path = CYCLE.replace("results_in: assignment/a, ", "").replace("results_in: assignment/e", "results_in: assignment/b")

    assert not [one for one in find(small(path), ["commission_chain"]) if one.measure == "commission_cycle"]
    parts = path.replace("results_in: assignment/b}\n  - {id: e", "part_of: assignment/b}\n  - {id: e")
    [one] = [one for one in find(small(parts), ["commission_chain"]) if one.measure == "commission_cycle"]
    assert "Onderdeel zijn van elkaar leidt in 2 stappen terug" in one.text.render("nl")
