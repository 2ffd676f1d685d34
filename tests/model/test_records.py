"""Records as rows: what they hold, what tells them apart, and hashes that say when they are equal."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from pydantic import ValidationError

from orggraph.model.base import Citation, digest
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Organization, Role, Source, Topic
from orggraph.model.relationships import CommissionedBy, PartOf
from orggraph.model.tables import to_tables
from orggraph.model.terms import Evidence, OrganizationKind, Side


def topic(name: str = "a", **more: Any) -> Topic:
    return Topic(dataset="d", id=f"d/topic/{name}", name=name, **more)


def test_a_row_holds_what_is_stated_and_the_computed_days() -> None:
    node = Organization(
        dataset="d", id="d/organization/a", name="A", kind=OrganizationKind.PARTNER, start_date="2015", end_date="2016-02-01",
        open=["count"], note="",
    )  # fmt: skip
    assert node.row() == {
        "dataset": "d", "id": "d/organization/a", "name": "A", "kind": "partner", "label": "Organization", "status": "actual",
        "evidence": "stated", "start_date": "2015", "valid_from": "2015-01-01", "end_date": "2016-02-01", "valid_before": "2016-02-01",
        "open": ["count"],
    }  # fmt: skip
    assert all(type(value) in (str, list) for value in node.row().values())


def test_a_relationship_carries_its_places_as_parallel_lists() -> None:
    places = (Citation(source="d/source/s", locator=" p. 1 "), Citation(source="d/source/t"))
    row = PartOf(dataset="d", source="d/topic/a", target="d/topic/b", sources=places).row()
    assert (row["sources"], row["locators"]) == (["d/source/s", "d/source/t"], ["p. 1", ""])


def test_the_places_of_a_node_are_relationships() -> None:
    places = (
        Citation(source="d/source/s", locator="1"),
        Citation(source="d/source/s", locator="2"),
        Citation(source="d/source/s", locator="1"),
    )
    source = Source(dataset="d", id="d/source/s", name="S")
    dataset = Dataset(DatasetInfo(id="d", title="D"), (topic(sources=places, evidence=Evidence.INFERRED), source), ())
    found = [(row["type"], row["source"], row["target"], row["locator"], row["evidence"]) for row in dataset.relationship_rows]
    assert sorted(found) == [("DOCUMENTED_IN", "d/topic/a", "d/source/s", locator, "inferred") for locator in ("1", "2")]


@pytest.mark.parametrize(
    "other",
    [
        {"target": "d/post/c"}, {"source": "d/assignment/b"}, {"start_date": "2015"}, {"end_date": "2015"}, {"slot": "d/slot/q"},
        {"side": Side.OFFICIAL}, {"dataset": "e"},
    ],
)  # fmt: skip
def test_what_tells_two_relationships_apart(other: dict[str, Any]) -> None:
    fields = {"dataset": "d", "source": "d/assignment/a", "target": "d/post/b", "side": Side.POLITICAL}
    assert CommissionedBy(**fields).id != CommissionedBy(**(fields | other)).id
    assert CommissionedBy(**fields).id == CommissionedBy(**(fields | {"note": "x", "evidence": "inferred"})).id


@pytest.mark.parametrize(
    "wrong", ["a", "d/topic", "d/topic/a/b", "D/topic/a", "d/topic/A", "d/topic/é", "d/topic/a b", "d//a", "d/topic/-a", "../topic/a"]
)
def test_what_is_no_id(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Topic(dataset="d", id=wrong, name="A")


def test_nothing_unknown_and_no_change() -> None:
    with pytest.raises(ValidationError):
        topic(colour="red")
    with pytest.raises(ValidationError):
        topic().name = "b"  # type: ignore[misc]


@pytest.mark.parametrize(
    "other", [{"note": "x"}, {"start_date": "2015"}, {"open": ["note"]}, {"status": "proposed"}, {"identifiers": ["a:b"]}]
)
def test_a_hash_changes_with_each_field(other: dict[str, Any]) -> None:
    one, two = (Dataset(DatasetInfo(id="d", title="D"), (topic(**more),), ()) for more in ({}, other))
    assert one.node_rows[0]["hash"] != two.node_rows[0]["hash"]
    assert one.content_hash != two.content_hash


def test_the_head_is_content_too() -> None:
    assert Dataset(DatasetInfo(id="d", title="D"), (), ()).content_hash != Dataset(DatasetInfo(id="d", title="E"), (), ()).content_hash


def test_a_hash_is_the_same_in_every_process() -> None:
    script = (
        "from orggraph.model.base import digest\nfrom orggraph.model.nodes import Topic\n"
        "print(digest([1, None, 0.5, True, 'é']), Topic(dataset='d', id='d/topic/a', name='é').fingerprint())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("0", "1")
    }
    assert outputs == {f"{digest([1, None, 0.5, True, 'é'])} {Topic(dataset='d', id='d/topic/a', name='é').fingerprint()}"}


def test_records_that_differ_in_anything_have_another_hash() -> None:
    plain = topic("a")
    role = Role(dataset=plain.dataset, id=plain.id, name=plain.name)
    others = [topic("b"), topic("a", description="d"), topic("a", note="n"), topic("a", start_date="2015"), role]
    assert len({one.fingerprint() for one in (plain, topic("a"), *others)}) == 1 + len(others)


def test_tables_are_columns_that_stay_aligned() -> None:
    dataset = Dataset(DatasetInfo(id="d", title="D"), (topic("a", note="x"), topic("b"), topic("c", note="z")), ())
    (table,) = to_tables(dataset).nodes
    assert (len(table), table.columns["note"]) == (3, ["x", None, "z"])
    assert list(table.rows()) == [{key: value for key, value in row.items() if key not in ("label", "hash")} for row in dataset.node_rows]
