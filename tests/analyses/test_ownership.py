from __future__ import annotations

from collections.abc import Callable

from orggraph.analyses import find
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph

Small = Callable[..., Graph]
REGION = "cooperation/gooi-en-vechtstreek"


def findings(graph: Graph) -> dict[tuple[str, str], Finding]:
    """By subject without its dataset, and measure."""
    return {(one.subjects[0].id.split("/", 1)[-1], one.measure): one for one in find(graph, ["ownership"])}


def test_gooi_how_many_of_eight(gooi: Graph) -> None:
    whole = {measure: (one.value, one.denominator) for (subject, measure), one in findings(gooi).items() if subject == REGION}

    assert whole == {
        "political_owner": (0, 8),
        "official_owner": (7, 8),
        "contractor": (8, 8),
        "monitor": (0, 8),
        "due": (0, 8),
        "involved": (4, 8),
    }


def test_gooi_seven_political_commissioners_are_open_and_one_is_not_stated(gooi: Graph) -> None:
    found = findings(gooi)
    texts = {number: found[f"assignment/{number}", "political_owner"].text.render("en") for number in range(1, 9)}

    assert [number for number, text in texts.items() if "explicitly still to be decided" in text] == [1, 2, 4, 5, 6, 7, 8]
    assert [number for number, text in texts.items() if "do not state" in text] == [3]
    told = found[REGION, "political_owner"].text.render("nl")
    assert "uitdrukkelijk open bij 7 (1; 2; 4; 5; 6; 7; 8)" in told
    assert "niet vermeld bij 1 (3)" in told


def test_gooi_agreement_4_names_no_official_commissioner_and_a_body_as_contractor(gooi: Graph) -> None:
    found = findings(gooi)

    assert [subject for subject, measure in found if measure == "official_owner" and subject != REGION] == ["assignment/4"]
    body = found["assignment/4", "contractor"]
    assert (body.severity, body.value) == (Severity.INFO, 1)
    assert "is a body and no person or post: Secretarissenoverleg" in body.text.render("en")


def test_gooi_the_contractor_of_agreement_8_is_inferred_and_says_so(gooi: Graph) -> None:
    found = findings(gooi)

    assert "is inferred and not stated outright" in found["assignment/8", "contractor"].text.render("en")
    assert "afgeleid bij 1 (8)" in found[REGION, "contractor"].text.render("nl")


def test_gooi_open_links_and_dates_are_counted(gooi: Graph) -> None:
    found = findings(gooi)

    links = found[REGION, "involved"].text.render("nl")
    assert "ambtelijke verbinding bij 3 (1; 2; 8)" in links
    assert "zonder nadere aanduiding bij 1 (3)" in links
    dates = found[REGION, "due"].text.render("nl")
    assert "uitdrukkelijk open bij 6 (1; 2; 3; 4; 5; 6)" in dates
    assert "in woorden zonder datum bij 2 (7; 8)" in dates


def test_gooi_what_is_open_is_shown_by_the_edge_to_the_open_post(gooi: Graph) -> None:
    [edge] = findings(gooi)["assignment/5", "political_owner"].edges

    assert gooi.nodes[edge.target]["status"] == "open"


def test_amersfoort_has_no_agreements_and_no_findings(amersfoort: Graph) -> None:
    assert findings(amersfoort) == {}


WHOLE = """
Cooperation:
  - {id: regio, name: Regio}
Person:
  - {id: p, name: P}
Post:
  - {id: secretaris, name: Secretaris, in: cooperation/regio}
Assignment:
  - id: vol
    name: Vol
    due: 2026-05
    commissioned_by: [{to: person/p, side: political}, {to: post/secretaris, side: official}]
    carried_out_by: person/p
    monitored_by: post/secretaris
"""


def test_what_is_complete_is_no_gap(small: Small) -> None:
    found = findings(small(WHOLE))

    assert {subject for subject, _ in found} == {"cooperation/regio"}
    assert {(one.severity, one.value, one.denominator) for one in found.values()} == {(Severity.INFO, 1, 1)}


def test_a_commissioner_without_a_side_is_not_assessable(small: Small) -> None:
    graph = small(WHOLE.replace("[{to: person/p, side: political}, {to: post/secretaris, side: official}]", "person/p"))

    for measure in ("political_owner", "official_owner"):
        finding = findings(graph)["assignment/vol", measure]
        assert (finding.assessable, finding.value) == (False, None)


def test_open_as_a_field_of_the_agreement_counts_as_open(small: Small) -> None:
    graph = small(WHOLE.replace("    carried_out_by: person/p\n", "    open: [carried_out_by]\n"))

    assert "explicitly still to be decided" in findings(graph)["assignment/vol", "contractor"].text.render("en")


DECISION = """
Cooperation:
  - {id: regio, name: Regio}
Post:
  - {id: lid, name: Lid, in: cooperation/regio}
Decision:
  - {id: een, name: Een, owned_by: {to: post/lid, side: political}}
  - {id: oud, name: Oud, status: former}
"""


def test_a_decision_has_owners_and_a_monitor_and_no_date_of_its_own(small: Small) -> None:
    found = findings(small(DECISION))

    assert found.keys() == {
        ("cooperation/regio", "political_owner"), ("cooperation/regio", "official_owner"), ("cooperation/regio", "monitor"),
        ("decision/een", "official_owner"), ("decision/een", "monitor"),
    }  # fmt: skip
    assert (found["cooperation/regio", "political_owner"].value, found["cooperation/regio", "political_owner"].denominator) == (1, 1)
    assert "ambtelijk eigenaar" in found["decision/een", "official_owner"].text.render("nl")
