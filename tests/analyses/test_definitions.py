"""Each analysis is defined in its docstring, and the worked example there comes out as it says."""

from __future__ import annotations

import sys

import pytest

from orggraph.analyses import find, registry
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

HEAD = "orggraph: 1\ndataset: {id: klein, title: Klein, reference_date: 2026-01-01, complete: [Body, Post, IN, HOLDS]}\n"
PARTS = {
    "a worked example": ("example",),
    "what it means": ("what it means", "useful to know"),
    "what it does not mean": ("does not mean",),
    "what it costs": ("cost:", "linear in"),
    "its range": ("range", "from 0", "unit", "0 to ", "0 and up", "per council", "finding"),
    "where Cypher answers it": ("in cypher", "question ``council-distance``"),
    "an empty graph": ("empty",),
}
"""What a definition says, and the words by which it does."""
COUNCIL = """
Organization: [{id: oost, name: Oost, kind: municipality}]
Body: [{id: raad, name: Raad, kind: council, tier: political, part_of: organization/oost}]
"""
EXAMPLES: dict[str, tuple[str, set[tuple[str, str, float | None, float | None]]]] = {
    "circles": (
        """
Topic:
  - {id: a, name: A, part_of: topic/b}
  - {id: b, name: B, part_of: topic/c}
  - {id: c, name: C, part_of: topic/a}
  - {id: d, name: D, part_of: topic/a}
""",
        {("a", "circle", 3, None)},
    ),
    "commission_chain": (
        """
Person: [{id: ann, name: Ann}, {id: bas, name: Bas}, {id: cas, name: Cas}]
Assignment:
  - {id: "1", name: Een, commissioned_by: [{to: person/ann, side: political}, {to: person/bas, side: official}], carried_out_by: person/cas}
  - {id: "2", name: Twee, commissioned_by: {to: person/ann, side: political}, carried_out_by: person/cas}
""",
        {("klein", "commission_chain", 1, 2), ("2", "commission_chain", 2, 3)},
    ),
    "composition": (
        """
Organization:
  - {id: oost, name: Oost, kind: municipality, participates_in: {to: arrangement/gr, organs: [college]}}
  - {id: west, name: West, kind: municipality, participates_in: {to: arrangement/gr, organs: [college]}}
Cooperation: [{id: regio, name: Regio, governed_by: arrangement/gr}]
Arrangement: [{id: gr, name: GR, form: public_body, start_date: 2020-01-01}]
Body:
  - {id: ab, name: AB, kind: general_board, tier: political, part_of: cooperation/regio}
  - {id: db, name: DB, kind: executive_board, tier: executive, part_of: cooperation/regio}
Post:
  - {id: a1, name: A1, capacity: member, in: body/ab}
  - {id: a2, name: A2, capacity: member, in: body/ab}
  - {id: d1, name: D1, capacity: member, in: body/db}
  - {id: d2, name: D2, capacity: member, in: body/db}
Person:
  - {id: ann, name: Ann, holds: [post/a1, post/d1]}
  - {id: bas, name: Bas, holds: [post/a2, post/d2]}
""",
        {("db", "board_size", 2, 3), ("db", "board_size", 2, 2)},
    ),
    "contradictions": (
        """
Source: [{id: lijst, name: Lijst}, {id: tabel, name: Tabel}]
Assignment: [{id: "1", name: Een}]
Slot: [{id: trekker, name: Wie trekt, difference: contradicts}]
Claim:
  - {id: c1, name: Een, slot: slot/trekker, subject: assignment/1, field: carried_out_by, value: Ann, sources: [lijst p. 1]}
  - {id: c2, name: Twee, slot: slot/trekker, subject: assignment/1, field: carried_out_by, value: Bas, sources: [tabel p. 2]}
""",
        {("1", "contradicts", 2, None)},
    ),
    "follow_up": (
        COUNCIL
        + """
Assignment: [{id: a, name: Opdracht}]
Decision:
  - {id: d, name: Besluit, date: 2025-01-01, taken_by: body/raad, owned_by: {to: body/raad, side: political}, results_in: assignment/a}
""",
        {("klein", "binding", 0, 1), ("d", "binding", 3, 4)},
    ),
    "freshness": (
        COUNCIL
        + """
Post: [{id: r1, name: R1, capacity: member, in: body/raad}, {id: r2, name: R2, capacity: member, in: body/raad}]
Person:
  - {id: ann, name: Ann, holds: {to: post/r1, start_date: 2022-03-30, end_date: 2026-03-01}}
  - {id: bas, name: Bas, holds: {to: post/r2, start_date: 2022-03-30, end_date: 2027-03-01}}
""",
        {("raad", "terms_end", 1, 2)},
    ),
    "mandates": (
        """
Organization: [{id: oost, name: Oost, kind: municipality}]
Body: [{id: college, name: College, kind: college, tier: executive, part_of: organization/oost}]
Post: [{id: directeur, name: Directeur, in: organization/oost}]
Mandate:
  - {id: m1, name: Een, kind: mandate, written: true, granted_by: body/college, granted_to: post/directeur}
  - {id: m2, name: Twee, kind: mandate, written: true, granted_to: post/directeur}
""",
        {("klein", "coverage", 1, 2), ("m2", "grantor", 0, 1)},
    ),
    "ownership": (
        """
Person: [{id: ann, name: Ann}]
Assignment:
  - {id: "1", name: Een, commissioned_by: {to: person/ann, side: political}, carried_out_by: person/ann, due: 2026-06-01}
  - {id: "2", name: Twee, carried_out_by: person/ann}
""",
        {
            ("klein", name, n, 2)
            for name, n in (("contractor", 2), ("political_owner", 1), ("due", 1), ("official_owner", 0), ("monitor", 0))
        },
    ),
    "pairing": (
        """
Topic: [{id: wonen, name: Wonen}, {id: zorg, name: Zorg}]
Body:
  - {id: bo1, name: BO Wonen, kind: political_consultation, tier: executive, covers: topic/wonen}
  - {id: bo2, name: BO Zorg, kind: political_consultation, tier: executive, covers: topic/zorg}
  - {id: ao1, name: AO Wonen, kind: official_consultation, tier: official, prepares: body/bo1}
""",
        {("klein", "counterpart", 1, 2)},
    ),
    "role_conflicts": (
        """
Person: [{id: ann, name: Ann}, {id: bas, name: Bas}]
Assignment:
  - {id: "1", name: Een, commissioned_by: person/ann, carried_out_by: person/ann}
  - {id: "2", name: Twee, commissioned_by: person/ann, carried_out_by: person/bas}
""",
        {("ann", "people", 2, None)},
    ),
    "role_overload": (
        """
Body:
  - {id: a, name: A, kind: working_group, tier: official}
  - {id: b, name: B, kind: working_group, tier: official}
  - {id: c, name: C, kind: working_group, tier: official}
Post:
  - {id: pa, name: PA, in: body/a}
  - {id: pb, name: PB, in: body/b}
  - {id: pc, name: PC, in: body/c}
  - {id: pd, name: PD, in: body/c}
Person: [{id: ann, name: Ann, holds: [post/pa, post/pb, post/pc]}, {id: bas, name: Bas, holds: post/pd}]
""",
        {("ann", "posts", 3, 4), ("ann", "bodies", 3, 3)},
    ),
    "undescribed_roles": (
        """
Role:
  - {id: lid, name: Lid, purpose: Besturen, accountabilities: [Stemmen], expects: [Stukken op tijd]}
  - {id: voorzitter, name: Voorzitter, purpose: Leiden}
""",
        {("klein", name, n, 2) for name, n in (("purpose", 2), ("accountabilities", 1), ("expects", 1), ("support", 0))},
    ),
}
"""By analysis the records of its worked example, and of what it says: the last part of an id, the measure, the value, the denominator."""
ONE_PERSON = "Person: [{id: ann, name: Ann, holds: post/p}]\nBody: [{id: b, name: B, kind: working_group, tier: official}]\n"
ONE_PERSON += "Post: [{id: p, name: P, in: body/b}]\n"


