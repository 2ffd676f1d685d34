from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph import regions
from orggraph.analyses import find
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]


def findings(graph: Graph) -> dict[tuple[str, str], Finding]:
    """By subject without its dataset, and measure."""
    return {(one.subjects[0].id.split("/", 1)[-1], one.measure): one for one in find(graph, ["follow_up"])}


@pytest.mark.parametrize("region", ["amersfoort", "gooi-en-vechtstreek", "noord-veluwe"])
def test_a_region_without_decisions_is_not_assessable(region: str) -> None:
    [one] = findings(project(to_tables(read_dataset(regions.path(region))))).values()

    assert (one.assessable, one.value, one.severity) == (False, None, Severity.INFO)


def test_arnhem_the_councils_still_decide_each_for_itself() -> None:
    found = findings(project(to_tables(read_dataset(regions.path("arnhem-nijmegen")))))

    local = found["decision/versterking-samenwerking", "local_decisions"]
    assert (local.value, local.denominator, local.severity) == (0, 18, Severity.INFO)
    assert {edge.attributes["type"] for edge in local.edges} == {"FOLLOWS", "HAS_STEP", "AT"}
    binding = found["decision/versterking-samenwerking", "binding"]
    assert (binding.value, binding.denominator) == (1, 4)
    assert "een eigenaar, een bewaker, wat eruit voortkomt" in binding.text.render("nl")
    assert (found["cooperation/arnhem-nijmegen", "binding"].value, found["cooperation/arnhem-nijmegen", "binding"].denominator) == (0, 1)


WHOLE = """
Cooperation:
  - {id: regio, name: Regio, governed_by: arrangement/regeling}
Arrangement:
  - {id: regeling, name: Regeling, form: public_body, powers_transferred: true}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: cooperation/regio}
  - {id: pfho, name: PFHO, kind: portfolio_council, tier: executive, part_of: cooperation/regio}
Post:
  - {id: secretaris, name: Secretaris, in: body/ab}
Assignment:
  - {id: a, name: A}
Decision:
  - id: besluit
    name: Besluit
    date: 2025-05-01
    taken_by: body/ab
    owned_by: post/secretaris
    monitored_by: post/secretaris
    results_in: assignment/a
"""
OTHER = "  - {id: ander, name: Ander, form: public_body, powers_transferred: false}\n"


def test_a_decision_with_all_parts_is_no_gap(small: Small) -> None:
    [one] = findings(small(WHOLE)).values()

    assert (one.value, one.denominator, one.severity, one.measure) == (1, 1, Severity.INFO, "binding")


@pytest.mark.parametrize(
    "part", ["owned_by: post/secretaris", "monitored_by: post/secretaris", "results_in: assignment/a", "taken_by: body/ab"]
)
def test_each_part_that_is_not_there_is_told(small: Small, part: str) -> None:
    found = findings(small(WHOLE.replace(f"    {part}\n", "")))

    one = found["decision/besluit", "binding"]
    assert (one.value, one.denominator, one.severity) == (3, 4, Severity.GAP)
    told = {"owned": "an owner", "monitored": "a monitor", "results": "what comes of it", "taken": "who takes it"}[
        part.split("_", maxsplit=1)[0]
    ]
    assert one.text.render("en").endswith(f"not: {told}.")


def test_an_owner_still_to_be_decided_is_not_there(small: Small) -> None:
    opened = WHOLE.replace("owned_by: post/secretaris", "owned_by: {to: post/secretaris, status: open}")

    assert findings(small(opened))["decision/besluit", "binding"].value == 3


def test_a_consultation_decides_without_a_power(small: Small) -> None:
    found = findings(small(WHOLE.replace("taken_by: body/ab", "taken_by: body/pfho")))

    one = found["decision/besluit", "power"]
    assert (one.severity, one.assessable) == (Severity.TENSION, True)
    assert "“PFHO”" in one.text.render("nl")
    assert "a power of the body that takes it" in found["decision/besluit", "binding"].text.render("en")


@pytest.mark.parametrize("holder", ["body/pfho", "post/lid"])
def test_a_mandate_to_a_body_or_its_seat_is_a_power(small: Small, holder: str) -> None:
    granted = WHOLE.replace("taken_by: body/ab", "taken_by: body/pfho") + (
        f"Mandate:\n  - {{id: m, name: M, kind: mandate, granted_to: {holder}}}\n"
    )
    granted = granted.replace("in: body/ab}", "in: body/ab}\n  - {id: lid, name: Lid, in: body/pfho}")

    assert ("decision/besluit", "power") not in findings(small(granted))


def test_a_board_without_transferred_powers_has_none_and_silence_is_not_assessable(small: Small) -> None:
    without = findings(small(WHOLE.replace("powers_transferred: true", "powers_transferred: false")))["decision/besluit", "power"]
    covenant = findings(small(WHOLE.replace("public_body, powers_transferred: true", "covenant")))["decision/besluit", "power"]
    silent = findings(small(WHOLE.replace(", powers_transferred: true", "")))["decision/besluit", "power"]

    assert (without.severity, without.assessable) == (Severity.TENSION, True)
    assert {edge.attributes["type"] for edge in without.edges} == {"TAKEN_BY", "PART_OF", "GOVERNED_BY"}
    assert covenant.assessable
    assert not silent.assessable
    assert silent.text.render("nl").startswith("Niet te beoordelen")


