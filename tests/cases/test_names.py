"""Dutch names: sorted and found by surname, and two of one name told apart by function."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.errors import NotFound
from orggraph.graph import Graph, project
from orggraph.graph.people import name_order
from orggraph.model.tables import to_tables
from orggraph.queries import run
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.sources.names import read_names
from orggraph.store.connection import Connection
from orggraph.store.loading import load
from orggraph.store.schema import prepare
from orggraph.views import lookup

CASES = Path(__file__).parent
SORTED = [
    "Sanne van der Akker", "J. Bakker", "J. Bakker", "'t Hart, Kees", "Ype Ynsma", "mr. dr. Ruud IJsbrand", "Éva Zomer",
    "Bo de Zwart-van den Aa",
]  # fmt: skip


def overlay() -> dict[str, str]:
    return read_names(["c24-namen"], CASES / "names")


def graph() -> Graph:
    return project(to_tables(read_dataset(CASES / "c24-namen.yaml")), names=overlay())


def test_people_stand_in_the_order_of_their_surnames() -> None:
    named = graph()
    people = [node for node, data in named.nodes(data=True) if data["label"] == "Person"]
    assert [named.nodes[node]["name"] for node in sorted(people, key=lambda node: name_order(named, node))] == SORTED


@pytest.mark.parametrize(
    ("sought", "person"),
    [("IJsbrand", "p3"), ("ijsbrand", "p3"), ("Akker", "p1"), ("van der Akker", "p1"), ("zomer", "p5"), ("Hart", "p6"), ("Zwart", "p2")],
)
def test_a_person_is_found_by_surname(sought: str, person: str) -> None:
    assert lookup.resolve(graph(), sought) == f"c24-namen/person/{person}"


def test_two_people_of_one_name_are_told_apart_by_function() -> None:
    with pytest.raises(NotFound) as caught:
        lookup.resolve(graph(), "Bakker")
    assert "c24-namen/person/p7 (bestuurder 7)" in str(caught.value)
    assert "c24-namen/person/p8 (bestuurder 8)" in str(caught.value)


def test_rows_with_names_stand_by_surname(embedded_connection: Connection) -> None:
    prepare(embedded_connection)
    load(embedded_connection, read_dataset(CASES / "c24-namen.yaml"), by="tests")
    rows = run(embedded_connection, "who-holds-what", {"person": None}, names=overlay())
    assert [row["person"] for row in rows if row["person"]] == SORTED
