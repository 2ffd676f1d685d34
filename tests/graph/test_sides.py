"""Every side of every point of difference, whatever a projection leaves out."""

from __future__ import annotations

import pytest

from orggraph.graph import Side, project, provenance
from orggraph.model.tables import Tables, to_tables
from orggraph.sources.dataset_yaml import read_dataset

TEXT = """
orggraph: 1
dataset: {id: d, title: D, reference_date: 2026}
Source:
  - {id: one, name: Een}
  - {id: two, name: Twee}
Slot:
  - {id: size, name: Hoeveel?, difference: contradicts}
  - {id: seat, name: Waar?, difference: narrower}
  - {id: member, name: Wie?, difference: narrower}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive}
  - {id: db, name: DB, kind: executive_board, tier: executive}
Post:
  - id: chair
    name: Voorzitter
    in: [{to: body/ab, slot: slot/seat, sources: [two p. 1]}, {to: body/db, slot: slot/seat, note: Alleen het DB, sources: [one]}]
  - {id: mayor, name: Burgemeester, slot: slot/member, in: body/ab, sources: [one p. 2], evidence: inferred}
  - {id: alderman, name: Wethouder, slot: slot/member, in: body/ab, end_date: 2020}
Claim:
  - {id: ten, name: x, subject: body/ab, field: count, value: "10", slot: slot/size, sources: [one p. 4, one p. 3]}
  - {id: eight, name: x, subject: body/ab, field: count, value: "8", slot: slot/size, sources: [two]}
"""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return to_tables(read_dataset(TEXT))


def by_slot(tables: Tables, prefer: tuple[str, ...] = (), on: str | None = None) -> dict[str, list[Side]]:
    found: dict[str, list[Side]] = {}
    for side in provenance(project(tables, prefer=prefer, on=on)).sides:
        found.setdefault(side.slot, []).append(side)
    return found


def test_a_claim_says_its_value_of_its_subject(tables: Tables) -> None:
    ten, eight = by_slot(tables)["d/slot/size"]

    assert (ten.kind, ten.answer, ten.about, ten.ends) == ("Claim", "10", ("d/body/ab",), None)
    assert ten.cited == (("d/source/one", "p. 3"), ("d/source/one", "p. 4"))
    assert eight.cited == (("d/source/two", ""),)


def test_a_relationship_says_its_note_or_its_ends(tables: Tables) -> None:
    db, ab = by_slot(tables)["d/slot/seat"]

    assert (db.kind, db.answer, ab.answer) == ("IN", "Alleen het DB", "Voorzitter – AB")
    assert ab.about == ab.ends == ("d/post/chair", "d/body/ab")


def test_a_post_is_about_the_body_of_its_seat(tables: Tables) -> None:
    alderman, mayor = by_slot(tables)["d/slot/member"]

    assert (mayor.kind, mayor.answer, mayor.about, mayor.evidence) == ("Post", "Burgemeester", ("d/body/ab", "d/post/mayor"), "inferred")
    assert alderman.cited == ()


@pytest.mark.parametrize("prefer", [(), ("one",), ("two",)])
@pytest.mark.parametrize("on", [None, "1900", "2019"])
def test_neither_date_nor_preference_takes_a_side_away(tables: Tables, prefer: tuple[str, ...], on: str | None) -> None:
    assert by_slot(tables, prefer, on) == by_slot(tables)