def test_a_board_that_is_part_of_nothing_is_under_the_only_arrangement(small: Small) -> None:
    loose = WHOLE.replace("tier: executive, part_of: cooperation/regio}\n  - {id: pfho", "tier: executive}\n  - {id: pfho")

    assert ("decision/besluit", "power") not in findings(small(loose))
    two = loose.replace("Body:\n", OTHER + "Body:\n")
    assert not findings(small(two))["decision/besluit", "power"].assessable


def test_a_circle_of_parts_ends(small: Small) -> None:
    circle = WHOLE.replace(
        "kind: general_board, tier: executive, part_of: cooperation/regio", "kind: general_board, tier: executive, part_of: body/pfho"
    )
    circle = circle.replace(
        "kind: portfolio_council, tier: executive, part_of: cooperation/regio", "kind: portfolio_council, tier: executive, part_of: body/ab"
    )

    assert ("decision/besluit", "power") not in findings(small(circle))


LOCAL = (
    WHOLE.replace("    date: 2025-05-01\n", "    date: 2025-05-01\n    follows: route/r\n")
    + """
  - {id: lokaal, name: Lokaal, date: 2025-06-01, taken_by: body/raad-a, follows: route/r}
  - {id: later, name: Later, date: 2027-06-01, taken_by: body/raad-b, follows: route/r}
Route:
  - {id: r, name: R, has_step: [step/1, step/2, step/3]}
Step:
  - {id: "1", name: Zienswijze, action: submit_view, at: body/raad-d}
  - {id: "2", name: Bekrachtigen, action: ratify, at_mode: all, at: [body/raad-a, body/raad-b, body/raad-c]}
  - {id: "3", name: Soms, action: decide, optional: true, at: body/raad-d}
"""
)
COUNCILS = "".join(f"  - {{id: raad-{one}, name: Raad {one}, kind: council, tier: political}}\n" for one in "abcd")
LOCAL = LOCAL.replace("Post:\n", COUNCILS + "Post:\n", 1)


def test_local_decisions_are_counted_by_the_route(small: Small) -> None:
    found = findings(small(LOCAL))

    one = found["decision/besluit", "local_decisions"]
    assert (one.value, one.denominator, one.severity) == (1, 3, Severity.GAP)
    assert "van 1 van de 3 is vastgelegd" in one.text.render("nl")
    assert found["cooperation/regio", "binding"].denominator == 1, "a local decision is no regional one"
    assert findings(small(LOCAL, on="2027-07-01"))["decision/besluit", "local_decisions"].value == 2


def test_who_still_decides_is_not_asked_where_all_have(small: Small) -> None:
    complete = LOCAL.replace("body/raad-b, body/raad-c]", "body/raad-b]")
    one = findings(small(complete, on="2027-07-01"))["decision/besluit", "local_decisions"]

    assert (one.value, one.denominator, one.severity, one.remedy) == (2, 2, Severity.INFO, None)
    assert "besluiten nog" not in one.question.render("nl")
    assert "besluiten nog" in findings(small(LOCAL))["decision/besluit", "local_decisions"].question.render("nl")


def test_a_local_decision_belongs_to_no_decision_when_two_go_by_the_route(small: Small) -> None:
    two = LOCAL.replace("  - {id: lokaal,", "  - {id: tweede, name: Tweede, taken_by: body/ab, follows: route/r}\n  - {id: lokaal,")

    assert findings(small(two))["decision/besluit", "local_decisions"].value == 0
    named = two.replace("results_in: assignment/a", "results_in: [assignment/a, decision/lokaal]")
    assert findings(small(named))["decision/besluit", "local_decisions"].value == 1
    assert findings(small(named))["decision/tweede", "local_decisions"].value == 0


def test_a_decision_that_is_not_taken_yet_waits_without_a_gap(small: Small) -> None:
    waiting = LOCAL.replace("date: 2025-05-01", "date: 2026-05-01")

    assert findings(small(waiting))["decision/besluit", "local_decisions"].severity == Severity.INFO


def test_how_many_is_not_said_of_a_plural_or_a_choice(small: Small) -> None:
    plural = findings(small(LOCAL.replace("name: Raad c,", "name: Raad c, per: municipality,")))
    counted = findings(small(LOCAL.replace("name: Raad c,", "name: Raad c, per: municipality, count: 5,")))
    choice = findings(small(LOCAL.replace("at_mode: all", "at_mode: any")))

    assert not plural["decision/besluit", "local_decisions"].assessable
    assert not choice["decision/besluit", "local_decisions"].assessable
    assert counted["decision/besluit", "local_decisions"].denominator == 7


def test_a_decision_that_councils_take_themselves_counts_each(small: Small) -> None:
    own = LOCAL.replace("taken_by: body/ab", "taken_by: [body/raad-a, body/raad-d]")

    one = findings(small(own))["decision/besluit", "local_decisions"]
    assert (one.value, one.denominator) == (2, 4)


def test_one_municipality_on_its_own_matter_needs_no_other(small: Small) -> None:
    own = WHOLE.replace("taken_by: body/ab", "taken_by: body/raad-a").replace("Post:\n", COUNCILS + "Post:\n", 1)

    assert findings(small(own)).keys() == {("cooperation/regio", "binding")}