@pytest.mark.parametrize("kind", sorted(registry()))
def test_a_definition_says_all_that_it_must(kind: str) -> None:
    text = " ".join((sys.modules[registry()[kind].run.__module__].__doc__ or "").lower().split())

    assert [part for part, words in PARTS.items() if not any(word in text for word in words)] == []


def of(records: str) -> Graph:
    return project(to_tables(read_dataset(HEAD + records)))


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_worked_example_comes_out_as_it_says(kind: str) -> None:
    records, expected = EXAMPLES[kind]
    cases = [case for finding in find(of(records), [kind]) for case in finding.cases]
    figures = {
        (case.subjects[0].id.rsplit("/", 1)[-1], measure, value, denominator)
        for case in cases
        for measure, value, denominator in [
            (case.measure, case.value, case.denominator),
            *((figure.measure, figure.value, figure.denominator) for figure in case.figures),
        ]
    }
    assert figures >= expected
    if kind in ("circles", "contradictions", "role_conflicts"):
        assert len(cases) == 1


def in_two() -> str:
    """Two components: twice a person with a post, who have nothing in common."""
    return (
        "Person: [{id: ann, name: Ann, holds: post/p}, {id: bas, name: Bas, holds: post/q}]\n"
        "Body: [{id: b, name: B, kind: working_group, tier: official}, {id: c, name: C, kind: working_group, tier: official}]\n"
        "Post: [{id: p, name: P, in: body/b}, {id: q, name: Q, in: body/c}]\n"
    )


def everybody_everywhere() -> str:
    people, bodies = ("ann", "bas", "cas"), ("a", "b", "c")
    lines = ["Body:", *(f"  - {{id: {body}, name: {body.upper()}, kind: working_group, tier: official}}" for body in bodies), "Post:"]
    lines += [f"  - {{id: {body}-{who}, name: {body} {who}, in: body/{body}}}" for body in bodies for who in people]
    lines.append("Person:")
    lines += [f"  - {{id: {who}, name: {who}, holds: [{', '.join(f'post/{body}-{who}' for body in bodies)}]}}" for who in people]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("records", [ONE_PERSON, in_two(), everybody_everywhere()], ids=["one person", "two components", "everybody"])
def test_every_analysis_bears_the_corners_and_treats_equals_alike(records: str) -> None:
    graph = of(records)
    findings = [case for finding in find(graph) for case in finding.cases]
    people = {node for node, label in graph.nodes(data="label") if label == "Person"}
    by_person: dict[str, set[tuple[str, str, float | None]]] = {person: set() for person in people}
    for case in findings:
        if case.subjects[0].id in people:
            by_person[case.subjects[0].id].add((case.kind, case.measure, case.value))

    assert len(set(map(frozenset, by_person.values()))) == 1, "people who stand alike are told alike"
    for analysis in registry().values():
        for table in analysis.tables(graph) if analysis.tables else ():
            assert table.sentence.render("nl") and table.in_words(graph, "nl") is not None
