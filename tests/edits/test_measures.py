"""Figures before and after a scenario: those of the tables of the analyses, of one scenario and of several beside each other."""

from __future__ import annotations

import pytest

from orggraph.analyses import tables
from orggraph.edits import Change, Proposal, Scenario, beside, what_if
from orggraph.edits.comparing import count_rows
from orggraph.edits.measures import shift_rows, shifts
from orggraph.workspace import Workspace

DAY = "2024-06-01"


@pytest.fixture(scope="module")
def leaves(work: Workspace) -> Proposal:
    return what_if(work, Scenario("vertrek", "proefregio", (Change("resign", {"person": "bestuurder A", "on": DAY}),)))


@pytest.fixture(scope="module")
def nothing(work: Workspace) -> Proposal:
    return what_if(work, Scenario("niets", "proefregio", on=DAY))


def test_a_sentence_before_and_after_is_that_of_the_table(leaves: Proposal) -> None:
    rows = shift_rows(shifts(leaves.graph_before, [leaves.graph], "en"), ("vertrek",), "en")

    known = {(row["title"], row["before"], row["after"]) for row in rows if not row["subject"]}
    assert known
    for kind in ("coverage", "key_persons", "interlocks"):
        both = [tables(graph, kind)[0] for graph in (leaves.graph_before, leaves.graph)]
        told = [table.sentence.render("en") for table in both]
        assert ((both[0].title["en"], *told) in known) is (told[0] != told[1])
    assert all(row["before"] != row["after"] for row in rows)


def test_no_row_is_about_a_person(leaves: Proposal) -> None:
    people = {data["name"] for _, data in leaves.graph_before.nodes(data=True) if data["label"] == "Person"}
    rows = shift_rows(shifts(leaves.graph_before, [leaves.graph], "nl"), ("vertrek",), "nl")

    assert not [row for row in rows if people & set(str(row["subject"]).split(" · "))]


def test_a_figure_of_a_row_by_hand(leaves: Proposal) -> None:
    rows = shift_rows(shifts(leaves.graph_before, [leaves.graph], "en"), ("vertrek",), "en")

    people = [row for row in rows if row["title"] == "Bodies and their people" and row["figure"] == "known people"]
    # A, B and D sit in the general board; he alone in the executive board, A and B in the consultation
    assert {row["subject"]: (row["before"], row["after"]) for row in people} == {
        "Algemeen bestuur": ("3", "2"),
        "Dagelijks bestuur": ("1", ""),
        "PFHO wonen": ("2", "1"),
    }


def test_without_changes_no_figure_differs(nothing: Proposal) -> None:
    assert shifts(nothing.graph_before, [nothing.graph], "en") == []


def test_several_stand_beside_each_other(leaves: Proposal, nothing: Proposal) -> None:
    rows = shift_rows(shifts(leaves.graph_before, [leaves.graph, nothing.graph], "en"), ("vertrek", "niets"), "en")
    assert rows
    assert all(row["niets"] == row["before"] != row["vertrek"] for row in rows)

    counted = {row["kind"]: row for row in count_rows(beside([leaves, nothing]), "en")}
    hats = counted["Colliding hats"]
    assert (hats["before"], hats["vertrek"], hats["niets"]) == (6, "3 (new 0, gone 3, changed 0)", "6")
